// Looks like a search field and opens the palette: the same that Ctrl/⌘ K does.
import type { ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useWords } from '../words/words.tsx';
import { presentMod } from './shortcuts.ts';
import classes from './search-button.module.css';

export function SearchButton({ onPress }: { onPress: () => void }): ReactNode {
  const { words } = useWords();
  return (
    <UnstyledButton
      className={classes['button']}
      onClick={onPress}
      aria-keyshortcuts="Control+K Meta+K"
      aria-haspopup="dialog"
    >
      <IconSearch size={15} aria-hidden />
      <span className={classes['label']}>{words.frame.search}</span>
      <kbd className={classes['keys']} aria-hidden>
        {presentMod(words)} K
      </kbd>
    </UnstyledButton>
  );
}
