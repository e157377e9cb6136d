// The end of a form in a dialog: leave it, or do what the button names.
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useWords } from '../words/words.tsx';

export function FormFoot({
  deed,
  isBusy,
  onCancel,
}: {
  deed: string;
  isBusy: boolean;
  onCancel: () => void;
}): ReactNode {
  const { words } = useWords();
  return (
    <Group justify="flex-end">
      <Button onClick={onCancel}>{words.common.cancel}</Button>
      <Button type="submit" variant="filled" loading={isBusy}>
        {deed}
      </Button>
    </Group>
  );
}
