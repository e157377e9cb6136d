// Puts names to the few people that a trial shows: theirs and those of whoever has the value too.
import type { Kysely } from 'kysely';
import type { TrialCount, TrialCounts, TrialField, TrialHit } from '../plan/try-mapping.ts';
import { readPeopleNames } from '../store/roster-trial.ts';
import type { Tables } from '../store/tables.ts';

export type NamedHit = TrialHit & { name: string | null };
export type NamedCount = Omit<TrialCount, 'people'> & { people: NamedHit[] };
export type NamedField = {
  [K in keyof TrialField]: TrialField[K] extends TrialCount ? NamedCount : TrialField[K];
};
export interface NamedCounts {
  filteredOut: number;
  filterFailed: NamedCount;
  fields: NamedField[];
}

export async function presentTrialNames(
  db: Kysely<Tables>,
  templateId: string,
  counts: Omit<TrialCounts, 'people'>,
): Promise<NamedCounts> {
  const { filteredOut, filterFailed, fields } = counts;
  const lists = [
    filterFailed,
    ...fields.flatMap((one) => [one.usable, one.empty, one.unusable, one.colliding, one.differing]),
  ];
  const ids = new Set(
    lists.flatMap(({ people }) =>
      people.flatMap((hit) => [hit.person, ...(hit.with?.person ? [hit.with.person] : [])]),
    ),
  );
  const names = await readPeopleNames(db, templateId, [...ids]);
  const named = ({ count, people }: TrialCount): NamedCount => ({
    count,
    people: people.map((hit) => ({
      ...hit,
      name: names.get(hit.person) ?? null,
      with: nameOther(hit.with, names),
    })),
  });
  return {
    filteredOut,
    filterFailed: named(filterFailed),
    fields: fields.map(({ field, why, usable, empty, unusable, colliding, differing }) => ({
      field,
      why,
      usable: named(usable),
      empty: named(empty),
      unusable: named(unusable),
      colliding: named(colliding),
      differing: named(differing),
    })),
  };
}

function nameOther(other: TrialHit['with'], names: ReadonlyMap<string, string>): TrialHit['with'] {
  return other && { ...other, name: other.name ?? names.get(other.person ?? '') ?? null };
}
