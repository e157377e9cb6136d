// What settings of a Kamailio may be, and that every fault is told with its place.
import { expect, test } from 'vitest';
import { checkKamailioSettings } from './settings.ts';

const least = { host: 'sip.nordvik.example', database: 'kamailio', user: 'rollcall', realm: 'vaxel.example' };
const pathsOf = (value: unknown) => {
  const checked = checkKamailioSettings(value);
  return 'faults' in checked ? checked.faults.map(({ path }) => path) : [];
};

test('the least that must be said is filled in, and passes again as it is', () => {
  const checked = checkKamailioSettings(least);
  expect(checked).toEqual({
    settings: {
      ...least,
      port: 5432,
      tls: 'verify',
      schema: 'public',
      byDefault: [],
      byTemplate: {},
      location: 'database',
      rpcUrl: null,
      phoneServer: null,
      suspendLeaving: false,
    },
  });
  expect('settings' in checked && checkKamailioSettings(checked.settings)).toEqual(checked);
});

test('all faults are told together, each at its place', () => {
  const wrong = {
    ...least,
    realm: 'a b',
    byDefault: ['national', 'två ord'],
    byTemplate: { a: ['x', 7], b: 'national' },
    location: 'memory',
    suspendLeaving: 1,
    groups: [],
  };
  expect(pathsOf(wrong)).toEqual([
    'groups',
    'location',
    'realm',
    'byDefault.1',
    'byTemplate.a.1',
    'byTemplate.b',
    'suspendLeaving',
  ]);
});

test('JSON-RPC needs an address of HTTP without a password', () => {
  expect(pathsOf({ ...least, location: 'rpc' })).toEqual(['rpcUrl']);
  expect(pathsOf({ ...least, location: 'rpc', rpcUrl: 'http://sip.example:5060/RPC' })).toEqual([]);
  expect(pathsOf({ ...least, rpcUrl: 'http://user:secret@sip.example/RPC' })).toEqual(['rpcUrl']);
  expect(pathsOf({ ...least, rpcUrl: 'file:///etc/passwd' })).toEqual(['rpcUrl']);
});
