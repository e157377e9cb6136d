// A sentence on a ground of its colour: what is so, what went well, what to look at, what went wrong. The icon says it too.
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import classes from './note.module.css';

type Tone = 'info' | 'ok' | 'warn' | 'bad';
const icons = {
  info: IconInfoCircle,
  ok: IconCheck,
  warn: IconAlertTriangle,
  bad: IconAlertTriangle,
} as const;

interface NoteProps {
  tone: Tone;
  /** Set apart before the sentence. */
  title?: ReactNode;
  /** Said to who does not see it, when it comes. */
  isSpoken?: boolean;
  /** What can be done about it. */
  action?: ReactNode;
  children: ReactNode;
}

export function Note({ tone, title, isSpoken, action, children }: NoteProps): ReactNode {
  const Sign = icons[tone];
  return (
    <div className={classes['note']} data-tone={tone} role={isSpoken ? 'status' : undefined}>
      <Sign size={18} aria-hidden />
      <div className={classes['text']}>
        {title && <div className={classes['title']}>{title}</div>}
        {children}
      </div>
      {action && <div className={classes['action']}>{action}</div>}
    </div>
  );
}
