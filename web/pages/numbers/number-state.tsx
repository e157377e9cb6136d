// What a number is, as a word with the colour that the bar of its series has for it.
import type { ReactNode } from 'react';
import type { Number as LedgerNumber } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import classes from './numbers.module.css';

export function NumberState({ state }: Pick<LedgerNumber, 'state'>): ReactNode {
  const { words } = useWords();
  return (
    <span className={classes['state']}>
      <span className={classes['swatch']} data-state={state} aria-hidden />
      {words.numbers.states[state]}
    </span>
  );
}
