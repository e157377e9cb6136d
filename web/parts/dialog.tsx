// A dialog that is drawn while it is open: named by its title, closed by its button, Esc or a press outside, and the focus goes back to
// where it was. Once something is typed in it, a press beside it closes nothing, and Esc, its button, the back button and closing the tab
// ask first.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Modal, Text } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { Confirm } from './confirm.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import { useFocusBack } from './use-focus-back.ts';
import { useInnermost } from './use-innermost.ts';

interface DialogProps {
  title: string;
  /** A number: in px. */
  size?: 'md' | 'lg' | number;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, size = 'md', onClose, children }: DialogProps): ReactNode {
  const { words } = useWords();
  const [isTyped, setTyped] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const note = ({ target }: FormEvent): void => {
    // What is searched for is no work that could be lost.
    if (!(target instanceof HTMLInputElement && target.type === 'search')) setTyped(true);
  };
  useFocusBack();
  return (
    <Modal
      opened
      size={size}
      {...useInnermost(isTyped ? () => setAsked(true) : onClose)}
      title={title}
      closeOnClickOutside={!isTyped}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div onInput={note}>{children}</div>
      <UnsavedGuard isDirty={isTyped} isOnlyBack />
      {/* Drawn when it is asked for: one that waits closed would hear the same Esc. */}
      {isAsked && (
        <Confirm
          isOpen
          title={words.parts.unsaved.title}
          deed={words.parts.unsaved.close}
          isDangerous
          onConfirm={onClose}
          onClose={() => setAsked(false)}
        >
          <Text>{words.parts.unsaved.closeText}</Text>
        </Confirm>
      )}
    </Modal>
  );
}
