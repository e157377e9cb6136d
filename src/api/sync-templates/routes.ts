// Sync templates: list, make, read, change.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { readConnectionMarks } from '../../store/connection-marks.ts';
import { readSettingsTemplates } from '../../store/settings-templates.ts';
import { readSyncTemplates } from '../../store/sync-templates.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { templateParams } from '../people/schema.ts';
import { apiRoute } from '../route.ts';
import { readCredentialStates } from './credential.ts';
import { presentSetup, presentSyncTemplate } from './present.ts';
import { readTemplateOr404 } from './read.ts';
import { changeSyncTemplate, checkTemplateBody, prepareNew } from './save.ts';
import {
  newSyncTemplateSchema,
  saveQuery,
  syncTemplateChangesSchema,
  syncTemplateListQuery,
  syncTemplatePageSchema,
  syncTemplateSchema,
} from './schema.ts';
import type { ShownSyncTemplate } from './schema.ts';
import { readTemplateWarnings } from './warnings.ts';

const tags = ['Sync templates'];
const path = '/companies/{company}/sync-templates';

const listRoute = apiRoute('syncTemplate.read', {
  method: 'get',
  path,
  operationId: 'listSyncTemplates',
  summary: 'Sync templates in the order in which they were made',
  tags,
  request: { params: companyParams, query: syncTemplateListQuery },
  responses: { 200: answers('A page.', syncTemplatePageSchema) },
});

const createRoute = apiRoute(
  'syncTemplate.change',
  {
    method: 'post',
    path,
    operationId: 'createSyncTemplate',
    summary: 'Makes a sync template',
    tags,
    request: { params: companyParams, query: saveQuery, ...takes(newSyncTemplateSchema) },
    responses: { 201: answers('Made.', syncTemplateSchema) },
  },
  { idempotent: true, checkAll: checkTemplateBody },
);

const getRoute = apiRoute('syncTemplate.read', {
  method: 'get',
  path: `${path}/{template}`,
  operationId: 'getSyncTemplate',
  summary: 'One sync template, secrets left out',
  tags,
  request: { params: templateParams },
  responses: { 200: answers('The sync template.', syncTemplateSchema) },
});

const changeRoute = apiRoute(
  'syncTemplate.change',
  {
    method: 'patch',
    path: `${path}/{template}`,
    operationId: 'changeSyncTemplate',
    summary: 'Changes a sync template; a run under way ends, and nothing of it is applied',
    tags,
    request: { params: templateParams, query: saveQuery, ...takes(syncTemplateChangesSchema) },
    responses: { 200: answers('As it is now.', syncTemplateSchema) },
  },
  { ifMatch: true, checkAll: checkTemplateBody },
);

/** With the tag of what administrators decide: what runs and tests find out changes nothing about an edit. */
export async function answerTemplate(c: Asked<CompanyEnv>, id: string): Promise<ShownSyncTemplate> {
  const stored = await readTemplateOr404(c, id);
  const db = c.var.parts.database.kysely;
  const settingsTemplates = await readSettingsTemplates(db, stored.companyId);
  const mark = (await readConnectionMarks(db, stored.companyId)).get(id) ?? null;
  withEtag(c, presentSetup(stored, settingsTemplates));
  const [warnings = []] = await readTemplateWarnings(db, c.var.company, [stored]);
  const [credential = null] = await readCredentialStates(db, c.var.company, [stored], c.var.parts.clock());
  return presentSyncTemplate(stored, settingsTemplates, { mark, credential, warnings });
}

export function syncTemplateRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { limit, cursor } = c.req.valid('query');
      const after = parseCursor('sync templates', z.number().int(), cursor) ?? -1;
      const db = c.var.parts.database.kysely;
      const all = await readSyncTemplates(db, c.var.company.id);
      const settingsTemplates = await readSettingsTemplates(db, c.var.company.id);
      const marks = await readConnectionMarks(db, c.var.company.id);
      const { page, last } = cutPage(
        all.filter(({ position }) => position > after),
        limit,
      );
      const next = last === null ? null : presentCursor('sync templates', last.position);
      const warnings = await readTemplateWarnings(db, c.var.company, page);
      const credentials = await readCredentialStates(db, c.var.company, page, c.var.parts.clock());
      const items = page.map((stored, at) => {
        const mark = marks.get(stored.template.id) ?? null;
        const found = { mark, credential: credentials[at] ?? null, warnings: warnings[at] ?? [] };
        return presentSyncTemplate(stored, settingsTemplates, found);
      });
      return c.json({ items, next, total: all.length }, 200);
    })
    .openapi(createRoute, async (c) => {
      const save = await prepareNew(c, c.req.valid('query').check === 'true');
      const { id } = await once(c, save);
      c.header('Location', `/api/v1/companies/${c.var.company.id}/sync-templates/${id}`);
      return c.json(await answerTemplate(c, id), 201);
    })
    .openapi(getRoute, async (c) => c.json(await answerTemplate(c, c.req.valid('param').template), 200))
    .openapi(changeRoute, async (c) => {
      const id = c.req.valid('param').template;
      await changeSyncTemplate(c, id, c.req.valid('query').check === 'true');
      return c.json(await answerTemplate(c, id), 200);
    });
}
