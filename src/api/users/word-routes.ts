// Administrators' words about users: held, kept until a day, linked and unlinked, a pin let go.
import { OpenAPIHono } from '@hono/zod-openapi';
import { linkUser, unlinkUser } from '../../run/hand-links.ts';
import { holdUser, keepUserUntil, releaseField, unholdUser } from '../../run/hand-words.ts';
import { answers, takes } from '../answers.ts';
import { handOf, mustDo } from '../deeds.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { answerUser, readUserOr404 } from './routes.ts';
import {
  holdSchema,
  keepUntilSchema,
  linkedSchema,
  linkSchema,
  pinParams,
  userFullSchema,
} from './schema.ts';
import { userParams } from './schema.ts';

const tags = ['Users'];
const path = '/companies/{company}/users/{user}';
const done = { 200: answers('The user as it is now.', userFullSchema) };

const holdRoute = apiRoute('user.change', {
  method: 'put',
  path: `${path}/hold`,
  operationId: 'holdUser',
  summary: 'Holds a user: no sync removes it',
  tags,
  request: { params: userParams, ...takes(holdSchema) },
  responses: done,
});

const unholdRoute = apiRoute('user.change', {
  method: 'delete',
  path: `${path}/hold`,
  operationId: 'unholdUser',
  summary: 'Ends a hold',
  tags,
  request: { params: userParams },
  responses: done,
});

const keepRoute = apiRoute('user.change', {
  method: 'put',
  path: `${path}/keep-until`,
  operationId: 'keepUserUntil',
  summary: 'Keeps a leaving user at least until a day',
  tags,
  request: { params: userParams, ...takes(keepUntilSchema) },
  responses: done,
});

const linkRoute = apiRoute('user.change', {
  method: 'put',
  path: `${path}/link`,
  operationId: 'linkUser',
  summary: 'Links a user to a person of a sync template',
  tags,
  request: { params: userParams, ...takes(linkSchema) },
  responses: { 200: answers('Linked.', linkedSchema) },
});

const unlinkRoute = apiRoute('user.change', {
  method: 'delete',
  path: `${path}/link`,
  operationId: 'unlinkUser',
  summary: 'Unlinks a user: it stays, and no sync keeps it',
  tags,
  request: { params: userParams },
  responses: done,
});

const releaseRoute = apiRoute('user.change', {
  method: 'delete',
  path: `${path}/pins/{field}`,
  operationId: 'releaseField',
  summary: 'Lets a pinned field follow Entra again',
  tags,
  request: { params: pinParams },
  responses: done,
});

export function userWordRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(holdRoute, async (c) => {
      const { user } = c.req.valid('param');
      const { until = null, why = null } = c.req.valid('json');
      mustDo(await holdUser(handOf(c), user, { until, why }));
      return c.json(await answerUser(c, user), 200);
    })
    .openapi(unholdRoute, async (c) => {
      const { user } = c.req.valid('param');
      mustDo(await unholdUser(handOf(c), user));
      return c.json(await answerUser(c, user), 200);
    })
    .openapi(keepRoute, async (c) => {
      const { user } = c.req.valid('param');
      const { date, why = null } = c.req.valid('json');
      mustDo(await keepUserUntil(handOf(c), user, date, { why }));
      return c.json(await answerUser(c, user), 200);
    })
    .openapi(linkRoute, async (c) => {
      const { user } = c.req.valid('param');
      const { templateId, person, relink, why = null } = c.req.valid('json');
      await readUserOr404(c, user);
      const { unseen } = mustDo(await linkUser(handOf(c), user, { templateId, person }, { relink, why }));
      return c.json({ unseen }, 200);
    })
    .openapi(unlinkRoute, async (c) => {
      const { user } = c.req.valid('param');
      mustDo(await unlinkUser(handOf(c), user));
      return c.json(await answerUser(c, user), 200);
    })
    .openapi(releaseRoute, async (c) => {
      const { user, field } = c.req.valid('param');
      mustDo(await releaseField(handOf(c), user, field));
      return c.json(await answerUser(c, user), 200);
    });
}
