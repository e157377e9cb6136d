// What runs and administrators have done with this person, newest first.
import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { PersonExplanation } from '../../api/api-types.ts';
import { tellReason } from '../../steps/reason-words.ts';
import { StepSign, stepKinds } from '../../steps/step-sign.tsx';
import type { StepKind } from '../../steps/step-sign.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './person.module.css';

const isStepKind = (text: string): text is StepKind => (stepKinds as readonly string[]).includes(text);

export function Steps({ explanation }: { explanation: PersonExplanation }): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const w = words.people.explain();
  return (
    <section className={classes['part']} aria-labelledby="steps">
      <h2 id="steps">{w.steps}</h2>
      {explanation.steps.length === 0 && <p className={classes['quiet']}>{w.noSteps}</p>}
      <ul className={classes['history']}>
        {explanation.steps.map(({ at, run, outcome, step }, nth) => {
          const { text, lang } = tellReason({ ...step.because }, spoken);
          return (
            <li key={nth}>
              {isStepKind(step.do) ? <StepSign kind={step.do} size={15} /> : null}
              <span>
                {run === null ? (
                  format.dateTime(at)
                ) : (
                  <Anchor component={Link} to="/runs/$run" params={{ run } as never}>
                    {format.dateTime(at)}
                  </Anchor>
                )}
              </span>
              <b>{isStepKind(step.do) ? words.fields.steps[step.do] : w.byHand}</b>
              {outcome !== 'applied' && (
                <span className={classes['quiet']}>{w.outcomes[outcome] ?? outcome}</span>
              )}
              <span lang={lang}>{text}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
