// One fact as one text, wherever a fact is read: in a mapping, a rule, a list. Pure.
import type { FactValue, Facts } from './facts.ts';

/** A fact as one text; null when there is none. A list gives its first non-empty value. */
export function presentFact(facts: Facts, path: string): string | null {
  const dot = path.indexOf('.');
  if (dot < 0) return presentValue(facts[path]);
  const outer = facts[path.slice(0, dot)];
  if (outer === null || typeof outer !== 'object' || Array.isArray(outer)) return null;
  return presentValue(outer[path.slice(dot + 1)]);
}

export function presentValue(value: FactValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value)) return null;
  for (const item of value) {
    const text = presentValue(item);
    if (text !== null) return text;
  }
  return null;
}
