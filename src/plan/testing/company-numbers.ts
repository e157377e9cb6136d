// The numbers of a made-up company as the planner is told of them, for tests alone: what is free of its series, and which
// number cools for whom. Written from SPEC §5 and not from the planner.
import type { SeriesToGive } from '../automatic-numbers.ts';
import type { Company } from './a-company.ts';

export const firstOfSeries = '46846500401';

/** Numbers that nobody has and that neither cool nor are reserved, each by itself, and not one of those named. */
export function presentSeries(
  { settings, users, numbers, now }: Company,
  named: ReadonlySet<string> = new Set(),
): SeriesToGive[] {
  const { automatic: last } = settings;
  if (last === null) return [];
  const held = new Set([...users.values()].map(({ values }) => values.pstnFixed));
  const isFree = (digits: string) => {
    const state = numbers.get(digits);
    return (
      !held.has(digits) &&
      !named.has(digits) &&
      (state === undefined || (state.until !== null && state.until <= now))
    );
  };
  const free: [number, number][] = [];
  for (let n = Number(firstOfSeries); n <= Number(last); n += 1) if (isFree(String(n))) free.push([n, n]);
  return [{ series: firstOfSeries, last, free }];
}

export function findOwnNumber({ numbers, now }: Company, person: string): string | null {
  const own = [...numbers.values()].filter((n) => n.lastPerson === person && (n.until ?? 0) > now);
  own.sort((a, b) => (b.until ?? 0) - (a.until ?? 0) || (a.digits < b.digits ? -1 : 1));
  return own[0]?.digits ?? null;
}
