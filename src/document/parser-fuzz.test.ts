// No text crashes the parser of the configuration document, and whatever is wrong in one is told with line, column and cure.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDocument } from '../../test/any-document.ts';
import { parseDocument } from './parse-document.ts';

const seed = Number(process.env['RC_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
process.stdout.write(`parser-fuzz.test.ts: seed ${seed}\n`);

const parse = (text: string) => parseDocument(text, ['global', 'china']);

/** Parses, and says what is wrong with the faults themselves. */
function findBadFaults(text: string): unknown[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  // Only of a document that is empty there is no place.
  const isEmpty = text.replace(/^\uFEFF/, '').trim() === '';
  return parse(text).faults.filter(({ line, column, message, cure }) => {
    const isTold = message.trim() !== '' && cure.trim() !== '' && !/undefined|\[object|NaN/.test(message);
    if (isEmpty) return !isTold;
    const width = (lines[(line ?? 0) - 1] ?? '').length;
    const isPlaced = line !== null && column !== null && line >= 1 && line <= lines.length;
    return !isTold || !isPlaced || column < 1 || column > width + 1;
  });
}

const complete = anyDocument.map((document) => ({
  ...document,
  company: { ...document.company, name: 'Nordvik Energi AB' },
}));
const indent = fc.constantFrom(0, 2, '\t');
const strange = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  1e300,
  0.5,
  '',
  ' x',
  '46812345000',
  'x'.repeat(5_000),
  '\u202e',
  '\0',
  '\ud800',
  '((((((((((',
  'lookup("orter", city',
  [],
  {},
  [[]],
  { expression: 7 },
  { field: 'nonsense', is: [] },
  { __proto__: 'x', constructor: 1 },
  ['a', 'a'],
);

test('a right document has no fault, however it is laid out', () => {
  fc.assert(
    fc.property(complete, indent, (document, space) => {
      expect(parse(JSON.stringify(document, null, space)).faults).toEqual([]);
    }),
    { seed, numRuns: 150 },
  );
});

test('a document in which one value is something strange crashes nothing, and each fault has its place', () => {
  fc.assert(
    fc.property(complete, strange, fc.nat(), indent, (document, value, nth, space) => {
      const text = JSON.stringify(replaceNth(document, nth, value), null, space);
      expect(findBadFaults(text)).toEqual([]);
    }),
    { seed, numRuns: 1_500 },
  );
});

test('a document with characters taken out or put in crashes nothing, and each fault has its place', () => {
  const edit = fc.record({
    at: fc.nat(),
    out: fc.nat({ max: 3 }),
    into: fc.constantFrom('', '"', '}', '[', ',', '\\', '\u2028', '\n', 'é', '0', '/*'),
  });
  fc.assert(
    fc.property(
      complete,
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      indent,
      (document, edits, space) => {
        let text = JSON.stringify(document, null, space);
        for (const { at, out, into } of edits) {
          const start = at % text.length;
          text = `${text.slice(0, start)}${into}${text.slice(start + out)}`;
        }
        expect(findBadFaults(text)).toEqual([]);
      },
    ),
    { seed, numRuns: 1_500 },
  );
});

test('any text at all crashes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      expect(findBadFaults(text)).toEqual([]);
    }),
    {
      seed,
      numRuns: 1_000,
    },
  );
});

/** The nth of all values of the tree, counted from the root, is another one. */
function replaceNth(tree: unknown, nth: number, value: unknown): unknown {
  const paths: string[][] = [];
  const visit = (node: unknown, path: string[]): void => {
    paths.push(path);
    if (node === null || typeof node !== 'object') return;
    for (const [key, child] of Object.entries(node)) visit(child, [...path, key]);
  };
  visit(tree, []);
  const path = paths[nth % paths.length] ?? [];
  const put = (node: unknown, [key, ...rest]: string[]): unknown => {
    if (key === undefined) return value;
    const copy = (Array.isArray(node) ? [...(node as unknown[])] : { ...(node as object) }) as Record<
      string,
      unknown
    >;
    copy[key] = put(copy[key], rest);
    return copy;
  };
  return put(tree, path);
}
