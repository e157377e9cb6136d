// The audit entry of a run that a command starts: written with its beginning, in one transaction. Runs that were put in line
// have theirs already (jobs/order-run.ts), and an undo tells what it took back (undo.ts).
import type { Kysely } from 'kysely';
import { isGuid } from '../plan/provider-values.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { RunStart } from '../store/runs.ts';
import type { Tables } from '../store/tables.ts';
import type { RunSetup } from './read-settings.ts';
import type { RunRequest } from './run-request.ts';

export async function auditStart(
  db: Kysely<Tables>,
  request: RunRequest,
  { stored, company }: RunSetup,
  start: RunStart,
): Promise<void> {
  const { requestedBy, approve, apply, undo, preview, person } = request;
  if (requestedBy?.kind !== 'cli' || undo) return;
  const verb = approve ? 'approve' : apply ? 'apply' : preview ? 'preview' : 'start';
  await writeAudit(db, {
    companyId: company.id,
    actor: requestedBy,
    action: `run.${verb}`,
    subject: { kind: 'run', id: start.id, name: null },
    details: {
      templateId: stored.template.id,
      ...(approve && { approve }),
      ...(apply && { apply }),
      ...(person !== undefined && isGuid(person) && { person }),
    },
  });
}
