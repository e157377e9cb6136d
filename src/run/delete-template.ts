// Deletes a sync template in one of the two ways of SPEC §2: its users stay (links cut, clocks cleared, fields unlocked),
// or everybody leaves and the template stands as retiring until the last is gone (retire.ts). Either way its secret
// and its roster are erased at once, in the same transaction, and a run under way ends.
import { plainReason } from '../plan/reasons.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Database } from '../store/database.ts';
import { readLinkCounts } from '../store/links.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { discardMailsOfLeaving, readWelcomesNotOut } from '../store/outbox-endings.ts';
import { writeRunEnd, writeRunStart } from '../store/runs.ts';
import {
  applyUnlinks,
  deleteTemplateRow,
  deleteWhatWasRead,
  writeRetiring,
  writeRunsEnded,
} from '../store/template-endings.ts';
import { applyHeldFreed, applyRetiring, deleted, retiring } from './retire.ts';
import { presentEmptyEnding } from './report.ts';
import type { Trigger } from './run-request.ts';
import { presentSubject, refuse, withTemplate } from './template-choice.ts';
import type { Chosen, Refusal, TemplateDeed } from './template-choice.ts';

export interface TemplateDeletion extends TemplateDeed {
  /** keep: the users stay, and no sync keeps them. letGo: they leave and are deleted. */
  users: 'keep' | 'letGo';
  /** Of the run that lets them go. */
  trigger: Extract<Trigger, 'manual' | 'api' | 'cli'>;
  newId: () => string;
}

export interface TemplateDeleted {
  ok: true;
  /** False: it stands as retiring until its last user is gone. */
  isGone: boolean;
  /** Users who stay without a link: everybody, or those who are held. */
  kept: number;
  leave: number;
  delete: number;
  /** Users who pass to another template that has their people in scope. */
  moved: number;
  /** The run that let them go; null when they were kept. */
  run: string | null;
}

/** Refuses with `template.unknown`, `template.changed`, or `template.retiring` when they are being let go already. */
export async function deleteTemplate(
  database: Database,
  deletion: TemplateDeletion,
): Promise<TemplateDeleted | Refusal> {
  return withTemplate(database, deletion, 'users', async (chosen) => {
    if (deletion.users === 'letGo' && chosen.stored.retiringSince !== null) return refuse(retiring);
    const done =
      deletion.users === 'keep' ? await applyKeep(chosen, deletion) : await applyLetGo(chosen, deletion);
    const { ok: _, ...details } = done;
    await writeAudit(chosen.db, {
      companyId: chosen.company.id,
      actor: deletion.actor,
      action: 'syncTemplate.delete',
      subject: presentSubject(chosen.stored),
      details: { users: deletion.users, ...details },
      address: deletion.address ?? null,
    });
    return done;
  });
}

/**
 * How many users a deletion is about; held: how many of them stay whatever is chosen; welcomes: mails to them that are held or wait,
 * which are discarded when they are let go and stay as they are when they are kept.
 */
export async function readDeletionSize(
  { kysely }: Database,
  templateId: string,
): Promise<{ users: number; leaving: number; held: number; welcomes: number }> {
  const counts = await readLinkCounts(kysely, templateId);
  return { ...counts, welcomes: await readWelcomesNotOut(kysely, templateId) };
}

async function applyKeep(
  { db, stored, company }: Chosen,
  deletion: TemplateDeletion,
): Promise<TemplateDeleted> {
  const at = new Date(deletion.now);
  const { template } = stored;
  const because = plainReason('template.deleted', 'Its users stay.');
  const as = { heldOnly: false, runId: null, actor: deletion.actor, because };
  const kept = await applyUnlinks(db, { templateId: template.id, companyId: company.id, at }, as);
  await deleteTemplateRow(db, { ...template, companyId: company.id }, at);
  await writeRunsEnded(db, template.id, { at, error: deleted, except: null });
  return { ok: true, isGone: true, kept, leave: 0, delete: 0, moved: 0, run: null };
}

async function applyLetGo(
  { db, stored, company }: Chosen,
  deletion: TemplateDeletion,
): Promise<TemplateDeleted> {
  const at = new Date(deletion.now);
  const { id, name: _, mode: __, ...settings } = stored.template;
  const runId = deletion.newId();
  const start = { id: runId, templateId: id, trigger: deletion.trigger, preview: false, nominalAt: at };
  await writeRunsEnded(db, id, { at, error: deleted, except: null });
  await writeRunStart(db, { ...start, startedAt: at, approves: null, requestedBy: deletion.actor });
  await deleteWhatWasRead(db, id);
  // The night is enough to see who is due.
  await writeRetiring(db, id, at, { ...settings, schedule: { ...settings.schedule, everyMinutes: null } });
  const setup = {
    stored,
    company,
    series: await readNumberSeries(db, company.id),
    mode: 'full',
    trigger: deletion.trigger,
    nominalAt: deletion.now,
  } as const;
  const kept = await applyHeldFreed(db, setup, runId, deletion.actor);
  const { counts, isLastGone } = await applyRetiring(db, setup, runId);
  await discardMailsOfLeaving(db, id, at);
  await writeRunEnd(db, runId, { ...presentEmptyEnding('succeeded', null), counts, finishedAt: at });
  if (isLastGone) await deleteTemplateRow(db, { ...stored.template, companyId: company.id }, at);
  const { leave, delete: gone, change: moved } = counts;
  return { ok: true, isGone: isLastGone, kept, leave, delete: gone, moved, run: runId };
}
