// The keys that work on every page: Ctrl/⌘ K opens the palette, / goes to the page's search, ? lists the keys.
import { useEffect } from 'react';
import type { Words } from '../words/words.tsx';
import { maySingleKey } from './single-keys.ts';

/** As the key is called on this machine. */
export const presentMod = (words: Words): string =>
  /mac|iphone|ipad/iu.test(navigator.userAgent) ? '⌘' : words.frame.keys.names.ctrl;

export function useShortcuts({ onPalette, onKeys }: { onPalette: () => void; onKeys: () => void }): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onPalette();
      } else if (event.key === '/' && maySingleKey(event)) {
        const field = document.querySelector<HTMLElement>('[data-page-search]');
        if (!field) return;
        event.preventDefault();
        field.focus();
        if (field instanceof HTMLInputElement) field.select();
      } else if (event.key === '?' && maySingleKey(event)) {
        event.preventDefault();
        onKeys();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [onPalette, onKeys]);
}
