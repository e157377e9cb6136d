// When the app's credential ends: read from the certificate itself, or from Entra where the app may look at itself. That it
// may not is the usual case and no trouble (REFERENCE §12); nothing that goes wrong here is.
import type { Credential } from '../../plan/provider.ts';
import { OutsideError } from '../outside-error.ts';
import { readCertificate } from './certificate.ts';
import type { Graph } from './graph.ts';
import { parseAppCredentials } from './schema.ts';
import type { AppCredential } from './schema.ts';
import { openEntraClient } from './source.ts';
import type { EntraOptions } from './source.ts';

export interface CredentialEndRead {
  /** ms */
  at: number;
  source: 'certificate' | 'entra';
  /** False: Entra has several secrets that begin alike, and this is the first of their ends. */
  isSure: boolean;
}

export interface CredentialAsk {
  clientId: string;
  credential: Credential;
  /** Without a token Entra can not be asked. */
  isSignedIn: boolean;
  /** ms */
  now: number;
}

export async function readCredentialEnd(graph: Graph, ask: CredentialAsk): Promise<CredentialEndRead | null> {
  const { credential, clientId } = ask;
  if (credential.kind === 'certificate') return readCertificateEnd(credential);
  if (!ask.isSignedIn) return null;
  const path = `/applications(appId='${encodeURIComponent(clientId)}')?$select=displayName,passwordCredentials,keyCredentials`;
  try {
    const answer = await graph.send(path);
    return answer.ok ? matchSecret(parseAppCredentials(answer.body), credential.secret, ask.now) : null;
  } catch (error) {
    if (error instanceof OutsideError) return null;
    throw error;
  }
}

export function readCertificateEnd(
  credential: Extract<Credential, { kind: 'certificate' }>,
): CredentialEndRead | null {
  const certificate = readCertificate(credential.pem, credential.key);
  return 'fault' in certificate ? null : { at: certificate.expiresAt, source: 'certificate', isSure: true };
}

/** An old secret may have no hint: then it is ours only if it is the only one there is. */
function matchSecret(known: readonly AppCredential[], secret: string, now: number): CredentialEndRead | null {
  const secrets = known.filter(({ kind }) => kind === 'secret');
  // Ours has just signed in, so that one which has ended is another.
  const alike = secrets.filter(({ hint, endsAt }) => hint !== '' && secret.startsWith(hint) && endsAt > now);
  const [only] = secrets;
  const ours = alike.length === 0 && secrets.length === 1 && only?.hint === '' ? secrets : alike;
  const ends = new Set(ours.map(({ endsAt }) => endsAt));
  return ends.size === 0 ? null : { at: Math.min(...ends), source: 'entra', isSure: ends.size === 1 };
}

/** What came of trying a credential on the sign-in service, and what Entra says of its end. */
export interface CredentialTrial {
  /** unanswered: the service could not be asked, which says nothing about the credential. */
  is: 'working' | 'refused' | 'unanswered';
  /** Why it does not work, a sentence; null when it does. */
  why: string | null;
  end: CredentialEndRead | null;
}

/** Nobody waits for it, and everybody is looked at in turn. */
const MOST_WAIT_SECONDS = 10;
const TIMEOUT_MS = 10_000;

/** Signs in with `credentials.current` alone. Never throws for what the other side does. */
export async function tryCredential(options: EntraOptions): Promise<CredentialTrial> {
  const { provider, credentials, now } = options;
  const maxWaitSeconds = Math.min(options.maxWaitSeconds ?? MOST_WAIT_SECONDS, MOST_WAIT_SECONDS);
  const credential = credentials.current;
  const client = openEntraClient({
    timeoutMs: TIMEOUT_MS,
    ...options,
    credentials: { current: credential, next: null },
    maxWaitSeconds,
  });
  const read = (isSignedIn: boolean) =>
    readCredentialEnd(client.graph, { clientId: provider.clientId, credential, isSignedIn, now: now() });
  try {
    await client.tokens.token();
    return { is: 'working', why: null, end: await read(true) };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return { is: error.canRetry ? 'unanswered' : 'refused', why: error.message, end: await read(false) };
  } finally {
    await client.close();
  }
}
