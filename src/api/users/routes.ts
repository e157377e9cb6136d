// Users of the directory: the list, one in full, made, changed and deleted by hand.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Kysely } from 'kysely';
import type { HandResult } from '../../run/hand-deed.ts';
import { deleteUserNow } from '../../run/hand-delete.ts';
import { changeUserByHand, createUserByHand } from '../../run/hand-users.ts';
import type { Tables } from '../../store/tables.ts';
import { readSipAccount } from '../../store/sip-accounts.ts';
import { readStandings } from '../../store/target-users.ts';
import { readUserDetails } from '../../store/user-details.ts';
import { readUserLink } from '../../store/user-link.ts';
import { readUsersPage } from '../../store/users-list.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { handOf, mustDo } from '../deeds.ts';
import { changed, isMatch, withEtag } from '../etag.ts';
import { answerFile } from '../file-answer.ts';
import { parseAfter, parseSearch, presentPage } from '../lists.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { readUsersCsv } from './csv.ts';
import { presentHandInput } from './hand-input.ts';
import { presentUser, presentUserInFull, presentUserTag } from './present.ts';
import {
  deleteQuery,
  userCsvQuery,
  newUserSchema,
  userChangesSchema,
  userFullSchema,
  userKey,
  userPageSchema,
  userParams,
  userQuery,
} from './schema.ts';

const tags = ['Users'];
const path = '/companies/{company}/users';

const listRoute = apiRoute('user.read', {
  method: 'get',
  path,
  operationId: 'listUsers',
  summary: 'Users of the directory',
  tags,
  request: { params: companyParams, query: userQuery },
  responses: { 200: answers('A page.', userPageSchema) },
});

const csvRoute = apiRoute('user.read', {
  method: 'get',
  path: `${path}.csv`,
  operationId: 'exportUsers',
  summary: 'Users of the directory as CSV for a spreadsheet',
  description: 'UTF-8 with byte order mark and semicolons: Excel opens it as it is.',
  tags,
  request: { params: companyParams, query: userCsvQuery },
  responses: {
    200: { description: 'A line for each user.', content: { 'text/csv': { schema: { type: 'string' } } } },
  },
});

// No Idempotency-Key: a second user with the same alias is refused anyway.
const createRoute = apiRoute('user.change', {
  method: 'post',
  path,
  operationId: 'createUser',
  summary: 'Makes a user by hand',
  tags,
  request: { params: companyParams, ...takes(newUserSchema) },
  responses: { 201: answers('Made.', userFullSchema) },
});

const getRoute = apiRoute('user.read', {
  method: 'get',
  path: `${path}/{user}`,
  operationId: 'getUser',
  summary: 'One user with its link, pins and hold',
  tags,
  request: { params: userParams },
  responses: { 200: answers('The user.', userFullSchema) },
});

const changeRoute = apiRoute(
  'user.change',
  {
    method: 'patch',
    path: `${path}/{user}`,
    operationId: 'changeUser',
    summary: 'Changes a user by hand',
    description:
      'Fields that Entra rules are locked (`field.locked`) unless the template takes new users only.',
    tags,
    request: { params: userParams, ...takes(userChangesSchema) },
    responses: { 200: answers('As it is now.', userFullSchema) },
  },
  { ifMatch: true },
);

const deleteRoute = apiRoute(
  'user.change',
  {
    method: 'delete',
    path: `${path}/{user}`,
    operationId: 'deleteUser',
    summary: 'Deletes a user now',
    description:
      'A leaving user, one that no sync keeps, or with `ignorePerson=true` one whose person is then ignored.',
    tags,
    request: { params: userParams, query: deleteQuery },
    responses: { 204: { description: 'Deleted.' } },
  },
  { ifMatch: true },
);

export async function readUserOr404(c: Asked<CompanyEnv>, id: string) {
  const [user] = await readUserDetails(c.var.parts.database.kysely, c.var.company.id, [id]);
  if (!user) throw notFound('user');
  return user;
}

export async function answerUser(c: Asked<CompanyEnv>, id: string) {
  const user = await readUserOr404(c, id);
  const { kysely } = c.var.parts.database;
  const link = await readUserLink(kysely, c.var.company.id, id);
  withEtag(c, presentUserTag(user, link));
  const sipAccount = await readSipAccount(kysely, id);
  const standings = await readStandings(kysely, c.var.company.id, id);
  return presentUserInFull(user, link, { now: c.var.parts.clock(), sipAccount, standings });
}

/** What If-Match is about, looked at again where nobody else changes it. */
const asSeen = (c: Asked<CompanyEnv>, id: string) => ({
  async isCurrent(db: Kysely<Tables>): Promise<boolean> {
    const [user] = await readUserDetails(db, c.var.company.id, [id]);
    return (
      user !== undefined && isMatch(c, presentUserTag(user, await readUserLink(db, c.var.company.id, id)))
    );
  },
});

/** Who comes second hears it from below, where the tag was looked at. */
function mustEdit(result: HandResult<object>): void {
  if (!result.ok && result.code === 'user.changed') throw changed();
  mustDo(result);
}

function parseListed(query: z.infer<typeof userCsvQuery>, country: string) {
  const { search, state = null, source = null, settingsTemplate = null, sort, order } = query;
  return { search: parseSearch(search, country), state, source, settingsTemplate, sort, direction: order };
}

export function userRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const query = c.req.valid('query');
      const list = `users ${query.sort} ${query.order}`;
      const found = await readUsersPage(c.var.parts.database.kysely, c.var.company.id, {
        ...parseAfter(list, userKey, query),
        ...parseListed(query, c.var.company.country),
      });
      return c.json(presentPage(list, found, presentUser), 200);
    })
    .openapi(csvRoute, async (c) => {
      const listed = parseListed(c.req.valid('query'), c.var.company.country);
      const pieces = readUsersCsv(c.var.parts.database.kysely, c.var.company.id, listed);
      const file = { type: 'text/csv; charset=utf-8', name: 'users.csv' };
      return (await answerFile(c as unknown as Context<CompanyEnv>, pieces, file)) as never;
    })
    .openapi(createRoute, async (c) => {
      const id = crypto.randomUUID();
      mustDo(await createUserByHand(handOf(c), id, presentHandInput(c.req.valid('json'))));
      c.header('Location', `/api/v1/companies/${c.var.company.id}/users/${id}`);
      return c.json(await answerUser(c, id), 201);
    })
    .openapi(getRoute, async (c) => c.json(await answerUser(c, c.req.valid('param').user), 200))
    .openapi(changeRoute, async (c) => {
      const { user: id } = c.req.valid('param');
      mustEdit(await changeUserByHand(handOf(c), id, presentHandInput(c.req.valid('json')), asSeen(c, id)));
      return c.json(await answerUser(c, id), 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { user: id } = c.req.valid('param');
      const ignorePerson = c.req.valid('query').ignorePerson === 'true';
      mustEdit(await deleteUserNow(handOf(c), id, { ...asSeen(c, id), ignorePerson }));
      return c.body(null, 204);
    });
}
