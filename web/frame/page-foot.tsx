// The bar at the foot of a page, filled by whatever part of the page has something to save: a tab brings its own save bar.
import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** Where the page has room for it; null while there is no page. */
export const FootContext = createContext<HTMLElement | null>(null);

export function PageFoot({ children }: { children: ReactNode }): ReactNode {
  const slot = use(FootContext);
  return slot && createPortal(children, slot);
}
