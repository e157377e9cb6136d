// "Did you mean …?" as people read it. Which word is near is decided in plan/json-object, for all alike.
import { matchNearest } from './json-object.ts';

/** The question to put after a complaint, with a blank before it; empty when no known word is near. */
export function presentNearest(word: string, known: readonly string[]): string {
  const nearest = matchNearest(word, known);
  return nearest === null ? '' : ` Did you mean ${JSON.stringify(nearest)}?`;
}
