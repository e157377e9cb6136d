// Gives the focus back to whatever had it before something was laid over the page, when that goes away. For what is drawn only while it
// is open: the library's own way needs a dialog that stays and is told to open.
import { useEffect, useState } from 'react';

export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
