// The fields that an administrator can choose from: everything that Entra lists, with how many people have it and three
// values. Of everybody where the template reads the field, else of the page of people that was looked at last.
import type { Kysely } from 'kysely';
import type { SourcePerson } from '../connectors/source.ts';
import { readKeptSamples } from '../store/field-samples.ts';
import type { KeptSamples } from '../store/field-samples.ts';
import { readFieldSamples, readPresent } from '../store/roster.ts';
import type { Tables } from '../store/tables.ts';
import { mergeSampledFields } from './sampled-fields.ts';

export interface FieldChoice {
  field: string;
  /** People who have it, of so many. */
  count: number;
  of: number;
  samples: string[];
  /** roster: everybody whom the template has read; sample: a page of people; none: nobody has it, or it was not looked at. */
  from: 'roster' | 'sample' | 'none';
}

/** known: every field that a mapping may name, in the order in which they are shown. */
export async function readFieldChoices(
  db: Kysely<Tables>,
  templateId: string,
  known: readonly string[],
): Promise<FieldChoice[]> {
  const people = await readPresent(db, templateId);
  const choices = new Map<string, FieldChoice>();
  for (const { field, count, samples } of await readFieldSamples(db, templateId))
    choices.set(field, { field, count, of: people, samples, from: 'roster' });
  const kept = await readKeptSamples(db, templateId);
  for (const { field, count, samples } of kept?.fields ?? [])
    if (!choices.has(field))
      choices.set(field, { field, count, of: kept?.people ?? 0, samples, from: 'sample' });
  const others = [...choices.keys()].filter((field) => !known.includes(field)).toSorted();
  return [...known, ...others].map(
    (field) =>
      choices.get(field) ?? { field, count: 0, of: kept?.people ?? people, samples: [], from: 'none' },
  );
}

/** As they are kept. */
export function presentKeptSamples(people: readonly SourcePerson[]): KeptSamples {
  return { people: people.length, fields: mergeSampledFields([], people) };
}
