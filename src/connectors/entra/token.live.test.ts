// Signing in at the emulated Entra: secret, certificate, renewal, the second credential, and what refusals become.
import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createAppCertificate } from '../../../emulator/certificate.ts';
import { openEmulatedTenant, openHostileTenant } from '../../../test/emulated-tenant.ts';
import type { EmulatedTenant } from '../../../test/emulated-tenant.ts';
import type { Credential } from '../../plan/provider.ts';
import { OutsideError } from '../outside-error.ts';

const secret = (text: string): Credential => ({ kind: 'secret', secret: text });
const DAY_MS = 86_400_000;

async function aCertificate(endsAt = Date.now() + DAY_MS): Promise<{ pem: string; key: string }> {
  const made = await createAppCertificate('Rollcall', new Date(Date.now() - 2 * DAY_MS), new Date(endsAt));
  return { pem: made.certPem, key: made.keyPem };
}

async function refusal(
  world: EmulatedTenant,
  changed: Parameters<EmulatedTenant['options']>[0] = {},
): Promise<OutsideError> {
  const error: unknown = await world
    .client(changed)
    .tokens.token()
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  if (error instanceof OutsideError) return error;
  throw new Error(`not refused as expected: ${String(error)}`);
}

describe('tokens', () => {
  test('one token serves until a tenth of its life, or five minutes, before its end', async () => {
    const world = await openEmulatedTenant();
    Object.assign(world.emulator.tenant.settings, { tokenMinSeconds: 3600, tokenMaxSeconds: 3600 });
    const { tokens } = world.client();
    const [first, same] = await Promise.all([tokens.token(), tokens.token()]);
    expect(same).toBe(first);
    world.pass(3_295_000);
    expect(await tokens.token()).toBe(first);
    world.pass(10_000);
    await tokens.token();
    expect(world.emulator.requests.counts().token).toBe(2);
  });

  test('a token of ten seconds is used for nine', async () => {
    const world = await openEmulatedTenant();
    Object.assign(world.emulator.tenant.settings, { tokenMinSeconds: 10, tokenMaxSeconds: 10 });
    const { tokens } = world.client();
    await tokens.token();
    world.pass(8000);
    await tokens.token();
    expect(world.emulator.requests.counts().token).toBe(1);
    world.pass(1500);
    await tokens.token();
    expect(world.emulator.requests.counts().token).toBe(2);
  });

  test('a certificate signs in by its SHA-256 fingerprint, also when its line breaks became blanks', async () => {
    const world = await openEmulatedTenant();
    const { pem, key } = await aCertificate();
    world.emulator.tenant.apps.addCertificate(world.emulator.clientId, pem);
    const flat = (text: string): string => text.replaceAll('\n', ' ');
    const client = world.client({
      credentials: { current: { kind: 'certificate', pem: flat(pem), key: flat(key) }, next: null },
    });
    expect((await client.graph.send('/users?$select=id&$top=1')).ok).toBe(true);
  });

  test('the assertion names the token endpoint and the certificate, and lives a minute', async () => {
    const forms: URLSearchParams[] = [];
    const world = await openHostileTenant(
      (_, response) => response.end('{}'),
      (form) => forms.push(form),
    );
    const { pem, key } = await aCertificate();
    await world
      .client({ credentials: { current: { kind: 'certificate', pem, key }, next: null } })
      .tokens.token();
    const { provider, cloud } = world.options();
    const [header, payload] = (forms[0]?.get('client_assertion') ?? '')
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
    const fingerprint = createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
    expect(header).toEqual({ alg: 'PS256', typ: 'JWT', 'x5t#S256': fingerprint });
    expect(payload).toMatchObject({
      aud: `${cloud.login}/${provider.tenantId}/oauth2/v2.0/token`,
      iss: provider.clientId,
      sub: provider.clientId,
    });
    expect(Number(payload?.['exp']) - Number(payload?.['nbf'])).toBe(60);
    expect(forms[0]?.get('scope')).toBe(`${cloud.graph}/.default`);
    expect(forms[0]?.has('client_secret')).toBe(false);
  });

  test('a tenant given by its domain is known by its GUID', async () => {
    const world = await openEmulatedTenant();
    const { provider } = world.options();
    const byDomain = world.source({
      provider: { ...provider, tenantId: world.emulator.tenant.directory.domain },
    });
    expect(await byDomain.tenant()).toBe(world.emulator.tenantId);
    world.emulator.requests.reset();
    expect(await world.source().tenant()).toBe(world.emulator.tenantId);
    expect(world.emulator.requests.counts().token).toBe(0);
  });
});

describe('refusals', () => {
  test('a wrong secret, an expired one and a secret’s id are told apart', async () => {
    const world = await openEmulatedTenant();
    expect((await refusal(world, { credentials: { current: secret('nonsense'), next: null } })).code).toBe(
      'credential.wrong',
    );
    const id = '3f1f3b0a-8f5e-4f0b-9f57-6d5b4c3a2f10';
    expect((await refusal(world, { credentials: { current: secret(id), next: null } })).code).toBe(
      'credential.isId',
    );
    world.emulator.tenant.apps.expireSecrets(world.emulator.clientId);
    expect((await refusal(world)).code).toBe('credential.expired');
    expect(world.waits).toEqual([]);
  });

  test('an unknown app, a disabled app and an unknown tenant are told apart', async () => {
    const world = await openEmulatedTenant();
    const { provider } = world.options();
    const other = '5d0c7f0e-1b1c-4a0f-8f3e-2a6b4c8d9e11';
    expect((await refusal(world, { provider: { ...provider, clientId: other } })).code).toBe('app.unknown');
    expect((await refusal(world, { provider: { ...provider, tenantId: other } })).code).toBe(
      'tenant.unknown',
    );
    world.emulator.tenant.apps.setEnabled(world.emulator.clientId, false);
    expect((await refusal(world)).message).toContain('disabled');
  });

  test('a certificate that nobody registered, one whose key is another’s, and one that has ended are refused', async () => {
    const world = await openEmulatedTenant();
    const [one, other, ended] = [
      await aCertificate(),
      await aCertificate(),
      await aCertificate(Date.now() - 1000),
    ];
    const withKey = (pem: string, key: string) => ({
      credentials: { current: { kind: 'certificate' as const, pem, key }, next: null },
    });
    expect((await refusal(world, withKey(one.pem, one.key))).code).toBe('credential.wrong');
    const mixed = await refusal(world, withKey(one.pem, other.key));
    expect([mixed.code, mixed.message]).toEqual([
      'credential.wrong',
      'The private key does not belong to the certificate.',
    ]);
    expect((await refusal(world, withKey(ended.pem, ended.key))).code).toBe('credential.expired');
    expect((await refusal(world, withKey('nothing', one.key))).code).toBe('credential.wrong');
  });

  test('no message, cure or log line carries the secret', async () => {
    const world = await openEmulatedTenant();
    const error = await refusal(world, {
      credentials: { current: secret('very~secret~text'), next: secret('other~secret~text') },
    });
    expect(`${error.message} ${error.cure} ${world.lines.join(' ')}`).not.toContain('secret~text');
  });
});

describe('the next credential', () => {
  test('it takes over when the current one has expired, and stays', async () => {
    const world = await openEmulatedTenant();
    const { apps } = world.emulator.tenant;
    apps.expireSecrets(world.emulator.clientId);
    const fresh = apps.addSecret(world.emulator.clientId);
    const { tokens } = world.client({
      credentials: { current: secret(world.emulator.clientSecret), next: secret(fresh) },
    });
    tokens.drop(await tokens.token());
    await tokens.token();
    expect(tokens.isNextInUse()).toBe(true);
    expect(world.emulator.requests.token().map(({ status }) => status)).toEqual([401, 200, 200]);
    expect(world.lines.join()).toContain('next credential has taken over');
  });

  test('it is not asked while the current one is accepted, nor for another tenant’s trouble', async () => {
    const world = await openEmulatedTenant();
    const credentials = { current: secret(world.emulator.clientSecret), next: secret('unused') };
    const { tokens } = world.client({ credentials });
    await tokens.token();
    expect(tokens.isNextInUse()).toBe(false);
    world.emulator.tenant.apps.setEnabled(world.emulator.clientId, false);
    world.emulator.requests.reset();
    expect((await refusal(world, { credentials })).code).toBe('app.unknown');
    expect(world.emulator.requests.counts().token).toBe(1);
  });

  test('when both are refused the current one’s trouble is told', async () => {
    const world = await openEmulatedTenant();
    world.emulator.tenant.apps.expireSecrets(world.emulator.clientId);
    const credentials = { current: secret(world.emulator.clientSecret), next: secret('nonsense') };
    expect((await refusal(world, { credentials })).code).toBe('credential.expired');
  });
});

describe('patience', () => {
  test('a busy sign-in service is waited for as told', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'status', status: 429, retryAfter: 3, path: '*/token', times: 1 });
    world.emulator.faults.add({ effect: 'status', status: 503, path: '*/token', times: 1 });
    await world.client().tokens.token();
    expect(world.waits).toEqual([3000, 1500]);
  });

  test('one that stays busy is graph.throttled, one that stays down graph.unavailable', async () => {
    const world = await openEmulatedTenant();
    const rule = world.emulator.faults;
    rule.add({ effect: 'status', status: 429, retryAfter: 1, path: '*/token' });
    expect((await refusal(world)).code).toBe('graph.throttled');
    expect(world.waits).toHaveLength(9);
    rule.clear();
    rule.add({ effect: 'reset', path: '*/token' });
    expect((await refusal(world)).code).toBe('graph.unavailable');
  });

  test('a page of a proxy in place of a token is graph.protocol after five tries', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'html', path: '*/token' });
    expect((await refusal(world)).code).toBe('graph.protocol');
    expect(world.waits).toHaveLength(4);
  });

  test('a passing AADSTS number is waited for, a lasting one is not', async () => {
    const world = await openEmulatedTenant();
    world.emulator.faults.add({ effect: 'aadsts', code: 90033, path: '*/token', times: 1 });
    await world.client().tokens.token();
    expect(world.waits).toHaveLength(1);
    world.emulator.faults.add({ effect: 'aadsts', code: 53003, path: '*/token', times: 1 });
    expect((await refusal(world)).code).toBe('permission.missing');
  });
});
