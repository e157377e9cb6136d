// One text and one hash for the same facts, in whatever order a source sends them: this is how a run knows whom it
// need not map or plan again (R2, R4). Pure.
import { hash } from 'node:crypto';
import type { Facts, FactValue } from '../plan/facts.ts';

/** The facts that were asked for; those that are null are left out, as they would be if the source had not sent them. */
export function mapAskedFacts(facts: Facts, fields: readonly string[]): Facts {
  const asked: Facts = {};
  for (const field of fields) {
    const fact = facts[field];
    if (fact !== undefined && fact !== null) asked[field] = mapStorable(fact);
  }
  return asked;
}

// Half a character or a zero byte is text that the database refuses: one person's would stop everybody (R12).
function mapStorable(fact: FactValue): FactValue {
  if (typeof fact === 'string')
    return fact.isWellFormed() && !fact.includes('\0') ? fact : fact.toWellFormed().replaceAll('\0', '');
  if (fact === null || typeof fact !== 'object') return fact;
  if (Array.isArray(fact)) return fact.map(mapStorable);
  return Object.fromEntries(Object.entries(fact).map(([key, value]) => [key, mapStorable(value)]));
}

/** JSON with the keys of every object in order. */
export function presentCanonical(value: FactValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(presentCanonical).join()}]`;
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${presentCanonical(value[key] ?? null)}`);
  return `{${members.join()}}`;
}

export function mapHash(text: string): string {
  return hash('sha1', text, 'base64');
}

/** Facts and settings stay apart in it: which of the two changed is a reason of its own. */
export function presentPlanHash(facts: string, configHash: string): string {
  return `${mapHash(facts)}.${configHash}`;
}

/** Which halves of the two hashes are the same; neither when there is no earlier one. */
export function matchPlanHash(
  now: string,
  before: string | null,
): { sameFacts: boolean; sameConfig: boolean } {
  const [facts, config] = now.split('.');
  const [factsBefore, configBefore] = before?.split('.') ?? [];
  return { sameFacts: facts === factsBefore, sameConfig: config === configBefore };
}

/** A 60-bit hash is short enough to stand in every roster row and long enough for settings of one template. */
export function shortHash(value: unknown): string {
  return mapHash(presentCanonical(JSON.parse(JSON.stringify(value)))).slice(0, 10);
}
