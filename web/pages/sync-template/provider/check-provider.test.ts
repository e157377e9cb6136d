// What is said of pasted Provider Settings, where it stands, and that each mending takes its fault away.
import { describe, expect, test } from 'vitest';
import type { ConnectionReport } from '../../../api/api-types.ts';
import { checkProvider, factFaults, mend, mendingOf, offsetOf } from './check-provider.ts';

const id = '8f2c1e0a-77d4-4b0c-9a55-1d2f3c4b5a69';
const right = `{
  "tenant_id": "${id}",
  "client_id": "${id}",
  "client_secret": "x7Q8Q~made-up.for_this-test",
  "user_filter": { "memberOf": ["Telefoni", "Växel"] }
}`;
const codes = (text: string): string[] => checkProvider(text, false).map(({ code }) => code);

describe('the check', () => {
  test.each([
    [right, []],
    ['', ['json.empty']],
    [right.replaceAll('"tenant_id"', '“tenant_id”'), ['json.curlyQuotes']],
    [right.replace(`"${id}",\n  "client_id"`, `"${id}"\n  "client_id"`), ['json.commaMissing']],
    [right.replace('"Växel"]', '"Växel",]'), ['json.commaExtra']],
    [right.slice(0, -2), ['json.cutShort']],
    [right.replace('tenant_id', 'tennant_id'), ['key.missing', 'key.unknown']],
    [right.replace(/"client_secret".*\n/u, ''), ['key.missing']],
    [right.replace(/("client_id": ")../u, '$1'), ['guid.expected']],
    [right.replace(/"x7.*"/u, `"${id}"`), ['secret.isId']],
    [right.replace('"Växel"', '"telefoni"'), ['group.twice']],
    [right.replace(/("client_id": ")/u, '$1\u200b'), ['value.unseenStart']],
    [right.replace(/"x7.*"/u, '"hidden"'), ['value.example']],
  ])('of %s says %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('counts what is missing of an id, and says where', () => {
    const [fault] = checkProvider(right.replace(/("client_id": ")../u, '$1'), false);
    expect(fault).toMatchObject({ line: 3, column: 16, values: { key: 'client_id', missing: '2' } });
  });

  test('takes dots for a secret only where one is stored', () => {
    const dots = right.replace(/"x7.*"/u, '"••••"');
    expect(codes(dots)).toEqual(['secret.noneStored']);
    expect(checkProvider(dots, true)).toEqual([]);
  });

  test('leaves to the server which clouds there are', () => {
    expect(codes(right.replace('"user_filter"', '"cloud": "emulator", "user_filter"'))).toEqual([]);
  });
});

describe('mending', () => {
  test.each([
    right.replaceAll('"', '”'),
    right.replace(`"${id}",\n  "client_id"`, `"${id}"\n  "client_id"`),
    right.replace('"Växel"]', '"Växel",]'),
    right.replace('"Växel"', '"telefoni"'),
    right.replace('"Växel"', ' "Växel", "växel", "Kundtjänst"'),
    right.replace(/("client_id": ")/u, '$1\u200b '),
    right.replace(/(4b5a69)(",\n {2}"client_secret)/u, '$1\u00a0\u200b$2'),
    right.replace('8f2c', '8f\u200b2c'),
  ])('%# takes the fault away', (text) => {
    let mended = text;
    const seen: string[] = [];
    for (let faults = checkProvider(mended, false); faults[0] && seen.length < 5;) {
      seen.push(faults[0].code);
      expect(mendingOf(faults[0].code)).not.toBeNull();
      mended = mend(mended, faults[0]);
      faults = checkProvider(mended, false);
    }
    expect(seen.length).toBeGreaterThan(0);
    expect(codes(mended)).toEqual([]);
  });
});

test('a place in lines that end in different ways is where the caret counts it', () => {
  expect(offsetOf('ab\r\ncd\nef', { line: 3, column: 2 })).toBe(8);
  expect(offsetOf('ab', { line: 7, column: 1 })).toBeNull();
});

test('what Microsoft says is told at the value that it is about, its silence at none', () => {
  const check = (state: 'ok' | 'failed' | 'untried', code: string | null = null) => ({
    state,
    code,
    message: `${code}`,
    cure: null,
  });
  const group = { asked: 'Växel', rule: null, id: null, name: null, members: null };
  const candidates = [{ id, name: 'Växeln', kind: 'security group' }];
  const report: ConnectionReport = {
    ok: false,
    token: check('failed', 'credential.wrong'),
    permissions: [{ ...check('failed', 'graph.unavailable'), permission: 'User.Read.All' }],
    groups: [{ ...check('failed', 'group.notFound'), ...group, candidates }],
    people: { ...check('untried'), count: 0 },
    fields: [],
    credentialExpires: null,
  };
  expect(factFaults(right, report)).toMatchObject([
    { code: 'credential.wrong', line: 4, path: 'client_secret', isFact: true },
    { code: 'group.notFound', line: 5, values: { group: 'Växel', near: 'Växeln' }, candidates },
  ]);
});
