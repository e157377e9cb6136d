// For what is open when it is first drawn – loaded by its first opening, or opened by the page's address: it is drawn closed once and opened
// after, so that the library, which goes by the change, notes where the focus was and gives it back there the first time as well.
import { useDeferredValue } from 'react';

export function useOpening(isOpen: boolean): boolean {
  const wasDrawn = useDeferredValue(isOpen, false);
  return isOpen && wasDrawn;
}
