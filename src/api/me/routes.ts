// Whoever is signed in: who it is and what it may, the own profile, password and sessions.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import { hashSecret } from '../../access/one-time-secret.ts';
import { hasRight, rights } from '../../access/rights.ts';
import type { Right } from '../../access/rights.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { readCompany } from '../../store/companies.ts';
import { endSessions, readSession, readSessions } from '../../store/sessions.ts';
import type { ListedSession } from '../../store/sessions.ts';
import { withEtag } from '../etag.ts';
import { actorOf } from '../parts.ts';
import type { Asked, PublicEnv, SignedInEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { dropCookie, readCookie } from '../session-cookie.ts';
import { changePassword, changeProfile, presentProfile, readOwn } from './change.ts';
import { meRoute, passwordRoute, profileChangeRoute, profileRoute } from './contract.ts';
import { sessionEndOthersRoute, sessionEndRoute, sessionsRoute } from './contract.ts';
import type { meSchema, sessionSchema } from './schema.ts';

export function meRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(meRoute, async (c) => c.json(await presentMe(c), 200))
    .openapi(profileRoute, async (c) => c.json(withEtag(c, presentProfile(await readOwn(c))), 200))
    .openapi(profileChangeRoute, async (c) => {
      const person = await changeProfile(c, c.req.valid('json'));
      return c.json(withEtag(c, presentProfile(person)), 200);
    })
    .openapi(passwordRoute, async (c) => {
      await changePassword(c, c.req.valid('json'));
      dropCookie(c, 'session');
      return c.body(null, 204);
    })
    .openapi(sessionsRoute, async (c) => {
      const { parts, principal } = c.var;
      const sessions = await readSessions(parts.database.kysely, principal.id, parts.clock());
      const own = principal.kind === 'administrator' ? principal.sessionId : '';
      return c.json({ items: sessions.map((session) => presentSession(session, own)), next: null }, 200);
    })
    .openapi(sessionEndRoute, async (c) => {
      const { session } = c.req.valid('param');
      if ((await end(c, { only: session })) === 0) throw notFound('session');
      return c.body(null, 204);
    })
    .openapi(sessionEndOthersRoute, async (c) => {
      const { principal } = c.var;
      await end(c, principal.kind === 'administrator' ? { but: principal.sessionId } : {});
      return c.body(null, 204);
    });
}

async function presentMe(c: Asked<SignedInEnv>): Promise<z.infer<typeof meSchema>> {
  const { principal, parts } = c.var;
  const db = parts.database.kysely;
  const company = principal.companyId === null ? null : await readCompany(db, principal.companyId);
  const cookie = principal.kind === 'administrator' ? readCookie(c, 'session') : undefined;
  const session = cookie ? await readSession(db, hashSecret(cookie)) : null;
  return {
    kind: principal.kind,
    id: principal.id,
    name: principal.name,
    role: principal.role,
    company: company && { id: company.id, name: company.name },
    rights: (Object.keys(rights) as Right[]).filter((right) => hasRight(principal, right)),
    csrf: session?.csrf ?? null,
  };
}

/** Ends sessions of the person who asks and tells how many. */
async function end(c: Asked<SignedInEnv>, which: { only?: string; but?: string }): Promise<number> {
  const { principal, parts, address } = c.var;
  return parts.database.kysely.transaction().execute(async (trx) => {
    const count = await endSessions(trx, principal.id, which);
    if (count === 0) return 0;
    await writeAudit(trx, {
      companyId: principal.companyId,
      actor: actorOf(principal),
      action: 'session.end',
      subject: { kind: 'session', id: which.only ?? null, name: null },
      details: { count },
      address,
    });
    return count;
  });
}

function presentSession(session: ListedSession, own: string): z.infer<typeof sessionSchema> {
  return {
    id: session.id,
    isThis: session.id === own,
    method: session.method,
    createdAt: session.createdAt.toISOString(),
    seenAt: session.seenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    address: session.address,
    userAgent: session.userAgent,
  };
}
