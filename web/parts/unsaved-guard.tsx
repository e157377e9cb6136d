// Asks before unsaved changes are left behind: by a link, the back button, another tab of the same page, or closing the window.
import type { ReactNode } from 'react';
import { useBlocker } from '@tanstack/react-router';
import { Text } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { Confirm } from './confirm.tsx';

interface UnsavedGuardProps {
  isDirty: boolean;
  /** In a dialog, beside which no link can be pressed: what is left to the page itself is not asked about. */
  isOnlyBack?: boolean;
}

export function UnsavedGuard({ isDirty, isOnlyBack = false }: UnsavedGuardProps): ReactNode {
  const { words } = useWords();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ action }) => isDirty && !(isOnlyBack && (action === 'PUSH' || action === 'REPLACE')),
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
