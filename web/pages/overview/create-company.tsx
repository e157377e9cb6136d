// A new company: its name is enough, everything else has its default and is set on its own page.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { presentFaults, useFaultFocus } from '../../parts/field-fault.tsx';
import { FormFoot } from '../../parts/form-foot.tsx';
import { Failed } from '../../parts/states.tsx';
import { tellProblem } from '../../parts/problem-words.ts';
import { useWords } from '../../words/words.tsx';

export function CreateCompany({ onClose }: { onClose: () => void }): ReactNode {
  const { words } = useWords();
  const { create } = words.company;
  const [name, setName] = useState('');
  const make = useMake();
  const form = useFaultFocus(make.error);
  const problem = make.error instanceof Problem ? make.error : null;
  const taken = problem?.code === 'name.taken' ? tellProblem(problem, words).text : null;
  const fault = taken ?? presentFaults(problem, { name: create.nameMissing })('name');
  return (
    <Dialog onClose={onClose} title={create.title}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(name);
        }}
      >
        <Stack>
          <Text c="dimmed">{create.text}</Text>
          <TextInput
            label={words.company.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fault}
            autoComplete="off"
            data-autofocus
          />
          {make.error && !fault && <Failed error={make.error} />}
          <FormFoot deed={create.deed} isBusy={make.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

function useMake() {
  const api = useApi();
  const forget = useForget();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (name: string) => api.call('post', '/companies', { body: { name }, idempotencyKey: key }),
    onSuccess: async ({ id }) => {
      await forget('/companies', '/status');
      await navigate({ to: '/company', search: { company: id } });
    },
  });
}
