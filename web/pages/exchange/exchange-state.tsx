// How an exchange is doing, in a word: colour only where somebody has to look.
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconPlayerPauseFilled } from '@tabler/icons-react';
import type { Target } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import classes from './exchange.module.css';

export function ExchangeState({ target }: { target: Target }): ReactNode {
  const { words } = useWords();
  const told = words.exchanges;
  const isAway = target.state === 'active' && target.unavailableSince !== null;
  const is = target.state === 'refused' ? 'bad' : isAway || target.state === 'ending' ? 'warn' : 'well';
  return (
    <span className={classes['state']} data-is={is}>
      {is !== 'well' ? (
        <IconAlertTriangle size={16} aria-hidden />
      ) : target.state === 'paused' ? (
        <IconPlayerPauseFilled size={14} aria-hidden />
      ) : (
        <span className={classes['dot']} aria-hidden />
      )}
      {isAway ? told.unavailable : told.states[target.state]}
    </span>
  );
}
