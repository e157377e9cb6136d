// Webhooks: list, make (the secret is shown this once), read, change, delete, a new secret. Their deliveries are delivery-routes.ts.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { rotateSigning } from '../../run/hand-webhooks.ts';
import { readWebhook, readWebhookHealth, readWebhooks } from '../../store/webhooks.ts';
import type { Webhook } from '../../store/webhooks.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { must } from '../deeds.ts';
import { withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { changeWebhook, checkChanges, checkNew, createWebhook, lockOr404, removeWebhook } from './change.ts';
import { presentEditable, presentWebhook } from './present.ts';
import {
  createdWebhookSchema,
  newWebhookSchema,
  rotatedSchema,
  rotateSchema,
  webhookChangesSchema,
  webhookPageSchema,
  webhookParams,
  webhookQuery,
  webhookSchema,
} from './schema.ts';

const tags = ['Webhooks'];
const path = '/companies/{company}/webhooks';

const listRoute = apiRoute('webhook.read', {
  method: 'get',
  path,
  operationId: 'listWebhooks',
  summary: 'Webhooks of the company, by name',
  tags,
  request: { params: companyParams, query: webhookQuery },
  responses: { 200: answers('A page.', webhookPageSchema) },
});

const createRoute = apiRoute(
  'webhook.change',
  {
    method: 'post',
    path,
    operationId: 'createWebhook',
    summary: 'Makes a webhook; its signing secret is shown this once',
    tags,
    request: { params: companyParams, ...takes(newWebhookSchema) },
    responses: { 201: answers('Made.', createdWebhookSchema) },
  },
  { idempotent: true, checkAll: async (c) => void (await checkNew(c)) },
);

const getRoute = apiRoute('webhook.read', {
  method: 'get',
  path: `${path}/{webhook}`,
  operationId: 'getWebhook',
  summary: 'One webhook, and how it is doing',
  tags,
  request: { params: webhookParams },
  responses: { 200: answers('The webhook.', webhookSchema) },
});

const changeRoute = apiRoute(
  'webhook.change',
  {
    method: 'patch',
    path: `${path}/{webhook}`,
    operationId: 'changeWebhook',
    summary: 'Changes a webhook; one that is switched on begins anew',
    tags,
    request: { params: webhookParams, ...takes(webhookChangesSchema) },
    responses: { 200: answers('As it is now.', createdWebhookSchema) },
  },
  { ifMatch: true, checkAll: async (c) => void (await checkChanges(c)) },
);

const deleteRoute = apiRoute(
  'webhook.change',
  {
    method: 'delete',
    path: `${path}/{webhook}`,
    operationId: 'deleteWebhook',
    summary: 'Deletes a webhook with its deliveries',
    tags,
    request: { params: webhookParams },
    responses: { 204: { description: 'Deleted.' } },
  },
  { ifMatch: true },
);

const rotateRoute = apiRoute(
  'webhook.change',
  {
    method: 'post',
    path: `${path}/{webhook}/rotate-secret`,
    operationId: 'rotateWebhookSecret',
    summary: 'Makes a new signing secret, shown this once; the old one signs too for a while',
    tags,
    request: { params: webhookParams, ...takes(rotateSchema) },
    responses: { 200: answers('The new secret.', rotatedSchema) },
  },
  { idempotent: true },
);

/** Long enough for somebody to come to the receiver, short enough for a secret that leaked. */
const KEEP_OLD_HOURS = 24;

async function answer(c: Asked<CompanyEnv>, webhook: Webhook) {
  const health = await readWebhookHealth(c.var.parts.database.kysely, [webhook.id]);
  return withEtag(c, presentWebhook(webhook, health.get(webhook.id)), presentEditable(webhook));
}

async function list(c: Asked<CompanyEnv>, { limit, cursor }: z.infer<typeof webhookQuery>) {
  const { kysely } = c.var.parts.database;
  const after = parseCursor('webhooks', z.string(), cursor);
  const rows = await readWebhooks(kysely, c.var.company.id, { after, limit: limit + 1 });
  const { page, last } = cutPage(rows, limit);
  const health = await readWebhookHealth(
    kysely,
    page.map(({ id }) => id),
  );
  const items = page.map((one) => presentWebhook(one, health.get(one.id)));
  return { items, next: last === null ? null : presentCursor('webhooks', last.name) };
}

async function create(c: Asked<CompanyEnv>) {
  const { name, values } = await checkNew(c);
  const made = await once(
    c,
    async (trx) => {
      const { webhook, signing } = await createWebhook(c, trx, name, values);
      return { shown: { ...presentWebhook(webhook), secret: signing }, editable: presentEditable(webhook) };
    },
    ({ shown, editable }) => ({ shown: { ...shown, secret: null }, editable }),
  );
  c.header('Location', `/api/v1/companies/${c.var.company.id}/webhooks/${made.shown.id}`);
  return withEtag(c, made.shown, made.editable);
}

function rotate(c: Asked<CompanyEnv>, id: string, keepOldHours: number) {
  const { parts, principal, address } = c.var;
  return once(
    c,
    async (trx): Promise<z.infer<typeof rotatedSchema>> => {
      const webhook = await lockOr404(c, trx, id);
      const hand = { db: trx, actor: actorOf(principal), address, now: parts.clock() };
      const done = must(await rotateSigning(hand, parts.box, webhook, keepOldHours));
      return { secret: done.signing, previousUntil: done.previousUntil.toISOString() };
    },
    (shown) => ({ ...shown, secret: null }),
  );
}

export function webhookRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => c.json(await list(c, c.req.valid('query')), 200))
    .openapi(createRoute, async (c) => c.json(await create(c), 201))
    .openapi(getRoute, async (c) => {
      const { kysely } = c.var.parts.database;
      const webhook = await readWebhook(kysely, c.var.company.id, c.req.valid('param').webhook);
      if (!webhook) throw notFound('webhook');
      return c.json(await answer(c, webhook), 200);
    })
    .openapi(changeRoute, async (c) => {
      const { name, values } = await checkChanges(c);
      const { webhook, signing } = await changeWebhook(c, c.req.valid('param').webhook, name, values);
      return c.json({ ...(await answer(c, webhook)), secret: signing }, 200);
    })
    .openapi(deleteRoute, async (c) => {
      await removeWebhook(c, c.req.valid('param').webhook);
      return c.body(null, 204);
    })
    .openapi(rotateRoute, async (c) => {
      const { keepOldHours = KEEP_OLD_HOURS } = c.req.valid('json');
      return c.json(await rotate(c, c.req.valid('param').webhook, keepOldHours), 200);
    });
}
