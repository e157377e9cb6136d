// The body of a request before anybody looks at what it means: its size, that it is JSON in UTF-8, that a database can
// hold it. Bodies in the shape of the configuration document go through the document's own checks here, with line and
// column; what the contract's schema says comes after.
import { matchUnstorable } from './storable.ts';
import { openReading, presentPosition } from '../document/spot.ts';
import type { Spot } from '../document/spot.ts';
import { parseSyntax } from '../document/syntax.ts';
import type { Asked } from './parts.ts';
import { invalid, Problem } from './problems.ts';

export const STANDARD_BODY_BYTES = 1024 * 1024;

/** Reads the body once, so that handlers have it at hand, and refuses what is no JSON. maxBytes: more is 413. */
export async function readBody(c: Asked, maxBytes: number): Promise<void> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type)) {
    throw new Problem(
      415,
      'body.type',
      type ? `The body is ${JSON.stringify(type)}, not JSON.` : 'The request does not say what its body is.',
      'Send JSON with the header Content-Type: application/json.',
      { headers: { Accept: 'application/json' } },
    );
  }
  const bytes = await readBytes(c, maxBytes);
  checkJson(decodeBody(bytes));
  const { url, method, headers, signal } = c.req.raw;
  c.req.raw = new Request(url, { method, headers, signal, body: bytes });
}

async function readBytes({ req }: Asked, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  // What is said to be too large is not read at all; what says nothing is read up to the limit.
  if (Number(req.header('Content-Length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of req.raw.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (maxBytes: number) =>
  new Problem(413, 'body.tooLarge', `The body is larger than ${maxBytes} bytes.`, 'Send less at a time.');

function decodeBody(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw malformed('The body is not UTF-8.', 'Send it encoded as UTF-8.', {});
  }
}

function checkJson(text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = /position (\d+)/.exec(error.message)?.[1];
    const place = presentPosition(openReading(text), at === undefined ? text.length : Number(at));
    throw malformed(
      'The body is not JSON.',
      'Correct it there; a program that writes JSON does not get it wrong.',
      place,
    );
  }
  const path = matchUnstorable(value);
  if (path === null) return;
  const message = 'A text has a NUL in it, or half a character (a lone surrogate).';
  throw invalid([{ path, message, cure: 'Remove it or write the whole character.' }]);
}

function malformed(message: string, cure: string, place: { line?: number; column?: number }): Problem {
  const errors = 'line' in place ? [{ ...place, message, cure }] : [];
  return new Problem(400, 'json.malformed', message, cure, { errors });
}

/** A check of the configuration document: notes its faults on the spot and gives undefined when there are any. */
export type DocumentCheck<T> = (spot: Spot) => T | undefined;

/** What the document's own check makes of the body, or all its faults. */
export async function checkBody<T>(c: Asked, check: DocumentCheck<T>): Promise<T> {
  const root = parseSyntax(await c.req.text());
  const value = 'faults' in root ? undefined : check(root);
  const faults = 'faults' in root ? root.faults : root.reading.faults;
  if (value !== undefined && faults.length === 0) return value;
  throw invalid(
    faults.map(({ line, column, key, message, cure }) => ({ path: key, line, column, message, cure })),
  );
}
