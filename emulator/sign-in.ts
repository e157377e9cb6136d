// The login host: token endpoint for client credentials (secret in form or Basic, or certificate assertion),
// and the discovery documents that the official libraries ask for. A token is issued even without any consent;
// that shows at Graph only (REFERENCE 1.2). Unknown form fields are ignored.
import type { TokenMint } from './access-token.ts';
import { answerAadsts, type AadstsDetails, type SignInAnswer } from './aadsts.ts';
import type { App } from './apps.ts';
import { matchAssertion } from './client-assertion.ts';
import type { Directory } from './directory.ts';

export interface TokenRequest {
  tenant: string;
  form: URLSearchParams;
  authorization: string | undefined;
  /** Origin of this emulator. */
  origin: string;
}

interface Client {
  id: string;
  secret: string | null;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const MULTI_TENANT = ['common', 'organizations'];
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** tid of a token that was asked for without a tenant: Graph finds no identity behind it. */
const FOREIGN_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

function readClient({ form, authorization }: TokenRequest): Client {
  const [, basic] = /^Basic (.+)$/i.exec(authorization ?? '') ?? [];
  if (basic !== undefined) {
    const [id = '', secret = ''] = Buffer.from(basic, 'base64')
      .toString('utf8')
      .split(':')
      .map((part) => new URLSearchParams(`v=${part}`).get('v') ?? '');
    return { id, secret };
  }
  return { id: form.get('client_id') ?? '', secret: form.get('client_secret') };
}

function decideTenantFault(directory: Directory, tenant: string): number | null {
  if (MULTI_TENANT.includes(tenant)) return null;
  if (!GUID.test(tenant) && !DOMAIN.test(tenant)) return 900023;
  const isKnown = [directory.id, directory.domain].includes(tenant.toLowerCase());
  return isKnown ? null : 90002;
}

function decideScope(scope: string, origin: string): { audience: string } | number {
  const [, resource] = /^(https?:\/\/[^/\s]+)\/\.default$/.exec(scope.trim()) ?? [];
  if (resource === undefined) return 70011;
  return resource === origin || resource === 'https://graph.microsoft.com' ? { audience: resource } : 500011;
}

function decideClientFault(
  directory: Directory,
  client: Client,
  app: App,
  request: TokenRequest,
): number | null {
  if (!app.isEnabled) return 7000112;
  const assertion = request.form.get('client_assertion');
  const now = directory.clock.now();
  if (assertion !== null) {
    const { origin, tenant } = request;
    const audiences = [directory.id, tenant].flatMap((t) => [
      `${origin}/${t}/oauth2/v2.0/token`,
      `${origin}/${t}/v2.0`,
      `${origin}/${t}`,
    ]);
    const isTyped = request.form.get('client_assertion_type') === ASSERTION_TYPE;
    return isTyped && matchAssertion(app, assertion, audiences, now) ? null : 700027;
  }
  if (client.secret === null || client.secret === '') return 7000218;
  const secret = app.secrets.find(({ value }) => value === client.secret);
  if (!secret) return 7000215;
  return secret.expiresAt <= now ? 7000222 : null;
}

const REQUIRED_FIELDS = ['grant_type', 'scope'];

export function answerToken(directory: Directory, mint: TokenMint, request: TokenRequest): SignInAnswer {
  const { form, tenant, origin } = request;
  const now = directory.clock.now();
  const client = readClient(request);
  const scope = form.get('scope') ?? '';
  const grant = form.get('grant_type') ?? '';
  const fail = (code: number, more: AadstsDetails = {}): SignInAnswer =>
    answerAadsts(code, { app: client.id, tenant, scope, grant, ...more }, now);
  const tenantFault = decideTenantFault(directory, tenant);
  if (tenantFault !== null) return fail(tenantFault);
  const missing = client.id === '' ? 'client_id' : REQUIRED_FIELDS.find((field) => !form.get(field));
  if (missing !== undefined) return fail(900144, { field: missing });
  if (grant !== 'client_credentials') return fail(70003);
  const decided = decideScope(scope, origin);
  if (typeof decided === 'number') return fail(decided);
  const app = directory.apps.get(client.id);
  if (!app) return fail(700016);
  const clientFault = decideClientFault(directory, client, app, request);
  if (clientFault !== null) return fail(clientFault);
  return issue(directory, mint, request, app, decided.audience);
}

function issue(
  directory: Directory,
  mint: TokenMint,
  request: TokenRequest,
  app: App,
  audience: string,
): SignInAnswer {
  const { settings, random, clock } = directory;
  const span = settings.tokenMaxSeconds - settings.tokenMinSeconds;
  const lifeSeconds = settings.tokenMinSeconds + random.below(span + 1);
  const hasTenant = !MULTI_TENANT.includes(request.tenant);
  const token = mint.issue({
    app,
    appidacr: request.form.has('client_assertion') ? '2' : '1',
    audience,
    tenantId: hasTenant ? directory.id : FOREIGN_TENANT,
    nowMs: clock.now(),
    lifeSeconds,
    hasIdentity: hasTenant,
    uti: random.guid(),
  });
  // Entra says one second less than it grants.
  const expiresIn = Math.max(0, lifeSeconds - 1);
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store, no-cache' },
    body: JSON.stringify({
      token_type: 'Bearer',
      expires_in: expiresIn,
      ext_expires_in: expiresIn,
      access_token: token,
    }),
  };
}

const json = (value: unknown, status = 200): SignInAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

function answerOpenIdConfiguration(directory: Directory, origin: string, tenant: string): SignInAnswer {
  const fault = decideTenantFault(directory, tenant);
  // Discovery names an unknown tenant invalid_tenant, unlike the token endpoint.
  if (fault !== null) {
    const answer = answerAadsts(fault, { tenant }, directory.clock.now());
    return { ...answer, body: answer.body.replace('"invalid_request"', '"invalid_tenant"') };
  }
  const base = `${origin}/${tenant}`;
  return json({
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${origin}/${MULTI_TENANT.includes(tenant) ? '{tenantid}' : directory.id}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    msgraph_host: new URL(origin).host,
  });
}

function answerInstanceDiscovery(origin: string, endpoint: string | null): SignInAnswer {
  const { host } = new URL(origin);
  const [, tenant = 'common'] = /^https?:\/\/[^/]+\/([^/]+)\//.exec(endpoint ?? '') ?? [];
  return json({
    tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

/** GET paths of the login host; null = not one of them. */
export function answerDiscovery(
  directory: Directory,
  mint: TokenMint,
  origin: string,
  url: URL,
): SignInAnswer | null {
  if (url.pathname === '/common/discovery/instance') {
    return answerInstanceDiscovery(origin, url.searchParams.get('authorization_endpoint'));
  }
  const [, tenant, rest] = /^\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
  if (tenant === undefined) return null;
  if (rest === 'v2.0/.well-known/openid-configuration' || rest === '.well-known/openid-configuration') {
    return answerOpenIdConfiguration(directory, origin, tenant);
  }
  return rest === 'discovery/v2.0/keys' ? json(mint.jwks()) : null;
}
