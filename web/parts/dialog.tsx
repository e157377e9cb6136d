// A dialog that is drawn while it is open: named by its title, closed by its button, Esc or a press outside, and the focus goes back to
// where it was.
import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { useFocusBack } from './use-focus-back.ts';

interface DialogProps {
  title: string;
  size?: 'md' | 'lg';
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, size = 'md', onClose, children }: DialogProps): ReactNode {
  const { words } = useWords();
  useFocusBack();
  return (
    <Modal
      opened
      size={size}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {children}
    </Modal>
  );
}
