// Runs in the history: the list, one with its report, its steps.
import { OpenAPIHono } from '@hono/zod-openapi';
import { readDeletedTemplateNames, readTemplateNames } from '../../store/company-templates.ts';
import type { TemplateName } from '../../store/company-templates.ts';
import { readRunsPage } from '../../store/runs-list.ts';
import { readRetryOf, readRun } from '../../store/runs.ts';
import { readStepCounts, readStepsPage } from '../../store/steps-list.ts';
import { answers } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { parseAfter, parseFlag, parseMoment, parseSearch, presentPage } from '../lists.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { presentChange, presentRun } from './present.ts';
import {
  runFullSchema,
  runKey,
  runPageSchema,
  runParams,
  runQuery,
  runStepPageSchema,
  stepKey,
  stepQuery,
} from './schema.ts';

const tags = ['Runs'];

const listRoute = apiRoute('run.read', {
  method: 'get',
  path: '/companies/{company}/runs',
  operationId: 'listRuns',
  summary: 'Runs, newest first',
  tags,
  request: { params: companyParams, query: runQuery },
  responses: { 200: answers('A page.', runPageSchema) },
});

const getRoute = apiRoute('run.read', {
  method: 'get',
  path: '/companies/{company}/runs/{run}',
  operationId: 'getRun',
  summary: 'One run: what it read, did, withheld and why',
  tags,
  request: { params: runParams },
  responses: { 200: answers('The run.', runFullSchema) },
});

const stepsRoute = apiRoute('run.read', {
  method: 'get',
  path: '/companies/{company}/runs/{run}/steps',
  operationId: 'listRunSteps',
  summary: 'Steps of a run, what takes away first',
  tags,
  request: { params: runParams, query: stepQuery },
  responses: { 200: answers('A page.', runStepPageSchema) },
});

/** All templates that the company has and had. */
async function readAllTemplates(c: Asked<CompanyEnv>): Promise<TemplateName[]> {
  const db = c.var.parts.database.kysely;
  const standing = await readTemplateNames(db, c.var.company.id);
  return [...standing, ...(await readDeletedTemplateNames(db, c.var.company.id))];
}

export async function readRunOr404(c: Asked<CompanyEnv>, id: string) {
  const run = await readRun(c.var.parts.database.kysely, id);
  const template = run && (await readAllTemplates(c)).find((one) => one.id === run.template_id);
  if (!run || !template) throw notFound('run');
  return { run, template };
}

export function runRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { template, trigger, state, preview, changes, from, to, ...page } = c.req.valid('query');
      const all = (await readAllTemplates(c)).map(({ id }) => id);
      const found = await readRunsPage(c.var.parts.database.kysely, {
        ...parseAfter('runs', runKey, page),
        templates: template === undefined ? all : all.filter((id) => id === template),
        trigger: trigger ?? null,
        state: state ?? null,
        isPreview: parseFlag(preview),
        hasChanges: parseFlag(changes),
        from: parseMoment(from),
        to: parseMoment(to),
      });
      return c.json(
        presentPage('runs', found, (row) => presentRun(row.run, row.template)),
        200,
      );
    })
    .openapi(getRoute, async (c) => {
      const { run, template } = await readRunOr404(c, c.req.valid('param').run);
      const db = c.var.parts.database.kysely;
      const [steps, retriedBy] = await Promise.all([readStepCounts(db, run.id), readRetryOf(db, run.id)]);
      return c.json({ ...presentRun(run, template.name), steps, retriedBy }, 200);
    })
    .openapi(stepsRoute, async (c) => {
      const { search, do: what, outcome, code, kind, ...page } = c.req.valid('query');
      const { run } = await readRunOr404(c, c.req.valid('param').run);
      const found = await readStepsPage(
        c.var.parts.database.kysely,
        { id: run.id, templateId: run.template_id, companyId: c.var.company.id },
        {
          ...parseAfter('steps', stepKey, page),
          search: parseSearch(search, c.var.company.country),
          do: what ?? null,
          outcome: outcome ?? null,
          code: code ?? null,
          kind: kind ?? null,
        },
      );
      return c.json(
        presentPage('steps', found, (row) => presentChange(row, row.displayName)),
        200,
      );
    });
}
