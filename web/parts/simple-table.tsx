// A short table that is read and not scrolled through: native cells, a name, its own box to scroll in where the window is narrow.
import type { ReactNode } from 'react';
import classes from './simple-table.module.css';

interface Head {
  label: string;
  /** For the eye it says nothing: a column of buttons. */
  isHidden?: boolean;
}

export function SimpleTable({
  label,
  heads,
  children,
}: {
  label: string;
  heads: readonly Head[];
  children: ReactNode;
}): ReactNode {
  return (
    // Scrolled by keyboard as well, which only what has the focus is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes['box']} role="group" aria-label={label} tabIndex={0}>
      <table className={classes['table']} aria-label={label}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head.label} scope="col">
                {head.isHidden ? <span className="visually-hidden">{head.label}</span> : head.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
