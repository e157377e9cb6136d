// How a page's top bar opens the menu where the window is too narrow for the sidebar; null where the sidebar stands.
import { createContext } from 'react';

export const MenuContext = createContext<(() => void) | null>(null);
