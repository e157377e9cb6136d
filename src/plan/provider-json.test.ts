// What the offline check of the provider JSON says to every fault of SPEC §2, and what it lets through.
import { parseTree, findNodeAtLocation } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { parseProvider } from './provider-json.ts';
import type { Fault } from './json-object.ts';

const TENANT = '8a1c1f5e-52c6-4f0e-9d0a-3a5a2f7a9b01';
const CLIENT = '1f6d0a44-6a0e-4b7f-8c55-0d6c8e2b7a02';
const SECRET = 'x7Q8Q~made-up.for_this-test~0123456789';
const CLOUDS = ['global', 'usgov', 'usgov-dod', 'china', 'emulator'];
const PEM = '-----BEGIN CERTIFICATE-----\nTUFERSBVUA==\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nTUFERSBVUA==\n-----END PRIVATE KEY-----\n';

const good = {
  tenant_id: TENANT,
  client_id: CLIENT,
  client_secret: SECRET,
  user_filter: { memberOf: ['Telefoni'] },
};

function faultsOf(value: unknown, options = {}): Fault[] {
  const parsed = parseProvider(typeof value === 'string' ? value : JSON.stringify(value), CLOUDS, options);
  return 'faults' in parsed ? parsed.faults : [];
}

function accepted(
  value: unknown,
  options = {},
): Exclude<ReturnType<typeof parseProvider>, { faults: Fault[] }> {
  const parsed = parseProvider(JSON.stringify(value), CLOUDS, options);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed;
}

describe('what is let through', () => {
  test('the article’s shape is read, ids in lower case', () => {
    const parsed = accepted({ ...good, tenant_id: TENANT.toUpperCase(), client_id: CLIENT.toUpperCase() });
    expect(parsed.provider).toEqual({
      tenantId: TENANT,
      clientId: CLIENT,
      cloud: 'global',
      memberOf: ['Telefoni'],
      notMemberOf: [],
    });
    expect(parsed.credentials).toEqual({ current: { kind: 'secret', secret: SECRET } });
  });

  test.each([[[]], [['']]])('memberOf %j means everybody', (memberOf) => {
    expect(accepted({ ...good, user_filter: { memberOf } }).provider.memberOf).toEqual([]);
  });

  test('a domain name is a tenant', () => {
    expect(accepted({ ...good, tenant_id: 'Nordvik.onmicrosoft.com' }).provider.tenantId).toBe(
      'nordvik.onmicrosoft.com',
    );
  });

  test('cloud, notMemberOf and next are read', () => {
    const parsed = accepted({
      ...good,
      cloud: 'emulator',
      next: { certificate: { pem: PEM, key: KEY } },
      user_filter: { memberOf: [], notMemberOf: ['Konsulter'] },
    });
    expect(parsed.provider).toMatchObject({ cloud: 'emulator', notMemberOf: ['Konsulter'] });
    expect(parsed.credentials.next).toEqual({ kind: 'certificate', pem: PEM.trim(), key: KEY.trim() });
  });

  test('a certificate stands in place of the secret', () => {
    const { client_secret: _, ...rest } = good;
    expect(accepted({ ...rest, certificate: { pem: PEM, key: KEY } }).credentials.current).toEqual({
      kind: 'certificate',
      pem: PEM.trim(),
      key: KEY.trim(),
    });
  });

  test('a null in next takes the second credential away', () => {
    expect(accepted({ ...good, next: null }).credentials).toEqual({
      current: { kind: 'secret', secret: SECRET },
      next: null,
    });
  });

  test('dots or absence leave what is stored, where that is allowed', () => {
    const { client_secret: _, ...rest } = good;
    expect(accepted(rest, { secretMayBeAbsent: true }).credentials).toEqual({});
    const dotted = { ...good, client_secret: '••••', next: { client_secret: '••••' } };
    expect(accepted(dotted, { secretMayBeAbsent: true }).credentials).toEqual({});
  });

  test('a byte order mark before the text is no fault', () => {
    expect(faultsOf(`\ufeff${JSON.stringify(good)}`)).toEqual([]);
  });

  test('an emoji joined of parts may stand in a group’s name', () => {
    expect(accepted({ ...good, user_filter: { memberOf: ['Utveckling 👩‍💻'] } }).provider.memberOf).toEqual([
      'Utveckling 👩‍💻',
    ]);
  });
});

describe('what is not JSON', () => {
  test('an unclosed text is told with line and column', () => {
    const [fault] = faultsOf('{\n  "tenant_id": "abc\n}');
    expect(fault).toMatchObject({ line: 2, column: 16 });
    expect(fault?.message).toContain('not JSON');
  });

  test('curly quotes are recognised', () => {
    expect(faultsOf('{“tenant_id”:“x”}')[0]?.cure).toContain('Curly quotes');
  });

  test.each(['{"a":1,}', '// note\n{}', '', '   ', '{} {}'])('%j is refused', (text) => {
    expect(faultsOf(text)).not.toEqual([]);
  });

  test.each(['[]', '"text"', '12', 'null'])('%s is no object', (text) => {
    expect(faultsOf(text)[0]).toMatchObject({ key: '', line: 1, column: 1 });
  });
});

describe('faults of form', () => {
  test('every missing key is told at once', () => {
    expect(faultsOf({}).map((fault) => fault.key)).toEqual([
      'tenant_id',
      'client_id',
      'user_filter',
      'client_secret',
    ]);
  });

  test.each([
    ['tenantId', 'tenant_id'],
    ['clientsecret', 'client_secret'],
    ['user_fliter', 'user_filter'],
  ])('the unknown key %s is answered with %s', (typed, meant) => {
    expect(faultsOf({ ...good, [typed]: 'x' })[0]).toMatchObject({
      key: typed,
      cure: `Did you mean "${meant}"?`,
    });
  });

  test('an unknown key inside user_filter is answered too', () => {
    expect(
      faultsOf({ ...good, user_filter: { memberof: ['A'] } }).map((fault) => [fault.key, fault.cure]),
    ).toEqual([
      ['user_filter.memberOf', 'Add "memberOf":[""] for everybody, or name the groups in it.'],
      ['user_filter.memberof', 'Did you mean "memberOf"?'],
    ]);
  });

  test('a key that is like none gets the list of keys', () => {
    expect(faultsOf({ ...good, password: 'x' })[0]?.cure).toContain('tenant_id, client_id');
  });

  test('a key that stands twice is told where it stands again', () => {
    const text = `{"tenant_id":"${TENANT}","tenant_id":"${TENANT}",${JSON.stringify(good).slice(1)}`;
    expect(faultsOf(text)[0]).toMatchObject({ key: 'tenant_id', line: 1, column: 53 });
  });

  test.each([
    ['tenant_id', 'id123', 'example'],
    ['client_id', 'id123', 'example'],
    ['client_secret', 'hidden', 'example'],
    ['tenant_id', 'common', 'any tenant'],
    ['tenant_id', 'nordvik', 'neither a GUID nor a domain'],
    ['tenant_id', `{${TENANT}}`, 'neither a GUID nor a domain'],
    ['client_id', 'nordvik.example', 'not a GUID'],
    ['client_secret', TENANT, 'secret’s id'],
    ['tenant_id', ` ${TENANT}`, 'around'],
    ['client_id', `${CLIENT}\u00a0`, 'around'],
    ['client_secret', `\u200b${SECRET}`, 'around'],
    ['client_secret', `${SECRET}\n`, 'around'],
    ['client_secret', `ab\u00adcd`, 'inside'],
    ['client_secret', '', 'empty'],
    ['client_secret', 12, 'must be a text'],
    ['tenant_id', null, 'must be a text'],
    ['cloud', 'globl', 'no cloud'],
    ['cloud', 7, 'must be a text'],
    ['user_filter', ['A'], 'must be an object'],
    ['next', {}, 'neither'],
    ['next', { client_secret: TENANT }, 'secret’s id'],
    ['certificate', { pem: PEM, key: KEY }, 'both'],
  ])('%s: %j is refused', (key, value, said) => {
    const faults = faultsOf({ ...good, [key]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).toContain(said);
    expect(faults[0]?.cure).not.toBe('');
  });

  test('no message repeats a secret', () => {
    const told = JSON.stringify(
      faultsOf({ ...good, client_secret: ` ${SECRET}`, next: { client_secret: `${SECRET} ` } }),
    );
    expect(told).toContain('around');
    expect(told).not.toContain(SECRET);
  });
});

describe('groups', () => {
  test.each([
    [['A', 'a'], 'user_filter.memberOf[1]'],
    [['A', ''], 'user_filter.memberOf[1]'],
    [['A', ' B'], 'user_filter.memberOf[1]'],
    [['A', 3], 'user_filter.memberOf[1]'],
    ['A', 'user_filter.memberOf'],
  ])('memberOf %j is refused', (memberOf, key) => {
    expect(faultsOf({ ...good, user_filter: { memberOf } }).map((fault) => fault.key)).toEqual([key]);
  });

  test('a group that takes part and is left out as well is refused', () => {
    expect(faultsOf({ ...good, user_filter: { memberOf: ['A'], notMemberOf: ['a'] } })[0]?.key).toBe(
      'user_filter.notMemberOf[0]',
    );
  });
});

describe('certificates', () => {
  const { client_secret: _, ...rest } = good;
  test.each([
    [{ pem: KEY, key: KEY }, 'certificate belongs here'],
    [{ pem: PEM, key: PEM }, 'private key belongs here'],
    [{ pem: 'x', key: KEY }, 'not a certificate'],
    [{ pem: PEM, key: KEY.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE') }, 'password'],
    [{ pem: PEM }, 'missing'],
    [{ pem: PEM, key: '' }, 'empty'],
    ['x', 'must be an object'],
  ])('%j is refused', (certificate, said) => {
    const faults = faultsOf({ ...rest, certificate });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).toContain(said);
  });
});

test('all faults are told together, in the order of the text', () => {
  const text = [
    '{',
    '  "tenant_id": "id123",',
    '  "client_id": "nope",',
    `  "client_secret": "${CLIENT}",`,
    '  "user_filter": { "memberOf": "A" }',
    '}',
  ].join('\n');
  expect(faultsOf(text).map(({ key, line, column }) => [key, line, column])).toEqual([
    ['tenant_id', 2, 16],
    ['client_id', 3, 16],
    ['client_secret', 4, 20],
    ['user_filter.memberOf', 5, 32],
  ]);
});

test('a provider inside a larger document is told with that document’s lines', () => {
  const text = `{\n"syncTemplates":[\n{"provider":${JSON.stringify({ ...good, client_id: 'nope' })}}]}`;
  const tree = parseTree(text);
  const node = tree && findNodeAtLocation(tree, ['syncTemplates', 0, 'provider']);
  if (!node) throw new Error('no provider in the document');
  const parsed = parseProvider({ text, node }, CLOUDS);
  expect('faults' in parsed ? parsed.faults : []).toMatchObject([{ key: 'client_id', line: 3 }]);
});

test('a value that is longer than any is refused, whatever came along with it', () => {
  expect(faultsOf({ ...good, client_secret: 'x'.repeat(1_001) })).toMatchObject([
    { message: expect.stringContaining('1001 characters') },
  ]);
  expect(faultsOf({ ...good, user_filter: { memberOf: ['g'.repeat(1_001)] } })).toHaveLength(1);
});
