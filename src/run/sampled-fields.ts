// Fields that are not read yet, as one page of people has them: an administrator who maps for the first time is to see
// everything that Entra could give, not only what every read asks for. Pure.
import { presentFact } from '../plan/present-fact.ts';
import type { SourcePerson } from '../connectors/source.ts';
import type { SampledField } from '../store/roster.ts';

/** `known` and, after them, what the sample has beside them; their counts are of the sampled people. */
export function mergeSampledFields(
  known: readonly SampledField[],
  sample: readonly SourcePerson[],
): SampledField[] {
  const names = new Set(known.map(({ field }) => field));
  const found = new Map<string, SampledField>();
  for (const { facts } of sample) {
    for (const field of Object.keys(facts).flatMap((name) => presentPaths(name, facts[name]))) {
      const value = presentFact(facts, field);
      if (value === null || names.has(field)) continue;
      const entry = found.get(field) ?? { field, count: 0, samples: [] };
      entry.count += 1;
      if (entry.samples.length < 3) entry.samples.push(value);
      found.set(field, entry);
    }
  }
  return [...known, ...[...found.values()].toSorted((a, b) => (a.field < b.field ? -1 : 1))];
}

/** A field that is an object is mapped by its parts, such as extensionAttribute1. */
function presentPaths(name: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [name];
  return Object.keys(value).map((part) => `${name}.${part}`);
}
