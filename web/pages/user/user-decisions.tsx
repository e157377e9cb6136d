// Every decision about a user, newest first: what was done, when, by whom, before and after; taken back where that is still possible.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Change, UserInFull } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { After, Before } from '../../parts/diff.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { isRawField, presentFieldName, presentFieldValue } from '../../steps/field-words.ts';
import { tellReason } from '../../steps/reason-words.ts';
import { StepSign, stepKinds } from '../../steps/step-sign.tsx';
import type { StepKind } from '../../steps/step-sign.tsx';
import { useTakeBack } from '../../steps/use-take-back.ts';
import { WhyNotTakenBack } from '../../steps/why-not-taken-back.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './user.module.css';

const FIRST = 10;

export function UserDecisions({ user }: { user: UserInFull }): ReactNode {
  const { words } = useWords();
  const [limit, setLimit] = useState(FIRST);
  const changes = useRead(
    '/companies/{company}/changes',
    { query: { user: user.id, limit, undo: 'true' } },
    { keepPrevious: true },
  );
  return (
    <section aria-label={words.users.decisions}>
      <div className={classes['head']}>
        <h2>{words.users.decisions}</h2>
      </div>
      {changes.error && !changes.data && (
        <Failed error={changes.error} onRetry={() => void changes.refetch()} />
      )}
      {changes.isPending && <Loading rows={3} />}
      {changes.data?.items.length === 0 && <p className={classes['note']}>{words.users.noDecisions}</p>}
      <ol className={classes['decisions']}>
        {changes.data?.items.map((change) => (
          <Decision key={change.id} change={change} />
        ))}
      </ol>
      {changes.data?.next && limit < 200 && (
        <Button size="compact-sm" onClick={() => setLimit(200)}>
          {words.users.moreDecisions}
        </Button>
      )}
    </section>
  );
}

const isStepKind = (kind: string): kind is StepKind => (stepKinds as readonly string[]).includes(kind);

function Decision({ change }: { change: Change }): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const done: Readonly<Record<string, string>> = words.users.done;
  const reason = tellReason(change.because, spoken);
  return (
    <li>
      <span className={classes['sign']}>
        <StepSign kind={isStepKind(change.do) ? change.do : 'change'} />
      </span>
      <div>
        <strong>{done[change.do] ?? change.do}</strong>
        <span className={classes['quiet']}>
          {format.dateTime(change.at)} ·{' '}
          {change.by === null || change.by.kind === 'system' ? words.users.bySync : change.by.name}
          {change.run && (
            <>
              {' · '}
              <Link to="/runs/$run" params={{ run: change.run }}>
                {words.users.showRun}
              </Link>
            </>
          )}
        </span>
        <Differences change={change} />
        <span className={classes['quiet']} lang={reason.lang}>
          {change.because.code === 'user.byHand' && change.because.message ? null : reason.title}
        </span>
        <UndoOne change={change} />
      </div>
    </li>
  );
}

/** Fields that were written, before and after. */
function Differences({ change }: { change: Change }): ReactNode {
  const { words } = useWords();
  if (change.do !== 'change') return null;
  const from = change.from ?? {};
  const to = change.to ?? {};
  return (
    <ul className={classes['differences']}>
      {[...new Set([...Object.keys(from), ...Object.keys(to)])].map((field) => (
        <li key={field}>
          {presentFieldName(field, words)}:{' '}
          <Before value={presentFieldValue(from[field], words)} isRaw={isRawField(field)} /> →{' '}
          <After value={presentFieldValue(to[field], words)} isRaw={isRawField(field)} />
        </li>
      ))}
    </ul>
  );
}

function UndoOne({ change }: { change: Change }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const takeBack = useTakeBack();
  const undo = useMutation({
    mutationFn: () => takeBack({ steps: [change.id] }),
    onSuccess: () => toast(words.users.undone),
  });
  if (change.undoneBy !== null) return <span className={classes['quiet']}>{words.users.undone}</span>;
  if (!change.undo?.can || !can('change.undo')) return null;
  return (
    <div>
      <Button size="compact-xs" loading={undo.isPending} onClick={() => undo.mutate()}>
        {words.common.undo}
      </Button>
      <WhyNotTakenBack error={undo.error} />
    </div>
  );
}
