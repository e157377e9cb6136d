// Signing in at the OIDC provider: away and back. Only somebody who is an administrator here gets in; the first time the
// e-mail address says who it is, from then on the provider's own id of the person.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { hashSecret, makeSecret } from '../../access/one-time-secret.ts';
import type { OidcPerson, OidcRefusal } from '../../access/oidc.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { readForSignIn } from '../../store/administrators.ts';
import type { Administrator } from '../../store/administrators.ts';
import { readByOidc, takeAttempt, writeAttempt, writeOidcIdentity } from '../../store/oidc-sign-ins.ts';
import type { Asked, PublicEnv } from '../parts.ts';
import { notFound, Problem } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { dropCookie, giveCookie, readCookie } from '../session-cookie.ts';
import { giveSession, startSession } from '../start-session.ts';
import type { StartedSession } from '../start-session.ts';
import { emailUnverified, identityTaken, notInvited } from './refusals.ts';

const tags = ['Signing in'];
/** Long enough for a second factor and a forgotten password. */
const AWAY_SECONDS = 900;

const startRoute = apiRoute(
  'public',
  {
    method: 'get',
    path: '/oidc/start',
    operationId: 'startOidc',
    summary: 'Sends the browser to the provider',
    tags,
    responses: {
      302: { description: 'To the provider.' },
      303: { description: 'A browser that can not go there: to the sign-in page, which says why.' },
    },
  },
  { problems: [403, 404, 502] },
);

const returnRoute = apiRoute(
  'public',
  {
    method: 'get',
    path: '/oidc/return',
    operationId: 'returnFromOidc',
    summary: 'Where the provider sends the browser back to',
    tags,
    request: {
      query: z.object({
        state: z.string().max(4000).optional(),
        code: z.string().max(8000).optional(),
        error: z.string().max(4000).optional(),
      }),
    },
    responses: {
      303: {
        description:
          'To the portal: signed in; a browser that is refused: to its sign-in page, which says why.',
      },
    },
  },
  { problems: [401, 403, 404, 502] },
);

export function oidcRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(startRoute, async (c) => {
      const url = await orTold(c, () => begin(c));
      return typeof url === 'string' ? c.redirect(url, 302) : c.redirect(url.told, 303);
    })
    .openapi(returnRoute, async (c) => {
      const session = await orTold(c, () => finish(c));
      if ('told' in session) return c.redirect(session.told, 303);
      giveSession(c, session);
      return c.redirect('/', 303);
    });
}

/** Somebody who looks at a browser is told on the sign-in page, in words; whoever else asks gets the problem as it is. */
async function orTold<T>(c: Asked, work: () => Promise<T>): Promise<T | { told: string }> {
  try {
    return await work();
  } catch (error) {
    const isBrowser = (c.req.header('Accept') ?? '').includes('text/html');
    if (!(error instanceof Problem) || !isBrowser) throw error;
    return { told: `/sign-in?refused=${encodeURIComponent(error.code)}` };
  }
}

/** Where the browser goes. */
async function begin(c: Asked): Promise<string> {
  const { oidc, database, clock } = c.var.parts;
  if (!oidc) throw notFound('provider to sign in with');
  const begun = await oidc.begin();
  if ('refusal' in begun) throw await failed(c, begun.refusal);
  const secret = makeSecret();
  await writeAttempt(database.kysely, secret.hash, begun.attempt, clock() + AWAY_SECONDS * 1000);
  giveCookie(c, 'oidc', secret.text, AWAY_SECONDS);
  return begun.url.href;
}

async function finish(c: Asked): Promise<StartedSession> {
  const { oidc, database, clock } = c.var.parts;
  if (!oidc) throw notFound('provider to sign in with');
  const cookie = readCookie(c, 'oidc');
  const attempt = cookie ? await takeAttempt(database.kysely, hashSecret(cookie), clock()) : null;
  dropCookie(c, 'oidc');
  if (!attempt) throw await failed(c, lostWay);
  const returned = new URL(new URL(c.req.url).search, `${c.var.origin}/api/v1/oidc/return`);
  const found = await oidc.finish(returned, attempt);
  if ('refusal' in found) throw await failed(c, found.refusal);
  return admit(c, found.person);
}

async function admit(c: Asked, person: OidcPerson): Promise<StartedSession> {
  return c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const known = await readByOidc(trx, person.issuer, person.subject);
    if (known && !known.disabled) return startSession(c, trx, known, 'oidc');
    if (known) throw notInvited(person);
    if (person.email === null) throw emailUnverified(person);
    const found = await readForSignIn(trx, person.email);
    if (!found || found.administrator.disabled) throw notInvited(person);
    const { administrator } = found;
    if (!(await writeOidcIdentity(trx, administrator.id, person.issuer, person.subject)))
      throw identityTaken(person);
    await auditLink(c, trx, administrator, person.issuer);
    return startSession(c, trx, administrator, 'oidc');
  });
}

async function auditLink(
  c: Asked,
  trx: Parameters<typeof writeAudit>[0],
  administrator: Administrator,
  issuer: string,
): Promise<void> {
  const name = `${administrator.firstName} ${administrator.lastName}`;
  await writeAudit(trx, {
    companyId: administrator.companyId,
    actor: { kind: 'administrator', id: administrator.id, name },
    action: 'administrator.linkOidc',
    subject: { kind: 'administrator', id: administrator.id, name },
    details: { issuer },
    address: c.var.address,
  });
}

const lostWay: OidcRefusal = {
  code: 'oidc.failed',
  message: 'This sign-in was not begun in this browser, or too long ago.',
  cure: 'Start again from the sign-in page.',
  cause: undefined,
};

async function failed(c: Asked, { code, message, cure, cause }: OidcRefusal): Promise<Problem> {
  await writeAudit(c.var.parts.database.kysely, {
    companyId: null,
    actor: { kind: 'system', id: null, name: 'sign-in' },
    action: 'session.failed',
    subject: { kind: 'administrator', id: null, name: null },
    details: { why: code },
    address: c.var.address,
  });
  const status = code === 'oidc.unavailable' ? 502 : 403;
  return new Problem(status, code, message, cure, { cause });
}
