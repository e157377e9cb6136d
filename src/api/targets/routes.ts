// Targets: list, make, read, change, end; try before saving, probe, pause, resume, compare. Their users are user-routes.ts.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Transaction } from 'kysely';
import { checkTarget, parseTargetChanges } from '../../document/parse-target.ts';
import type { HandResult } from '../../run/hand-deed.ts';
import { audit, compareSoon, pauseTarget, probeTarget, resumeTarget } from '../../run/hand-targets.ts';
import type { TargetHand } from '../../run/hand-targets.ts';
import type { TargetDeps } from '../../run/open-target.ts';
import { sealTargetSecrets } from '../../run/target-secrets.ts';
import type { Tables } from '../../store/tables.ts';
import { readTarget, readTargetHealth, readTargets, writeProbe } from '../../store/targets.ts';
import type { StoredTarget } from '../../store/targets.ts';
import { answers, takes } from '../answers.ts';
import { checkBody } from '../body.ts';
import { companyParams } from '../companies/schema.ts';
import { must } from '../deeds.ts';
import { withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { changeTarget, checkChanges, checkNew, createTarget, lockOr404, removeTarget } from './change.ts';
import { presentEditable, presentFinding, presentTarget } from './present.ts';
import {
  endQuery,
  newTargetSchema,
  probedSchema,
  targetChangesSchema,
  targetPageSchema,
  targetParams,
  targetQuery,
  targetSchema,
  triedTargetSchema,
} from './schema.ts';

const tags = ['Exchanges'];
const path = '/companies/{company}/targets';

const listRoute = apiRoute('target.read', {
  method: 'get',
  path,
  operationId: 'listTargets',
  summary: 'Exchanges that users are written to, by name, and how each is doing',
  tags,
  request: { params: companyParams, query: targetQuery },
  responses: { 200: answers('A page.', targetPageSchema) },
});

const createRoute = apiRoute(
  'target.change',
  {
    method: 'post',
    path,
    operationId: 'createTarget',
    summary: 'Makes a target; unless it is paused, every user is written there',
    tags,
    request: { params: companyParams, ...takes(newTargetSchema) },
    responses: { 201: answers('Made.', targetSchema) },
  },
  { idempotent: true, checkAll: async (c) => void (await checkNew(c)) },
);

const tryRoute = apiRoute('target.change', {
  method: 'post',
  path: `${path}/try`,
  operationId: 'tryTarget',
  summary: 'Looks whether an exchange could be reached with these settings; saves and changes nothing',
  tags,
  request: { params: companyParams, ...takes(triedTargetSchema) },
  responses: { 200: answers('What was found.', probedSchema) },
});

const getRoute = apiRoute('target.read', {
  method: 'get',
  path: `${path}/{target}`,
  operationId: 'getTarget',
  summary: 'One target, and how it is doing',
  tags,
  request: { params: targetParams },
  responses: { 200: answers('The target.', targetSchema) },
});

const changeRoute = apiRoute(
  'target.change',
  {
    method: 'patch',
    path: `${path}/{target}`,
    operationId: 'changeTarget',
    summary: 'Changes a target; with other settings every user is looked at again',
    tags,
    request: { params: targetParams, ...takes(targetChangesSchema) },
    responses: { 200: answers('As it is now.', targetSchema) },
  },
  { ifMatch: true, checkAll: async (c) => void (await checkChanges(c)) },
);

const deleteRoute = apiRoute(
  'target.change',
  {
    method: 'delete',
    path: `${path}/{target}`,
    operationId: 'deleteTarget',
    summary: 'Ends a target; say what becomes of what Rollcall has written there',
    tags,
    request: { params: targetParams, query: endQuery },
    responses: { 204: { description: 'Deleted, or ending: it goes when everything there is removed.' } },
  },
  { ifMatch: true },
);

const probeRoute = apiRoute('target.feed', {
  method: 'post',
  path: `${path}/{target}/probe`,
  operationId: 'probeTarget',
  summary: 'Looks at connection, version and rights now; changes nothing there',
  tags,
  request: { params: targetParams },
  responses: { 200: answers('What was found.', probedSchema) },
});

const deedRoute = <const D extends 'pause' | 'resume' | 'compare'>(deed: D, summary: string) =>
  apiRoute(
    'target.feed',
    {
      method: 'post',
      path: `${path}/{target}/${deed}`,
      operationId: `${deed}Target`,
      summary,
      tags,
      request: { params: targetParams },
      responses: { 200: answers('As it is now.', targetSchema) },
    },
    { idempotent: true },
  );

const pauseRoute = deedRoute('pause', 'Writes nothing there until it is resumed; what changes is kept');
const resumeRoute = deedRoute('resume', 'Writes there again, beginning with what has waited');
const compareRoute = deedRoute('compare', 'Compares everything there with what was written, within moments');

type C = Asked<CompanyEnv>;

export const depsOf = ({ parts }: C['var']): TargetDeps => ({
  openBox: () => Promise.resolve(parts.box),
  kinds: parts.targetKinds,
  allowed: parts.targetHosts,
});

export const targetHandOf = (c: C, db: Transaction<Tables>): TargetHand => ({
  db,
  actor: actorOf(c.var.principal),
  address: c.var.address,
  now: c.var.parts.clock(),
});

export async function readOr404(c: C, id: string): Promise<StoredTarget> {
  const target = await readTarget(c.var.parts.database.kysely, c.var.company.id, id);
  if (!target) throw notFound('target');
  return target;
}

async function answer(c: C, id: string) {
  const target = await readOr404(c, id);
  const health = await readTargetHealth(c.var.parts.database.kysely, [id]);
  const shown = presentTarget(target, c.var.parts.targetKinds, health.get(id));
  return withEtag(c, shown, presentEditable(target));
}

async function list(c: C, { limit, cursor }: z.infer<typeof targetQuery>) {
  const { database, targetKinds } = c.var.parts;
  const after = parseCursor('targets', z.string(), cursor);
  const rows = await readTargets(database.kysely, c.var.company.id, { after, limit: limit + 1 });
  const { page, last } = cutPage(rows, limit);
  const health = await readTargetHealth(
    database.kysely,
    page.map(({ id }) => id),
  );
  const items = page.map((one) => presentTarget(one, targetKinds, health.get(one.id)));
  return { items, next: last === null ? null : presentCursor('targets', last.name) };
}

async function create(c: C) {
  const given = await checkNew(c);
  const made = await once(c, async (trx) => {
    const target = await createTarget(c, trx, given.name, given);
    return { shown: presentTarget(target, c.var.parts.targetKinds), editable: presentEditable(target) };
  });
  c.header('Location', `/api/v1/companies/${c.var.company.id}/targets/${made.shown.id}`);
  return withEtag(c, made.shown, made.editable);
}

/** Of settings that are not saved, with the secrets that are stored where none are given. */
async function tryUnsaved(c: C, { kind, target: id }: z.infer<typeof triedTargetSchema>) {
  const { parts, company } = c.var;
  const checked = await checkBody(c, (spot) => {
    const changes = parseTargetChanges(spot, ['target']);
    return changes && checkTarget(parts.targetKinds, kind, changes);
  });
  const stored = id === undefined ? null : await readOr404(c, id);
  const own = { id: stored?.id ?? crypto.randomUUID(), companyId: company.id };
  const sealed =
    checked.secrets === null
      ? (stored?.sealed ?? null)
      : await sealTargetSecrets(parts.box, own.id, checked.secrets);
  const now = new Date(parts.clock());
  return probeTarget(depsOf(c.var), {
    ...own,
    name: '',
    kind,
    settings: checked.settings ?? {},
    sealed,
    state: 'active',
    stateSince: now,
    driftMode: 'show',
    createdAt: now,
    version: 1,
  });
}

async function probe(c: C, id: string) {
  const target = await readOr404(c, id);
  const findings = await probeTarget(depsOf(c.var), target);
  await c.var.parts.database.kysely.transaction().execute(async (trx) => {
    await writeProbe(trx, id, findings);
    await audit(targetHandOf(c, trx), 'target.probe', target, {
      faults: findings.filter(({ is }) => is === 'fault').map(({ code }) => code),
    });
  });
  return findings;
}

type Deed = (hand: TargetHand, target: StoredTarget) => Promise<HandResult>;

async function carryOut(c: C, id: string, deed: Deed) {
  await once(c, async (trx) => {
    must(await deed(targetHandOf(c, trx), await lockOr404(c, trx, id)));
    return {};
  });
  return answer(c, id);
}

export function targetRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => c.json(await list(c, c.req.valid('query')), 200))
    .openapi(createRoute, async (c) => c.json(await create(c), 201))
    .openapi(tryRoute, async (c) => {
      const findings = await tryUnsaved(c, c.req.valid('json'));
      return c.json({ findings: findings.map(presentFinding) }, 200);
    })
    .openapi(getRoute, async (c) => c.json(await answer(c, c.req.valid('param').target), 200))
    .openapi(changeRoute, async (c) => {
      const { target } = c.req.valid('param');
      await changeTarget(c, target);
      return c.json(await answer(c, target), 200);
    })
    .openapi(deleteRoute, async (c) => {
      await removeTarget(c, c.req.valid('param').target, c.req.valid('query').entries);
      return c.body(null, 204);
    })
    .openapi(probeRoute, async (c) => {
      const findings = await probe(c, c.req.valid('param').target);
      return c.json({ findings: findings.map(presentFinding) }, 200);
    })
    .openapi(pauseRoute, async (c) =>
      c.json(await carryOut(c, c.req.valid('param').target, pauseTarget), 200),
    )
    .openapi(resumeRoute, async (c) =>
      c.json(await carryOut(c, c.req.valid('param').target, resumeTarget), 200),
    )
    .openapi(compareRoute, async (c) =>
      c.json(await carryOut(c, c.req.valid('param').target, compareSoon), 200),
    );
}
