// How a mail stands: a quiet word with a dot while all is well, colour where somebody should look.
import type { ReactNode } from 'react';
import { IconAlertCircle, IconHelpCircle, IconPlayerPause } from '@tabler/icons-react';
import type { Mail } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import classes from './outbox.module.css';

const signs = {
  failed: <IconAlertCircle size={15} aria-hidden />,
  uncertain: <IconHelpCircle size={15} aria-hidden />,
  held: <IconPlayerPause size={15} aria-hidden />,
} as const;

export function MailState({ state }: { state: Mail['state'] }): ReactNode {
  const { words } = useWords();
  const sign =
    state in signs ? signs[state as keyof typeof signs] : <span className={classes['dot']} aria-hidden />;
  return (
    <span className={classes['state']} data-state={state} title={words.outbox.meanings[state]}>
      {sign}
      {words.outbox.states[state]}
    </span>
  );
}
