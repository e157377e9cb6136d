// A step unfolded: why, what to do about it, who it is, every value before and after with where it comes from, and what can be done with
// this one alone.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { RunFull, RunStep } from '../../api/api-types.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { tellReason } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import { StepDeeds } from './step-deeds.tsx';
import { StepValues } from './step-values.tsx';
import type { Orders } from '../../steps/use-order.ts';
import classes from './run.module.css';

export function StepDetails({
  run,
  step,
  orders,
}: {
  run: RunFull;
  step: RunStep;
  orders: Orders;
}): ReactNode {
  const spoken = useWords();
  const { words } = spoken;
  const told = tellReason(step.because, spoken);
  const rule = (step.details['gets'] as { rule?: unknown } | undefined)?.rule;
  return (
    <div className={classes['details']}>
      <p lang={told.lang}>{told.text}</p>
      {told.aside && (
        <p className={classes['aside']} lang="en">
          {told.aside}
        </p>
      )}
      {told.cure && (
        <p lang={told.lang}>
          <strong>{words.common.cure}:</strong> {told.cure}
        </p>
      )}
      {typeof rule === 'string' && <p>{words.runs.details.rule(rule)}</p>}
      <Candidates step={step} />
      <Ids step={step} />
      <StepValues run={run} step={step} />
      <StepDeeds run={run} step={step} orders={orders} />
    </div>
  );
}

function Ids({ step: { person, user } }: { step: RunStep }): ReactNode {
  const { words } = useWords();
  const { details } = words.runs;
  return (
    <dl className={classes['ids']}>
      {person && (
        <div>
          <dt>{details.person}</dt>
          <dd>
            <CopyText value={person} what={details.person} />
            <Link to="/people/$person" params={{ person }}>
              {details.link}
            </Link>
          </dd>
        </div>
      )}
      {user && (
        <div>
          <dt>{details.user}</dt>
          <dd>
            <CopyText value={user} what={details.user} />
            <Link to="/users/$user" params={{ user }}>
              {details.linkUser}
            </Link>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Candidates({ step }: { step: RunStep }): ReactNode {
  const { words } = useWords();
  const candidates = step.details['candidates'] as
    | { user: string; alias: string; evidence?: string[] }[]
    | undefined;
  if (!candidates || candidates.length === 0) return null;
  return (
    <p>
      {words.runs.details.candidates}:{' '}
      {candidates.map(({ user, alias, evidence }, at) => (
        <span key={user}>
          {at > 0 && ', '}
          <Link to="/users/$user" params={{ user }}>
            {alias}
          </Link>
          {evidence && ` (${evidence.map((field) => words.fields.user[field] ?? field).join(', ')})`}
        </span>
      ))}
      {' · '}
      <Link to="/people">{words.runs.details.conflicts}</Link>
    </p>
  );
}
