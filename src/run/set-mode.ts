// Pauses a sync template or sets another mode, by the same rules as an import: coming back to full makes the next run a
// full read whose deletes all count (SPEC §5), a template without a secret stays paused, and a run under way ends (R8).
import { writeAudit } from '../store/audit-log.ts';
import type { Database } from '../store/database.ts';
import type { RunError } from '../store/runs.ts';
import { writeSyncTemplate } from '../store/sync-templates.ts';
import type { Mode } from '../plan/sync-template.ts';
import { retiring } from './retire.ts';
import { presentSubject, refuse, withTemplate } from './template-choice.ts';
import type { Refusal, TemplateDeed } from './template-choice.ts';

const secretMissing: RunError = {
  code: 'provider.invalid',
  message: 'No client secret and no certificate is stored, so the sync template stays paused.',
  cure: 'Give it a client_secret or a certificate first.',
};

/** Whether the next run has to read fully and count all its deletes. */
export function decideResumed(before: { mode: Mode; resumed: boolean } | null, mode: Mode): boolean {
  return before !== null && (before.resumed || (before.mode !== 'full' && mode === 'full'));
}

/** `isChanged` false: it had that mode already, and nothing was written. */
export async function setMode(
  database: Database,
  deed: TemplateDeed & { mode: Mode },
): Promise<{ ok: true; isChanged: boolean } | Refusal> {
  return withTemplate(database, deed, 'template', async ({ db, stored, company }) => {
    const { mode } = deed;
    const { template, resumed } = stored;
    if (stored.retiringSince !== null) return refuse(retiring);
    if (template.mode === mode) return { ok: true, isChanged: false };
    if (mode !== 'paused' && stored.credentials === null) return refuse(secretMissing);
    await writeSyncTemplate(db, {
      ...stored,
      template: { ...template, mode },
      resumed: decideResumed({ mode: template.mode, resumed }, mode),
    });
    await writeAudit(db, {
      companyId: company.id,
      actor: deed.actor,
      action: 'syncTemplate.setMode',
      subject: presentSubject(stored),
      before: { mode: template.mode },
      after: { mode },
      address: deed.address ?? null,
    });
    return { ok: true, isChanged: true };
  });
}
