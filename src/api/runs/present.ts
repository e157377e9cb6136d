// Runs, steps and entries of the change log as the API shows them.
import type { z } from '@hono/zod-openapi';
import type { Reason } from '../../plan/reasons.ts';
import { mapRunRow } from '../../run/report.ts';
import type { Actor } from '../../store/audit-log.ts';
import type { RunRow } from '../../store/runs.ts';
import type { StoredStep } from '../../store/steps.ts';
import type { changeSchema, runSchema } from './schema.ts';

export function presentRun(row: RunRow, template: string): z.infer<typeof runSchema> {
  const report = mapRunRow(row, template);
  return {
    run: report.run,
    number: row.number,
    templateId: row.template_id,
    template: report.template,
    trigger: report.trigger,
    preview: report.preview,
    person: report.person,
    state: report.state,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    read: { ...report.read },
    counts: { ...report.counts },
    withheld: report.withheld.map((one) => ({ ...one })),
    reasons: report.reasons.map((one) => ({ ...one })),
    rules: report.rules.map((one) => ({ ...one })),
    mail: { ...report.mail },
    error: report.error && { ...report.error },
    fields: report.fields && report.fields.map((one) => ({ ...one })),
    requestedBy: presentActor(row.requested_by as Actor | null),
    approved: row.approved,
    approves: row.approves,
    applies: row.applies,
    undoes: row.undoes,
    retries: row.retries,
  };
}

export function presentActor(actor: Actor | null) {
  return actor && { kind: actor.kind, id: actor.id, name: actor.name };
}

export function presentChange(step: StoredStep, name: string | null): z.infer<typeof changeSchema> {
  return {
    id: step.id,
    do: step.do_what,
    outcome: step.outcome as 'applied' | 'withheld' | 'preview',
    person: step.person_id,
    name,
    user: step.user_id,
    alias: step.alias,
    from: step.before as Record<string, unknown> | null,
    to: step.after as Record<string, unknown> | null,
    because: { ...(step.because as Reason) },
    details: step.details as Record<string, unknown>,
    kind: step.kind,
    approved: step.approved,
    at: step.at.toISOString(),
    undoneBy: step.undone_by,
  };
}
