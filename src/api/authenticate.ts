// Who asks: the token in Authorization, else the session in the cookie. A session's token is changed now and then on the
// way. Unsafe requests of a session have to repeat its csrf text in a header, which no other site can read.
import { hashSecret, makeSecret } from '../access/one-time-secret.ts';
import type { Principal, Role } from '../access/rights.ts';
import { decideSession } from '../access/session-policy.ts';
import { readTokenByHash, writeTokenUse } from '../store/api-tokens.ts';
import type { StoredSession } from '../store/sessions.ts';
import { readSession, readSessionById, rotateSession, touchSession } from '../store/sessions.ts';
import type { Asked, SignedInEnv } from './parts.ts';
import { Problem } from './problems.ts';
import { giveCookie, readCookie } from './session-cookie.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** null: nobody that we know. */
export async function authenticate(c: Asked): Promise<Principal | null> {
  const authorization = c.req.header('Authorization');
  if (authorization !== undefined) return authenticateToken(c, authorization);
  const cookie = readCookie(c, 'session');
  return cookie ? authenticateSession(c, cookie) : null;
}

async function authenticateToken(c: Asked, authorization: string): Promise<Principal | null> {
  const { database, clock } = c.var.parts;
  const [, text] = /^Bearer +(rc_[\w-]{43})$/i.exec(authorization) ?? [];
  const token = text === undefined ? null : await readTokenByHash(database.kysely, hashSecret(text), clock());
  if (!token) return null;
  await writeTokenUse(database.kysely, token, clock());
  const { id, name, role, companyId } = token;
  return { kind: 'token', id, name, role, companyId };
}

async function authenticateSession(c: Asked, cookie: string): Promise<Principal | null> {
  const { database, clock } = c.var.parts;
  const now = clock();
  const hash = hashSecret(cookie);
  const session = await readSession(database.kysely, hash);
  if (!session) return null;
  const { isOver, rotate, touch } = decideSession(session, now);
  if (isOver) return null;
  if (!safeMethods.has(c.req.method) && c.req.header('X-CSRF-Token') !== session.csrf) throw forged();
  if (rotate) {
    const next = makeSecret();
    const isOurs = await rotateSession(database.kysely, session.id, { from: hash, to: next.hash, now });
    if (isOurs) giveCookie(c, 'session', next.text, Math.ceil((session.expiresAt - now) / 1000));
  } else if (touch) await touchSession(database.kysely, session.id, now);
  return principalOf(session);
}

/** Who it is by now, for an answer that goes on for long; null once the session or token has ended. */
export async function authenticateAgain(c: Asked<SignedInEnv>): Promise<Principal | null> {
  const { principal, parts } = c.var;
  if (principal.kind === 'token') return authenticateToken(c, c.req.header('Authorization') ?? '');
  const session = await readSessionById(parts.database.kysely, principal.sessionId);
  return session && !decideSession(session, parts.clock()).isOver ? principalOf(session) : null;
}

function principalOf({ id: sessionId, administrator }: StoredSession): Principal {
  const { id, name, role, companyId } = administrator;
  return { kind: 'administrator', id, name, role: role as Role, companyId, sessionId };
}

const forged = () =>
  new Problem(
    403,
    'csrf',
    'The header X-CSRF-Token is missing or not the one of this session.',
    'Send the "csrf" that signing in and GET /api/v1/me answer with; programs use a token instead of a cookie.',
  );

/** Refuses what another site made a browser send, signed in or not (signing somebody in is a deed too). */
export function refuseOtherSites(c: Asked): void {
  if (safeMethods.has(c.req.method) || c.req.header('Authorization') !== undefined) return;
  const site = c.req.header('Sec-Fetch-Site');
  const origin = c.req.header('Origin');
  const isOurs = site === undefined || site === 'same-origin' || site === 'none';
  if (isOurs && (origin === undefined || origin === c.var.origin)) return;
  throw new Problem(
    403,
    'origin',
    'The request comes from a page of another site.',
    `Use Rollcall at its own address. If ${c.var.origin} is not what the browser shows, set ROLLCALL_ORIGIN.`,
  );
}

export const signInFirst = () =>
  new Problem(
    401,
    'signIn.required',
    'Nobody is signed in, or the session or token is over.',
    'Sign in, or send Authorization: Bearer with a token that is still good.',
    { headers: { 'WWW-Authenticate': 'Bearer realm="Rollcall"' } },
  );
