// Who is signed in and may do what. Viewers have actions absent, not dead: `useCan()('user.change')` around every one.
import { createContext, use, useCallback } from 'react';
import type { Me } from './api-types.ts';

export type Right = Me['rights'][number];

export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('nobody is signed in around this component');
  return me;
}

export function useCan(): (right: Right) => boolean {
  const { rights } = useMe();
  return useCallback((right) => rights.includes(right), [rights]);
}
