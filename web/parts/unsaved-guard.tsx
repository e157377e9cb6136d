// Asks before unsaved changes are left behind: by a link, the back button, another tab of the same page, or closing the window.
import type { ReactNode } from 'react';
import { useBlocker } from '@tanstack/react-router';
import { Text } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { Confirm } from './confirm.tsx';

export function UnsavedGuard({ isDirty }: { isDirty: boolean }): ReactNode {
  const { words } = useWords();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const said = words.parts.unsaved;
  return (
    <Confirm
      isOpen={status === 'blocked'}
      title={said.title}
      deed={said.leave}
      isDangerous
      onConfirm={() => proceed?.()}
      onClose={() => reset?.()}
    >
      <Text>{said.text}</Text>
    </Confirm>
  );
}
