// What the server says of an exchange, or of one user there, in the reader's words: by its code where there are some, with the server's own
// English sentence beside them, which names the thing.
import type { ReactNode } from 'react';
import type { TargetTrouble } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import classes from './exchange.module.css';

export function ToldTrouble({ trouble }: { trouble: TargetTrouble }): ReactNode {
  const { words } = useWords();
  const own = words.exchangeTroubles.troubles[trouble.code];
  if (!own)
    return (
      <p className={classes['told']} lang="en">
        {trouble.message} {trouble.cure}
      </p>
    );
  return (
    <>
      <p className={classes['told']}>
        {own.text} {own.cure}
      </p>
      <p className={classes['aside']} lang="en">
        {trouble.message}
      </p>
    </>
  );
}
