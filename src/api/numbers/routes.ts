// A company's numbers: its series with what is free in them, replaced as a whole, and the ledger.
import { OpenAPIHono } from '@hono/zod-openapi';
import { parseNumbers } from '../../document/parse-company.ts';
import { fault, parseMembers } from '../../document/spot.ts';
import type { Spot } from '../../document/spot.ts';
import { applyNumberSeries } from '../../run/number-changes.ts';
import { readSeriesStock } from '../../run/series-stock.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { lockCompany } from '../../store/companies.ts';
import { readNumberSeries } from '../../store/number-series.ts';
import type { NumberSeries } from '../../store/number-series.ts';
import { readLedgerPage } from '../../store/numbers-list.ts';
import { changeDirectory } from '../../store/users.ts';
import { answers, takes } from '../answers.ts';
import { checkBody } from '../body.ts';
import { companyParams } from '../companies/schema.ts';
import { requireMatch, withEtag } from '../etag.ts';
import { parseAfter, parseSearch, presentPage } from '../lists.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { presentNumber, presentPlainSeries, presentSeries } from './present.ts';
import { ledgerKey, ledgerPageSchema, ledgerQuery, newSeriesSchema, seriesListSchema } from './schema.ts';

const tags = ['Numbers'];

const seriesRoute = apiRoute('number.read', {
  method: 'get',
  path: '/companies/{company}/number-series',
  operationId: 'getNumberSeries',
  summary: 'Number series with what is free in each',
  tags,
  request: { params: companyParams },
  responses: { 200: answers('In the order in which they were written.', seriesListSchema) },
});

const replaceRoute = apiRoute(
  'number.change',
  {
    method: 'put',
    path: '/companies/{company}/number-series',
    operationId: 'replaceNumberSeries',
    summary: 'Replaces the number series; takes no number from anybody',
    tags,
    request: { params: companyParams, ...takes(newSeriesSchema) },
    responses: { 200: answers('As they are now.', seriesListSchema) },
  },
  { ifMatch: true, check: parseSeriesBody },
);

const ledgerRoute = apiRoute('number.read', {
  method: 'get',
  path: '/companies/{company}/numbers',
  operationId: 'listNumbers',
  summary: 'The ledger: numbers that something is known of',
  description:
    'With `state=free` or `state=service` the numbers of the series; such a page may be short and still have a next one.',
  tags,
  request: { params: companyParams, query: ledgerQuery },
  responses: { 200: answers('A page.', ledgerPageSchema) },
});

function parseSeriesBody(spot: Spot): NumberSeries[] | undefined {
  const numbers = parseMembers(spot, ['numbers'], 'the body')?.get('numbers');
  if (numbers) return parseNumbers(numbers);
  return spot.node.type === 'object'
    ? fault(spot, 'The key "numbers" is missing.', 'Add "numbers": the whole list, [] for none.')
    : undefined;
}

async function answerSeries(c: Asked<CompanyEnv>) {
  const { database, clock } = c.var.parts;
  const series = await readNumberSeries(database.kysely, c.var.company.id);
  withEtag(c, series.map(presentPlainSeries));
  return presentSeries(await readSeriesStock(database.kysely, c.var.company, clock()));
}

async function replaceSeries(c: Asked<CompanyEnv>, series: readonly NumberSeries[]): Promise<void> {
  const { parts, company, principal, address } = c.var;
  // As an import does: a run that is being applied decides by the series that it has read.
  await changeDirectory(parts.database, company.id, async (trx) => {
    if (!(await lockCompany(trx, company.id))) throw notFound('company');
    const before = (await readNumberSeries(trx, company.id)).map(presentPlainSeries);
    requireMatch(c, before);
    const actor = actorOf(principal);
    const deed = { companyId: company.id, actor, at: new Date(parts.clock()), why: null };
    await applyNumberSeries(trx, deed, series);
    await writeAudit(trx, {
      companyId: company.id,
      actor,
      action: 'numberSeries.replace',
      subject: { kind: 'company', id: company.id, name: company.name },
      before,
      after: series.map(presentPlainSeries),
      address,
    });
  });
}

export function numberSeriesRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(seriesRoute, async (c) => c.json(await answerSeries(c), 200))
    .openapi(replaceRoute, async (c) => {
      await replaceSeries(c, await checkBody(c, parseSeriesBody));
      return c.json(await answerSeries(c), 200);
    })
    .openapi(ledgerRoute, async (c) => {
      const { search, state, ...page } = c.req.valid('query');
      const list = `numbers ${state ?? ''}`;
      const found = parseSearch(search, c.var.company.country);
      const rows = await readLedgerPage(c.var.parts.database.kysely, c.var.company.id, {
        ...parseAfter(list, ledgerKey, page),
        state: state ?? null,
        // A word is part of no number, and finds none.
        digits: found && ('digits' in found ? found.digits : found.words),
        now: new Date(c.var.parts.clock()),
      });
      return c.json(presentPage(list, rows, presentNumber), 200);
    });
}
