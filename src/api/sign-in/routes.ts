// Signing in with a password, and out. The answer to a wrong one is the same whatever was wrong.
import { OpenAPIHono } from '@hono/zod-openapi';
import { readPasswordHash } from '../../store/administrators.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { endSessions } from '../../store/sessions.ts';
import { actorOf } from '../parts.ts';
import type { Asked, PublicEnv } from '../parts.ts';
import { Problem } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { dropCookie } from '../session-cookie.ts';
import { giveSession, startSession } from '../start-session.ts';
import { checkSignIn } from './check-password.ts';
import type { PasswordOutcome } from './check-password.ts';
import { signedInSchema, signInSchema, waysSchema } from './schema.ts';

const tags = ['Signing in'];

const waysRoute = apiRoute('public', {
  method: 'get',
  path: '/sign-in',
  operationId: 'listWaysToSignIn',
  summary: 'How one can sign in here',
  tags,
  responses: { 200: { description: 'The ways.', content: { 'application/json': { schema: waysSchema } } } },
});

const signInRoute = apiRoute(
  'public',
  {
    method: 'post',
    path: '/sign-in',
    operationId: 'signIn',
    summary: 'Signs in with e-mail address and password',
    description:
      'Sets the session’s cookie. Slowed after failures (429 with Retry-After), per account and per address.',
    tags,
    request: { body: { required: true, content: { 'application/json': { schema: signInSchema } } } },
    responses: {
      200: { description: 'Signed in.', content: { 'application/json': { schema: signedInSchema } } },
    },
  },
  { problems: [401] },
);

const signOutRoute = apiRoute('profile.change', {
  method: 'post',
  path: '/sign-out',
  operationId: 'signOut',
  summary: 'Ends this session',
  tags,
  responses: { 204: { description: 'Signed out.' } },
});

export function signInRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(waysRoute, (c) => c.json({ password: true, oidc: c.var.parts.oidc !== null }, 200))
    .openapi(signInRoute, async (c) => {
      const { email, password } = c.req.valid('json');
      const outcome = await checkSignIn(c, email, password);
      if (!outcome.isRight) {
        await auditFailure(c, outcome);
        throw wrong();
      }
      const started = await c.var.parts.database.kysely.transaction().execute(async (trx) => {
        const started = await startSession(c, trx, outcome.administrator, 'password');
        // Changed while it was looked at: the old one opens nothing any more.
        const today = await readPasswordHash(trx, outcome.administrator.id);
        if (today !== outcome.passwordHash) throw wrong();
        return started;
      });
      giveSession(c, started);
      return c.json({ csrf: started.csrf }, 200);
    })
    .openapi(signOutRoute, async (c) => {
      const { principal, parts, address } = c.var;
      if (principal.kind !== 'administrator') throw wrong();
      await parts.database.kysely.transaction().execute(async (trx) => {
        await endSessions(trx, principal.id, { only: principal.sessionId });
        await writeAudit(trx, {
          companyId: principal.companyId,
          actor: actorOf(principal),
          action: 'session.end',
          subject: { kind: 'session', id: principal.sessionId, name: null },
          address,
        });
      });
      dropCookie(c, 'session');
      return c.body(null, 204);
    });
}

const wrong = () =>
  new Problem(
    401,
    'signIn.wrong',
    'E-mail address and password do not belong together.',
    'Check both. Whoever has forgotten the password gets a new link from another administrator.',
  );

/** What was typed is not kept: people type passwords into the wrong field. */
async function auditFailure(
  c: Asked,
  { why, administrator }: Extract<PasswordOutcome, { isRight: false }>,
): Promise<void> {
  await writeAudit(c.var.parts.database.kysely, {
    companyId: administrator?.companyId ?? null,
    actor: { kind: 'system', id: null, name: 'sign-in' },
    action: 'session.failed',
    subject: { kind: 'administrator', id: administrator?.id ?? null, name: null },
    details: { why },
    address: c.var.address,
  });
}
