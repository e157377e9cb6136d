// What can be done with a sync template beside editing it: its mode set, its connection tried, its users kept when the tenant
// has changed, the fields that its people have.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import type { ConnectionReport } from '../../connectors/entra/connection-test.ts';
import { parsePastedProvider } from '../../document/parse-sync-template.ts';
import { parseSyntax } from '../../document/syntax.ts';
import type { ParsedProvider } from '../../plan/provider-json.ts';
import { presentDate } from '../../plan/due.ts';
import { presentValue } from '../../plan/present-fact.ts';
import { keepUsers } from '../../run/keep-users.ts';
import type { TriedCredentials } from '../../run/renew-credential.ts';
import { setMode } from '../../run/set-mode.ts';
import { writeConnectionMark } from '../../store/connection-marks.ts';
import { writeKnownEnd } from '../../store/credential-watch.ts';
import { readFieldChoices } from '../../run/field-choices.ts';
import { mappableFields } from '../../document/entra-fields.ts';
import { writeKeptSamples } from '../../store/field-samples.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { must, templateDeedOf } from '../deeds.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { templateParams } from '../people/schema.ts';
import { invalid, refuse } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { presentAlsoAsked, readConnection } from './connection.ts';
import { openStored, presentFaults } from './decide.ts';
import { readTemplateOr404 } from './read.ts';
import { answerTemplate } from './routes.ts';
import {
  connectionReportSchema,
  fieldsSchema,
  keptUsersSchema,
  modeSchema,
  syncTemplateSchema,
  testSchema,
  testStoredSchema,
} from './schema.ts';

const tags = ['Sync templates'];
const path = '/companies/{company}/sync-templates';

const modeRoute = apiRoute('syncTemplate.change', {
  method: 'put',
  path: `${path}/{template}/mode`,
  operationId: 'setMode',
  summary: 'Pauses a sync template, or sets another mode; whatever else is being edited',
  tags,
  request: { params: templateParams, ...takes(modeSchema) },
  responses: { 200: answers('As it is now.', syncTemplateSchema) },
});

const testRoute = apiRoute('syncTemplate.change', {
  method: 'post',
  path: `${path}/connection-tests`,
  operationId: 'testConnection',
  summary: 'Tries a provider that is not saved, and keeps nothing',
  tags,
  request: { params: companyParams, ...takes(testSchema) },
  responses: { 200: answers('What works and what does not, each with its cure.', connectionReportSchema) },
});

const testStoredRoute = apiRoute('syncTemplate.change', {
  method: 'post',
  path: `${path}/{template}/connection-tests`,
  operationId: 'testStoredConnection',
  summary: 'Tries the connection of a sync template',
  tags,
  request: { params: templateParams, ...takes(testStoredSchema) },
  responses: { 200: answers('What works and what does not, each with its cure.', connectionReportSchema) },
});

const keepUsersRoute = apiRoute('syncTemplate.change', {
  method: 'post',
  path: `${path}/{template}/keep-users`,
  operationId: 'keepUsers',
  summary: 'Cuts the links of users who came from another tenant; the users stay',
  tags,
  request: { params: templateParams },
  responses: { 200: answers('How many links were cut.', keptUsersSchema) },
});

const fieldsRoute = apiRoute('syncTemplate.read', {
  method: 'get',
  path: `${path}/{template}/fields`,
  operationId: 'listFields',
  summary: 'Every field that a mapping can name, with how many people have it and sample values',
  description:
    'Of everybody where the template reads the field, else of the page of people that a connection test or a nightly run looked at (weekly). Which directory extensions a tenant has can not be listed: those that the mapping names are here.',
  tags,
  request: { params: templateParams },
  responses: { 200: answers('By name.', fieldsSchema) },
});

async function parseProviderBody(
  c: Asked<CompanyEnv>,
  provider: unknown,
  secretMayBeAbsent: boolean,
): Promise<ParsedProvider> {
  const root = parseSyntax('{"provider":null}');
  if ('faults' in root) throw new Error('not JSON');
  const text = typeof provider === 'string' ? provider : JSON.stringify(provider, null, 2);
  const options = { clouds: [...c.var.parts.clouds.keys()], secretMayBeAbsent };
  const parsed = parsePastedProvider({ ...root, key: 'provider' }, text, options);
  if (parsed) return parsed;
  throw invalid(presentFaults(root.reading.faults));
}

export function presentReport(report: ConnectionReport): z.infer<typeof connectionReportSchema> {
  const { ok, token, permissions, groups, people, fields, credentialExpires } = report;
  return {
    ok,
    token: { ...token },
    permissions: permissions.map((check) => ({ ...check })),
    groups: groups.map(({ candidates, ...check }) => ({
      ...check,
      candidates: candidates.map(({ id, name, kind }) => ({ id, name, kind })),
    })),
    people: { ...people },
    fields: fields.map(({ field, filled, samples }) => ({ field, filled, samples })),
    credentialExpires,
  };
}

/** What the test saw of people's fields, for choosing a mapping. */
async function keepSamples(
  c: Asked<CompanyEnv>,
  templateId: string,
  report: ConnectionReport,
): Promise<void> {
  if (report.people.state !== 'ok') return;
  const { database, clock } = c.var.parts;
  const fields = report.fields.map(({ field, filled, samples }) => ({
    field,
    count: filled,
    samples: samples.map((value) => presentValue(value) ?? ''),
  }));
  const samples = { people: report.people.count, fields };
  await writeKeptSamples(database.kysely, templateId, samples, new Date(clock()));
}

/** What the test saw of the credential's end. */
async function keepEnd(
  c: Asked<CompanyEnv>,
  { templateId, sealed }: TriedCredentials,
  { credentialEnd }: ConnectionReport,
): Promise<void> {
  if (credentialEnd === null) return;
  const { at, source, isSure } = credentialEnd;
  const end = { expires: presentDate(at, c.var.company.timeZone), source, isSure };
  await writeKnownEnd(c.var.parts.database.kysely, { templateId, sealed }, end);
}

async function testStored(c: Asked<CompanyEnv>, stored: StoredSyncTemplate, provider: unknown) {
  const given = provider === undefined ? null : await parseProviderBody(c, provider, true);
  const opened = await openStored(c, stored);
  const known = opened === 'unreadable' ? null : opened;
  const current = given?.credentials.current ?? known?.current;
  if (current === undefined) {
    const message = 'No secret is stored, or it can not be opened with this key.';
    const cure = 'Give a client_secret or a certificate in "provider".';
    throw refuse({ code: 'provider.invalid', message, cure });
  }
  const next = given?.credentials.next === undefined ? (known?.next ?? null) : given.credentials.next;
  const asked = given?.provider ?? stored.provider;
  const also = presentAlsoAsked(asked, stored.template.rules, stored);
  const { id: templateId } = stored.template;
  const tried =
    given === null && stored.credentials
      ? { templateId, provider: stored.provider, sealed: stored.credentials }
      : null;
  const options = { also, ...(tried && { tried }) };
  const report = await readConnection(c, stored.template.kind, asked, { current, next }, options);
  if (tried !== null) await keepEnd(c, tried, report);
  if (given === null) {
    const at = new Date(c.var.parts.clock()).toISOString();
    const mark = { state: report.ok ? ('ok' as const) : ('failed' as const), at };
    await writeConnectionMark(c.var.parts.database.kysely, stored.template.id, mark);
    await keepSamples(c, stored.template.id, report);
  }
  return presentReport(report);
}

export function syncTemplateActionRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(modeRoute, async (c) => {
      const { template } = await readTemplateOr404(c, c.req.valid('param').template);
      const { mode } = c.req.valid('json');
      must(await setMode(c.var.parts.database, { ...templateDeedOf(c, template.id), mode }));
      return c.json(await answerTemplate(c, template.id), 200);
    })
    .openapi(testRoute, async (c) => {
      const { provider, credentials } = await parseProviderBody(c, c.req.valid('json').provider, false);
      const { current, next = null } = credentials;
      if (current === undefined) throw new Error('A provider was taken without its secret.');
      return c.json(presentReport(await readConnection(c, 'entra', provider, { current, next })), 200);
    })
    .openapi(testStoredRoute, async (c) => {
      const stored = await readTemplateOr404(c, c.req.valid('param').template);
      return c.json(await testStored(c, stored, c.req.valid('json').provider), 200);
    })
    .openapi(keepUsersRoute, async (c) => {
      const { template } = await readTemplateOr404(c, c.req.valid('param').template);
      const { users } = must(await keepUsers(c.var.parts.database, templateDeedOf(c, template.id)));
      return c.json({ users }, 200);
    })
    .openapi(fieldsRoute, async (c) => {
      const { template, lastCompleteReadAt } = await readTemplateOr404(c, c.req.valid('param').template);
      const choices = await readFieldChoices(c.var.parts.database.kysely, template.id, mappableFields);
      const items = choices.map(({ field, count, of, samples, from }) => ({
        field,
        count,
        of,
        samples,
        from,
      }));
      return c.json({ readAt: lastCompleteReadAt?.toISOString() ?? null, items }, 200);
    });
}
