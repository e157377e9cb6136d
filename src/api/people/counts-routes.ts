// How many people stand how and why: what the portal groups the list of people by.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { readTemplateNames } from '../../store/company-templates.ts';
import { readPeopleCounts } from '../../store/people-counts.ts';
import { standings } from '../../store/people-list.ts';
import { answers } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';

const count = z.number().int();
const countsSchema = z
  .object({
    people: count,
    standings: z.object({ linked: count, skip: count, conflict: count, outside: count }),
    reasons: z
      .array(z.object({ standing: z.enum(standings), code: z.string(), count }))
      .openapi({ description: 'The most frequent first. A person with two reasons counts for both.' }),
  })
  .openapi('PeopleCounts');

const countsRoute = apiRoute('person.read', {
  method: 'get',
  path: '/companies/{company}/people/counts',
  operationId: 'countPeople',
  summary: 'How many people stand how, and for which reasons',
  tags: ['People'],
  request: { params: companyParams, query: z.object({ template: z.uuid().optional() }).strict() },
  responses: { 200: answers('What the last plans said.', countsSchema) },
});

export function peopleCountsRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(countsRoute, async (c) => {
    const { template } = c.req.valid('query');
    const db = c.var.parts.database.kysely;
    const own = (await readTemplateNames(db, c.var.company.id)).map(({ id }) => id);
    const templates = template === undefined ? own : own.filter((id) => id === template);
    const counts = await readPeopleCounts(db, templates);
    const countOf = (standing: string): number =>
      counts.standings.find((one) => one.standing === standing)?.count ?? 0;
    const answer = {
      people: counts.standings.reduce((sum, one) => sum + one.count, 0),
      standings: {
        linked: countOf('linked'),
        skip: countOf('skip'),
        conflict: countOf('conflict'),
        outside: countOf('outside'),
      },
      reasons: counts.reasons,
    };
    return c.json(countsSchema.parse(answer), 200);
  });
}
