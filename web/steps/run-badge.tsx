// How a run stands, as icon and word, everywhere the same. Quiet where all is as it should be.
import type { ReactNode } from 'react';
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconClock,
  IconDownload,
  IconEye,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useWords } from '../words/words.tsx';
import type { Face } from './run-face.ts';
import classes from './run-badge.module.css';

type Tone = 'ok' | 'bad' | 'warn' | 'info' | 'dimmed';

const signs: Readonly<Record<Face, readonly [icon: Icon, tone: Tone]>> = {
  waiting: [IconClock, 'dimmed'],
  running: [IconRefresh, 'info'],
  preview: [IconEye, 'info'],
  done: [IconCheck, 'ok'],
  partial: [IconAlertTriangle, 'warn'],
  failed: [IconX, 'bad'],
  cancelled: [IconBan, 'dimmed'],
  refused: [IconBan, 'warn'],
  readOnly: [IconDownload, 'info'],
};

export const toneOf = (face: Face): Tone => signs[face][1];

/** isFilled: on a ground of its colour, as beside a title. */
export function RunBadge({ face, isFilled }: { face: Face; isFilled?: boolean }): ReactNode {
  const { words } = useWords();
  const [Sign, tone] = signs[face];
  return (
    <span className={classes['badge']} data-tone={tone} data-filled={isFilled || undefined}>
      <Sign size={15} stroke={2} aria-hidden />
      {words.runs.states[face]}
    </span>
  );
}
