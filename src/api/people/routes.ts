// People in Entra as the templates have read them: the list with why each is a user or not, and one ignored or not.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Reason } from '../../plan/reasons.ts';
import { ignorePerson, unignorePerson } from '../../run/hand-words.ts';
import { readTemplateNames } from '../../store/company-templates.ts';
import { readPeoplePage } from '../../store/people-list.ts';
import type { ListedPerson } from '../../store/people-list.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { handOf, mustDo } from '../deeds.ts';
import { parseAfter, parseFlag, parseSearch, presentPage } from '../lists.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import { ignoreSchema, peopleKey, peoplePageSchema, peopleQuery, personParams } from './schema.ts';
import type { ShownPerson } from './schema.ts';

const tags = ['People'];
const ofTemplate = '/companies/{company}/sync-templates/{template}';

const listRoute = apiRoute('person.read', {
  method: 'get',
  path: '/companies/{company}/people',
  operationId: 'listPeople',
  summary: 'People whom the sync templates have read',
  description: 'By display name. A person whom two templates have read is there once for each.',
  tags,
  request: { params: companyParams, query: peopleQuery },
  responses: { 200: answers('A page.', peoplePageSchema) },
});

const ignoreRoute = apiRoute('person.decide', {
  method: 'put',
  path: `${ofTemplate}/ignored/{person}`,
  operationId: 'ignorePerson',
  summary: 'Ignores a person: no sync makes a user of her',
  tags,
  request: { params: personParams, ...takes(ignoreSchema) },
  responses: { 204: { description: 'Ignored.' } },
});

const unignoreRoute = apiRoute('person.decide', {
  method: 'delete',
  path: `${ofTemplate}/ignored/{person}`,
  operationId: 'unignorePerson',
  summary: 'Ignores a person no longer',
  tags,
  request: { params: personParams },
  responses: { 204: { description: 'No longer ignored.' } },
});

function presentPerson(row: ListedPerson): ShownPerson {
  return {
    templateId: row.templateId,
    person: row.person,
    name: row.name,
    userPrincipalName: row.userPrincipalName,
    isPresent: row.isPresent,
    isExcluded: row.isExcluded,
    isFilteredOut: row.isFilteredOut,
    isGuest: row.isGuest,
    isDisabled: row.isDisabled,
    isIgnored: row.isIgnored,
    createAnyway: row.createAnyway,
    standing: row.standing as ShownPerson['standing'],
    reasons: (row.reasons as Reason[]).map((reason) => ({ ...reason })),
    user: row.user,
    alias: row.alias,
    factsSince: row.factsSince.toISOString(),
  };
}

export function peopleRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { search, template, standing, code, present, ...page } = c.req.valid('query');
      const db = c.var.parts.database.kysely;
      const own = (await readTemplateNames(db, c.var.company.id)).map(({ id }) => id);
      const templates = template === undefined ? own : own.filter((id) => id === template);
      const list = templates.length === 1 ? 'people of one' : 'people';
      const found = await readPeoplePage(db, c.var.company.id, {
        ...parseAfter(list, peopleKey, page),
        search: parseSearch(search, c.var.company.country),
        templates,
        standing: standing ?? null,
        code: code ?? null,
        isPresent: parseFlag(present),
      });
      return c.json(presentPage(list, found, presentPerson), 200);
    })
    .openapi(ignoreRoute, async (c) => {
      const { template, person } = c.req.valid('param');
      await readTemplateOr404(c, template);
      const { until = null, why = null } = c.req.valid('json');
      mustDo(await ignorePerson(handOf(c), template, person, { until, why }));
      return c.body(null, 204);
    })
    .openapi(unignoreRoute, async (c) => {
      const { template, person } = c.req.valid('param');
      await readTemplateOr404(c, template);
      mustDo(await unignorePerson(handOf(c), template, person));
      return c.body(null, 204);
    });
}
