// The directory quality report of a sync template: what is wrong in Entra as far as phones go, who has it, and all of it as CSV.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { OutsideError } from '../../connectors/outside-error.ts';
import { connectors } from '../../connectors/registry.ts';
import { readQuality, readQualityPage } from '../../run/quality.ts';
import { readQualityCsv } from '../../run/quality-csv.ts';
import type { QualityAsk } from '../../run/quality.ts';
import { readGroupNames } from '../../run/quality-groups.ts';
import type { GroupNames } from '../../run/quality-groups.ts';
import { openRenewal } from '../../run/renew-credential.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import { answers } from '../answers.ts';
import { answerFile } from '../file-answer.ts';
import { parseCursor, presentCursor } from '../paging.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { templateParams } from '../people/schema.ts';
import { Problem } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { openStored } from '../sync-templates/decide.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import {
  positionSchema,
  qualityPageQuery,
  qualityPageSchema,
  qualityParams,
  qualitySchema,
} from './schema.ts';

const tags = ['People'];
const ofTemplate = '/companies/{company}/sync-templates/{template}';

const reportRoute = apiRoute('person.read', {
  method: 'get',
  path: `${ofTemplate}/quality`,
  operationId: 'readQuality',
  summary: 'What is wrong in Entra as far as phones go: counts, the first people of each, and how it went',
  description:
    'Works as soon as a run or a preview has read people, also on a paused template and before anything is mapped.',
  tags,
  request: { params: templateParams },
  responses: { 200: answers('The report.', qualitySchema) },
});

const csvRoute = apiRoute('person.read', {
  method: 'get',
  path: `${ofTemplate}/quality.csv`,
  operationId: 'exportQuality',
  summary: 'Everything that the directory quality report found, as CSV for a spreadsheet',
  description: 'UTF-8 with byte order mark and semicolons: Excel opens it as it is.',
  tags,
  request: { params: templateParams },
  responses: {
    200: {
      description: 'A line for each person and finding.',
      content: { 'text/csv': { schema: { type: 'string' } } },
    },
  },
});

const peopleRoute = apiRoute('person.read', {
  method: 'get',
  path: `${ofTemplate}/quality/{code}`,
  operationId: 'listQualityPeople',
  summary: 'People with one finding of the directory quality report',
  description:
    'By name; those who share a value next to each other. Who was corrected since the report is not shown any more, so that a page may be short.',
  tags,
  request: { params: qualityParams, query: qualityPageQuery },
  responses: { 200: answers('A page.', qualityPageSchema) },
});

async function readAsk(c: Asked<CompanyEnv>, id: string): Promise<QualityAsk> {
  const template = await readTemplateOr404(c, id);
  const { database, clock } = c.var.parts;
  return { database, template, company: c.var.company, now: clock() };
}

/** Asks the source at most once an hour; without an answer the report is there all the same. */
function readGroups(c: Asked<CompanyEnv>, { database, template, now }: QualityAsk): Promise<GroupNames> {
  return readGroupNames(database, template, now, (names) => askSource(c, template, names));
}

async function askSource(c: Asked<CompanyEnv>, stored: StoredSyncTemplate, names: readonly string[]) {
  const { provider, template } = stored;
  const { clouds, clock, maxWaitSeconds, database, box } = c.var.parts;
  const { credentials: sealed } = stored;
  const [cloud, credentials] = [clouds.get(provider.cloud), await openStored(c, stored)];
  if (!cloud || sealed === null || credentials === null || credentials === 'unreadable') {
    const message = cloud ? 'The stored secret can not be opened.' : `There is no cloud "${provider.cloud}".`;
    throw new OutsideError(
      'entra',
      'provider.invalid',
      message,
      'Give the sync template its provider settings again.',
    );
  }
  const renew = openRenewal({ database, openBox: async () => box, now: clock });
  const onNextInUse = renew({ templateId: template.id, provider, sealed });
  const options = { provider, credentials, cloud, now: clock, maxWaitSeconds, onNextInUse };
  return connectors[template.kind].readNamesakes(options, names);
}

const listOfCode = (template: string, code: string) => `quality ${template} ${code}`;

const anotherReport = () =>
  new Problem(
    400,
    'cursor.invalid',
    'The report was made anew since the page before.',
    'Begin again with the first page.',
  );

export function qualityRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(reportRoute, async (c) => {
      const ask = await readAsk(c, c.req.valid('param').template);
      const report = await readQuality(ask, await readGroups(c, ask));
      const { findings, notChecked, ...about } = report;
      const shown = findings.map((finding) => ({
        ...finding,
        people: finding.people.map((person) => ({ ...person })),
      }));
      return c.json({ ...about, findings: shown, notChecked: notChecked.map((one) => ({ ...one })) }, 200);
    })
    .openapi(csvRoute, async (c) => {
      const ask = await readAsk(c, c.req.valid('param').template);
      const pieces = readQualityCsv(ask, await readGroups(c, ask));
      const file = { type: 'text/csv; charset=utf-8', name: 'quality.csv' };
      return (await answerFile(c as unknown as Context<CompanyEnv>, pieces, file)) as never;
    })
    .openapi(peopleRoute, async (c) => {
      const { template, code } = c.req.valid('param');
      const { limit, cursor } = c.req.valid('query');
      const ask = await readAsk(c, template);
      const list = listOfCode(template, code);
      const page = await readQualityPage(ask, code, parseCursor(list, positionSchema, cursor), limit);
      if (page === null) throw anotherReport();
      const items = page.rows.map((row) => ({ ...row }));
      const next = page.next && presentCursor(list, page.next);
      const total = cursor === undefined ? { total: page.total, totalIsExact: true } : {};
      return c.json({ items, next, ...total }, 200);
    });
}
