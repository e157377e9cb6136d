// Short notices of what went well, 4 s, or 10 s with a way back. What went wrong is never told like this alone.
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck } from '@tabler/icons-react';
import { tellRefusedBack } from './refused-back.ts';

interface WayBack {
  label: string;
  /** What it throws is shown where it can be read (`refused-back.ts`). */
  go: () => Promise<unknown>;
}

export function toast(message: string, back?: WayBack): void {
  const id = crypto.randomUUID();
  const undo = (): void => {
    notifications.hide(id);
    back?.go().catch(tellRefusedBack);
  };
  notifications.show({
    id,
    color: 'green',
    icon: <IconCheck size={16} aria-hidden />,
    // It goes by itself; whoever points at it has all the time there is.
    withCloseButton: false,
    autoClose: back ? 10_000 : 4_000,
    message: back ? (
      <Group justify="space-between" wrap="nowrap">
        {message}
        <Button size="compact-sm" flex="none" onClick={undo}>
          {back.label}
        </Button>
      </Group>
    ) : (
      message
    ),
  });
}
