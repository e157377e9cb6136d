// Signing somebody in, however it was proved who it is: a new session with a new token, the browser's former one ended,
// the browser remembered, an entry in the audit log. Cookies are given after the transaction: what failed gives none.
import { hashSecret, makeSecret } from '../access/one-time-secret.ts';
import { LONGEST_MS } from '../access/session-policy.ts';
import type { Transaction } from 'kysely';
import { writeAudit } from '../store/audit-log.ts';
import { lockAdministrator, writeSignIn } from '../store/administrators.ts';
import type { Administrator } from '../store/administrators.ts';
import { writeKnownBrowser } from '../store/known-browsers.ts';
import { endSessionByHash, writeSession } from '../store/sessions.ts';
import type { Tables } from '../store/tables.ts';
import { signInFirst } from './authenticate.ts';
import type { Asked } from './parts.ts';
import { giveCookie, readCookie } from './session-cookie.ts';

export interface StartedSession {
  token: string;
  browser: string;
  csrf: string;
}

const LONGEST_USER_AGENT = 300;
const BROWSER_DAYS = 365;

export async function startSession(
  c: Asked,
  db: Transaction<Tables>,
  person: Administrator,
  method: 'password' | 'oidc' | 'link',
): Promise<StartedSession> {
  const now = c.var.parts.clock();
  // Held until the session is there: whoever is shut out or removed at this moment gets none.
  const stands = await lockAdministrator(db, person.id);
  if (!stands || stands.disabled) throw signInFirst();
  // Never the one that the browser came with: somebody else may have put it there.
  const former = readCookie(c, 'session');
  if (former) await endSessionByHash(db, hashSecret(former));
  const [token, browser] = [makeSecret(), makeSecret()];
  const session = { id: crypto.randomUUID(), csrf: makeSecret().text };
  await writeSession(db, {
    ...session,
    administratorId: person.id,
    hash: token.hash,
    method,
    now,
    expiresAt: now + LONGEST_MS,
    address: c.var.address,
    userAgent: c.req.header('User-Agent')?.slice(0, LONGEST_USER_AGENT) ?? null,
  });
  await writeKnownBrowser(db, browser.hash, person.id, now);
  await writeSignIn(db, person.id, now);
  await writeAudit(db, {
    companyId: person.companyId,
    actor: { kind: 'administrator', id: person.id, name: `${person.firstName} ${person.lastName}` },
    action: 'session.create',
    subject: { kind: 'session', id: session.id, name: null },
    details: { method },
    address: c.var.address,
  });
  return { token: token.text, browser: browser.text, csrf: session.csrf };
}

export function giveSession(c: Asked, { token, browser }: StartedSession): void {
  giveCookie(c, 'session', token, LONGEST_MS / 1000);
  giveCookie(c, 'browser', browser, BROWSER_DAYS * 86_400);
}
