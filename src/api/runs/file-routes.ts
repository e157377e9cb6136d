// All steps of a run as a file: a line each for a spreadsheet, an array for a program.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { readStepsCsv, readStepsJson } from '../../run/steps-file.ts';
import type { StepsOf } from '../../run/steps-file.ts';
import { answerFile } from '../file-answer.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { presentChange } from './present.ts';
import { readRunOr404 } from './routes.ts';
import { runParams } from './schema.ts';

interface Content {
  type: string;
  schema: { type: 'string' } | { type: 'array'; items: { $ref: string } };
}

const fileRoute = <const E extends 'csv' | 'json'>(
  ending: E,
  operationId: string,
  { type, schema }: Content,
) =>
  apiRoute('run.read', {
    method: 'get',
    path: `/companies/{company}/runs/{run}/steps.${ending}`,
    operationId,
    summary: `All steps of a run as a file, ${ending === 'csv' ? 'for a spreadsheet' : 'for a program'}`,
    tags: ['Runs'],
    request: { params: runParams },
    responses: {
      200: {
        description: 'All of them, in the order of the list.',
        content: { [type]: { schema } },
      },
    },
  });
const csvRoute = fileRoute('csv', 'exportRunStepsCsv', { type: 'text/csv', schema: { type: 'string' } });
const jsonRoute = fileRoute('json', 'exportRunStepsJson', {
  type: 'application/json',
  schema: { type: 'array', items: { $ref: '#/components/schemas/RunStep' } },
});

async function readStepsOf(c: Asked<CompanyEnv>, id: string): Promise<StepsOf> {
  const { run } = await readRunOr404(c, id);
  return {
    db: c.var.parts.database.kysely,
    run: { id: run.id, templateId: run.template_id, companyId: c.var.company.id },
  };
}

export function runFileRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(csvRoute, async (c) => {
      const pieces = readStepsCsv(await readStepsOf(c, c.req.valid('param').run));
      const file = { type: 'text/csv; charset=utf-8', name: 'steps.csv' };
      return (await answerFile(c as unknown as Context<CompanyEnv>, pieces, file)) as never;
    })
    .openapi(jsonRoute, async (c) => {
      const of = await readStepsOf(c, c.req.valid('param').run);
      const pieces = readStepsJson(of, (step) => presentChange(step, step.displayName));
      const file = { type: 'application/json; charset=utf-8', name: 'steps.json' };
      return (await answerFile(c as unknown as Context<CompanyEnv>, pieces, file)) as never;
    });
}
