// What may be wider than the page, in a box of its own that scrolls sideways; reached by keyboard, or nobody could scroll it without a pointer.
import type { ReactNode } from 'react';
import classes from './scroll-box.module.css';

export function ScrollBox({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: what scrolls has to scroll by keyboard too
    <div className={classes['box']} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
