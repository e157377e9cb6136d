// What becomes of a template's credentials when a document gives some: an absent or masked one is unchanged, and one that a
// second credential has taken over from meanwhile does not come back by an old document (C5). Pure.
import { isDeepStrictEqual } from 'node:util';
import { printCredential } from '../access/credentials.ts';
import { readCertificate } from '../connectors/entra/certificate.ts';
import type { Credential, Credentials } from '../plan/provider.ts';
import type { GivenCredentials } from '../plan/provider-json.ts';

/** Stored credentials as far as they can be opened; unreadable ones stay as they are until new ones come. */
export type OpenedCredentials = Credentials | 'unreadable' | null;

export interface DecidedCredentials {
  /** keep: the sealed bytes stay as they are. */
  credentials: Credentials | 'keep';
  /** The given one is older than the one that stands, and was left out. */
  isOutdated: boolean;
}

export function decideCredentials(given: GivenCredentials, opened: OpenedCredentials): DecidedCredentials {
  const stored = opened === 'unreadable' ? null : opened;
  const isOutdated = stored !== null && given.current !== undefined && isReplaced(given.current, stored);
  const current = isOutdated ? stored.current : (given.current ?? stored?.current);
  if (current === undefined || Object.keys(given).length === 0) return { credentials: 'keep', isOutdated };
  const isSame = isDeepStrictEqual(current, stored?.current);
  // A document that is old as a whole says nothing of the second one either; asked for by itself it is a way back.
  const isNextOld = isOutdated && !!given.next && isReplaced(given.next, stored);
  const { next, nextExpires } = decideNext(isNextOld ? {} : given, stored, current);
  const credentials: Credentials = {
    current,
    next,
    ...(next?.kind === 'secret' && nextExpires !== undefined && { nextExpires }),
    ...(isSame && stored?.replaced && { replaced: stored.replaced }),
  };
  return { credentials: isDeepStrictEqual(stored, credentials) ? 'keep' : credentials, isOutdated };
}

function isReplaced(given: Credential, { current, replaced = [] }: Credentials): boolean {
  return !isDeepStrictEqual(given, current) && replaced.includes(printCredential(given));
}

function decideNext(
  given: GivenCredentials,
  stored: Credentials | null,
  current: Credential,
): Pick<Credentials, 'next' | 'nextExpires'> {
  const before = {
    next: stored?.next ?? null,
    ...(stored?.nextExpires && { nextExpires: stored.nextExpires }),
  };
  const { nextExpires } = given;
  // What has taken over already is no second one any more.
  if (given.next === undefined || isDeepStrictEqual(given.next, current)) {
    const isOwn = isDeepStrictEqual(before.next, current);
    return isOwn ? { next: null } : { ...before, ...(!given.next && nextExpires && { nextExpires }) };
  }
  return { next: given.next, ...(nextExpires !== undefined && { nextExpires }) };
}

/**
 * The last day of a new credential: its certificate's, else unknown until somebody says it, for the old one's is not the new one's.
 * undefined: it is as it was.
 */
export function decideExpiry(
  credentials: Credentials | 'keep',
  opened: OpenedCredentials,
): string | null | undefined {
  if (credentials === 'keep') return undefined;
  const ofCertificate = presentCertificateEnd(credentials.current);
  if (ofCertificate !== null) return ofCertificate;
  const isNew =
    opened !== null && opened !== 'unreadable' && !isDeepStrictEqual(opened.current, credentials.current);
  return isNew ? null : undefined;
}

/** YYYY-MM-DD; null: it is a secret, or can not be read. */
function presentCertificateEnd(credential: Credential): string | null {
  if (credential.kind !== 'certificate') return null;
  const certificate = readCertificate(credential.pem, credential.key);
  return 'fault' in certificate ? null : new Date(certificate.expiresAt).toISOString().slice(0, 10);
}
