// What stands in the way of saving, by its place: what the draft lacks, what trying found wrong in a source, what saving was refused for. A
// mapping that nobody has touched yet is not scolded.
import { useCallback, useMemo } from 'react';
import { Problem } from '../../../api/problem.ts';
import type { Fault } from '../../../api/problem.ts';
import { useWords } from '../../../words/words.tsx';
import type { Draft } from './draft.ts';
import { findFaults, locate } from './draft-faults.ts';
import type { Told } from './editor-context.ts';
import type { Trying } from './use-trial.ts';

interface Faults {
  /** How many places have one. */
  faults: number;
  faultAt: (at: string) => Told | null;
  /** Moves to the first of them. */
  jump: () => void;
}

export function useFaults(draft: Draft, isDirty: boolean, trying: Trying, refused: Error | null): Faults {
  const { words } = useWords();
  const found = useMemo(() => {
    const places = new Map<string, Told>();
    if (!isDirty) return places;
    // What is not tried yet says nothing of what stands there now.
    const tried = trying.isLate ? [] : (trying.tried?.faults ?? []);
    for (const fault of tried) tellServers(places, fault, draft);
    for (const { at, code } of findFaults(draft)) places.set(at, { text: words.mapping.faults[code] });
    return places;
  }, [draft, isDirty, trying.isLate, trying.tried, words]);
  // A refusal is of what was sent: it stands until it is sent again, and stops nobody from that.
  const told = useMemo(() => {
    const places = new Map<string, Told>();
    const faults = isDirty && refused instanceof Problem ? refused.faults : [];
    for (const fault of faults) tellServers(places, fault, draft);
    return places;
  }, [draft, isDirty, refused]);
  const faultAt = useCallback((at: string) => found.get(at) ?? told.get(at) ?? null, [found, told]);
  return { faults: found.size, faultAt, jump: () => jumpToFirst([...found.keys()]) };
}

function tellServers(places: Map<string, Told>, { path, message, cure }: Fault, draft: Draft): void {
  const at = locate(path ?? '', draft);
  if (at !== null) places.set(at, { text: `${message} ${cure}`, lang: 'en' });
}

/** The first on the page, whatever order they were found in. */
function jumpToFirst(places: readonly string[]): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-place]')];
  const first = all.find(({ dataset }) => places.includes(dataset['place'] ?? ''));
  const control = first?.querySelector<HTMLElement>(
    '[aria-invalid="true"], input:not([type="hidden"]), textarea, button',
  );
  control?.focus();
  control?.scrollIntoView({ block: 'center' });
}
