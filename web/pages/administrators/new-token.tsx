// A new API token: its name, what it may, until when; then its secret, shown this once.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { CreatedToken } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useFaultFocus, isAtFields, presentFaults } from '../../parts/field-fault.tsx';
import { FormFoot } from '../../parts/form-foot.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './administrators.module.css';

/** The longest that the server allows is two years. */
const lives = { month: 30, quarter: 90, year: 365, twoYears: 730 } as const;
type Life = keyof typeof lives;

export function NewTokenDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { words } = useWords();
  const [made, setMade] = useState<CreatedToken | null>(null);
  if (made) return <SecretOnce token={made} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title={words.administrators.tokens.create}>
      <TokenForm onMade={setMade} onClose={onClose} />
    </Dialog>
  );
}

function useMake(onMade: (token: CreatedToken) => void) {
  const api = useApi();
  const forget = useForget();
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({
      name,
      role,
      life,
    }: {
      name: string;
      role: 'companyAdministrator' | 'viewer';
      life: Life;
    }) =>
      api.call('post', '/companies/{company}/tokens', {
        body: { name, role, expiresAt: new Date(Date.now() + lives[life] * 86_400_000).toISOString() },
        idempotencyKey: key,
      }),
    onSuccess: async (token) => {
      onMade(token);
      await forget('/companies/{company}/tokens');
    },
  });
}

function TokenForm({
  onMade,
  onClose,
}: {
  onMade: (token: CreatedToken) => void;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  const texts = words.administrators.tokens;
  const [values, setValues] = useState({ name: '', role: 'viewer' as const, life: 'quarter' as Life });
  const make = useMake(onMade);
  const problem = make.error instanceof Problem ? make.error : null;
  const form = useFaultFocus(make.error);
  const set = (some: Record<string, string | null>): void => setValues((now) => ({ ...now, ...some }));
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(values);
      }}
    >
      <Stack>
        {make.error && !(problem && isAtFields(problem, ['name'])) && <Failed error={make.error} />}
        <TextInput
          label={texts.name}
          description={texts.nameText}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={presentFaults(problem)('name')}
          data-autofocus
        />
        <Choices values={values} onSet={set} />
        <FormFoot deed={texts.make} isBusy={make.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

function Choices({
  values,
  onSet,
}: {
  values: { role: string; life: Life };
  onSet: (some: Record<string, string | null>) => void;
}): ReactNode {
  const { words } = useWords();
  const { tokens, roles } = words.administrators;
  return (
    <>
      <Select
        label={tokens.role}
        data={(['viewer', 'companyAdministrator'] as const).map((role) => ({
          value: role,
          label: roles[role].name,
        }))}
        value={values.role}
        onChange={(role) => onSet({ role })}
        allowDeselect={false}
      />
      <Select
        label={tokens.expires}
        data={Object.entries(tokens.expiresIn).map(([value, label]) => ({ value, label }))}
        value={values.life}
        onChange={(life) => onSet({ life })}
        allowDeselect={false}
      />
    </>
  );
}

function SecretOnce({ token, onClose }: { token: CreatedToken; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const { tokens, link } = words.administrators;
  return (
    <Modal
      opened
      onClose={onClose}
      title={tokens.secretTitle(token.name)}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size={560}
    >
      <Stack>
        <span className={classes['link']}>
          <CopyText value={token.secret ?? ''} what={tokens.what} />
        </span>
        <Alert color="blue" variant="light" icon={<IconInfoCircle aria-hidden />}>
          {tokens.secretText}
        </Alert>
        <Group justify="flex-end">
          <Button variant="filled" onClick={onClose}>
            {link.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
