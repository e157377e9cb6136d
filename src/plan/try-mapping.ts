// What a mapping would make of everybody, before it is saved (SPEC §5): for each user field how many get a usable value,
// none, one that can not be used or one that somebody else has, and who would get another than today, with the first of
// each by name. Fed with people one by one; keeps counts, keys of unique fields and no values beyond the first. Pure.
import { foldAlias } from './claims.ts';
import { uniqueFields } from './mapping.ts';
import type { UniqueField } from './mapping.ts';
import { decideDifferences } from './movers.ts';
import type { Holding, PlanPerson } from './person.ts';
import type { FieldName } from './reasons.ts';

export const trialCategories = ['usable', 'empty', 'unusable', 'colliding', 'differing'] as const;
type TrialCategory = (typeof trialCategories)[number];

/** Somebody of a category. */
export interface TrialHit {
  person: string;
  /** What she would get, or what can not be used; null when it is empty. */
  value: string | null;
  /** Why it can not be used. */
  why: string | null;
  /** What her user has today; null when empty or without a user. */
  today: string | null;
  /** Who has it too. */
  with: { person: string | null; user: string | null; name: string | null } | null;
}

export interface TrialCount {
  count: number;
  /** By object id, the smallest first. */
  people: TrialHit[];
}

export type TrialField = { field: FieldName; why: { why: string; count: number }[] } & Record<
  TrialCategory,
  TrialCount
>;

export interface TrialCounts {
  /** People whom the last read had, but those in a group that never takes part. */
  people: number;
  filteredOut: number;
  filterFailed: TrialCount;
  fields: TrialField[];
}

/** One category of one field, from the person after this one. */
export interface TrialAsk {
  field: string;
  category: TrialCategory;
  after: string | null;
  limit: number;
}

export interface Trial {
  /** mapped by the mapping that is tried; only people whom the last read had. */
  add(person: PlanPerson): void;
  present(): TrialCounts;
}

const FIRST = 20;
/** Beyond these, complaints that are each about another value are not told apart. */
const MOST_WHYS = 20;

/** fields: those that are mapped. users: those whom no person of the template is linked to. */
export function openTrial(
  fields: readonly FieldName[],
  users: readonly Holding[],
  ask: TrialAsk | null,
): Trial {
  const opened = fields.map((field) => openField(field, users, ask));
  const failed = openHits(null);
  const counts = { people: 0, filteredOut: 0 };
  return {
    add(person) {
      counts.people += 1;
      const filter = person.mapped?.filter;
      if (filter?.is === 'out') {
        counts.filteredOut += 1;
        return;
      }
      if (filter?.is === 'failed') failed.add({ ...nobody, person: person.id, why: filter.why });
      const differences = person.link === null ? {} : decideDifferences(person, person.link);
      for (const one of opened) one.add(person, differences);
    },
    present: () => ({
      ...counts,
      filterFailed: failed.present(),
      fields: opened.map((one) => one.present()),
    }),
  };
}

const nobody: TrialHit = { person: '', value: null, why: null, today: null, with: null };

function openField(field: FieldName, users: readonly Holding[], ask: TrialAsk | null) {
  const of = (category: TrialCategory) =>
    openHits(ask?.field === field && ask.category === category ? ask : null);
  const hits = {
    usable: of('usable'),
    empty: of('empty'),
    unusable: of('unusable'),
    colliding: of('colliding'),
    differing: of('differing'),
  };
  const whys = new Map<string, number>();
  const clashes = isUnique(field) ? openClashes(field, users) : null;
  return {
    add(person: PlanPerson, differences: Partial<Record<FieldName, string | null>>) {
      const value = person.mapped?.values[field] ?? null;
      const problem = person.mapped?.problems.find((one) => one.field === field);
      const today = person.link?.values[field] ?? null;
      const hit: TrialHit = { ...nobody, person: person.id, value, today };
      if (problem?.trouble === 'invalid') {
        hits.unusable.add({ ...hit, value: problem.found, why: problem.why });
        countWhy(whys, problem.why);
      } else if (value === null) hits.empty.add(hit);
      else {
        hits.usable.add(hit);
        for (const clash of clashes?.find(hit) ?? []) hits.colliding.add(clash);
      }
      if (differences[field] !== undefined) hits.differing.add(hit);
    },
    present: (): TrialField => ({
      field,
      why: presentWhys(whys),
      usable: hits.usable.present(),
      empty: hits.empty.present(),
      unusable: hits.unusable.present(),
      colliding: hits.colliding.present(),
      differing: hits.differing.present(),
    }),
  };
}

const isUnique = (field: FieldName): field is UniqueField =>
  (uniqueFields as readonly string[]).includes(field);

/** What is quoted is somebody's value: the complaint is the same for all of them. */
function countWhy(whys: Map<string, number>, why: string): void {
  const plain = why.replaceAll(/"(?:[^"\\]|\\.)*"/gu, '"…"');
  const known = whys.has(plain) || whys.size < MOST_WHYS ? plain : 'another reason';
  whys.set(known, (whys.get(known) ?? 0) + 1);
}

function presentWhys(whys: ReadonlyMap<string, number>): TrialField['why'] {
  return [...whys]
    .map(([why, count]) => ({ why, count }))
    .toSorted((a, b) => b.count - a.count || (a.why < b.why ? -1 : 1));
}

/** The smallest by person, as many as are wanted: whatever order people come in, the same ones. */
function openHits(ask: TrialAsk | null) {
  const { after, limit } = ask ?? { after: null, limit: FIRST };
  let kept: TrialHit[] = [];
  let count = 0;
  const sort = () => {
    kept = kept.toSorted((a, b) => (a.person < b.person ? -1 : 1)).slice(0, limit);
  };
  let last: string | null = null;
  return {
    add(hit: TrialHit): void {
      count += 1;
      if (after !== null && hit.person <= after) return;
      if (last !== null && hit.person >= last) return;
      kept.push(hit);
      if (kept.length < 4 * limit) return;
      sort();
      last = kept.at(-1)?.person ?? null;
    },
    present(): TrialCount {
      sort();
      return { count, people: kept };
    },
  };
}

/** People who would have what a user of the directory, or somebody before them, has. */
function openClashes(field: UniqueField, users: readonly Holding[]) {
  const holders = new Map<string, Holding>();
  for (const user of users) {
    const key = field === 'alias' ? foldAlias(user.alias) : user[field];
    if (key !== null) holders.set(key, user);
  }
  /** Who came first; null once told of. */
  const first = new Map<string, string | null>();
  const firstIds = new Map<string, string>();
  return {
    find(hit: TrialHit): TrialHit[] {
      const key = field === 'alias' ? foldAlias(hit.value ?? '') : (hit.value ?? '');
      const holder = holders.get(key);
      if (holder) return [{ ...hit, with: { person: null, user: holder.user, name: holder.displayName } }];
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, hit.person);
        return [];
      }
      const id = before ?? firstIds.get(key) ?? '';
      const clash = { ...hit, with: { person: id, user: null, name: null } };
      if (before === null) return [clash];
      first.set(key, null);
      firstIds.set(key, id);
      // Her own value and user are not kept of everybody: the one who came second has the same key.
      return [
        { ...nobody, person: id, value: hit.value, with: { person: hit.person, user: null, name: null } },
        clash,
      ];
    },
  };
}
