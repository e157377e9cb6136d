// What every field of the form needs: the values as they are typed, whether they may be changed, and what the server says is wrong.
import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import type { Draft } from './draft.ts';

export interface ExchangeFields {
  draft: Draft;
  mayChange: boolean;
  /** null: a new one. */
  id: string | null;
  hasSecrets: boolean;
  change: (some: Partial<Draft>) => void;
  setSetting: (key: string, value: unknown) => void;
  setSecret: (key: string, value: string) => void;
  /** By path, such as settings.host. */
  faultAt: (path: string) => ReactNode;
}

export const ExchangeContext = createContext<ExchangeFields | null>(null);

export function useExchange(): ExchangeFields {
  const form = use(ExchangeContext);
  if (!form) throw new Error('there is no form around this field');
  return form;
}
