// The foot of a dialog with a form in it: back, and the deed.
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useWords } from '../words/words.tsx';

interface DialogFootProps {
  /** Named by what it does. */
  deed: string;
  isBusy: boolean;
  isOff?: boolean;
  onClose: () => void;
}

export function DialogFoot({ deed, isBusy, isOff = false, onClose }: DialogFootProps): ReactNode {
  const { words } = useWords();
  return (
    <Group justify="flex-end">
      <Button onClick={onClose}>{words.common.cancel}</Button>
      <Button type="submit" variant="filled" disabled={isOff} loading={isBusy}>
        {deed}
      </Button>
    </Group>
  );
}
