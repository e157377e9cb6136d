// What may be told of a secret, and the secrets of the suspended. A suspended user's digest is random and told by its beginning, so that
// everybody who looks at the table sees it; a secret whose real digest begins like that comes once in 4,294,967,296.
import { createHash, randomBytes } from 'node:crypto';

const SUSPENDED = '00000000';
const DIGEST_CHARACTERS = 32;

/** Enough to see that a secret is another; says nothing about the secret or its digest. md5: hex digits. */
export const presentFingerprint = (md5: string): string =>
  createHash('sha256').update(`rollcall:${md5.toLowerCase()}`).digest('hex').slice(0, 8);

/** Looks like a digest and belongs to no secret. */
export const makeRandomDigest = (): string => randomBytes(DIGEST_CHARACTERS / 2).toString('hex');

export const makeSuspendedDigest = (): string =>
  `${SUSPENDED}${makeRandomDigest().slice(0, DIGEST_CHARACTERS - SUSPENDED.length)}`;

export const isSuspendedDigest = (digest: string): boolean => digest.startsWith(SUSPENDED);

/** Hex digits that stand before what must not be usable for a while, and cannot be guessed. */
export const makeMask = (digits: number): string => randomBytes(digits / 2).toString('hex');

export const md5Of = (text: string): string => createHash('md5').update(text).digest('hex');
