// What events are called: an administrator's deed, a step of a sync, a deed by hand. One that has no words is shown by its code.
import type { ReactNode } from 'react';
import type { Change } from '../../api/api-types.ts';
import { StepSign, stepKinds } from '../../steps/step-sign.tsx';
import type { StepKind } from '../../steps/step-sign.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './audit.module.css';

export function ActionName({ action }: { action: string }): ReactNode {
  const { words } = useWords();
  return words.audit.actions[action] ?? <code>{action}</code>;
}

const isStepKind = (text: string): text is Exclude<StepKind, 'unchanged'> =>
  text !== 'unchanged' && (stepKinds as readonly string[]).includes(text);

export function StepName({ change }: { change: Change }): ReactNode {
  const { words } = useWords();
  const kind = change.do;
  return (
    <span className={classes['sign']}>
      {isStepKind(kind) && <StepSign kind={kind} />}
      {isStepKind(kind)
        ? (change.outcome === 'applied' ? words.audit.done : words.fields.steps)[kind]
        : (words.audit.hand[kind] ?? <code>{kind}</code>)}
      {change.outcome !== 'applied' && (
        <span className={classes['quiet']}>{words.audit.outcomes[change.outcome]}</span>
      )}
      {change.undoneBy !== null && <span className={classes['quiet']}>{words.audit.undoneBefore}</span>}
    </span>
  );
}
