// What settings of an Asterisk may be, and that every fault is told with its place and a cure.
import { expect, test } from 'vitest';
import { checkSqlSecrets } from '../sql-target/connection-settings.ts';
import { checkAsteriskSettings } from './settings.ts';

const least = {
  host: 'pbx.nordvik.example',
  database: 'asterisk',
  user: 'rollcall',
  realm: 'vaxel.example',
  byDefault: 'inrikes',
};
const pathsOf = (value: unknown) => {
  const checked = checkAsteriskSettings(value);
  return 'faults' in checked ? checked.faults.map(({ path }) => path) : [];
};

test('the least that must be said is filled in with what is usual', () => {
  expect(checkAsteriskSettings(least)).toEqual({
    settings: {
      ...least,
      port: 5432,
      tls: 'verify',
      schema: 'public',
      transport: null,
      numberContext: 'vaxel',
      codecs: 'alaw,ulaw',
      maxContacts: 3,
      byTemplate: {},
      phoneServer: null,
      suspendLeaving: false,
    },
  });
});

test('settings that were checked pass again as they are', () => {
  const checked = checkAsteriskSettings({ ...least, byTemplate: { a: 'utrikes' }, transport: 'tls' });
  expect('settings' in checked && checkAsteriskSettings(checked.settings)).toEqual(checked);
});

test('all faults are told together, each at its place', () => {
  const wrong = {
    ...least,
    host: '/var/run/postgresql',
    port: 70_000,
    tls: 'yes',
    realm: 'a"b',
    codecs: 'alaw; drop',
    byTemplate: { a: 'två ord', b: 7 },
    suspendLeaving: 'no',
    password: 'x',
  };
  expect(pathsOf(wrong)).toEqual([
    'password',
    'host',
    'port',
    'tls',
    'realm',
    'codecs',
    'byTemplate.a',
    'byTemplate.b',
    'suspendLeaving',
  ]);
});

test.each([[null], ['text'], [[]], [{}]])('%j is no settings', (value) => {
  expect(pathsOf(value)).toContain('host');
});

test('the secret is one password', () => {
  expect(checkSqlSecrets({ password: 'x' })).toEqual({ secrets: { password: 'x' } });
  for (const wrong of [null, {}, { password: '' }, { password: 7 }, { password: 'x', token: 'y' }])
    expect(checkSqlSecrets(wrong)).toHaveProperty('faults');
});
