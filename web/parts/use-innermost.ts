// Esc closes the innermost: what lies under another dialog stays open. The library asks every open one, the outermost first. Spread over the
// `Modal` or `Drawer` in place of its `onClose`.
import { useRef } from 'react';
import type { RefObject } from 'react';

interface Innermost {
  ref: RefObject<HTMLDivElement | null>;
  onClose: () => void;
}

export function useInnermost(onClose: () => void): Innermost {
  const ref = useRef<HTMLDivElement>(null);
  return {
    ref,
    onClose: () => {
      // The focus is trapped in the one on top.
      const top = document.activeElement?.closest('[role="dialog"]');
      if (!top || ref.current?.contains(top)) onClose();
    },
  };
}
