// One person explained: by one sync template, or by whichever of the company's has her. Asks Entra unless told not to.
import { OpenAPIHono } from '@hono/zod-openapi';
import { explainInCompany } from '../../run/explain-in-company.ts';
import type { ExplainDeps } from '../../run/explain-live.ts';
import { explainPerson } from '../../run/explain.ts';
import { openLook } from '../../run/open-look.ts';
import { answers } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { parseFlag } from '../lists.ts';
import type { ApiParts, PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import { companyExplanationSchema, explainQuery, explanationSchema } from './explanation-schema.ts';
import { templateParams } from './schema.ts';

const tags = ['People'];

const explainRoute = apiRoute('person.read', {
  method: 'get',
  path: '/companies/{company}/sync-templates/{template}/explain',
  operationId: 'explainPerson',
  summary: 'Why a person is or is not a user, station by station, with the smallest changes that would help',
  description:
    'Also for people whom no run has read: Entra is asked then, within 5 seconds and 6 requests. It changes nothing, and works on a paused template.',
  tags,
  request: { params: templateParams, query: explainQuery },
  responses: { 200: answers('What is known of whoever fits.', explanationSchema) },
});

const explainAnywhereRoute = apiRoute('person.read', {
  method: 'get',
  path: '/companies/{company}/explain',
  operationId: 'explainPersonInCompany',
  summary: 'A person explained by the sync template that has her, with what each template makes of her',
  tags,
  request: { params: companyParams, query: explainQuery },
  responses: { 200: answers('What is known of whoever fits.', companyExplanationSchema) },
});

function openDeps({ database, box, clouds, maxWaitSeconds, clock }: ApiParts): ExplainDeps {
  const look = openLook({ openBox: async () => box, clouds, maxWaitSeconds, now: clock, database, clock });
  return { database, now: clock, look };
}

export function explainRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(explainRoute, async (c) => {
      const { template } = await readTemplateOr404(c, c.req.valid('param').template);
      const { who, live } = c.req.valid('query');
      const ask = { templateId: template.id, who, isLive: parseFlag(live) ?? true };
      return c.json(explanationSchema.parse(await explainPerson(openDeps(c.var.parts), ask)), 200);
    })
    .openapi(explainAnywhereRoute, async (c) => {
      const { who, live } = c.req.valid('query');
      const ask = { companyId: c.var.company.id, who, isLive: parseFlag(live) ?? true };
      const explained = await explainInCompany(openDeps(c.var.parts), ask);
      return c.json(companyExplanationSchema.parse(explained), 200);
    });
}
