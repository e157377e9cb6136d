// What could not be taken back by the button of a notice that is gone by then: kept until it has been read, and shown by the shell, as a
// refusal is never told by a notice alone.
import { useSyncExternalStore } from 'react';

let refused: unknown = null;
const watching = new Set<() => void>();

export function tellRefusedBack(error: unknown): void {
  refused = error;
  for (const tell of watching) tell();
}

const watch = (tell: () => void) => {
  watching.add(tell);
  return () => void watching.delete(tell);
};

/** null: nothing. */
export const useRefusedBack = (): unknown => useSyncExternalStore(watch, () => refused);
