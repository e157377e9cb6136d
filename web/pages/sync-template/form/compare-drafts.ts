// Two people on one form: what each of them has changed since both read it, and what comes of a choice for each field. Pure.
import { draftKeys, isSame } from './draft.ts';
import type { Draft, DraftKey } from './draft.ts';

export interface ComparedField {
  key: DraftKey;
  /** Who has changed it since both read it. */
  by: 'mine' | 'theirs' | 'both';
}

export type Choices = Partial<Record<DraftKey, 'mine' | 'theirs'>>;

/** Every field in which the two differ, in the order of the page. */
export function compareDrafts(base: Draft, mine: Draft, theirs: Draft): ComparedField[] {
  return draftKeys
    .filter((key) => !isSame(key, mine, theirs))
    .map((key) => {
      const [iDid, theyDid] = [!isSame(key, base, mine), !isSame(key, base, theirs)];
      return { key, by: iDid && theyDid ? 'both' : iDid ? 'mine' : 'theirs' };
    });
}

/** What one has changed and the other has not stands; where both have, nobody has chosen yet. */
export const firstChoices = (fields: readonly ComparedField[]): Choices =>
  Object.fromEntries(fields.flatMap(({ key, by }) => (by === 'both' ? [] : [[key, by]])));

export const isChosen = (fields: readonly ComparedField[], choices: Choices): boolean =>
  fields.every(({ key }) => choices[key] !== undefined);

/** Theirs, with mine where that was chosen. */
export function mergeDrafts(mine: Draft, theirs: Draft, choices: Choices): Draft {
  const kept = draftKeys.filter((key) => choices[key] === 'mine').map((key) => [key, mine[key]]);
  return { ...theirs, ...(Object.fromEntries(kept) as Partial<Draft>) };
}
