// Deeds on everybody of a state at an exchange: tried again at once; repaired or kept after a question with their number.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Target } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import { targetPath } from './target-path.ts';

type AllDeed = 'retry' | 'repair' | 'keep';

export function AllDeeds({ target }: { target: Target }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const [asks, setAsks] = useState<'repair' | 'keep' | null>(null);
  const deed = useAllDeed(target.id, () => setAsks(null));
  const { failed, drift } = target.users;
  const told = words.exchanges;
  if (!can('target.feed')) return null;
  return (
    <>
      {failed > 0 && (
        <Button loading={deed.isPending} onClick={() => deed.mutate('retry')}>
          {told.retryAll}
        </Button>
      )}
      {drift > 0 && (
        <>
          <Button onClick={() => setAsks('repair')}>{told.repairAll}</Button>
          <Button onClick={() => setAsks('keep')}>{told.keepAll}</Button>
        </>
      )}
      {asks === null && <ToldProblem error={deed.error} />}
      {asks !== null && (
        <Confirm
          isOpen
          title={asks === 'repair' ? told.repairTitle : told.keepTitle}
          deed={(asks === 'repair' ? told.repairDeed : told.keepDeed)(drift, format.number(drift))}
          isBusy={deed.isPending}
          onConfirm={() => deed.mutate(asks)}
          onClose={() => setAsks(null)}
        >
          <p>{asks === 'repair' ? told.repairText : told.keepText}</p>
          <ToldProblem error={deed.error} />
        </Confirm>
      )}
    </>
  );
}

function useAllDeed(target: string, onDone: () => void) {
  const { words, format } = useWords();
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: (which: AllDeed) => api.call('post', `${targetPath}/${which}`, { path: { target } }),
    onSuccess: async ({ count }, which) => {
      onDone();
      toast(words.exchanges.done[which](count, format.number(count)));
      await forget('/companies/{company}/targets', '/companies/{company}/users');
    },
  });
}
