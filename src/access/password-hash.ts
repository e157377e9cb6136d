// Passwords as they are stored: argon2id. Verifying takes the same time whether there is anything to verify against or
// not, so that nobody learns from it who exists.
import { hash, verify } from '@node-rs/argon2';
import { tidyPassword } from './password-rules.ts';

// OWASP's first choice for argon2id: 19 MiB and two passes, some 20 ms.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of a password that nobody knows, at the very same costs: what is verified when there is nothing to verify against. */
const nobodys =
  '$argon2id$v=19$m=19456,t=2,p=1$koc+FOT3QwMWAMuXJVinIQ$hCKz9QJOzlv7GBjOEyCTPvHfbTv+tTisezviOn24mjs';

export const hashPassword = (password: string): Promise<string> => hash(tidyPassword(password), cost);

/** stored: null when the person has no password or does not exist; the answer is false then, after the same work. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const isRight = await verify(stored ?? nobodys, tidyPassword(password));
  return stored !== null && isRight;
}
