// What a person's facts say about taking part.
import { expect, test } from 'vitest';
import { decideScope } from './scope.ts';

test('a guest is whoever Entra calls one; no userType is a member', () => {
  expect(['Guest', 'Member', null].map((userType) => decideScope({ userType }).isGuest)).toEqual([
    true,
    false,
    false,
  ]);
});

test('only an account that is said to be disabled is', () => {
  expect([false, true, null].map((accountEnabled) => decideScope({ accountEnabled }).isDisabled)).toEqual([
    true,
    false,
    false,
  ]);
});

test('createdDateTime is an instant, or null where there is none', () => {
  expect(decideScope({ createdDateTime: '2026-01-05T01:00:00Z' }).createdAt).toBe(Date.UTC(2026, 0, 5, 1));
  expect(decideScope({ createdDateTime: null }).createdAt).toBeNull();
  expect(decideScope({ createdDateTime: 'soon' }).createdAt).toBeNull();
});
