// How a person stands after the last plan: word and sign, coloured only where somebody has to look.
import type { ReactNode } from 'react';
import type { Person } from '../../api/api-types.ts';
import { StepSign } from '../../steps/step-sign.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './people.module.css';

export function Standing({ standing }: Pick<Person, 'standing'>): ReactNode {
  const { words } = useWords();
  const isStep = standing === 'skip' || standing === 'conflict';
  return (
    <span className={classes['standing']}>
      {isStep ? (
        <StepSign kind={standing} size={15} />
      ) : (
        <span className={classes['dot']} data-kind={standing} aria-hidden />
      )}
      {words.people.standing[standing ?? 'unknown']}
    </span>
  );
}
