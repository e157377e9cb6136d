// What the shell can be asked for from anywhere in it: the palette and the list of keys.
import { createContext, use } from 'react';

interface Shell {
  openPalette: () => void;
  openKeys: () => void;
}

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = use(ShellContext);
  if (!shell) throw new Error('there is no shell around this component');
  return shell;
}
