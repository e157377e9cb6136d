// The configuration document over the API: exported for a company or for all, imported whole or not at all. An import by
// somebody of a company is about that company and nothing else.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { hasRight } from '../../access/rights.ts';
import { applyImport } from '../../document/apply-import.ts';
import type { ImportOutcome } from '../../document/apply-import.ts';
import type { PlannedChange } from '../../document/present-plan.ts';
import { parseDocument } from '../../document/parse-document.ts';
import { presentDocument } from '../../document/present-document.ts';
import { readExport } from '../../document/read-export.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { readCompanies } from '../../store/companies.ts';
import type { Company } from '../../store/companies.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { requireMatch, withEtag } from '../etag.ts';
import { flagQuery } from '../lists.ts';
import { actorOf } from '../parts.ts';
import type { Asked, PublicEnv, SignedInEnv } from '../parts.ts';
import { invalid, Problem } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { presentFaults } from '../sync-templates/decide.ts';

const tags = ['Configuration document'];

const documentSchema = z.record(z.string(), z.unknown()).openapi('ConfigurationDocument', {
  description: 'As `rollcall export` prints it; docs/configuration.md.',
});

const differenceSchema = z
  .object({
    key: z.string().openapi({ example: 'fieldMapping.alias' }),
    did: z.enum(['added', 'removed', 'changed', 'moved']),
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .openapi('DocumentDifference', { description: 'Values are cut to where they differ; secrets are dots.' });

const importedSchema = z
  .object({
    dryRun: z.boolean(),
    changes: z.array(
      z.object({
        what: z.string(),
        company: z.string(),
        name: z.string(),
        did: z.enum(['created', 'updated', 'unchanged']),
        fields: z.array(z.string()),
        values: z.array(differenceSchema).openapi({ description: 'At most a hundred.' }),
        more: z.number().int().openapi({ description: 'How many more values differ.' }),
        means: z.array(z.string()).openapi({ description: 'What it means for users.' }),
      }),
    ),
    warnings: z.array(
      z.object({ company: z.string(), name: z.string(), message: z.string(), cure: z.string() }),
    ),
  })
  .openapi('Imported');

const importQuery = z
  .object({ dryRun: flagQuery.openapi({ description: 'true: says what it would do and changes nothing.' }) })
  .strict();

const ifMatch = z.object({
  'if-match': z.string().max(1_000).optional().openapi({
    description: 'ETag of the export that was edited: refused (412) when it is another one by now.',
  }),
});

/** A company with ten thousand number series fits several times. */
const IMPORT_BYTES = 16 * 1024 * 1024;

const exportRoute = apiRoute('company.read', {
  method: 'get',
  path: '/companies/{company}/document',
  operationId: 'exportCompany',
  summary: 'The company’s configuration document, secrets left out',
  tags,
  request: { params: companyParams },
  responses: { 200: answers('The document.', documentSchema) },
});

const importRoute = apiRoute(
  'company.change',
  {
    method: 'post',
    path: '/companies/{company}/document',
    operationId: 'importCompany',
    summary: 'Creates or updates what the document says of this company, all or nothing',
    tags,
    request: { params: companyParams, query: importQuery, headers: ifMatch, ...takes(documentSchema) },
    responses: { 200: answers('What it did.', importedSchema) },
  },
  { maxBodyBytes: IMPORT_BYTES, problems: [412] },
);

const exportAllRoute = apiRoute('installation.read', {
  method: 'get',
  path: '/document',
  operationId: 'exportInstallation',
  summary: 'The configuration document of all companies, secrets left out',
  tags,
  responses: { 200: answers('The document.', documentSchema) },
});

const importAllRoute = apiRoute(
  'installation.change',
  {
    method: 'post',
    path: '/document',
    operationId: 'importInstallation',
    summary: 'Creates or updates everything in the document, all or nothing',
    tags,
    request: { query: importQuery, headers: ifMatch, ...takes(documentSchema) },
    responses: { 200: answers('What it did.', importedSchema) },
  },
  { maxBodyBytes: IMPORT_BYTES, problems: [412] },
);

type Document = z.infer<typeof documentSchema>;

/** only: the name of the one company that the document may be about; null for any. */
async function importDocument(
  c: Asked<SignedInEnv>,
  only: Company | null,
  isDryRun: boolean,
): Promise<z.infer<typeof importedSchema>> {
  const { database, box, clouds, webhookHosts, targetKinds: kinds } = c.var.parts;
  const document = parseDocument(await c.req.text(), [...clouds.keys()], webhookHosts);
  const other = document.companies.find(({ company }) => only !== null && company.name !== only.name);
  if (other) {
    const message = `The document is about ${JSON.stringify(other.company.name)}, not about this one.`;
    throw invalid([{ path: 'company.name', message, cure: `Write ${JSON.stringify(only?.name)} there.` }]);
  }
  const { changes, warnings, faults } = await applyImport(database.kysely, document, {
    isDryRun,
    newId: () => crypto.randomUUID(),
    openBox: () => Promise.resolve(box),
    kinds,
    by: { actor: actorOf(c.var.principal), at: new Date(c.var.parts.clock()) },
    onLocked: (trx) => requireSeen(c, trx, only),
    onApplied: (trx, outcome) => {
      refuseOpening(c, outcome);
      return auditImport(c, trx, only, outcome);
    },
  });
  if (faults.length > 0) throw invalid(presentFaults(faults));
  return {
    dryRun: isDryRun,
    changes: changes.map(presentChange),
    warnings: warnings.map(({ company, name, message, cure }) => ({ company, name, message, cure })),
  };
}

/** Whoever says which export was edited does not write over what somebody else has changed since. */
async function requireSeen(
  c: Asked<SignedInEnv>,
  trx: Parameters<typeof readCompanies>[0],
  only: Company | null,
): Promise<void> {
  if (!c.req.header('If-Match')?.trim()) return;
  const companies = only
    ? (await readCompanies(trx)).filter(({ id }) => id === only.id)
    : await readCompanies(trx);
  requireMatch(c, presentDocument(await readExport(trx, companies)));
}

/** Both send people's names out of the house: what no token may do by itself, none may by a document. */
const opening = [
  { what: 'webhook', key: 'webhooks', right: 'webhook.change' },
  { what: 'target', key: 'targets', right: 'target.change' },
] as const;

function refuseOpening(c: Asked<SignedInEnv>, { changes }: ImportOutcome): void {
  const { principal } = c.var;
  if (principal.kind !== 'token') return;
  for (const { what, key, right } of opening) {
    const isChanged = changes.some((change) => change.what === what && change.did !== 'unchanged');
    if (!isChanged || hasRight(principal, right)) continue;
    throw new Problem(
      403,
      'notAllowed',
      `This token may not make or change ${key}, and the document does.`,
      `Take "${key}" out of the document, or import it as a person.`,
    );
  }
}

function presentChange({ what, company, name, did, fields, values, more, means }: PlannedChange) {
  const shown = values.map(({ key, did: how, before, after }) => ({ key, did: how, before, after }));
  return { what, company, name, did, fields, values: shown, more, means };
}

async function auditImport(
  c: Asked<SignedInEnv>,
  trx: Parameters<typeof writeAudit>[0],
  only: Company | null,
  { changes }: ImportOutcome,
): Promise<void> {
  const changed = changes.filter(({ did }) => did !== 'unchanged');
  await writeAudit(trx, {
    companyId: only?.id ?? null,
    actor: actorOf(c.var.principal),
    action: 'document.import',
    subject: { kind: 'document', id: null, name: only?.name ?? null },
    details: { changes: changed.slice(0, 200).map(presentAudited), changed: changed.length },
    address: c.var.address,
  });
}

/** The document can be exported before and after; the log keeps what was touched. */
const presentAudited = ({ what, company, name, did, fields }: PlannedChange) => ({
  what,
  company,
  name,
  did,
  fields,
});

export function documentRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(exportRoute, async (c) => {
      const exported = await readExport(c.var.parts.database.kysely, [c.var.company]);
      return c.json(withEtag(c, presentDocument(exported) as Document), 200);
    })
    .openapi(importRoute, async (c) => {
      const isDryRun = c.req.valid('query').dryRun === 'true';
      return c.json(await importDocument(c, c.var.company, isDryRun), 200);
    })
    .openapi(exportAllRoute, async (c) => {
      const db = c.var.parts.database.kysely;
      const exported = await readExport(db, await readCompanies(db));
      return c.json(withEtag(c, presentDocument(exported) as Document), 200);
    })
    .openapi(importAllRoute, async (c) => {
      const isDryRun = c.req.valid('query').dryRun === 'true';
      return c.json(await importDocument(c, null, isDryRun), 200);
    });
}
