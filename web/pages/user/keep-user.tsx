// Asks for the word that keeps a user: a hold, for as long as is said, or for somebody who leaves a day before which nothing is deleted.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Stack, TextInput } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { DateField } from '../../parts/date-field.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import type { UserInFull } from '../../api/api-types.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from './told-problem.tsx';
import { useDeed } from './use-user.ts';
import type { Deed } from './use-user.ts';

interface KeepUserProps {
  user: UserInFull;
  what: 'hold' | 'keep';
  onClose: () => void;
}

export function KeepUser({ user, what, onClose }: KeepUserProps): ReactNode {
  const { words } = useWords();
  const [day, setDay] = useState('');
  const [why, setWhy] = useState('');
  const name = `${user.name} ${user.surname}`;
  const deed = useKeep(user, what, day, why, onClose);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    deed.mutate();
  };
  return (
    <Dialog
      onClose={onClose}
      title={what === 'keep' ? words.users.keepTitle(name) : words.users.holdTitle(name)}
    >
      <form onSubmit={send}>
        <Stack>
          <p>{what === 'keep' ? words.users.keepMeans : words.users.holdMeans}</p>
          <DateField
            label={what === 'keep' ? words.users.keepDay : words.users.holdDay}
            required={what === 'keep'}
            value={day}
            onChange={setDay}
          />
          <TextInput
            label={words.users.why}
            value={why}
            maxLength={1000}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <ToldProblem error={deed.error} />
          <DialogFoot
            deed={what === 'keep' ? words.users.keepDeed : words.users.hold}
            isBusy={deed.isPending}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function useKeep(
  user: UserInFull,
  what: 'hold' | 'keep',
  day: string,
  why: string,
  onDone: () => void,
): Deed<void> {
  const { words, format } = useWords();
  return useDeed(
    (api) =>
      what === 'keep'
        ? api.call('put', '/companies/{company}/users/{user}/keep-until', {
            path: { user: user.id },
            body: { date: day, why: why || null },
          })
        : api.call('put', '/companies/{company}/users/{user}/hold', {
            path: { user: user.id },
            body: { until: day || null, why: why || null },
          }),
    () => {
      toast(day ? words.users.heldUntil(format.date(day)) : words.users.held);
      onDone();
    },
  );
}
