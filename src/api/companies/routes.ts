// Companies: list, make, read, change. An operator sees all of them, everybody else the own one.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { mapWords } from '../../plan/search.ts';
import { parseCompanyChanges, parseNewCompany } from '../../document/parse-company.ts';
import { readCompaniesPage } from '../../store/companies-list.ts';
import { checkBody } from '../body.ts';
import { withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { changeCompany, createCompany } from './change.ts';
import { presentCompany } from './present.ts';
import {
  changedCompanySchema,
  companyChangesSchema,
  companyPageSchema,
  companyParams,
  companyQuery,
  companySchema,
  newCompanySchema,
} from './schema.ts';

const tags = ['Companies'];

const listRoute = apiRoute('companies.list', {
  method: 'get',
  path: '/companies',
  operationId: 'listCompanies',
  summary: 'Companies, by name',
  tags,
  request: { query: companyQuery },
  responses: {
    200: { description: 'A page.', content: { 'application/json': { schema: companyPageSchema } } },
  },
});

const createRoute = apiRoute(
  'company.create',
  {
    method: 'post',
    path: '/companies',
    operationId: 'createCompany',
    summary: 'Makes a company',
    tags,
    request: { body: { required: true, content: { 'application/json': { schema: newCompanySchema } } } },
    responses: { 201: { description: 'Made.', content: { 'application/json': { schema: companySchema } } } },
  },
  { idempotent: true, check: parseNewCompany },
);

const getRoute = apiRoute('company.read', {
  method: 'get',
  path: '/companies/{company}',
  operationId: 'getCompany',
  summary: 'One company',
  tags,
  request: { params: companyParams },
  responses: {
    200: { description: 'The company.', content: { 'application/json': { schema: companySchema } } },
  },
});

const changeRoute = apiRoute(
  'company.change',
  {
    method: 'patch',
    path: '/companies/{company}',
    operationId: 'changeCompany',
    summary: 'Changes a company',
    tags,
    request: {
      params: companyParams,
      body: { required: true, content: { 'application/json': { schema: companyChangesSchema } } },
    },
    responses: {
      200: {
        description: 'As it is now.',
        content: { 'application/json': { schema: changedCompanySchema } },
      },
    },
  },
  { ifMatch: true, check: parseCompanyChanges },
);

export function companyRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, search = '' } = c.req.valid('query');
      const words = mapWords(search);
      const list = ['companies', ...words].join(' ');
      const { companies, total } = await readCompaniesPage(c.var.parts.database.kysely, {
        companyId: c.var.principal.companyId,
        words,
        after: parseCursor(list, z.string(), cursor),
        limit: limit + 1,
      });
      const { page, last } = cutPage(companies, limit);
      const next = last === null ? null : presentCursor(list, last.name);
      return c.json({ items: page.map(presentCompany), next, total }, 200);
    })
    .openapi(createRoute, async (c) => {
      const { name, values } = await checkBody(c, parseNewCompany);
      const company = await once(c, async (trx) => presentCompany(await createCompany(c, trx, name, values)));
      c.header('Location', `/api/v1/companies/${company.id}`);
      return c.json(withEtag(c, company), 201);
    })
    .openapi(getRoute, (c) => c.json(withEtag(c, presentCompany(c.var.company)), 200))
    .openapi(changeRoute, async (c) => {
      const changes = await checkBody(c, parseCompanyChanges);
      const { company, warnings } = await changeCompany(c, changes);
      const shown = presentCompany(company);
      withEtag(c, shown);
      return c.json({ ...shown, warnings }, 200);
    });
}
