// Signing people in at an OIDC provider (Entra or any other): code flow with PKCE, state and nonce, the ID token's
// signature checked. Tells who the provider says it is; whether that is somebody here is not decided in this file.
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { IDToken } from 'openid-client';
import type { OidcConfig } from './network-options.ts';

interface OidcAttempt {
  state: string;
  nonce: string;
  verifier: string;
}

export interface OidcPerson {
  issuer: string;
  subject: string;
  /** The address that may be believed to be the person's; null when the provider does not vouch for any. */
  email: string | null;
  /** What the provider calls the person, for messages. */
  shownAs: string;
}

export interface OidcRefusal {
  code: 'oidc.unavailable' | 'oidc.refused' | 'oidc.failed';
  message: string;
  cure: string;
  cause: unknown;
}

export interface OidcSignIn {
  /** Where to send the browser, and what to keep meanwhile. */
  begin(): Promise<{ url: URL; attempt: OidcAttempt } | { refusal: OidcRefusal }>;
  /** returned: the whole address that the browser came back to. */
  finish(returned: URL, attempt: OidcAttempt): Promise<{ person: OidcPerson } | { refusal: OidcRefusal }>;
}

const TIMEOUT_SECONDS = 10;
/** Keys and addresses of a provider change rarely, and never without the old ones staying good for a while. */
const RENEW_MS = 3_600_000;

export interface OidcOptions extends OidcConfig {
  clientSecret: string;
  /** Where the provider sends people back to. */
  redirect: URL;
  clock: () => number;
}

export function openOidcSignIn(options: OidcOptions): OidcSignIn {
  let kept: { configuration: Configuration; until: number } | null = null;
  const configure = async (): Promise<Configuration> => {
    if (kept && options.clock() < kept.until) return kept.configuration;
    const configuration = await fetchConfiguration(options);
    kept = { configuration, until: options.clock() + RENEW_MS };
    return configuration;
  };
  return {
    async begin() {
      try {
        const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        return { url: await makeAddress(await configure(), options, attempt), attempt };
      } catch (error) {
        return { refusal: explain(error, options) };
      }
    },
    async finish(returned, { state, nonce, verifier }) {
      try {
        const tokens = await authorizationCodeGrant(await configure(), returned, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new Error('The provider sent no ID token.');
        return { person: matchPerson(claims, options.domains) };
      } catch (error) {
        return { refusal: explain(error, options) };
      }
    },
  };
}

async function fetchConfiguration({ issuer, clientId, clientSecret }: OidcOptions): Promise<Configuration> {
  const insecure = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
  const found = await discovery(issuer, clientId, undefined, undefined, {
    timeout: TIMEOUT_SECONDS,
    execute: insecure,
  });
  const server = found.serverMetadata();
  // Without a word about it, basic is what a provider takes.
  const takesPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ?? false;
  const auth = takesPost ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
  const configuration = new Configuration(server, clientId, { client_secret: clientSecret }, auth);
  configuration.timeout = TIMEOUT_SECONDS;
  for (const apply of [...insecure, enableNonRepudiationChecks]) apply(configuration);
  return configuration;
}

async function makeAddress(
  configuration: Configuration,
  { redirect }: OidcOptions,
  { state, nonce, verifier }: OidcAttempt,
): Promise<URL> {
  return buildAuthorizationUrl(configuration, {
    redirect_uri: redirect.href,
    scope: 'openid profile email',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
}

function matchPerson(claims: IDToken, domains: readonly string[]): OidcPerson {
  const text = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && value.includes('@') ? value : null;
  };
  const email = text('email');
  const candidate = email ?? text('preferred_username');
  const domain = candidate?.split('@').at(-1)?.toLowerCase();
  const isDomainTrusted = domain !== undefined && domains.includes(domain);
  const isVerified = email !== null && claims['email_verified'] === true;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: isVerified || isDomainTrusted ? candidate : null,
    shownAs: candidate ?? claims.sub,
  };
}

function explain(error: unknown, { issuer }: OidcOptions): OidcRefusal {
  const where = issuer.host;
  if (error instanceof AuthorizationResponseError) {
    return {
      code: 'oidc.refused',
      message: `${where} did not sign you in: ${error.error_description ?? error.error}`,
      cure: 'Start again and follow what it asks for; what it refuses, its administrator has to allow.',
      cause: undefined,
    };
  }
  if (isLineTrouble(error)) {
    return {
      code: 'oidc.unavailable',
      message: `${where} can not be reached.`,
      cure: 'Try again in a moment, or sign in with your password.',
      cause: error,
    };
  }
  return {
    code: 'oidc.failed',
    message: `Signing in at ${where} did not work out.`,
    cure: 'Start again from the beginning. If it goes on, the server’s log says what is wrong with the provider or with ROLLCALL_OIDC_….',
    cause: error,
  };
}

function isLineTrouble(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    const code = 'code' in one ? String(one.code) : '';
    if (/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|UND_ERR|OAUTH_TIMEOUT)/.test(code)) return true;
  }
  return false;
}
