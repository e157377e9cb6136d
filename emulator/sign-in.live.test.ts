// The token endpoint and what stands around it: every error an operator meets, by its own cause; lifetimes;
// what is in a token; certificates instead of secrets.
import { createHash, createPublicKey, randomUUID, sign, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAppCertificate, type Identity } from './certificate.ts';
import { startEmulator, type Emulator } from './emulator.ts';
import { createProbe, fetchToken } from './graph-probe.ts';

interface TokenReply {
  status: number;
  body: {
    access_token: string;
    expires_in: number;
    error: string;
    error_description: string;
    error_codes: number[];
    timestamp: string;
    error_uri: string;
    [key: string]: unknown;
  };
}

const DAY_MS = 86_400_000;
let emulator: Emulator;

async function ask(
  form: Record<string, string>,
  tenant = emulator.tenantId,
  headers: Record<string, string> = {},
): Promise<TokenReply> {
  const response = await fetch(`${emulator.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as TokenReply['body'] };
}

const good = (): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_id: emulator.clientId,
  client_secret: emulator.clientSecret,
  scope: `${emulator.url}/.default`,
});

const without = (field: string): Record<string, string> =>
  Object.fromEntries(Object.entries(good()).filter(([name]) => name !== field));

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

beforeAll(async () => {
  emulator = await startEmulator({ people: 20 });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.faults.clear());

describe('what earns which error', () => {
  const cases: [
    title: string,
    code: number,
    status: number,
    error: string,
    form: () => Record<string, string>,
    tenant?: string,
  ][] = [
    ['a wrong secret', 7000215, 401, 'invalid_client', () => ({ ...good(), client_secret: 'wrong' })],
    ['no secret', 7000218, 401, 'invalid_client', () => without('client_secret')],
    [
      'an assertion that is none',
      700027,
      401,
      'invalid_client',
      () => ({
        ...without('client_secret'),
        client_assertion: 'a.b.c',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }),
    ],
    [
      'an unknown application',
      700016,
      400,
      'unauthorized_client',
      () => ({ ...good(), client_id: randomUUID() }),
    ],
    ['an unknown tenant', 90002, 400, 'invalid_request', good, randomUUID()],
    ['an unknown domain', 90002, 400, 'invalid_request', good, 'somewhere-else.example'],
    ['a tenant that is no id and no domain', 900023, 400, 'invalid_request', good, 'id123'],
    ['no client id', 900144, 400, 'invalid_request', () => without('client_id')],
    ['no scope', 900144, 400, 'invalid_request', () => without('scope')],
    ['no grant type', 900144, 400, 'invalid_request', () => without('grant_type')],
    [
      'another grant type',
      70003,
      400,
      'unsupported_grant_type',
      () => ({ ...good(), grant_type: 'password' }),
    ],
    [
      'a named permission as scope',
      70011,
      400,
      'invalid_scope',
      () => ({ ...good(), scope: `${emulator.url}/User.Read.All` }),
    ],
    [
      'the scope of another cloud',
      500011,
      400,
      'invalid_resource',
      () => ({ ...good(), scope: 'https://graph.microsoft.us/.default' }),
    ],
  ];
  test.each(cases)('%s is AADSTS%d', async (_title, code, status, error, form, tenant) => {
    const reply = await ask(form(), tenant);
    expect(reply).toMatchObject({ status, body: { error, error_codes: [code] } });
    expect(reply.body.error_description).toMatch(
      new RegExp(`^AADSTS${code}: .+ Trace ID: .+ Correlation ID: .+ Timestamp: `),
    );
    expect(reply.body.timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
    expect(reply.body.error_uri).toContain(String(code));
    expect(reply.body['trace_id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(reply.body.error_description).not.toContain('{');
  });

  test('the id of a secret instead of its value is a wrong secret', async () => {
    const secretId = emulator.tenant.apps.get(emulator.clientId)?.secrets[0]?.keyId ?? '';
    expect((await ask({ ...good(), client_secret: secretId })).body.error_codes).toEqual([7000215]);
  });

  test('an expired secret is AADSTS7000222, and a further secret still works', async () => {
    const app = emulator.tenant.apps.add({});
    const secret = app.secrets[0]?.value ?? '';
    const form = { ...good(), client_id: app.clientId, client_secret: secret };
    expect((await ask(form)).status).toBe(200);
    emulator.tenant.apps.expireSecrets(app.clientId);
    expect(await ask(form)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_codes: [7000222] },
    });
    const next = emulator.tenant.apps.addSecret(app.clientId);
    expect((await ask({ ...form, client_secret: next })).status).toBe(200);
  });

  test('a disabled application is AADSTS7000112 until it is enabled', async () => {
    const app = emulator.tenant.apps.add({ secret: 'a secret' });
    const form = { ...good(), client_id: app.clientId, client_secret: 'a secret' };
    emulator.tenant.apps.setEnabled(app.clientId, false);
    expect(await ask(form)).toMatchObject({ status: 400, body: { error_codes: [7000112] } });
    emulator.tenant.apps.setEnabled(app.clientId, true);
    expect((await ask(form)).status).toBe(200);
  });

  test('any error can be forced, with suberror, claims, line breaks and Retry-After', async () => {
    emulator.faults.add({
      effect: 'aadsts',
      code: 53003,
      suberror: 'message_only',
      claims: '{"a":1}',
      hasLineBreaks: true,
      path: '*/oauth2/v2.0/token',
      times: 1,
    });
    emulator.faults.add({
      effect: 'aadsts',
      code: 90055,
      retryAfter: 7,
      path: '*/oauth2/v2.0/token',
      times: 1,
    });
    const blocked = await ask(good());
    expect(blocked).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', suberror: 'message_only', claims: '{"a":1}' },
    });
    expect(blocked.body.error_description).toContain('\r\nTrace ID: ');
    const busy = await fetchToken(emulator);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await busy.json()).toMatchObject({ error: 'temporarily_unavailable', error_codes: [90055] });
    expect((await ask(good())).status).toBe(200);
  });
});

describe('a token', () => {
  test('is given for a secret in the form, in the Basic header, and for the domain name', async () => {
    expect((await ask(good())).status).toBe(200);
    const basic = Buffer.from(`${emulator.clientId}:${encodeURIComponent(emulator.clientSecret)}`).toString(
      'base64',
    );
    const form = { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' };
    expect((await ask(form, emulator.tenantId, { authorization: `Basic ${basic}` })).status).toBe(200);
    expect((await ask(good(), 'nordvik.example')).status).toBe(200);
  });

  test('carries the claims of an app-only token and a signature that the published keys verify', async () => {
    const { body } = await ask(good());
    const claims = claimsOf(body.access_token);
    expect(claims).toMatchObject({
      aud: emulator.url,
      iss: `https://sts.windows.net/${emulator.tenantId}/`,
      appid: emulator.clientId,
      appidacr: '1',
      idtyp: 'app',
      roles: ['User.Read.All', 'Group.Read.All'],
      tid: emulator.tenantId,
      ver: '1.0',
    });
    expect(claims['oid']).toBe(claims['sub']);
    expect(claims).not.toHaveProperty('scp');
    const configuration = (await (
      await fetch(`${emulator.url}/${emulator.tenantId}/v2.0/.well-known/openid-configuration`)
    ).json()) as { jwks_uri: string; token_endpoint: string };
    expect(configuration.token_endpoint).toBe(`${emulator.url}/${emulator.tenantId}/oauth2/v2.0/token`);
    const { keys } = (await (await fetch(configuration.jwks_uri)).json()) as {
      keys: { kid: string; kty: string; n: string; e: string }[];
    };
    const [head = '', content = '', signature = ''] = body.access_token.split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string; alg: string };
    const key = keys.find(({ kid }) => kid === header.kid);
    expect(header.alg).toBe('RS256');
    const publicKey = createPublicKey({
      format: 'jwk',
      key: { kty: 'RSA', n: key?.n ?? '', e: key?.e ?? '' },
    });
    expect(
      verify('RSA-SHA256', Buffer.from(`${head}.${content}`), publicKey, Buffer.from(signature, 'base64url')),
    ).toBe(true);
  });

  test('lives between 60 and 90 minutes, not always equally long, and as short as wished', async () => {
    const lives = new Set<number>();
    for (let i = 0; i < 8; i++) lives.add((await ask(good())).body.expires_in);
    expect(lives.size).toBeGreaterThan(1);
    for (const life of lives) expect(life).toBeGreaterThanOrEqual(3599);
    for (const life of lives) expect(life).toBeLessThanOrEqual(5399);
    Object.assign(emulator.tenant.settings, { tokenMinSeconds: 2, tokenMaxSeconds: 2 });
    expect((await ask(good())).body.expires_in).toBe(1);
    Object.assign(emulator.tenant.settings, { tokenMinSeconds: 3600, tokenMaxSeconds: 5400 });
  });

  test('is refused by Graph with 401 when it has expired, is broken, or is missing', async () => {
    const own = await startEmulator({ people: 1 });
    const probe = createProbe(own);
    expect((await probe.get('users')).status).toBe(200);
    own.tenant.clock.advance(5_500_000);
    const expired = await probe.get('users');
    expect([expired.status, expired.body.error?.code]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(expired.body.error?.message).toContain('expired');
    expect(expired.headers.get('www-authenticate')).toContain('Bearer realm=""');
    expect((await probe.get('users', { authorization: 'Bearer a.b.c' })).status).toBe(401);
    expect((await probe.get('users', { authorization: '' })).body.error?.code).toBe(
      'InvalidAuthenticationToken',
    );
    await probe.renewToken();
    expect((await probe.get('users')).status).toBe(200);
    await own.close();
  });

  test('from the tenant common has no identity that Graph knows', async () => {
    const { body } = await ask(good(), 'common');
    expect(claimsOf(body.access_token)).not.toHaveProperty('oid');
    const reply = await createProbe(emulator).get('users', { authorization: `Bearer ${body.access_token}` });
    expect([reply.status, reply.body.error?.code]).toEqual([401, 'Authorization_IdentityNotFound']);
  });

  test('is issued without any consent and then lacks roles', async () => {
    const app = emulator.tenant.apps.add({ secret: 's', roles: [] });
    const { status, body } = await ask({ ...good(), client_id: app.clientId, client_secret: 's' });
    expect(status).toBe(200);
    expect(claimsOf(body.access_token)).not.toHaveProperty('roles');
    const reply = await createProbe(emulator).get('users', { authorization: `Bearer ${body.access_token}` });
    expect([reply.status, reply.body.error?.code]).toEqual([403, 'Authorization_RequestDenied']);
  });

  test('gains a new consent only when renewed, and loses a revoked one at once', async () => {
    const own = await startEmulator({ people: 1 });
    const probe = createProbe(own);
    own.tenant.apps.setRoles(own.clientId, ['User.Read.All']);
    expect((await probe.get('users')).status).toBe(200);
    own.tenant.apps.setRoles(own.clientId, ['User.Read.All', 'Group.Read.All']);
    expect((await probe.get('groups')).status).toBe(403);
    await probe.renewToken();
    expect((await probe.get('groups')).status).toBe(200);
    own.tenant.apps.setRoles(own.clientId, ['Group.Read.All']);
    expect((await probe.get('users')).status).toBe(403);
    await own.close();
  });
});

describe('a certificate', () => {
  let identity: Identity;
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  function makeAssertion(
    by: Identity,
    claims: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
  ): string {
    const now = Math.floor(Date.now() / 1000);
    const der = Buffer.from(by.certPem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    const thumbprint = createHash('sha256').update(der).digest('base64url');
    const head = encode({ alg: 'RS256', typ: 'JWT', 'x5t#S256': thumbprint, ...header });
    const audience = `${emulator.url}/${emulator.tenantId}/oauth2/v2.0/token`;
    const body = encode({
      aud: audience,
      iss: emulator.clientId,
      sub: emulator.clientId,
      jti: randomUUID(),
      nbf: now,
      exp: now + 300,
      ...claims,
    });
    return `${head}.${body}.${sign('RSA-SHA256', Buffer.from(`${head}.${body}`), by.keyPem).toString('base64url')}`;
  }
  const askWith = (assertion: string): Promise<TokenReply> =>
    ask({
      ...without('client_secret'),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });

  beforeAll(async () => {
    identity = await createAppCertificate(
      'rollcall',
      new Date(Date.now() - DAY_MS),
      new Date(Date.now() + DAY_MS),
    );
    emulator.tenant.apps.addCertificate(emulator.clientId, identity.certPem);
  });

  test('that is registered proves the application, and the token says so', async () => {
    const { status, body } = await askWith(makeAssertion(identity));
    expect(status).toBe(200);
    expect(claimsOf(body.access_token)).toMatchObject({ appidacr: '2' });
  });

  test('that is not registered, an expired one, or a false signature is AADSTS700027', async () => {
    const stranger = await createAppCertificate(
      'stranger',
      new Date(Date.now() - DAY_MS),
      new Date(Date.now() + DAY_MS),
    );
    const old = await createAppCertificate(
      'old',
      new Date(Date.now() - 2 * DAY_MS),
      new Date(Date.now() - DAY_MS),
    );
    emulator.tenant.apps.addCertificate(emulator.clientId, old.certPem);
    const forged = `${makeAssertion(identity).split('.').slice(0, 2).join('.')}.${makeAssertion(stranger).split('.')[2]}`;
    for (const assertion of [makeAssertion(stranger), makeAssertion(old), forged]) {
      expect(await askWith(assertion)).toMatchObject({ status: 401, body: { error_codes: [700027] } });
    }
  });

  test('of which the assertion is for another endpoint, another client, or too old is AADSTS700027', async () => {
    const wrong = [
      { aud: 'https://login.elsewhere.example/token' },
      { iss: randomUUID() },
      { sub: randomUUID() },
      { exp: 1 },
    ];
    for (const claims of wrong) {
      expect((await askWith(makeAssertion(identity, claims))).body.error_codes).toEqual([700027]);
    }
  });
});

describe('discovery', () => {
  test('of this host leads to the configuration of the tenant', async () => {
    const authority = `${emulator.url}/${emulator.tenantId}/oauth2/v2.0/authorize`;
    const reply = await fetch(
      `${emulator.url}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(authority)}`,
    );
    const { host } = new URL(emulator.url);
    expect(await reply.json()).toEqual({
      tenant_discovery_endpoint: `${emulator.url}/${emulator.tenantId}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    });
  });

  test('of an unknown tenant is invalid_tenant', async () => {
    const reply = await fetch(`${emulator.url}/${randomUUID()}/v2.0/.well-known/openid-configuration`);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] });
  });
});
