// Two people on one form: what each of them has changed since both read it, and what comes of a choice for each field. Pure.

export type Side = 'mine' | 'theirs';

/** Values of a form at three moments: when both read them, as I have them now, as the other has saved them. */
export interface ThreeDrafts<T> {
  base: T;
  mine: T;
  theirs: T;
}

export interface ComparedField<K extends string> {
  key: K;
  /** Who has changed it since both read it. */
  by: Side | 'both';
}

export type Choices = Readonly<Record<string, Side | undefined>>;

type Same<T, K> = (key: K, a: T, b: T) => boolean;

const isEqual = <T extends object>(key: keyof T & string, a: T, b: T): boolean =>
  JSON.stringify(a[key] ?? null) === JSON.stringify(b[key] ?? null);

/** Every field in which the two differ, in the order of the page. */
export function compareSides<T extends object, K extends keyof T & string>(
  keys: readonly K[],
  { base, mine, theirs }: ThreeDrafts<T>,
  isSame: Same<T, K> = isEqual,
): ComparedField<K>[] {
  return keys
    .filter((key) => !isSame(key, mine, theirs))
    .map((key) => {
      const [iDid, theyDid] = [!isSame(key, base, mine), !isSame(key, base, theirs)];
      return { key, by: iDid && theyDid ? 'both' : iDid ? 'mine' : 'theirs' };
    });
}

/** What one has changed and the other has not stands; where both have, nobody has chosen yet. */
export const firstChoices = (fields: readonly ComparedField<string>[]): Choices =>
  Object.fromEntries(fields.flatMap(({ key, by }) => (by === 'both' ? [] : [[key, by]])));

export const isChosen = (fields: readonly ComparedField<string>[], choices: Choices): boolean =>
  fields.every(({ key }) => choices[key] !== undefined);

/** Theirs, with mine where that was chosen. */
export function mergeSides<T extends object>(
  keys: readonly (keyof T & string)[],
  { mine, theirs }: Pick<ThreeDrafts<T>, 'mine' | 'theirs'>,
  choices: Choices,
): T {
  const kept = keys.filter((key) => choices[key] === 'mine').map((key) => [key, mine[key]]);
  return { ...theirs, ...(Object.fromEntries(kept) as Partial<T>) };
}
