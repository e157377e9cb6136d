// Incidents: trouble that lasts, open ones first; one with all that was told of it; and not telling it again for a while.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import { quietIncident } from '../../run/hand-incidents.ts';
import type { QuietWish } from '../../run/hand-incidents.ts';
import { readIncident, readIncidentPage, readTellings } from '../../store/incidents-list.ts';
import type { ListedIncident, Telling } from '../../store/incidents-list.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { mustDo } from '../deeds.ts';
import { parseAfter, parseFlag, presentPage } from '../lists.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { presentActor } from '../runs/present.ts';
import {
  incidentFullSchema,
  incidentKey,
  incidentPageSchema,
  incidentParams,
  incidentQuery,
  incidentSchema,
  quietWishSchema,
} from './schema.ts';

const tags = ['Incidents'];
const path = '/companies/{company}/incidents';

const listRoute = apiRoute('incident.read', {
  method: 'get',
  path,
  operationId: 'listIncidents',
  summary: 'Trouble that lasts: open incidents first, each newest first',
  tags,
  request: { params: companyParams, query: incidentQuery },
  responses: { 200: answers('A page.', incidentPageSchema) },
});

const incidentRoute = apiRoute('incident.read', {
  method: 'get',
  path: `${path}/{incident}`,
  operationId: 'getIncident',
  summary: 'An incident, with what was told of it and to whom',
  tags,
  request: { params: incidentParams },
  responses: { 200: answers('The incident.', incidentFullSchema) },
});

const quietRoute = apiRoute('incident.quiet', {
  method: 'put',
  path: `${path}/{incident}/quiet`,
  operationId: 'quietIncident',
  summary: 'Does not tell it again before a day',
  description: 'For trouble that somebody knows of. That it is over is told as always.',
  tags,
  request: { params: incidentParams, ...takes(quietWishSchema) },
  responses: { 200: answers('The incident.', incidentSchema) },
});

const unquietRoute = apiRoute('incident.quiet', {
  method: 'delete',
  path: `${path}/{incident}/quiet`,
  operationId: 'unquietIncident',
  summary: 'Tells it again as always',
  tags,
  request: { params: incidentParams },
  responses: { 200: answers('The incident.', incidentSchema) },
});

function presentIncident(incident: ListedIncident): z.infer<typeof incidentSchema> {
  const { data, closedAt, quietUntil, tellAfter } = incident;
  const isQuiet = quietUntil !== null && closedAt === null;
  const next = isQuiet && quietUntil > tellAfter ? quietUntil : tellAfter;
  return {
    id: incident.id,
    templateId: incident.templateId,
    template: incident.template,
    code: data.code ?? incident.key,
    severity: incident.severity,
    message: data.message ?? '',
    cure: data.cure ?? '',
    openedAt: incident.openedAt.toISOString(),
    lastSeenAt: incident.seenAt.toISOString(),
    seen: incident.seen,
    closedAt: closedAt?.toISOString() ?? null,
    told: incident.told,
    toldAt: incident.toldAt?.toISOString() ?? null,
    nextReminderAt: closedAt === null ? next.toISOString() : null,
    quiet: isQuiet
      ? { until: quietUntil.toISOString(), by: presentActor(incident.quietBy), why: incident.quietWhy }
      : null,
    run: data.run ?? null,
  };
}

const presentTelling = ({ notice, kind, at, mails }: Telling) => ({
  notice,
  kind,
  at: at.toISOString(),
  mails: mails.map(({ id, state, to, sentAt }) => ({ id, state, to, sentAt: sentAt?.toISOString() ?? null })),
});

async function answerQuiet(c: Asked<CompanyEnv>, id: string, wish: QuietWish | null) {
  const { parts, company, principal, address } = c.var;
  return parts.database.kysely.transaction().execute(async (db) => {
    const hand = { db, company, actor: actorOf(principal), now: parts.clock(), address };
    const done = await quietIncident(hand, id, wish);
    if (!done.ok && done.code === 'incident.unknown') throw notFound('incident');
    return presentIncident(mustDo(done).incident);
  });
}

export function incidentRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { open, template = null, severity = null, ...page } = c.req.valid('query');
      const found = await readIncidentPage(c.var.parts.database.kysely, c.var.company.id, {
        ...parseAfter('incidents', incidentKey, page),
        isOpen: parseFlag(open),
        templateId: template,
        severity,
      });
      return c.json(presentPage('incidents', found, presentIncident), 200);
    })
    .openapi(incidentRoute, async (c) => {
      const { kysely } = c.var.parts.database;
      const { id } = c.var.company;
      const incident = await readIncident(kysely, id, c.req.valid('param').incident);
      if (incident === null) throw notFound('incident');
      const tellings = await readTellings(kysely, id, incident.id);
      const { about = {}, brake = null } = incident.data;
      const shown = { ...presentIncident(incident), about: { ...about }, withheld: brake && { ...brake } };
      return c.json({ ...shown, tellings: tellings.map(presentTelling) }, 200);
    })
    .openapi(quietRoute, async (c) => {
      const { until, why = null } = c.req.valid('json');
      return c.json(await answerQuiet(c, c.req.valid('param').incident, { until, why }), 200);
    })
    .openapi(unquietRoute, async (c) =>
      c.json(await answerQuiet(c, c.req.valid('param').incident, null), 200),
    );
}
