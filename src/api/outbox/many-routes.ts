// Many mails of the outbox at once, with a count beforehand: sent again, or set aside.
import { OpenAPIHono } from '@hono/zod-openapi';
import { discardable } from '../../plan/outbox.ts';
import { discardMany, releaseHeld, sendMany } from '../../run/outbox.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { once } from '../idempotency.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { mailHandOf, parseChoice } from './ask.ts';
import { presentMany } from './present.ts';
import { discardManySchema, manyDoneSchema, releaseSchema, sendManySchema } from './schema.ts';

const tags = ['Outbox'];
const path = '/companies/{company}/outbox';

const sendManyRoute = apiRoute(
  'mail.send',
  {
    method: 'post',
    path: `${path}/send`,
    operationId: 'sendMails',
    summary: 'Sends many mails again, or tells how many that would be',
    tags,
    request: { params: companyParams, ...takes(sendManySchema) },
    responses: { 200: answers('What was, or would be, done.', manyDoneSchema) },
  },
  { idempotent: true },
);

const discardManyRoute = apiRoute(
  'mail.send',
  {
    method: 'post',
    path: `${path}/discard`,
    operationId: 'discardMails',
    summary: 'Sets many mails aside, or tells how many that would be',
    tags,
    request: { params: companyParams, ...takes(discardManySchema) },
    responses: { 200: answers('What was, or would be, done.', manyDoneSchema) },
  },
  { idempotent: true },
);

const releaseRoute = apiRoute(
  'mail.send',
  {
    method: 'post',
    path: `${path}/release`,
    operationId: 'releaseMails',
    summary: 'Releases held welcome mails, or tells how many that would be',
    description:
      'Each says what stands when it is sent, at the address that its user has then. Those of users without an address, or who are leaving, stay held and are told in "others".',
    tags,
    request: { params: companyParams, ...takes(releaseSchema) },
    responses: { 200: answers('What was, or would be, released.', manyDoneSchema) },
  },
  { idempotent: true },
);

export function manyMailRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(sendManyRoute, async (c) => {
      const { mails, state, preview, ...filters } = c.req.valid('json');
      const states = state === undefined ? (['failed', 'kept', 'uncertain'] as const) : [state];
      const choice = parseChoice(mails, state, filters);
      const wish = { choice, states, preview };
      return c.json(
        await once(c, async (trx) => presentMany(await sendMany(mailHandOf(c, trx), wish), preview)),
        200,
      );
    })
    .openapi(discardManyRoute, async (c) => {
      const { mails, state, preview, ...filters } = c.req.valid('json');
      const states = discardable.filter((one) => state === undefined || one === state);
      const wish = { choice: parseChoice(mails, state, filters), states, preview };
      return c.json(
        await once(c, async (trx) => presentMany(await discardMany(mailHandOf(c, trx), wish), preview)),
        200,
      );
    })
    .openapi(releaseRoute, async (c) => {
      const { mails, template, run, user, preview } = c.req.valid('json');
      const wish = { choice: parseChoice(mails, 'held', { template, run, user }), preview };
      return c.json(
        await once(c, async (trx) => presentMany(await releaseHeld(mailHandOf(c, trx), wish), preview)),
        200,
      );
    });
}
