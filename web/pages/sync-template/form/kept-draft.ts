// What was typed and not saved, kept in this browser for the person who typed it, so that a closed tab loses nothing. Never a secret:
// Provider Settings are kept with dots in place of it, and not at all where it can not be told what is one.
import { hideSecrets } from '../provider/provider-text.ts';
import { changedKeys } from './draft.ts';
import type { Draft, DraftKey } from './draft.ts';

export interface KeptDraft {
  at: number;
  /** Only what differed. */
  changes: Partial<Draft>;
  /** Something was left out because it was, or may have been, a secret. */
  lacksSecret: boolean;
}

/** After that nobody remembers what it was about. */
const LONGEST_MS = 7 * 24 * 3_600_000;
const PREFIX = 'rollcall.draft';

/** By person, so that two who share a computer are not offered each other's. */
export const draftName = (person: string, template: string): string => `${PREFIX}.${person}.${template}`;

export function planKept(base: Draft, draft: Draft, now: number): KeptDraft | null {
  const keys = changedKeys(base, draft);
  if (keys.length === 0) return null;
  const hidden = hideSecrets(draft.provider);
  const kept = keys.filter((key) => key !== 'provider' || hidden !== null);
  const values = kept.map((key): [DraftKey, unknown] => [key, key === 'provider' ? hidden : draft[key]]);
  const lacksSecret = keys.includes('provider') && hidden !== draft.provider;
  return { at: now, changes: Object.fromEntries(values) as Partial<Draft>, lacksSecret };
}

export function writeKept(store: Storage, name: string, kept: KeptDraft | null): void {
  try {
    if (kept === null) store.removeItem(name);
    else store.setItem(name, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing (private, full) is no reason to stop anybody from typing.
  }
}

export function readKept(store: Storage, name: string, now: number): KeptDraft | null {
  try {
    const kept = JSON.parse(store.getItem(name) ?? 'null') as KeptDraft | null;
    if (!kept || typeof kept.at !== 'number' || typeof kept.changes !== 'object') return null;
    return now - kept.at > LONGEST_MS ? null : kept;
  } catch {
    return null;
  }
}
