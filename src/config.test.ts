import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { options, parseConfig, presentOptions } from './config.ts';
import type { Surroundings } from './config.ts';

const parse = (from: Partial<Omit<Surroundings, 'flags'>> & { flags?: Record<string, string> } = {}) =>
  parseConfig({
    environment: {},
    isRoot: false,
    home: '/home/ada',
    ...from,
    flags: new Map(Object.entries(from.flags ?? {})),
  });
function configOf(from: Parameters<typeof parse>[0]) {
  const parsed = parse(from);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed;
}
const faultsOf = (from: Parameters<typeof parse>[0]) => {
  const parsed = parse(from);
  return 'faults' in parsed ? parsed.faults.map(({ option, message }) => `${option}: ${message}`) : [];
};

test('without anything set, everything has a value', () => {
  const { config, secrets } = configOf({});
  expect(config).toMatchObject({ maxWaitSeconds: null, now: null, company: null, json: false });
  expect([...config.clouds.keys()]).toEqual(['global', 'usgov', 'usgov-dod', 'china']);
  expect(secrets).toMatchObject({ databaseUrl: null, key: null });
});

test('the data folder is the option, then the variable, then where such things belong', () => {
  const folderOf = (from: Parameters<typeof parse>[0]) => configOf(from).config.dataFolder;
  expect(folderOf({})).toBe('/home/ada/.local/share/rollcall');
  expect(folderOf({ environment: { XDG_DATA_HOME: '/x' } })).toBe('/x/rollcall');
  expect(folderOf({ isRoot: true, environment: { XDG_DATA_HOME: '/x' } })).toBe('/var/lib/rollcall');
  expect(folderOf({ isRoot: true, environment: { ROLLCALL_DATA: '/y' } })).toBe('/y');
  expect(folderOf({ environment: { ROLLCALL_DATA: '/y' }, flags: { '--data': 'here' } })).toBe(
    resolve('here'),
  );
});

test('an empty variable is one that is not set', () => {
  const environment = {
    ROLLCALL_DATA: '',
    DATABASE_URL: ' ',
    ROLLCALL_CLOUDS: '',
    ROLLCALL_MAX_WAIT_SECONDS: '',
    ROLLCALL_KEY: '',
  };
  expect(configOf({ environment })).toEqual(configOf({}));
});

test('secrets are no part of the configuration that may be logged', () => {
  const key = 'ab'.repeat(32);
  const { config, secrets } = configOf({
    environment: { DATABASE_URL: 'postgres://u:hemligt@h/d', ROLLCALL_KEY: key },
  });
  expect(secrets).toMatchObject({ databaseUrl: 'postgres://u:hemligt@h/d', key: Buffer.from(key, 'hex') });
  expect(JSON.stringify({ ...config, clouds: [...config.clouds] })).not.toMatch(/hemligt|abab/);
});

test('the configuration can not be changed afterwards', () => {
  const { config, secrets } = configOf({});
  expect(() => Object.assign(config, { json: true })).toThrow(TypeError);
  expect(() => Object.assign(secrets, { key: null })).toThrow(TypeError);
});

test('every fault is told at once', () => {
  const environment = {
    ROLLCALL_CLOUDS: '{"x": {"login": "http://example.com"}}',
    ROLLCALL_MAX_WAIT_SECONDS: 'soon',
    ROLLCALL_KEY: 'secret',
  };
  expect(faultsOf({ environment, flags: { '--now': '2026-01-31T02:00:00Z' } })).toEqual([
    expect.stringMatching(/^ROLLCALL_CLOUDS: .*graph/),
    expect.stringMatching(/^ROLLCALL_CLOUDS: .*unencrypted/),
    'ROLLCALL_MAX_WAIT_SECONDS: "soon" is not a number of seconds.',
    '--now: --now is for tests only.',
    'ROLLCALL_KEY: ROLLCALL_KEY is not a key of 32 bytes.',
  ]);
});

test('a fault never repeats a key', () => {
  expect(JSON.stringify(parse({ environment: { ROLLCALL_KEY: 'almost-a-key' } }))).not.toMatch(/almost/);
});

test('the test clock takes a point in time and nothing vaguer', () => {
  const environment = { ROLLCALL_TEST_CLOCK: '1' };
  expect(configOf({ environment, flags: { '--now': '2026-01-31T02:00:00+01:00' } }).config.now).toBe(
    Date.UTC(2026, 0, 31, 1),
  );
  for (const vague of ['2026-01-31', '2026-01-31T02:00:00', 'tomorrow', '2026-13-01T00:00:00Z', '0']) {
    expect(faultsOf({ environment, flags: { '--now': vague } })).toHaveLength(1);
  }
  expect(
    faultsOf({ environment: { ROLLCALL_TEST_CLOCK: '0' }, flags: { '--now': '2026-01-31T02:00:00Z' } }),
  ).toHaveLength(1);
});

test('seconds to wait may be fractions and nothing below none', () => {
  const waitOf = (text: string) =>
    configOf({ environment: { ROLLCALL_MAX_WAIT_SECONDS: text } }).config.maxWaitSeconds;
  expect([waitOf('0'), waitOf('0.5'), waitOf('3600')]).toEqual([0, 0.5, 3600]);
  expect(faultsOf({ environment: { ROLLCALL_MAX_WAIT_SECONDS: '-1' } })).toHaveLength(1);
});

test('docs/options.md is what the table says', () => {
  const file = join(import.meta.dirname, '..', 'docs', 'options.md');
  expect(readFileSync(file, 'utf8')).toBe(presentOptions());
  for (const { flag, variable } of Object.values(options))
    expect(presentOptions()).toContain(`\`${flag ?? variable}`);
});

test('serve listens here alone on 8080 unless it is told otherwise', () => {
  const networkOf = (from: Parameters<typeof parse>[0]) => configOf(from).config.network;
  expect(networkOf({})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    origin: null,
    trustedProxies: [],
    oidc: null,
  });
  const environment = {
    ROLLCALL_PORT: '9000',
    ROLLCALL_HOST: '::',
    ROLLCALL_ORIGIN: 'https://rollcall.example/',
    ROLLCALL_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
  };
  expect(networkOf({ environment, flags: { '--port': '0' } })).toMatchObject({
    port: 0,
    host: '::',
    origin: 'https://rollcall.example',
    trustedProxies: ['10.0.0.0/8', '::1'],
  });
});

test.each([
  [{ ROLLCALL_PORT: '80 80' }, '--port'],
  [{ ROLLCALL_PORT: '65536' }, '--port'],
  [{ ROLLCALL_ORIGIN: 'rollcall.example' }, 'ROLLCALL_ORIGIN'],
  [{ ROLLCALL_ORIGIN: 'https://rollcall.example/portal' }, 'ROLLCALL_ORIGIN'],
  [{ ROLLCALL_ORIGIN: 'https://user:secret@rollcall.example' }, 'ROLLCALL_ORIGIN'],
  [{ ROLLCALL_TRUSTED_PROXIES: '10.0.0.0/33' }, 'ROLLCALL_TRUSTED_PROXIES'],
  [{ ROLLCALL_TRUSTED_PROXIES: 'proxy.example' }, 'ROLLCALL_TRUSTED_PROXIES'],
  [{ ROLLCALL_OIDC_CLIENT_ID: 'id' }, 'ROLLCALL_OIDC_CLIENT_ID'],
])('%o is told as a fault', (environment, option) => {
  expect(faultsOf({ environment })).toEqual([expect.stringContaining(`${option}: `)]);
});

test('a provider to sign in with needs client id, secret and origin, and https unless it is this machine', () => {
  expect(faultsOf({ environment: { ROLLCALL_OIDC_ISSUER: 'http://login.example' } })).toHaveLength(3);
  const environment = {
    ROLLCALL_OIDC_ISSUER: 'https://login.example/v2.0',
    ROLLCALL_OIDC_CLIENT_ID: 'rollcall',
    ROLLCALL_OIDC_CLIENT_SECRET: 'hemligt',
    ROLLCALL_OIDC_DOMAINS: 'Nordvik.example',
    ROLLCALL_ORIGIN: 'https://rollcall.example',
  };
  const { config, secrets } = configOf({ environment });
  expect(config.network.oidc).toMatchObject({ clientId: 'rollcall', domains: ['nordvik.example'] });
  expect(secrets.oidcClientSecret).toBe('hemligt');
  expect(JSON.stringify(config.network)).not.toContain('hemligt');
});
