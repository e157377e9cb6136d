// Makes a settings template by its name; what it sets is chosen on its own page, where it leaves everything alone at first.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Stack, TextInput } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem, useFieldFault } from '../user/told-problem.tsx';
import { useDeed } from '../user/use-user.ts';

interface NewSettingsTemplateProps {
  onClose: () => void;
  onMade: (id: string) => void;
}

export function NewSettingsTemplate({ onClose, onMade }: NewSettingsTemplateProps): ReactNode {
  const { words } = useWords();
  const [name, setName] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const create = useDeed(async (api) => {
    const made = await api.call('post', '/companies/{company}/settings-templates', {
      body: { name: name.trim() },
      idempotencyKey: key,
    });
    toast(words.settingsTemplates.made(made.name));
    onMade(made.id);
  });
  const faultOf = useFieldFault(create.error);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog onClose={onClose} title={words.settingsTemplates.new}>
      <form onSubmit={send} noValidate>
        <Stack>
          <TextInput
            label={words.settingsTemplates.name}
            value={name}
            error={faultOf('name')}
            withAsterisk
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {faultOf('name') === null && <ToldProblem error={create.error} />}
          <DialogFoot deed={words.settingsTemplates.create} isBusy={create.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}
