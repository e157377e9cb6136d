// A webhook that has been of no use for days, or whose receiver says that it is gone, is switched off and told of by mail: a way
// that alarms take and that is broken without anybody knowing is worse than none.
import type { Kysely } from 'kysely';
import type { DataOf } from '../plan/notice.ts';
import { writeAudit } from '../store/audit-log.ts';
import { readCompany } from '../store/companies.ts';
import { readErrorMailAddresses } from '../store/company-templates.ts';
import type { Tables } from '../store/tables.ts';
import { switchOff } from '../store/webhook-line.ts';
import type { Webhook } from '../store/webhooks.ts';
import { tell } from './tell.ts';

export interface OffFacts {
  code: 'gone' | 'failing';
  /** Of the last attempt. */
  status: number | null;
  failures: number;
  since: Date;
  /** For the notice. */
  newId: () => string;
}

/** The webhook is locked. */
export async function switchWebhookOff(
  trx: Kysely<Tables>,
  webhook: Webhook,
  facts: OffFacts,
): Promise<void> {
  const { code, status, failures } = facts;
  await switchOff(trx, webhook.id, code);
  await writeAudit(trx, {
    companyId: webhook.companyId,
    actor: { kind: 'system', id: null, name: 'webhooks' },
    action: 'webhook.switchOff',
    subject: { kind: 'webhook', id: webhook.id, name: webhook.name },
    details: { code, status, failures, since: facts.since.toISOString() },
  });
  const company = await readCompany(trx, webhook.companyId);
  if (company === null) return;
  const now = new Date();
  const addresses = await readErrorMailAddresses(trx, company.id);
  await tell(trx, {
    company,
    templateId: null,
    runId: null,
    kind: 'incident.opened',
    severity: 'error',
    at: now,
    data: presentIncident(webhook, facts, now),
    mails: addresses.map((to) => ({ kind: 'error', to })),
  });
}

function presentIncident(
  { name, host }: Webhook,
  { code, status, failures, since, newId }: OffFacts,
  now: Date,
): DataOf<'incident.opened'> {
  const what =
    code === 'gone'
      ? 'its receiver says that nobody is there any more'
      : `nothing has arrived there since ${since.toISOString().slice(0, 10)}`;
  return {
    incident: newId(),
    code: `webhook.${code}`,
    message: `The webhook ${JSON.stringify(name)} (${host ?? ''}) was switched off: ${what}.`,
    cure: 'Correct the address at its receiver or here, test the webhook, switch it on, and send again what it has missed.',
    about: { webhook: name, host: host ?? '', status: status === null ? '' : String(status) },
    since: since.toISOString(),
    lastSeen: now.toISOString(),
    seen: failures,
    nextReminder: null,
    brake: null,
    run: null,
  };
}
