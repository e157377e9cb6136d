// How all companies are, the worst first, for those who run the installation: what the portal's overview of all companies shows.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import type { Kysely } from 'kysely';
import { mapWords } from '../../plan/search.ts';
import {
  compareHealth,
  countHealths,
  presentOrder,
  readCompaniesHealth,
} from '../../run/companies-health.ts';
import type { HealthyCompany } from '../../run/companies-health.ts';
import { readMailServerTrouble } from '../../run/mail-server-trouble.ts';
import { readLinkedCounts } from '../../store/company-standing.ts';
import type { Tables } from '../../store/tables.ts';
import { answers } from '../answers.ts';
import { parseAfter } from '../lists.ts';
import { cutPage, presentCursor } from '../paging.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { companiesHealthKey, companiesHealthQuery, companiesHealthSchema } from './companies-schema.ts';

const listRoute = apiRoute('installation.read', {
  method: 'get',
  path: '/status/companies',
  operationId: 'listCompaniesHealth',
  summary: 'How all companies are, the worst first, then by name',
  tags: ['Status'],
  request: { query: companiesHealthQuery },
  responses: { 200: answers('A page.', companiesHealthSchema) },
});

type Shown = z.infer<typeof companiesHealthSchema>;

async function presentCompanies(
  db: Kysely<Tables>,
  page: readonly HealthyCompany[],
): Promise<Shown['items']> {
  const linked = await readLinkedCounts(
    db,
    page.map(({ company }) => company.id),
  );
  return page.map(({ company: { id, name, templates }, health }) => ({
    company: { id, name },
    health: { is: health.is, count: health.count },
    templates: templates.map((template) => template.name),
    linked: linked.get(id) ?? 0,
    lastSuccessAt: presentLast(templates.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? [])),
    credentialEndsOn:
      templates.flatMap(({ credentialEndsOn }) => credentialEndsOn ?? []).toSorted()[0] ?? null,
  }));
}

function presentLast(moments: readonly Date[]): string | null {
  if (moments.length === 0) return null;
  return new Date(Math.max(...moments.map((at) => at.getTime()))).toISOString();
}

/** The list is worked out as a whole, as its order depends on what is decided: a page is cut out of it. */
function cutCompanies(
  companies: readonly HealthyCompany[],
  ask: ReturnType<typeof parseAfter>,
): ReturnType<typeof cutPage<HealthyCompany>> {
  const after = ask.after && companiesHealthKey.parse(ask.after);
  const rest = after
    ? companies.filter((one) => compareHealth(presentOrder(one), after) > 0)
    : companies.slice(ask.offset ?? 0);
  return cutPage(rest, ask.limit);
}

export function companiesHealthRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(listRoute, async (c) => {
    const { database, clock } = c.var.parts;
    const { search = '', health, ...ask } = c.req.valid('query');
    const words = mapWords(search);
    const list = ['companiesHealth', health ?? '', ...words].join(' ');
    const place = parseAfter(list, companiesHealthKey, ask);
    const all = await readCompaniesHealth(database, { words, now: clock() });
    const found = health === undefined ? all : all.filter((one) => one.health.is === health);
    const { page, last } = cutCompanies(found, place);
    const answer: Shown = {
      items: await presentCompanies(database.kysely, page),
      next: last && presentCursor(list, presentOrder(last)),
      total: found.length,
      counts: countHealths(all),
      mailServer: await readMailServerTrouble(database.kysely),
    };
    return c.json(answer, 200);
  });
}
