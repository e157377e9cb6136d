// Ctrl/⌘ K: go to a page, do something, find a user. The button that says so stands in the sidebar.
import type { ReactNode } from 'react';

export function SearchButton(): ReactNode {
  return null;
}
