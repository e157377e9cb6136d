// Creation rules tried on everybody in scope before they are saved: whom each would decide for, and which never do.
import { OpenAPIHono } from '@hono/zod-openapi';
import { tryRules } from '../../run/try-rules.ts';
import { answers, takes } from '../answers.ts';
import type { PublicEnv } from '../parts.ts';
import { templateParams } from '../people/schema.ts';
import { apiRoute } from '../route.ts';
import { decideTemplate } from '../sync-templates/decide.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import { rulesTriedSchema, tryRulesQuery, tryRulesSchema } from './schema.ts';

const tryRoute = apiRoute('syncTemplate.change', {
  method: 'post',
  path: '/companies/{company}/sync-templates/{template}/rules/try',
  operationId: 'tryRules',
  summary: 'Tells whom creation rules would decide for if everybody in scope were new; saves nothing',
  description:
    'On what was read last. The first rule that fits decides. Groups are as they were read last: who belongs to which is asked when somebody could be made a user.',
  tags: ['Sync templates'],
  request: { params: templateParams, query: tryRulesQuery, ...takes(tryRulesSchema) },
  responses: { 200: answers('Rule by rule.', rulesTriedSchema) },
});

export function ruleRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(tryRoute, async (c) => {
    const { template: id } = c.req.valid('param');
    const { limit } = c.req.valid('query');
    const db = c.var.parts.database.kysely;
    const stored = await readTemplateOr404(c, id);
    // The same checks as when they are saved, with the same faults at the same places.
    const { write } = await decideTemplate(c, db, stored, id);
    const { rules } = write.setup.template;
    const tried = await tryRules(db, stored, c.var.company, rules, limit);
    const shown = tried.rules.map(({ name, fits, decides, unknown, samples }) => ({
      name,
      fits,
      decides,
      isShadowed: fits > 0 && decides === 0,
      unknown,
      samples,
    }));
    const { people, none, undecided, unreadFields } = tried;
    return c.json({ people, rules: shown, none, undecided, unreadFields }, 200);
  });
}
