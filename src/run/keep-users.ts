// A template that was pointed at another tenant (SPEC §2, `tenant.changed`): an administrator chooses to keep the users.
// Their links are cut and their clocks cleared, and the template begins afresh on the new tenant. The other choice,
// putting the old tenant back, is an ordinary change of the provider.
import { plainReason } from '../plan/reasons.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Database } from '../store/database.ts';
import type { RunError } from '../store/runs.ts';
import { readNewestRun } from '../store/runs-status.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import {
  applyUnlinks,
  deleteWhatWasRead,
  writeRunsEnded,
  writeStartAfresh,
} from '../store/template-endings.ts';
import { calledOff } from './failure.ts';
import { retiring } from './retire.ts';
import { presentSubject, refuse, withTemplate } from './template-choice.ts';
import type { Chosen, Refusal, TemplateDeed } from './template-choice.ts';

const unchanged: RunError = {
  code: 'tenant.unchanged',
  message:
    'The users of this sync template came from the tenant that its provider names, so their links stand.',
  cure: 'Change tenant_id first and run it once; or delete the template and keep its users.',
};

/** `users`: whose links were cut. */
export async function keepUsers(
  database: Database,
  deed: TemplateDeed,
): Promise<{ ok: true; users: number } | Refusal> {
  return withTemplate(database, deed, 'users', async (chosen) => {
    const { db, stored, company } = chosen;
    if (stored.retiringSince !== null) return refuse(retiring);
    if (!(await readIsTenantChanged(chosen))) return refuse(unchanged);
    const at = new Date(deed.now);
    const templateId = stored.template.id;
    const users = await applyUnlinks(
      db,
      { templateId, companyId: company.id, at },
      { heldOnly: false, runId: null, actor: deed.actor, because: plainReason('tenant.changed') },
    );
    await deleteWhatWasRead(db, templateId);
    await writeStartAfresh(db, templateId);
    await writeRunsEnded(db, templateId, { at, error: calledOff, except: null });
    await writeAudit(db, {
      companyId: company.id,
      actor: deed.actor,
      action: 'syncTemplate.keepUsers',
      subject: presentSubject(stored),
      before: { tenant: stored.tenant },
      after: { tenant: stored.provider.tenantId },
      details: { users },
      address: deed.address ?? null,
    });
    return { ok: true, users };
  });
}

// An id says by itself that it is another one. A domain has to be asked about, which the newest run has done.
async function readIsTenantChanged({ db, stored }: Chosen): Promise<boolean> {
  if (stored.tenant === null) return false;
  const named = matchTenantId(stored);
  if (named !== null) return named !== stored.tenant.toLowerCase();
  const newest = await readNewestRun(db, stored.template.id);
  return (newest?.error as RunError | null | undefined)?.code === 'tenant.changed';
}

function matchTenantId({ provider }: StoredSyncTemplate): string | null {
  const id = provider.tenantId.toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}
