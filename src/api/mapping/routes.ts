// The mapping workbench: a mapping tried on everybody before it is saved, an expression checked while it is written, and what
// an expression can be made of.
import { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import { matchFieldFault, mappableFields } from '../../document/entra-fields.ts';
import { checkTableNames } from '../../document/decide-lookups.ts';
import { parseTrial } from '../../document/parse-trial.ts';
import { decideType } from '../../plan/expression-fields.ts';
import { expressionFunctions } from '../../plan/expression-functions.ts';
import { presentType } from '../../plan/expression-messages.ts';
import { openExpression } from '../../plan/expression.ts';
import { openTemplateSource } from '../../run/open-template-source.ts';
import { TRIAL_WAIT_SECONDS } from '../../run/trial-fields.ts';
import { tryMapping } from '../../run/try-mapping.ts';
import type { TrialChanges, TrialReport } from '../../run/try-mapping.ts';
import type { NamedCount, NamedHit } from '../../run/trial-names.ts';
import { answers, takes } from '../answers.ts';
import { checkBody } from '../body.ts';
import { companyParams } from '../companies/schema.ts';
import { parseCursor, presentCursor } from '../paging.ts';
import type { ApiParts, Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { templateParams } from '../people/schema.ts';
import { notFound, refuse } from '../problems.ts';
import { apiRoute, isUuid } from '../route.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import {
  checkedSchema,
  expressionSchema,
  functionsSchema,
  tryQuery,
  trySchema,
  trialSchema,
} from './schema.ts';

const tags = ['Mapping'];

const tryRoute = apiRoute(
  'syncTemplate.change',
  {
    method: 'post',
    path: '/companies/{company}/sync-templates/{template}/mapping/try',
    operationId: 'tryMapping',
    summary: 'Tries a mapping, a filter or lookup tables on everybody, and saves nothing',
    description:
      'Evaluated as a run would, over what the template has read last. A field that it does not read yet is read of everybody first, for up to a minute, and kept for a day. With `field` and `category` it also gives the whole list of one category, page by page; send the same body again with the cursor.',
    tags,
    request: { params: templateParams, query: tryQuery, ...takes(trySchema) },
    responses: { 200: answers('Field by field, and what a run would come to.', trialSchema) },
  },
  { checkAll: async (c) => void (await readChanges(c)) },
);

const checkRoute = apiRoute('syncTemplate.read', {
  method: 'post',
  path: '/companies/{company}/expressions/check',
  operationId: 'checkExpression',
  summary: 'Checks an expression as saving it would',
  tags,
  request: { params: companyParams, ...takes(expressionSchema) },
  responses: { 200: answers('Whether it can be saved, what it gives and reads.', checkedSchema) },
});

const functionsRoute = apiRoute('syncTemplate.read', {
  method: 'get',
  path: '/companies/{company}/expressions/functions',
  operationId: 'listExpressionFunctions',
  summary: 'What an expression can be made of: functions, Entra fields with their types, lookup tables',
  tags,
  request: { params: companyParams },
  responses: { 200: answers('In the order in which they are explained.', functionsSchema) },
});

async function readChanges(c: Asked<CompanyEnv>): Promise<TrialChanges> {
  const id = c.req.param('template') ?? '';
  if (!isUuid(id)) throw notFound('sync template');
  const { template } = await readTemplateOr404(c, id);
  return checkBody(c, (spot) => parseTrial(spot, template, c.var.company));
}

const LIST = 'trial';

async function answerTrial(c: Asked<CompanyEnv>, id: string, query: z.infer<typeof tryQuery>) {
  const { database, clock } = c.var.parts;
  const { field, category, limit, cursor } = query;
  const name = `${LIST} ${field ?? ''} ${category ?? ''}`;
  const after = parseCursor(name, z.string().max(200), cursor);
  const ask =
    field === undefined || category === undefined ? null : { field, category, after, limit: limit + 1 };
  const request = {
    templateId: id,
    changes: await readChanges(c),
    ask,
    now: clock(),
    signal: c.req.raw.signal,
  };
  const report = await tryMapping({ database, openSource: openTrialSource(c.var.parts) }, request);
  if (report === null) throw notFound('sync template');
  if ('refused' in report) throw refuse(report.refused);
  return presentTrial(report, ask && { ...ask, limit, name });
}

const openTrialSource = ({ box, clouds, maxWaitSeconds, clock, database }: ApiParts) =>
  openTemplateSource({
    openBox: async () => box,
    clouds,
    maxWaitSeconds: Math.min(maxWaitSeconds ?? TRIAL_WAIT_SECONDS, TRIAL_WAIT_SECONDS),
    now: clock,
    database,
    clock,
  });

const FIRST = 20;

function presentTrial(
  report: TrialReport,
  ask: { field: string; category: keyof TrialReport['fields'][number]; limit: number; name: string } | null,
): z.infer<typeof trialSchema> {
  const { readAt, people, inScope, filteredOut, read, unread, plan } = report;
  const fields = report.fields.map(({ field, why, usable, empty, unusable, colliding, differing }) => ({
    field,
    why: why.map((one) => ({ why: one.why, count: one.count })),
    usable: presentCount(usable),
    empty: presentCount(empty),
    unusable: presentCount(unusable),
    colliding: presentCount(colliding),
    differing: presentCount(differing),
  }));
  return {
    readAt: readAt?.toISOString() ?? null,
    people,
    inScope,
    filteredOut,
    filterFailed: presentCount(report.filterFailed),
    read: read && { ...read, fields: [...read.fields], at: read.at.toISOString() },
    unread: [...unread],
    fields,
    plan: {
      counts: { ...plan.counts },
      reasons: plan.reasons.map(({ code, count }) => ({ code, count })),
      withheld: plan.withheld.map(({ kind, count, counted, percent }) => ({ kind, count, counted, percent })),
    },
    list: ask && presentList(report, ask),
  };
}

function presentCount({ count, people }: NamedCount) {
  return { count, people: people.slice(0, FIRST).map(presentHit) };
}

function presentHit({ person, name, value, why, today, with: other }: NamedHit) {
  const holder = other && { person: other.person, user: other.user, name: other.name };
  return { person, name, value, why, today, with: holder };
}

function presentList(
  report: TrialReport,
  { field, category, limit, name }: { field: string; category: string; limit: number; name: string },
): z.infer<typeof trialSchema>['list'] {
  const found = report.fields.find((one) => one.field === field);
  const hits = found?.[category as 'usable'];
  if (!hits) return { items: [], next: null, total: 0 };
  const page = hits.people.slice(0, limit);
  const last = hits.people.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(presentHit),
    next: last ? presentCursor(name, last.person) : null,
    total: hits.count,
  };
}

const cure = 'docs/configuration.md shows what expressions can do.';

function checkExpression(
  c: Asked<CompanyEnv>,
  { expression, kind }: z.infer<typeof expressionSchema>,
): z.infer<typeof checkedSchema> {
  const { country, lookups } = c.var.company;
  const opened = openExpression(expression, kind, { country, series: [], ownNumbersOnly: false, lookups });
  const faulty = (message: string, at: number, remedy = cure) => ({
    ok: false,
    type: null,
    fields: [],
    fault: { message: `${message}${/[.?]$/u.test(message) ? '' : '.'}`, cure: remedy, at },
  });
  if ('fault' in opened) return faulty(opened.fault.message, opened.fault.at);
  for (const field of opened.fields) {
    const wrong = matchFieldFault(field);
    if (wrong) return faulty(wrong.message, Math.max(0, expression.indexOf(field)), wrong.cure);
  }
  const [lost] = checkTableNames(opened.tables, lookups);
  if (lost) return faulty(lost.message, lost.at, lost.cure);
  return { ok: true, type: opened.type, fields: [...opened.fields], fault: null };
}

export function mappingRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(tryRoute, async (c) => {
      const { template } = await readTemplateOr404(c, c.req.valid('param').template);
      return c.json(await answerTrial(c, template.id, c.req.valid('query')), 200);
    })
    .openapi(checkRoute, (c) => c.json(checkExpression(c, c.req.valid('json')), 200))
    .openapi(functionsRoute, (c) =>
      c.json(
        {
          functions: expressionFunctions.map(({ call, about }) => ({ call, about })),
          fields: mappableFields.map((field) => ({ field, type: presentType(decideType(field)) })),
          tables: Object.keys(c.var.company.lookups),
        },
        200,
      ),
    );
}
