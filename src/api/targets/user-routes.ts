// Users of a target: how they stand there, what is tried again, written over or left as it is; what is there of others, and taking it over.
import { OpenAPIHono } from '@hono/zod-openapi';
import { TargetError } from '../../connectors/target.ts';
import { adoptTargetUser, readUnknownEntries } from '../../run/adopt-target-user.ts';
import { decideTargetUsers } from '../../run/hand-targets.ts';
import type { TargetUserDeed } from '../../run/hand-targets.ts';
import { readTargetUser, readTargetUsers } from '../../store/target-users.ts';
import { answers, takes } from '../answers.ts';
import { must } from '../deeds.ts';
import { once } from '../idempotency.ts';
import { parseAfter, presentPage } from '../lists.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound, refuse } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { lockOr404 } from './change.ts';
import { presentTargetUser } from './present.ts';
import { depsOf, readOr404, targetHandOf } from './routes.ts';
import { targetParams } from './schema.ts';
import {
  adoptSchema,
  countedSchema,
  targetUserKey,
  targetUserPageSchema,
  targetUserParams,
  targetUserQuery,
  targetUserSchema,
  unknownQuery,
  unknownSchema,
} from './user-schema.ts';

const tags = ['Exchanges'];
const path = '/companies/{company}/targets/{target}';

const listRoute = apiRoute('target.read', {
  method: 'get',
  path: `${path}/users`,
  operationId: 'listTargetUsers',
  summary: 'How users stand at the target',
  tags,
  request: { params: targetParams, query: targetUserQuery },
  responses: { 200: answers('A page.', targetUserPageSchema) },
});

const getRoute = apiRoute('target.read', {
  method: 'get',
  path: `${path}/users/{user}`,
  operationId: 'getTargetUser',
  summary: 'How one user stands at the target',
  tags,
  request: { params: targetUserParams },
  responses: { 200: answers('How she stands.', targetUserSchema) },
});

const says: Record<TargetUserDeed, string> = {
  retry: 'Tries again now what failed or waits',
  repair: 'Writes over what somebody has changed there',
  keep: 'Leaves what somebody has changed there as it is, until the user changes or it is changed again',
};

const allRoute = <const D extends TargetUserDeed>(deed: D) =>
  apiRoute(
    'target.feed',
    {
      method: 'post',
      path: `${path}/${deed}`,
      operationId: `${deed}TargetUsers`,
      summary: `${says[deed]}: everybody`,
      tags,
      request: { params: targetParams },
      responses: { 202: answers('So many.', countedSchema) },
    },
    { idempotent: true },
  );

const oneRoute = <const D extends TargetUserDeed>(deed: D) =>
  apiRoute(
    'target.feed',
    {
      method: 'post',
      path: `${path}/users/{user}/${deed}`,
      operationId: `${deed}TargetUser`,
      summary: `${says[deed]}: one user`,
      tags,
      request: { params: targetUserParams },
      responses: { 202: answers('So many.', countedSchema) },
    },
    { idempotent: true },
  );

const unknownRoute = apiRoute('target.feed', {
  method: 'get',
  path: `${path}/unknown`,
  operationId: 'listUnknownEntries',
  summary: 'What is at the exchange and not Rollcall’s; asks the exchange now',
  tags,
  request: { params: targetParams, query: unknownQuery },
  responses: { 200: answers('The first of them.', unknownSchema) },
});

const adoptRoute = apiRoute('target.change', {
  method: 'post',
  path: `${path}/adopt`,
  operationId: 'adoptEntry',
  summary: 'Makes an entry that is at the exchange already a user’s; its account and secret stay',
  tags,
  request: { params: targetParams, ...takes(adoptSchema) },
  responses: { 200: answers('How she stands.', targetUserSchema) },
});

type C = Asked<CompanyEnv>;

function decide(c: C, target: string, deed: TargetUserDeed, user: string | null) {
  return once(c, async (trx) => {
    const locked = await lockOr404(c, trx, target);
    const { count } = must(await decideTargetUsers(targetHandOf(c, trx), locked, deed, user));
    return { count };
  });
}

async function answerOne(c: C, target: string, user: string) {
  const { id } = await readOr404(c, target);
  const one = await readTargetUser(c.var.parts.database.kysely, id, user);
  if (!one) throw notFound('user');
  return presentTargetUser(one);
}

/** What the exchange itself answers is told as it is. */
async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const { code, message, cure } = error;
    throw refuse({ code, message, cure });
  }
}

async function adopt(c: C, target: string, given: { user: string; externalId: string }) {
  const { principal, address, parts } = c.var;
  const hand = { actor: actorOf(principal), address, now: parts.clock() };
  const entry = { userId: given.user, externalId: given.externalId };
  must(await adoptTargetUser(depsOf(c.var), hand, parts.database, await readOr404(c, target), entry));
  return answerOne(c, target, given.user);
}

export function targetUserRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const query = c.req.valid('query');
      const { id } = await readOr404(c, c.req.valid('param').target);
      const state = query.state ?? null;
      const list = `target users ${id} ${state ?? ''}`;
      const ask = parseAfter(list, targetUserKey, query);
      const page = await readTargetUsers(c.var.parts.database.kysely, { targetId: id, state }, ask);
      return c.json(presentPage(list, page, presentTargetUser), 200);
    })
    .openapi(getRoute, async (c) => {
      const { target, user } = c.req.valid('param');
      return c.json(await answerOne(c, target, user), 200);
    })
    .openapi(unknownRoute, async (c) => {
      const { search = null, limit } = c.req.valid('query');
      const target = await readOr404(c, c.req.valid('param').target);
      const { database } = c.var.parts;
      const found = await asking(() =>
        readUnknownEntries(depsOf(c.var), database, target, { search, limit }),
      );
      const items = found.entries.map(({ externalId, account, displayName, numbers, email, likely }) => ({
        externalId,
        account,
        displayName,
        numbers: [...numbers],
        email,
        likely,
      }));
      return c.json({ items, hasMore: found.hasMore }, 200);
    })
    .openapi(adoptRoute, async (c) =>
      c.json(await adopt(c, c.req.valid('param').target, c.req.valid('json')), 200),
    );
}

export function targetDecisionRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(allRoute('retry'), async (c) =>
      c.json(await decide(c, c.req.valid('param').target, 'retry', null), 202),
    )
    .openapi(allRoute('repair'), async (c) =>
      c.json(await decide(c, c.req.valid('param').target, 'repair', null), 202),
    )
    .openapi(allRoute('keep'), async (c) =>
      c.json(await decide(c, c.req.valid('param').target, 'keep', null), 202),
    )
    .openapi(oneRoute('retry'), async (c) => {
      const { target, user } = c.req.valid('param');
      return c.json(await decide(c, target, 'retry', user), 202);
    })
    .openapi(oneRoute('repair'), async (c) => {
      const { target, user } = c.req.valid('param');
      return c.json(await decide(c, target, 'repair', user), 202);
    })
    .openapi(oneRoute('keep'), async (c) => {
      const { target, user } = c.req.valid('param');
      return c.json(await decide(c, target, 'keep', user), 202);
    });
}
