// The guide for the app in Azure: begun, gone on with by whoever has the link, tried, and ended as a sync template.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { readGuides } from '../../store/guides.ts';
import { readSyncTemplates } from '../../store/sync-templates.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { presentReport } from '../sync-templates/action-routes.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import { connectionReportSchema } from '../sync-templates/schema.ts';
import { changeGuide, discardGuide, startGuide } from './change.ts';
import { finishGuide, readGuideOr404, testGuide } from './finish.ts';
import { presentEditable, presentGuide } from './present.ts';
import {
  finishedGuideSchema,
  guideChangesSchema,
  guideListQuery,
  guidePageSchema,
  guideParams,
  guideSchema,
  startGuideSchema,
} from './schema.ts';

const tags = ['Guides'];
const path = '/companies/{company}/guides';

const listRoute = apiRoute('syncTemplate.read', {
  method: 'get',
  path,
  operationId: 'listGuides',
  summary: 'Guides under way, newest first',
  tags,
  request: { params: companyParams, query: guideListQuery },
  responses: { 200: answers('A page.', guidePageSchema) },
});

const startRoute = apiRoute(
  'syncTemplate.change',
  {
    method: 'post',
    path,
    operationId: 'startGuide',
    summary: 'Begins a guide for a new sync template, or for the new secret of one',
    tags,
    request: { params: companyParams, ...takes(startGuideSchema) },
    responses: { 201: answers('Begun, or under way already.', guideSchema) },
  },
  { idempotent: true },
);

const getRoute = apiRoute('syncTemplate.read', {
  method: 'get',
  path: `${path}/{guide}`,
  operationId: 'getGuide',
  summary: 'One guide, its secret left out',
  tags,
  request: { params: guideParams },
  responses: { 200: answers('The guide.', guideSchema) },
});

const changeRoute = apiRoute(
  'syncTemplate.change',
  {
    method: 'patch',
    path: `${path}/{guide}`,
    operationId: 'changeGuide',
    summary: 'Keeps what was copied, and where one stands',
    tags,
    request: { params: guideParams, ...takes(guideChangesSchema) },
    responses: { 200: answers('As it is now.', guideSchema) },
  },
  { ifMatch: true },
);

const discardRoute = apiRoute(
  'syncTemplate.change',
  {
    method: 'delete',
    path: `${path}/{guide}`,
    operationId: 'discardGuide',
    summary: 'Throws a guide away with its secret',
    tags,
    request: { params: guideParams },
    responses: { 204: { description: 'Gone.' } },
  },
  { ifMatch: true },
);

const testRoute = apiRoute('syncTemplate.change', {
  method: 'post',
  path: `${path}/{guide}/connection-tests`,
  operationId: 'testGuide',
  summary: 'Tries the connection with what is in the guide',
  tags,
  request: { params: guideParams },
  responses: { 200: answers('What works and what does not, each with its cure.', connectionReportSchema) },
});

const finishRoute = apiRoute(
  'syncTemplate.change',
  {
    method: 'post',
    path: `${path}/{guide}/finish`,
    operationId: 'finishGuide',
    summary: 'Makes the sync template, paused, or gives the old one its new secret; the guide ends',
    tags,
    request: { params: guideParams },
    responses: { 201: answers('Made.', finishedGuideSchema) },
  },
  { idempotent: true },
);

async function answerGuide(c: Asked<CompanyEnv>, id: string) {
  const { guide, template } = await readGuideOr404(c, id);
  withEtag(c, presentEditable(guide));
  return presentGuide(guide, template, [...c.var.parts.clouds.keys()]);
}

async function list(c: Asked<CompanyEnv>, { limit, cursor }: z.infer<typeof guideListQuery>) {
  const db = c.var.parts.database.kysely;
  const after = parseCursor('guides', z.uuid(), cursor);
  const { page, last } = cutPage(await readGuides(db, c.var.company.id, { after, limit: limit + 1 }), limit);
  const templates = await readSyncTemplates(db, c.var.company.id);
  const clouds = [...c.var.parts.clouds.keys()];
  const items = page.map((guide) =>
    presentGuide(guide, templates.find(({ template }) => template.id === guide.templateId) ?? null, clouds),
  );
  return { items, next: last === null ? null : presentCursor('guides', last.id) };
}

export function guideRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => c.json(await list(c, c.req.valid('query')), 200))
    .openapi(startRoute, async (c) => {
      const { template: id } = c.req.valid('json');
      const template = id === undefined ? null : await readTemplateOr404(c, id);
      const guide = await once(c, async (trx) => (await startGuide(c, trx, template)).id);
      c.header('Location', `/api/v1/companies/${c.var.company.id}/guides/${guide}`);
      return c.json(await answerGuide(c, guide), 201);
    })
    .openapi(getRoute, async (c) => c.json(await answerGuide(c, c.req.valid('param').guide), 200))
    .openapi(changeRoute, async (c) => {
      const { id } = await changeGuide(c, c.req.valid('param').guide, c.req.valid('json'));
      return c.json(await answerGuide(c, id), 200);
    })
    .openapi(discardRoute, async (c) => {
      await discardGuide(c, c.req.valid('param').guide);
      return c.body(null, 204);
    })
    .openapi(testRoute, async (c) =>
      c.json(presentReport(await testGuide(c, c.req.valid('param').guide)), 200),
    )
    .openapi(finishRoute, async (c) =>
      c.json({ template: await finishGuide(c, c.req.valid('param').guide) }, 201),
    );
}
