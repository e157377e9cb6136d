// The change log and the audit log, of a company; the audit log of the whole installation for those who run it.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import type { Selectable } from 'kysely';
import { readUndoVerdicts } from '../../run/undo-slices.ts';
import type { UndoVerdict } from '../../run/undo-slices.ts';
import type { Actor } from '../../store/audit-log.ts';
import { readAuditPage } from '../../store/audit-list.ts';
import { readChangeLogPage } from '../../store/change-log-list.ts';
import type { ListedChange } from '../../store/change-log-list.ts';
import type { AuditLogTable } from '../../store/tables.ts';
import { answers } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { parseAfter, parseMoment, presentPage } from '../lists.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { presentActor, presentChange } from '../runs/present.ts';
import { auditPageSchema, auditQuery, changePageSchema, changeQuery, idKey } from './schema.ts';
import type { ShownAudit, ShownChange } from './schema.ts';

const tags = ['Logs'];

const changesRoute = apiRoute('change.read', {
  method: 'get',
  path: '/companies/{company}/changes',
  operationId: 'listChanges',
  summary: 'Change log: what happened to users, newest first',
  tags,
  request: { params: companyParams, query: changeQuery },
  responses: { 200: answers('A page.', changePageSchema) },
});

const auditRoute = apiRoute('audit.read', {
  method: 'get',
  path: '/companies/{company}/audit',
  operationId: 'listAudit',
  summary: 'Audit log: what people did, newest first',
  tags,
  request: { params: companyParams, query: auditQuery },
  responses: { 200: answers('A page.', auditPageSchema) },
});

const auditAllRoute = apiRoute('installation.read', {
  method: 'get',
  path: '/audit',
  operationId: 'listInstallationAudit',
  summary: 'Audit log of the whole installation',
  tags,
  request: { query: auditQuery },
  responses: { 200: answers('A page.', auditPageSchema) },
});

function presentLogged(row: ListedChange, verdict: UndoVerdict | undefined): ShownChange {
  const actor = row.actor as Actor | null;
  return {
    ...presentChange(row, null),
    run: row.run_id,
    trigger: row.trigger,
    template: row.template,
    by: presentActor(actor ?? row.requestedBy),
    ...(verdict
      ? { undo: { can: verdict.canUndo, reasons: verdict.reasons.map((reason) => ({ ...reason })) } }
      : {}),
  };
}

function presentEntry(row: Selectable<AuditLogTable>): ShownAudit {
  return {
    id: row.id,
    at: row.at.toISOString(),
    company: row.company_id,
    by: presentActor(row.actor as Actor) ?? { kind: 'system', id: null, name: '' },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    before: row.before ?? null,
    after: row.after ?? null,
    details: row.details as Record<string, unknown>,
    address: row.address,
  };
}

function presentAuditAsk({
  actor,
  action,
  subjectKind,
  subjectId,
  from,
  to,
  ...page
}: z.infer<typeof auditQuery>) {
  return {
    ...parseAfter('audit', idKey, page),
    actor: actor ?? null,
    action: action ?? null,
    subjectKind: subjectKind ?? null,
    subjectId: subjectId ?? null,
    from: parseMoment(from),
    to: parseMoment(to),
  };
}

async function readVerdicts(
  { var: { parts, company } }: Asked<CompanyEnv>,
  ids: readonly number[],
): Promise<Map<number, UndoVerdict>> {
  if (ids.length === 0) return new Map();
  return parts.database.kysely
    .transaction()
    .execute((trx) => readUndoVerdicts(trx, company, ids, parts.clock()));
}

export function logRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(changesRoute, async (c) => {
      const { user, person, run, actor, do: what, undo, from, to, ...page } = c.req.valid('query');
      const found = await readChangeLogPage(c.var.parts.database.kysely, c.var.company.id, {
        ...parseAfter('changes', idKey, page),
        user: user ?? null,
        person: person ?? null,
        run: run ?? null,
        actor: actor ?? null,
        do: what ?? null,
        from: parseMoment(from),
        to: parseMoment(to),
      });
      const ids = undo === 'true' ? found.rows.map(({ id }) => id) : [];
      const verdicts = await readVerdicts(c, ids);
      return c.json(
        presentPage('changes', found, (row) => presentLogged(row, verdicts.get(row.id))),
        200,
      );
    })
    .openapi(auditRoute, async (c) => {
      const ask = presentAuditAsk(c.req.valid('query'));
      const found = await readAuditPage(c.var.parts.database.kysely, c.var.company.id, ask);
      return c.json(presentPage('audit', found, presentEntry), 200);
    })
    .openapi(auditAllRoute, async (c) => {
      const ask = presentAuditAsk(c.req.valid('query'));
      const found = await readAuditPage(c.var.parts.database.kysely, null, ask);
      return c.json(presentPage('audit', found, presentEntry), 200);
    });
}
