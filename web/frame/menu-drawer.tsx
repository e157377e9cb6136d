// The sidebar of a narrow window, in a drawer. Loaded only where the window is narrow: dialogs weigh more than the rest of the frame.
import type { ReactNode } from 'react';
import { Drawer } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { Sidebar } from './sidebar.tsx';

export function MenuDrawer({
  isOpen,
  onClose,
  onSearch,
}: {
  isOpen: boolean;
  onClose: () => void;
  onSearch: () => void;
}): ReactNode {
  const { words } = useWords();
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={276}
      title={words.common.product}
      closeButtonProps={{ 'aria-label': words.frame.closeMenu }}
    >
      <Sidebar onSearch={onSearch} onGo={onClose} />
    </Drawer>
  );
}
