// A dialog that is drawn while it is open: named by its title, closed by its button, Esc or a press outside, and the focus goes back to
// where it was. Once something is typed in it, a press beside it closes nothing, and Esc, its button, the back button and closing the tab
// ask first.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { useAskToClose } from './use-ask-to-close.tsx';
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
  const { close, asking } = useAskToClose(isTyped, onClose);
  const note = ({ target }: FormEvent): void => {
    // What is searched for is no work that could be lost.
    if (!(target instanceof HTMLInputElement && target.type === 'search')) setTyped(true);
  };
  useFocusBack();
  return (
    <Modal
      opened
      size={size}
      {...useInnermost(close)}
      title={title}
      closeOnClickOutside={!isTyped}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div onInput={note}>{children}</div>
      {asking}
    </Modal>
  );
}
