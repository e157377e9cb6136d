// What can be done with an exchange as a whole, in the top bar: pause or resume, compare, delete.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Tagged } from '../../api/api.ts';
import type { Target } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import { DeleteExchange } from './delete-exchange.tsx';
import { useTargetDeed } from './use-target-deed.ts';

export function ExchangeDeeds({ read }: { read: Tagged<Target> }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [asksDelete, setAsksDelete] = useState(false);
  const { id, state } = read.data;
  const told = words.exchanges;
  const pause = useTargetDeed(id, 'pause', told.paused);
  const resume = useTargetDeed(id, 'resume', told.resumed);
  const compare = useTargetDeed(id, 'compare', told.comparing);
  return (
    <>
      <ToldProblem error={pause.error ?? resume.error ?? compare.error} />
      {can('target.feed') && state === 'active' && (
        <>
          <Button loading={compare.isPending} onClick={() => compare.mutate()}>
            {told.compare}
          </Button>
          <Button loading={pause.isPending} onClick={() => pause.mutate()}>
            {told.pause}
          </Button>
        </>
      )}
      {can('target.feed') && state === 'paused' && (
        <Button loading={resume.isPending} onClick={() => resume.mutate()}>
          {told.resume}
        </Button>
      )}
      {can('target.change') && (
        <Button c="var(--rc-bad)" onClick={() => setAsksDelete(true)}>
          {told.remove}
        </Button>
      )}
      {asksDelete && <DeleteExchange read={read} onClose={() => setAsksDelete(false)} />}
    </>
  );
}
