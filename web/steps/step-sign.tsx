// The sign of each kind of step, everywhere with the same icon and colour; the word stands beside it (words.fields.steps).
import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import {
  IconArrowBackUp,
  IconDoorExit,
  IconEqual,
  IconLink,
  IconMinus,
  IconPencil,
  IconPlayerSkipForward,
  IconPlus,
} from '@tabler/icons-react';

export const stepKinds = [
  'create',
  'change',
  'leave',
  'return',
  'delete',
  'skip',
  'conflict',
  'unchanged',
] as const;
export type StepKind = (typeof stepKinds)[number];

const signs: Readonly<Record<StepKind, { icon: Icon; color: string }>> = {
  create: { icon: IconPlus, color: 'var(--rc-ok)' },
  change: { icon: IconPencil, color: 'var(--rc-info)' },
  leave: { icon: IconDoorExit, color: 'var(--rc-warn)' },
  return: { icon: IconArrowBackUp, color: 'var(--rc-ok)' },
  delete: { icon: IconMinus, color: 'var(--rc-bad)' },
  skip: { icon: IconPlayerSkipForward, color: 'var(--rc-warn)' },
  conflict: { icon: IconLink, color: 'var(--rc-warn)' },
  unchanged: { icon: IconEqual, color: 'var(--rc-dimmed)' },
};

export function StepSign({ kind, size = 16 }: { kind: StepKind; size?: number }): ReactNode {
  const { icon: Sign, color } = signs[kind];
  return <Sign size={size} stroke={1.8} color={color} aria-hidden />;
}
