// What can be done with runs: started, approved, applied after a preview, called off, watched while they go.
import { OpenAPIHono } from '@hono/zod-openapi';
import { cancelRun } from '../../jobs/cancel-run.ts';
import { readWho } from '../../run/read-who.ts';
import { answers, takes } from '../answers.ts';
import { actorOf } from '../parts.ts';
import type { PublicEnv } from '../parts.ts';
import { templateParams } from '../people/schema.ts';
import { refuse } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import { answerEvents } from './events.ts';
import { order } from './order.ts';
import { readRunOr404 } from './routes.ts';
import {
  approveSchema,
  cancelledSchema,
  orderedSchema,
  runEventSchema,
  runParams,
  startSchema,
} from './schema.ts';

const tags = ['Runs'];
const path = '/companies/{company}/runs/{run}';
const asked = { 202: answers('It waits for its turn or goes already.', orderedSchema) };

const startRoute = apiRoute(
  'run.start',
  {
    method: 'post',
    path: '/companies/{company}/sync-templates/{template}/runs',
    operationId: 'startRun',
    summary: 'Starts a run, of everybody or of one person, or a preview that changes nothing',
    tags,
    request: { params: templateParams, ...takes(startSchema) },
    responses: asked,
  },
  { idempotent: true },
);

const approveRoute = apiRoute(
  'run.approve',
  {
    method: 'post',
    path: `${path}/approvals`,
    operationId: 'approveRun',
    summary: 'Lets through what a brake withheld in that run',
    description: 'Starts a run that reads and plans afresh; what has changed since is not approved.',
    tags,
    request: { params: runParams, ...takes(approveSchema) },
    responses: asked,
  },
  { idempotent: true },
);

const applyRoute = apiRoute(
  'run.start',
  {
    method: 'post',
    path: `${path}/apply`,
    operationId: 'applyPreview',
    summary: 'Carries a preview out exactly as it was seen, or nothing of it',
    tags,
    request: { params: runParams },
    responses: asked,
  },
  { idempotent: true },
);

const cancelRoute = apiRoute('run.start', {
  method: 'post',
  path: `${path}/cancel`,
  operationId: 'cancelRun',
  summary: 'Calls off a run that waits or goes',
  tags,
  request: { params: runParams },
  responses: { 200: answers('Called off; nothing of it is applied.', cancelledSchema) },
});

const eventsRoute = apiRoute('run.read', {
  method: 'get',
  path: `${path}/events`,
  operationId: 'watchRun',
  summary: 'What a run says while it goes, as server-sent events',
  tags,
  request: { params: runParams },
  responses: {
    200: {
      description: 'Events until the run has ended.',
      content: { 'text/event-stream': { schema: runEventSchema } },
    },
  },
});

export function runActionRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(startRoute, async (c) => {
      const stored = await readTemplateOr404(c, c.req.valid('param').template);
      const { template } = stored;
      const { preview, person: who } = c.req.valid('json');
      if (who !== undefined) {
        const found = await readWho(c.var.parts.database, stored, who);
        if (found.is === 'not') throw refuse(found);
        const { person } = found;
        return c.json(await order(c, template.id, { do: 'person', person, preview }, 'person'), 202);
      }
      return c.json(await order(c, template.id, { do: 'run', preview }), 202);
    })
    .openapi(approveRoute, async (c) => {
      const { run } = await readRunOr404(c, c.req.valid('param').run);
      const { kind } = c.req.valid('json');
      return c.json(await order(c, run.template_id, { do: 'approve', run: run.id, kind }, 'approval'), 202);
    })
    .openapi(applyRoute, async (c) => {
      const { run } = await readRunOr404(c, c.req.valid('param').run);
      return c.json(await order(c, run.template_id, { do: 'apply', preview: run.id }), 202);
    })
    .openapi(cancelRoute, async (c) => {
      const { run } = await readRunOr404(c, c.req.valid('param').run);
      const { parts, principal, company, address } = c.var;
      const by = actorOf(principal);
      const cancelling = { companyId: company.id, run: run.id, by, now: parts.clock(), address };
      const cancelled = await parts.database.kysely
        .transaction()
        .execute((trx) => cancelRun(trx, parts.queue, cancelling));
      if (!cancelled) {
        const message = 'The run has ended already.';
        throw refuse({
          code: 'run.ended',
          message,
          cure: 'Nothing to do; undo it if it should not have been.',
        });
      }
      return c.json({ was: cancelled.was }, 200);
    })
    .openapi(eventsRoute, async (c) => {
      const { run } = await readRunOr404(c, c.req.valid('param').run);
      return answerEvents(c, run.id);
    });
}
