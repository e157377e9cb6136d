// Two people on one form: every representation that can be edited carries a hash of itself, and whoever changes or
// deletes it says which one was seen. Checked inside the transaction that changes, against what is locked there.
import { createHash } from 'node:crypto';
import type { Asked } from './parts.ts';
import { Problem } from './problems.ts';

function etagOf(representation: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(representation)).digest('base64url').slice(0, 27)}"`;
}

/** Adds the ETag of what is about to be answered. of: what of it counts, where that is not all. */
export function withEtag<T>(c: Asked, representation: T, of: unknown = representation): T {
  c.header('ETag', etagOf(of));
  return representation;
}

/** Before anything is looked at: an edit that does not say what it edits is none. */
export function requireIfMatch(c: Asked): void {
  if (c.req.header('If-Match')?.trim()) return;
  throw new Problem(
    428,
    'ifMatch.missing',
    'The header If-Match is missing.',
    'Read the thing first and send its ETag as If-Match, so that nobody else’s change is lost.',
  );
}

/** representation: of what is stored now, locked in the transaction that is going to change it. */
export function requireMatch(c: Asked, representation: unknown): void {
  if (!isMatch(c, representation)) throw changed();
}

export const isMatch = (c: Asked, representation: unknown): boolean =>
  matchesTag(c.req.header('If-Match') ?? '', etagOf(representation));

export const changed = () =>
  new Problem(
    412,
    'changed',
    'Somebody has changed this since it was read.',
    'Read it again, compare, and send the change with the new ETag.',
  );

/** Strong comparison: a weak tag (W/…) promises too little to overwrite anything by. */
export function matchesTag(header: string, etag: string): boolean {
  const tags = header.split(',').map((tag) => tag.trim());
  return tags.includes('*') || tags.includes(etag);
}
