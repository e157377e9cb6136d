// Settings templates: list, make, clone, read, change, delete. Applying one to users who exist is apply-routes.ts.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import {
  parseSettingsTemplate,
  parseSettingsTemplateChanges,
} from '../../document/parse-settings-template.ts';
import {
  readSettingsTemplates,
  readSettingsTemplateUse,
  readSettingsTemplateUsers,
} from '../../store/settings-templates.ts';
import type { SettingsTemplate, UserSettings } from '../../store/settings-templates.ts';
import { answers, takes } from '../answers.ts';
import { checkBody } from '../body.ts';
import { companyParams } from '../companies/schema.ts';
import { withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { apiRoute } from '../route.ts';
import {
  changeTemplate,
  createTemplate,
  deleteTemplate,
  presentEditable,
  presentSettingsTemplate,
} from './change.ts';
import {
  cloneSchema,
  newSettingsTemplateSchema,
  settingsTemplateChangesSchema,
  settingsTemplatePageSchema,
  settingsTemplateParams,
  settingsTemplateQuery,
  settingsTemplateSchema,
} from './schema.ts';

const tags = ['Settings templates'];
const path = '/companies/{company}/settings-templates';

const listRoute = apiRoute('settingsTemplate.read', {
  method: 'get',
  path,
  operationId: 'listSettingsTemplates',
  summary: 'Settings templates in the order in which they were made',
  tags,
  request: { params: companyParams, query: settingsTemplateQuery },
  responses: { 200: answers('A page.', settingsTemplatePageSchema) },
});

const createRoute = apiRoute(
  'settingsTemplate.change',
  {
    method: 'post',
    path,
    operationId: 'createSettingsTemplate',
    summary: 'Makes a settings template',
    tags,
    request: { params: companyParams, ...takes(newSettingsTemplateSchema) },
    responses: { 201: answers('Made.', settingsTemplateSchema) },
  },
  { idempotent: true, check: parseSettingsTemplate },
);

const cloneRoute = apiRoute(
  'settingsTemplate.change',
  {
    method: 'post',
    path: `${path}/{settingsTemplate}/clone`,
    operationId: 'cloneSettingsTemplate',
    summary: 'Makes another with the same settings',
    tags,
    request: { params: settingsTemplateParams, ...takes(cloneSchema) },
    responses: { 201: answers('Made.', settingsTemplateSchema) },
  },
  { idempotent: true, check: parseSettingsTemplateChanges },
);

const getRoute = apiRoute('settingsTemplate.read', {
  method: 'get',
  path: `${path}/{settingsTemplate}`,
  operationId: 'getSettingsTemplate',
  summary: 'One settings template',
  tags,
  request: { params: settingsTemplateParams },
  responses: { 200: answers('The settings template.', settingsTemplateSchema) },
});

const changeRoute = apiRoute(
  'settingsTemplate.change',
  {
    method: 'patch',
    path: `${path}/{settingsTemplate}`,
    operationId: 'changeSettingsTemplate',
    summary: 'Changes a settings template; users who have it keep what they have',
    tags,
    request: { params: settingsTemplateParams, ...takes(settingsTemplateChangesSchema) },
    responses: { 200: answers('As it is now.', settingsTemplateSchema) },
  },
  { ifMatch: true, check: parseSettingsTemplateChanges },
);

const deleteRoute = apiRoute(
  'settingsTemplate.change',
  {
    method: 'delete',
    path: `${path}/{settingsTemplate}`,
    operationId: 'deleteSettingsTemplate',
    summary: 'Deletes a settings template; users keep the settings that it gave them',
    tags,
    request: { params: settingsTemplateParams },
    responses: { 204: { description: 'Deleted.' } },
  },
  { ifMatch: true },
);

async function readOr404(c: Asked<CompanyEnv>, id: string) {
  const all = await readSettingsTemplates(c.var.parts.database.kysely, c.var.company.id);
  const template = all.find((one) => one.id === id);
  if (!template) throw notFound('settings template');
  return template;
}

async function answer(c: Asked<CompanyEnv>, template: SettingsTemplate) {
  const { kysely } = c.var.parts.database;
  const { users } = await readSettingsTemplateUse(kysely, c.var.company.id, template.id);
  return withEtag(c, presentSettingsTemplate(template, users), presentEditable(template));
}

async function make(c: Asked<CompanyEnv>, name: string | { of: string }, settings: UserSettings) {
  const template = await once(c, (trx) => createTemplate(c, trx, name, settings));
  c.header('Location', `/api/v1/companies/${c.var.company.id}/settings-templates/${template.id}`);
  return withEtag(c, presentSettingsTemplate(template, 0), presentEditable(template));
}

export function settingsTemplateRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { limit, cursor } = c.req.valid('query');
      const after = parseCursor('settings templates', z.number().int(), cursor) ?? -1;
      const all = await readSettingsTemplates(c.var.parts.database.kysely, c.var.company.id);
      const { page, last } = cutPage(
        all.filter(({ position }) => position > after),
        limit,
      );
      const next = last === null ? null : presentCursor('settings templates', last.position);
      const users = await readSettingsTemplateUsers(c.var.parts.database.kysely, c.var.company.id);
      const items = page.map((one) => presentSettingsTemplate(one, users.get(one.id) ?? 0));
      return c.json({ items, next, total: all.length }, 200);
    })
    .openapi(createRoute, async (c) => {
      const { name, settings } = await checkBody(c, parseSettingsTemplate);
      return c.json(await make(c, name, settings ?? {}), 201);
    })
    .openapi(cloneRoute, async (c) => {
      const { name: of, settings } = await readOr404(c, c.req.valid('param').settingsTemplate);
      return c.json(await make(c, c.req.valid('json').name ?? { of }, settings), 201);
    })
    .openapi(getRoute, async (c) => {
      const template = await readOr404(c, c.req.valid('param').settingsTemplate);
      return c.json(await answer(c, template), 200);
    })
    .openapi(changeRoute, async (c) => {
      const changes = await checkBody(c, parseSettingsTemplateChanges);
      const template = await changeTemplate(c, c.req.valid('param').settingsTemplate, changes);
      return c.json(await answer(c, template), 200);
    })
    .openapi(deleteRoute, async (c) => {
      await deleteTemplate(c, c.req.valid('param').settingsTemplate);
      return c.body(null, 204);
    });
}
