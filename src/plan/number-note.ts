// What somebody writes of a number series or a reserved number, as the configuration document can have it: one line without
// marks of direction. Pure.

/** As "note" of the document has it. */
export const LONGEST_NOTE = 200;

/** null: none. Longer ones come back as they are, to be refused. */
export function mapNote(text: string | null): string | null {
  const line = (text ?? '').replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return line === '' ? null : line;
}
