// A value before and after, as a deletion and an insertion: colour, line and element say it, never colour alone.
import type { ReactNode } from 'react';
import classes from './diff.module.css';

/** null: there is no value on that side. isRaw: shown in monospace, as numbers and ids are. */
export function Before({ value, isRaw }: { value: string | null; isRaw?: boolean }): ReactNode {
  if (value === null) return <span className={classes['nothing']}>–</span>;
  return (
    <del className={classes['before']} data-raw={isRaw || undefined}>
      {value}
    </del>
  );
}

export function After({ value, isRaw }: { value: string | null; isRaw?: boolean }): ReactNode {
  if (value === null) return <span className={classes['nothing']}>–</span>;
  return (
    <ins className={classes['after']} data-raw={isRaw || undefined}>
      {value}
    </ins>
  );
}
