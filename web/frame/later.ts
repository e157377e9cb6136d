// What the frame needs later than its first view: loaded when the browser has nothing else to do, so that it is there when it is asked for,
// also when the line is lost by then.
import { lazy } from 'react';

const loads = {
  palette: () => import('./palette-dialog.tsx'),
  keys: () => import('./keys-dialog.tsx'),
  companies: () => import('./company-list.tsx'),
  refusedBack: () => import('./refused-back-dialog.tsx'),
  signIn: () => import('../session/sign-in-dialog.tsx'),
} as const;

export const PaletteDialog = lazy(async () => ({ default: (await loads.palette()).PaletteDialog }));
export const KeysDialog = lazy(async () => ({ default: (await loads.keys()).KeysDialog }));
export const CompanyList = lazy(async () => ({ default: (await loads.companies()).CompanyList }));
export const RefusedBackDialog = lazy(async () => ({
  default: (await loads.refusedBack()).RefusedBackDialog,
}));
export const SignInDialog = lazy(async () => ({ default: (await loads.signIn()).SignInDialog }));

/** In ms: after the first page has got what it needs. */
const PATIENCE_MS = 2_000;

/** Gives what stops it. What can not be loaded now is loaded when it is asked for. */
export function loadLater(): () => void {
  const timer = setTimeout(
    () => void Promise.allSettled(Object.values(loads).map((load) => load())),
    PATIENCE_MS,
  );
  return () => clearTimeout(timer);
}
