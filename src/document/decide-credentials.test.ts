// What stored credentials become by a document that gives some, above all by one from before a second credential took over.
import { expect, test } from 'vitest';
import { renewCredentials } from '../access/credentials.ts';
import type { Credential, Credentials } from '../plan/provider.ts';
import { decideCredentials, decideExpiry } from './decide-credentials.ts';

const secret = (text: string): Credential => ({ kind: 'secret', secret: text });
const [a, b, c] = [secret('secret-a'), secret('secret-b'), secret('secret-c')];

function renewed(credentials: Credentials): Credentials {
  const after = renewCredentials(credentials);
  if (after === null) throw new Error('there is no second credential');
  return after;
}

test('a document from before the second credential took over does not bring the old one back (C5)', () => {
  const once = renewed({ current: a, next: b });
  expect(decideCredentials({ current: a, next: b }, once)).toEqual({ credentials: 'keep', isOutdated: true });
  expect(decideCredentials({ current: a }, once)).toEqual({ credentials: 'keep', isOutdated: true });
  const twice = renewed({ ...once, next: c });
  for (const old of [{ current: a, next: b }, { current: a }, { current: b, next: c }, { current: b }])
    expect(decideCredentials(old, twice)).toMatchObject({ credentials: 'keep', isOutdated: true });
});

test('the document that is up to date changes nothing, with or without the second one that took over', () => {
  const once = renewed({ current: a, next: b });
  expect(decideCredentials({ current: b }, once)).toEqual({ credentials: 'keep', isOutdated: false });
  expect(decideCredentials({ next: b }, once).credentials).toBe('keep');
  expect(decideCredentials({ current: b, next: null }, once).credentials).toBe('keep');
});

test('the old one comes back where it is asked for as the second one, and as the first it is then no old one', () => {
  const back = decideCredentials({ next: a }, renewed({ current: a, next: b })).credentials;
  expect(back).toMatchObject({ current: b, next: a });
  if (back === 'keep') throw new Error('nothing was changed');
  const again = renewed(back);
  expect(again).toMatchObject({ current: a, next: null });
  expect(decideCredentials({ current: a }, again)).toEqual({ credentials: 'keep', isOutdated: false });
  expect(decideCredentials({ current: b }, again)).toEqual({ credentials: 'keep', isOutdated: true });
});

test('a credential that was never there before is taken as the first, and what was replaced is forgotten', () => {
  const once = renewed({ current: a, next: b });
  expect(decideCredentials({ current: c }, once)).toEqual({
    credentials: { current: c, next: null },
    isOutdated: false,
  });
  expect(decideCredentials({ current: c, next: b }, once).credentials).toEqual({ current: c, next: b });
});

test('the second one keeps its last day until it is another, and a hidden one can be given a day', () => {
  const stored = { current: a, next: b, nextExpires: '2028-01-31' };
  expect(decideCredentials({ current: a }, stored).credentials).toBe('keep');
  expect(decideCredentials({ next: b, nextExpires: '2028-01-31' }, stored).credentials).toBe('keep');
  expect(decideCredentials({ next: b }, stored).credentials).toEqual({ current: a, next: b });
  expect(decideCredentials({ nextExpires: '2028-02-29' }, stored).credentials).toEqual({
    ...stored,
    nextExpires: '2028-02-29',
  });
  expect(decideCredentials({ next: null }, stored).credentials).toEqual({ current: a, next: null });
});

test('the end of a secret is not the end of the one after it', () => {
  const stored = { current: a, next: null };
  expect(decideExpiry({ current: b, next: null }, stored)).toBeNull();
  expect(decideExpiry({ current: a, next: b }, stored)).toBeUndefined();
  expect(decideExpiry({ current: a, next: null }, null)).toBeUndefined();
  expect(decideExpiry('keep', stored)).toBeUndefined();
});
