// A paused template that is to be turned on: which, to which mode, by which preview. Nothing is on before somebody has seen it.
import { useState } from 'react';
import type { SyncTemplate } from '../../../api/api-types.ts';

type WakingMode = Exclude<SyncTemplate['mode'], 'paused'>;

export interface TurningOn {
  asked: { template: string; mode: WakingMode } | null;
  open: (template: string, mode: SyncTemplate['mode']) => void;
  close: () => void;
}

export function useTurningOn(): TurningOn {
  const [asked, setAsked] = useState<TurningOn['asked']>(null);
  return {
    asked,
    open: (template, mode) => {
      if (mode !== 'paused') setAsked({ template, mode });
    },
    close: () => setAsked(null),
  };
}
