// What lies over the list of users comes after the list: loaded while it is read, so that it is there when it is asked for.
import { lazy, useEffect } from 'react';

const loadOver = () => import('./over.tsx');
const loadAsked = () => import('./asked.tsx');

export const Over = lazy(async () => ({ default: (await loadOver()).Over }));
export const Asked = lazy(async () => ({ default: (await loadAsked()).Asked }));

/** What can not be loaded now is loaded when it is asked for. */
export function useLoadLater(): void {
  useEffect(() => void Promise.allSettled([loadOver(), loadAsked()]), []);
}
