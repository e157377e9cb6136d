// A thin bar while the server can not be reached; what is typed stays, and what could not be read is read again when it is back.
import type { ReactNode } from 'react';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useLineIsDown } from '../session/session-context.ts';
import { useWords } from '../words/words.tsx';
import classes from './offline-bar.module.css';

export function OfflineBar(): ReactNode {
  const { words } = useWords();
  const isDown = useLineIsDown();
  // The element stands all the time, or a screen reader would not hear that its text comes.
  return (
    <div role="status" className={classes['around']}>
      {isDown && (
        <p className={classes['bar']}>
          <IconPlugConnectedX size={15} aria-hidden /> {words.frame.offline}
        </p>
      )}
    </div>
  );
}
