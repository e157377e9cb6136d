// Ends an exchange: what becomes of what is written there is chosen, and how many users it is about is typed.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Tagged } from '../../api/api.ts';
import type { Target } from '../../api/api-types.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import { targetPath } from './target-path.ts';

type Entries = 'leave' | 'remove';

export function DeleteExchange({ read, onClose }: { read: Tagged<Target>; onClose: () => void }): ReactNode {
  const { words, format } = useWords();
  const { name, users } = read.data;
  const [entries, setEntries] = useState<Entries>('leave');
  const [count] = useState(users.ok + users.pending + users.failed + users.drift);
  const remove = useRemove(read, entries, onClose);
  const told = words.exchanges;
  const shown = format.number(count);
  return (
    <Confirm
      isOpen
      isDangerous
      title={told.removeTitle(name)}
      deed={told.removeDeed(count, shown)}
      {...(count > 0 && { typed: shown })}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <Radio.Group
        label={told.removeLead}
        value={entries}
        onChange={(value) => setEntries(value === 'remove' ? 'remove' : 'leave')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="leave" label={told.leave} description={told.leaveText} />
          <Radio value="remove" label={told.removeEntries} description={told.removeEntriesText} />
        </Stack>
      </Radio.Group>
      <ToldProblem error={remove.error} />
    </Confirm>
  );
}

function useRemove({ data, etag }: Tagged<Target>, entries: Entries, onClose: () => void) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () =>
      api.call('delete', targetPath, { path: { target: data.id }, query: { entries }, ifMatch: etag ?? '' }),
    onSuccess: async () => {
      onClose();
      toast(entries === 'leave' ? words.exchanges.removed(data.name) : words.exchanges.ending(data.name));
      if (entries === 'leave') await navigate({ to: '/integrations/exchanges' });
      await forget('/companies/{company}/targets');
    },
  });
}
