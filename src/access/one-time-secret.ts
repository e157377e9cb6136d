// Random texts that open doors (sessions, tokens, links) and the hash that is kept of them. They have 256 random
// bits: nobody guesses one, so that a fast hash without salt is enough, and a hash can be looked up by itself.
import { createHash, randomBytes } from 'node:crypto';

export interface NewSecret {
  /** Shown or sent once, never stored. */
  text: string;
  hash: Buffer;
}

/** prefix: tells people, and programs that search for leaked secrets, what it is. */
export function makeSecret(prefix = ''): NewSecret {
  const text = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { text, hash: hashSecret(text) };
}

export function hashSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
