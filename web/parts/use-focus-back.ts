// Gives the focus back to whatever had it before something was laid over the page, when that goes away; to the page's heading where nothing
// had it – the address had opened it – or where that is gone. For what is drawn only while it is open: the library's own way needs a dialog
// that stays and is told to open.
import { useEffect, useState } from 'react';

export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Somebody has sent it on meanwhile: to another page's heading, to the field that is to be mended.
      const now = document.activeElement;
      if (now && now !== document.body && !now.closest('[role="dialog"]')) return;
      const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
      const next = isThere ? before : document.querySelector('h1');
      next?.focus({ preventScroll: true });
    },
    [before],
  );
}
