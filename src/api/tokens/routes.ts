// API tokens of a company: list, make (the secret is shown this once), revoke. No token may do this, only people.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Transaction } from 'kysely';
import { makeSecret } from '../../access/one-time-secret.ts';
import { deleteToken, readTokensPage, writeToken } from '../../store/api-tokens.ts';
import type { ApiToken } from '../../store/api-tokens.ts';
import { writeAudit } from '../../store/audit-log.ts';
import type { Tables } from '../../store/tables.ts';
import { once } from '../idempotency.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { invalid, notFound, refuse } from '../problems.ts';
import { apiRoute } from '../route.ts';
import {
  createdTokenSchema,
  newTokenSchema,
  tokenPageSchema,
  tokenParams,
  tokenQuery,
  tokenSchema,
  tokensParams,
} from './schema.ts';

const tags = ['Tokens'];
const LONGEST_DAYS = 731;
const SHOWN_CHARACTERS = 9;

const listRoute = apiRoute('token.read', {
  method: 'get',
  path: '/companies/{company}/tokens',
  operationId: 'listTokens',
  summary: 'API tokens of the company, by name',
  tags,
  request: { params: tokensParams, query: tokenQuery },
  responses: {
    200: { description: 'A page.', content: { 'application/json': { schema: tokenPageSchema } } },
  },
});

const createRoute = apiRoute(
  'token.change',
  {
    method: 'post',
    path: '/companies/{company}/tokens',
    operationId: 'createToken',
    summary: 'Makes an API token; its secret is shown this once',
    tags,
    request: {
      params: tokensParams,
      body: { required: true, content: { 'application/json': { schema: newTokenSchema } } },
    },
    responses: {
      201: { description: 'Made.', content: { 'application/json': { schema: createdTokenSchema } } },
    },
  },
  { idempotent: true },
);

const deleteRoute = apiRoute('token.change', {
  method: 'delete',
  path: '/companies/{company}/tokens/{token}',
  operationId: 'deleteToken',
  summary: 'Revokes an API token at once',
  tags,
  request: { params: tokenParams },
  responses: { 204: { description: 'Revoked.' } },
});

export function tokenRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { limit, cursor } = c.req.valid('query');
      const { tokens, total } = await readTokensPage(c.var.parts.database.kysely, {
        companyId: c.var.company.id,
        after: parseCursor('tokens', z.string(), cursor),
        limit: limit + 1,
      });
      const { page, last } = cutPage(tokens, limit);
      const next = last === null ? null : presentCursor('tokens', last.name);
      return c.json({ items: page.map(presentToken), next, total }, 200);
    })
    .openapi(createRoute, async (c) => {
      const asked = c.req.valid('json');
      checkExpiry(asked.expiresAt, c.var.parts.clock());
      const work = (trx: Transaction<Tables>) => createToken(c, trx, asked);
      const created = await once(c, work, (answer) => ({ ...answer, secret: null }));
      return c.json(created, 201);
    })
    .openapi(deleteRoute, async (c) => {
      const { company, parts } = c.var;
      await parts.database.kysely.transaction().execute(async (trx) => {
        const token = await deleteToken(trx, company.id, c.req.valid('param').token);
        if (!token) throw notFound('token');
        await audit(c, trx, 'token.delete', token);
      });
      return c.body(null, 204);
    });
}

function checkExpiry(text: string, now: number): void {
  const days = (Date.parse(text) - now) / 86_400_000;
  if (days > 0 && days <= LONGEST_DAYS) return;
  const message = days > 0 ? 'A token lives at most two years.' : 'The day lies in the past.';
  throw invalid([{ path: 'expiresAt', message, cure: 'Write a time from now to two years ahead.' }]);
}

async function createToken(
  c: Asked<CompanyEnv>,
  trx: Transaction<Tables>,
  asked: z.infer<typeof newTokenSchema>,
): Promise<z.infer<typeof createdTokenSchema>> {
  const { principal, parts, company } = c.var;
  const { text, hash } = makeSecret('rc_');
  const [now, expiresAt] = [parts.clock(), Date.parse(asked.expiresAt)];
  const own = { id: crypto.randomUUID(), name: asked.name, role: asked.role };
  const token = { ...own, prefix: text.slice(0, SHOWN_CHARACTERS), companyId: company.id };
  const actor = actorOf(principal);
  if (!(await writeToken(trx, { ...token, hash, createdBy: actor, now, expiresAt }))) {
    const message = `The company has a token called ${JSON.stringify(asked.name)} already.`;
    throw refuse({ code: 'name.taken', message, cure: 'Choose another name, or revoke that one first.' });
  }
  const stored: ApiToken = {
    ...token,
    createdAt: new Date(now),
    createdBy: actor.name,
    expiresAt: new Date(expiresAt),
    lastUsedAt: null,
  };
  await audit(c, trx, 'token.create', stored);
  return { ...presentToken(stored), secret: text };
}

async function audit(
  c: Asked<CompanyEnv>,
  trx: Transaction<Tables>,
  action: string,
  token: ApiToken,
): Promise<void> {
  await writeAudit(trx, {
    companyId: c.var.company.id,
    actor: actorOf(c.var.principal),
    action,
    subject: { kind: 'token', id: token.id, name: token.name },
    details: { role: token.role, prefix: token.prefix, expiresAt: token.expiresAt.toISOString() },
    address: c.var.address,
  });
}

function presentToken(token: ApiToken): z.infer<typeof tokenSchema> {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    prefix: token.prefix,
    createdAt: token.createdAt.toISOString(),
    createdBy: token.createdBy,
    expiresAt: token.expiresAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}
