// What a refused sign-in means: Entra's error body ─▶ a code of SPEC §11, a sentence and where to click in Azure.
// The AADSTS numbers may change and are hints only; `error` is the stable field and the fallback.
import type { OutsideError } from '../outside-error.ts';
import type { Provider } from '../../plan/provider.ts';
import { entraError, presentEntraText } from './entra-error.ts';

export interface TokenRefusal {
  status: number;
  /** The OAuth field `error`; empty when there was none. */
  error: string;
  description: string;
  /** AADSTS numbers. */
  codes: number[];
}

export interface TokenRefusalContext {
  provider: Provider;
  /** The secret that was sent is a GUID: its id was pasted instead of its value. */
  isSecretGuid: boolean;
  kind: 'secret' | 'certificate';
}

const APP = 'In Azure: Microsoft Entra ID > App registrations';
const NEW_SECRET = `${APP} > the app > Certificates & secrets > New client secret; copy its Value at once and save it here as client_secret.`;
const NEW_CERTIFICATE = `${APP} > the app > Certificates & secrets > Certificates: the certificate registered there must be the one given here.`;

const SECRET = { about: { credential: 'secret' } };
const CERTIFICATE = { about: { credential: 'certificate' } };

const TENANT_UNKNOWN = new Set([90002, 900023, 90038, 900382, 500011]);
const APP_UNKNOWN = new Set([700016, 7000112, 700011]);
const CREDENTIAL_WRONG = new Set([7000215, 7000216, 7000218, 700027, 700024, 700023]);
const BLOCKED = new Set([53003, 530032, 65001]);
const PASSING = new Set([90033, 90006, 90024, 90055, 90090, 50196]);

/** True when Entra only asks for patience. */
export function isPassing(refusal: TokenRefusal): boolean {
  return (
    refusal.status === 429 ||
    refusal.status >= 500 ||
    refusal.error === 'temporarily_unavailable' ||
    refusal.error === 'server_error' ||
    refusal.codes.some((code) => PASSING.has(code))
  );
}

/** The numbers of an answer, also when they stand in its text only. */
export function matchCodes(codes: unknown, description: string): number[] {
  const listed = Array.isArray(codes) ? codes.map(Number).filter((code) => Number.isInteger(code)) : [];
  return listed.length > 0
    ? listed
    : [...description.matchAll(/AADSTS(\d+)/g)].map((match) => Number(match[1]));
}

export function mapTokenRefusal(refusal: TokenRefusal, context: TokenRefusalContext): OutsideError {
  const has = (codes: Set<number>): boolean => refusal.codes.some((code) => codes.has(code));
  if (refusal.codes.includes(7000222)) {
    return context.kind === 'secret'
      ? entraError('credential.expired', 'The app’s client secret has expired.', NEW_SECRET, SECRET)
      : entraError('credential.expired', 'The app’s certificate has expired.', NEW_CERTIFICATE, CERTIFICATE);
  }
  if (has(CREDENTIAL_WRONG)) return wrongCredential(context);
  if (has(APP_UNKNOWN)) return unknownApp(refusal, context);
  if (has(TENANT_UNKNOWN)) return unknownTenant(refusal, context);
  if (has(BLOCKED)) return blocked(refusal);
  switch (refusal.error) {
    case 'invalid_client':
      return wrongCredential(context);
    case 'unauthorized_client':
      return unknownApp(refusal, context);
    case 'invalid_tenant':
    case 'invalid_resource':
      return unknownTenant(refusal, context);
    case 'access_denied':
    case 'invalid_grant':
    case 'interaction_required':
      return blocked(refusal);
    default:
      return entraError(
        'graph.protocol',
        `Entra refused the sign-in: ${presentEntraText(refusal.description) || refusal.error || `status ${refusal.status}`}`,
        'Check the provider settings and the cloud they name; if they are right, report the message.',
      );
  }
}

function wrongCredential(context: TokenRefusalContext): OutsideError {
  if (context.kind === 'certificate') {
    return entraError(
      'credential.wrong',
      'Entra does not know the certificate that the app signed in with.',
      NEW_CERTIFICATE,
      CERTIFICATE,
    );
  }
  if (context.isSecretGuid) {
    return entraError(
      'credential.isId',
      'The client secret is a GUID: that is the secret’s id, not its value.',
      NEW_SECRET,
      SECRET,
    );
  }
  return entraError('credential.wrong', 'Entra does not accept the client secret.', NEW_SECRET, SECRET);
}

function unknownApp(refusal: TokenRefusal, { provider }: TokenRefusalContext): OutsideError {
  if (refusal.codes.includes(7000112)) {
    return entraError(
      'app.unknown',
      `The app ${provider.clientId} is disabled in the tenant.`,
      'In Azure: Microsoft Entra ID > Enterprise applications > the app > Properties > "Enabled for users to sign-in": Yes.',
      { about: { app: provider.clientId, tenant: provider.tenantId, isDisabled: 'yes' } },
    );
  }
  return entraError(
    'app.unknown',
    `The app ${provider.clientId} is not known in the tenant ${provider.tenantId}.`,
    `${APP} > the app > Overview: compare "Application (client) ID" and "Directory (tenant) ID" with client_id and tenant_id; then API permissions > "Grant admin consent".`,
    { about: { app: provider.clientId, tenant: provider.tenantId } },
  );
}

function unknownTenant(refusal: TokenRefusal, { provider }: TokenRefusalContext): OutsideError {
  // An unknown resource is Graph's address of another cloud.
  const isElsewhere = refusal.codes.some((code) => [90038, 900382, 500011].includes(code));
  return entraError(
    'tenant.unknown',
    isElsewhere
      ? `The tenant ${provider.tenantId} lives in another cloud than "${provider.cloud}".`
      : `There is no tenant ${provider.tenantId} in the cloud "${provider.cloud}".`,
    `${APP} > the app > Overview: copy "Directory (tenant) ID" to tenant_id; set "cloud" if the tenant is in a national cloud (usgov, usgov-dod, china).`,
    {
      about: { tenant: provider.tenantId, cloud: provider.cloud, ...(isElsewhere && { isElsewhere: 'yes' }) },
    },
  );
}

function blocked(refusal: TokenRefusal): OutsideError {
  return entraError(
    'permission.missing',
    `A rule in Entra keeps the app from signing in: ${presentEntraText(refusal.description) || refusal.error}`,
    'In Azure: Microsoft Entra ID > Sign-in logs > Service principal sign-ins shows the rule; exclude the app from it or allow this server’s address.',
    { about: { blockedBy: presentEntraText(refusal.description) || refusal.error } },
  );
}
