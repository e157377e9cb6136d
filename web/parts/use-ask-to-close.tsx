// Whatever lies over a page and can be typed in asks before it closes over what was typed: its own button and Esc by `close`, the back
// button and closing the tab by the guard. `asking` is drawn inside it.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Text } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { Confirm } from './confirm.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

export function useAskToClose(
  isTyped: boolean,
  onClose: () => void,
): { close: () => void; asking: ReactNode } {
  const { words } = useWords();
  const [isAsked, setAsked] = useState(false);
  const leave = (): void => {
    setAsked(false);
    onClose();
  };
  return {
    close: isTyped ? () => setAsked(true) : onClose,
    asking: (
      <>
        <UnsavedGuard isDirty={isTyped} isOnlyBack />
        {/* Drawn when it is asked for: one that waits closed would hear the same Esc. */}
        {isAsked && (
          <Confirm
            isOpen
            title={words.parts.unsaved.title}
            deed={words.parts.unsaved.close}
            isDangerous
            onConfirm={leave}
            onClose={() => setAsked(false)}
          >
            <Text>{words.parts.unsaved.closeText}</Text>
          </Confirm>
        )}
      </>
    ),
  };
}
