// What goes to a webhook: a test, the list of deliveries, and sending again what did not arrive.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Transaction } from 'kysely';
import { sendAgain, sendFailedAgain, testWebhook } from '../../run/hand-webhooks.ts';
import type { WebhookHand } from '../../run/hand-webhooks.ts';
import type { Tables } from '../../store/tables.ts';
import { readDeliveries, readDelivery } from '../../store/webhook-deliveries.ts';
import { readWebhook } from '../../store/webhooks.ts';
import type { Webhook } from '../../store/webhooks.ts';
import { answers, takes } from '../answers.ts';
import { must } from '../deeds.ts';
import { once } from '../idempotency.ts';
import { keyParts, parseAfter, presentPage } from '../lists.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { lockOr404 } from './change.ts';
import { presentDelivery } from './present.ts';
import {
  deliveryPageSchema,
  deliveryParams,
  deliveryQuery,
  deliverySchema,
  replayedSchema,
  replaySchema,
  webhookParams,
} from './schema.ts';

const tags = ['Webhooks'];
const path = '/companies/{company}/webhooks/{webhook}';

const testRoute = apiRoute(
  'webhook.send',
  {
    method: 'post',
    path: `${path}/test`,
    operationId: 'testWebhook',
    summary: 'Sends a test there, also when it is off; the delivery says what came of it',
    tags,
    request: { params: webhookParams },
    responses: { 202: answers('It is on its way.', deliverySchema) },
  },
  { idempotent: true },
);

const listRoute = apiRoute('webhook.read', {
  method: 'get',
  path: `${path}/deliveries`,
  operationId: 'listWebhookDeliveries',
  summary: 'Deliveries of the webhook, newest first',
  tags,
  request: { params: webhookParams, query: deliveryQuery },
  responses: { 200: answers('A page.', deliveryPageSchema) },
});

const getRoute = apiRoute('webhook.read', {
  method: 'get',
  path: `${path}/deliveries/{delivery}`,
  operationId: 'getWebhookDelivery',
  summary: 'One delivery',
  tags,
  request: { params: deliveryParams },
  responses: { 200: answers('The delivery.', deliverySchema) },
});

const replayRoute = apiRoute(
  'webhook.send',
  {
    method: 'post',
    path: `${path}/deliveries/{delivery}/replay`,
    operationId: 'replayWebhookDelivery',
    summary: 'Sends it again with its id, from what is known today',
    tags,
    request: { params: deliveryParams },
    responses: { 202: answers('It is on its way.', deliverySchema) },
  },
  { idempotent: true },
);

const replayAllRoute = apiRoute(
  'webhook.send',
  {
    method: 'post',
    path: `${path}/replay`,
    operationId: 'replayWebhook',
    summary: 'Sends everything again that was given up and happened since then, in its order',
    tags,
    request: { params: webhookParams, ...takes(replaySchema) },
    responses: { 202: answers('So many are on their way.', replayedSchema) },
  },
  { idempotent: true },
);

type C = Asked<CompanyEnv>;

const handOf = (c: C, db: Transaction<Tables>): WebhookHand => ({
  db,
  actor: actorOf(c.var.principal),
  address: c.var.address,
  now: c.var.parts.clock(),
});

/** Once, on the locked webhook. */
function withWebhook<T>(
  c: C,
  id: string,
  work: (hand: WebhookHand, webhook: Webhook) => Promise<T>,
): Promise<T> {
  return once(c, async (trx) => work(handOf(c, trx), await lockOr404(c, trx, id)));
}

async function readOr404(c: C, id: string): Promise<Webhook> {
  const webhook = await readWebhook(c.var.parts.database.kysely, c.var.company.id, id);
  if (!webhook) throw notFound('webhook');
  return webhook;
}

async function shown(db: WebhookHand['db'], webhook: Webhook, id: string) {
  const delivery = await readDelivery(db, webhook.id, id);
  if (!delivery) throw notFound('delivery');
  return presentDelivery(delivery);
}

export function webhookDeliveryRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(testRoute, async (c) => {
      const sent = await withWebhook(c, c.req.valid('param').webhook, async (hand, webhook) =>
        shown(hand.db, webhook, must(await testWebhook(hand, webhook)).delivery),
      );
      return c.json(sent, 202);
    })
    .openapi(listRoute, async (c) => {
      const query = c.req.valid('query');
      const { id } = await readOr404(c, c.req.valid('param').webhook);
      const state = query.state ?? null;
      const list = `deliveries ${id} ${state ?? ''}`;
      const key = z.tuple([keyParts.moment, keyParts.uuid]);
      const ask = parseAfter(list, key, query);
      const page = await readDeliveries(c.var.parts.database.kysely, { webhookId: id, state }, ask);
      return c.json(presentPage(list, page, presentDelivery), 200);
    })
    .openapi(getRoute, async (c) => {
      const { webhook, delivery } = c.req.valid('param');
      return c.json(await shown(c.var.parts.database.kysely, await readOr404(c, webhook), delivery), 200);
    })
    .openapi(replayRoute, async (c) => {
      const { webhook: id, delivery } = c.req.valid('param');
      const sent = await withWebhook(c, id, async (hand, webhook) => {
        await shown(hand.db, webhook, delivery);
        return shown(hand.db, webhook, must(await sendAgain(hand, webhook, delivery)).delivery);
      });
      return c.json(sent, 202);
    })
    .openapi(replayAllRoute, async (c) => {
      const since = new Date(c.req.valid('json').since);
      const done = await withWebhook(c, c.req.valid('param').webhook, async (hand, webhook) => {
        const { count } = must(await sendFailedAgain(hand, webhook, since));
        return { count };
      });
      return c.json(done, 202);
    });
}
