// Whether somebody's password is right, slowed down after failures. The attempt is counted before the password is looked
// at. Answer and time are the same for accounts that do not exist.
import { delayRules, decideAddressKey } from '../../access/sign-in-delay.ts';
import { hashSecret } from '../../access/one-time-secret.ts';
import { verifyPassword } from '../../access/password-hash.ts';
import { foldEmail, readForSignIn } from '../../store/administrators.ts';
import type { Administrator } from '../../store/administrators.ts';
import { isKnownBrowser } from '../../store/known-browsers.ts';
import { countAttempt, settleAttempt } from '../../store/sign-in-failures.ts';
import type { Asked } from '../parts.ts';
import { Problem } from '../problems.ts';
import { readCookie } from '../session-cookie.ts';

/** Nobody's id, so that looking for an account that does not exist takes as long. */
const nobody = '00000000-0000-0000-0000-000000000000';

export type PasswordOutcome =
  | { isRight: true; administrator: Administrator; passwordHash: string | null }
  | { isRight: false; why: 'unknown' | 'disabled' | 'wrong'; administrator: Administrator | null };

/** Throws a 429 while further attempts are not looked at. */
export async function checkSignIn(c: Asked, email: string, password: string): Promise<PasswordOutcome> {
  const { database, clock } = c.var.parts;
  const db = database.kysely;
  const found = await readForSignIn(db, email);
  const browser = readCookie(c, 'browser');
  const isKnown = browser
    ? await isKnownBrowser(db, hashSecret(browser), found?.administrator.id ?? nobody)
    : false;
  const own = isKnown
    ? { name: `browser ${hashSecret(browser ?? '').toString('hex')}`, ...delayRules.browser }
    : { name: `account ${foldEmail(email)}`, ...delayRules.account };
  const address = { name: `address ${decideAddressKey(c.var.address ?? '')}`, ...delayRules.address };
  await count(c, [own, address]);
  const isRight = await verifyPassword(found?.passwordHash ?? null, password);
  if (!found) return { isRight: false, why: 'unknown', administrator: null };
  const { administrator } = found;
  if (!isRight) return { isRight: false, why: 'wrong', administrator };
  // Not taken back from the count: whoever has been shut out may guess no more than anybody else.
  if (administrator.disabled) return { isRight: false, why: 'disabled', administrator };
  await settleAttempt(db, { forget: [own.name], takeBack: [address.name] }, clock());
  return { isRight: true, administrator, passwordHash: found.passwordHash };
}

/** The password of somebody who is signed in, before something that a borrowed browser must not be able to do. */
export async function requireOwnPassword(
  c: Asked,
  id: string,
  stored: string | null,
  password: string,
  path: string,
): Promise<void> {
  const key = { name: `own ${id}`, ...delayRules.account };
  await count(c, [key]);
  if (!(await verifyPassword(stored, password))) {
    const [message, cure] = ['The password is wrong.', 'Enter the password that you sign in with today.'];
    throw new Problem(400, 'password.wrong', message, cure, { errors: [{ path, message, cure }] });
  }
  await settleAttempt(c.var.parts.database.kysely, { forget: [key.name], takeBack: [] }, c.var.parts.clock());
}

async function count(c: Asked, keys: Parameters<typeof countAttempt>[1]): Promise<void> {
  const { database, clock } = c.var.parts;
  const seconds = await countAttempt(database.kysely, keys, clock());
  if (seconds === 0) return;
  throw new Problem(
    429,
    'signIn.slowed',
    'There were too many wrong passwords.',
    `Try again in ${seconds} s. A browser that has been signed in from before is not slowed by others.`,
    { headers: { 'Retry-After': String(seconds) } },
  );
}
