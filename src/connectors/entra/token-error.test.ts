// Every refusal of a sign-in that an operator meets, as the code of SPEC §11, and what the fallback is.
import { describe, expect, test } from 'vitest';
import { isPassing, mapTokenRefusal, matchCodes } from './token-error.ts';
import type { TokenRefusal } from './token-error.ts';

const provider = {
  tenantId: 'nordvik.example',
  clientId: 'c',
  cloud: 'global',
  memberOf: [],
  notMemberOf: [],
};
const context = { provider, kind: 'secret' as const, isSecretGuid: false };
const refusal = (changed: Partial<TokenRefusal>): TokenRefusal => ({
  status: 400,
  error: '',
  description: '',
  codes: [],
  ...changed,
});

describe('by number', () => {
  test.each([
    [7000215, 'credential.wrong'],
    [7000216, 'credential.wrong'],
    [7000218, 'credential.wrong'],
    [700027, 'credential.wrong'],
    [7000222, 'credential.expired'],
    [700016, 'app.unknown'],
    [7000112, 'app.unknown'],
    [90002, 'tenant.unknown'],
    [900023, 'tenant.unknown'],
    [90038, 'tenant.unknown'],
    [900382, 'tenant.unknown'],
    [500011, 'tenant.unknown'],
    [53003, 'permission.missing'],
    [530032, 'permission.missing'],
  ])('AADSTS%i is %s', (code, expected) => {
    const error = mapTokenRefusal(refusal({ codes: [code], error: 'something_else' }), context);
    expect(error.code).toBe(expected);
    expect(error.cure.length).toBeGreaterThan(20);
  });

  test('a refused GUID is the secret’s id', () => {
    expect(mapTokenRefusal(refusal({ codes: [7000215] }), { ...context, isSecretGuid: true }).code).toBe(
      'credential.isId',
    );
  });

  test('a certificate is told as a certificate', () => {
    const certificate = { ...context, kind: 'certificate' as const };
    expect(mapTokenRefusal(refusal({ codes: [700027] }), certificate).message).toContain('certificate');
    expect(mapTokenRefusal(refusal({ codes: [7000222] }), certificate).message).toContain('certificate');
  });

  test('a disabled app is told apart from an unknown one', () => {
    expect(mapTokenRefusal(refusal({ codes: [7000112] }), context).message).toContain('disabled');
    expect(mapTokenRefusal(refusal({ codes: [700016] }), context).message).not.toContain('disabled');
  });
});

describe('by the stable field, when the number is unknown', () => {
  test.each([
    ['invalid_client', 'credential.wrong'],
    ['unauthorized_client', 'app.unknown'],
    ['invalid_tenant', 'tenant.unknown'],
    ['invalid_resource', 'tenant.unknown'],
    ['invalid_grant', 'permission.missing'],
    ['interaction_required', 'permission.missing'],
    ['invalid_scope', 'graph.protocol'],
    ['', 'graph.protocol'],
  ])('"%s" is %s', (error, expected) => {
    expect(mapTokenRefusal(refusal({ error, codes: [123] }), context).code).toBe(expected);
  });

  test('the ids after the sentence are cut off', () => {
    const description =
      'AADSTS70011: The scope is not valid. Trace ID: 1\r\nCorrelation ID: 2 Timestamp: 2024-12-03 13:51:30Z';
    const { message } = mapTokenRefusal(refusal({ error: 'invalid_scope', description }), context);
    expect(message).toContain('The scope is not valid.');
    expect(message).not.toContain('Trace');
  });
});

test('numbers are read from the list, else from the text', () => {
  expect(matchCodes([7000215], 'AADSTS1: x')).toEqual([7000215]);
  expect(matchCodes(undefined, 'AADSTS7000222: expired')).toEqual([7000222]);
  expect(matchCodes('nonsense', 'no number')).toEqual([]);
});

test.each([
  [{ status: 429 }, true],
  [{ status: 503 }, true],
  [{ error: 'temporarily_unavailable' }, true],
  [{ codes: [90033] }, true],
  [{ codes: [50196] }, true],
  [{ error: 'invalid_client', codes: [7000215] }, false],
])('%j asks only for patience: %s', (changed, expected) => {
  expect(isPassing(refusal(changed))).toBe(expected);
});
