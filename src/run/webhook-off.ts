// A webhook that has been of no use for days, or whose receiver says that it is gone, is switched off and told of as an incident: a
// way that alarms take and that is broken without anybody knowing is worse than none. It is over when somebody switches it on.
import type { Kysely } from 'kysely';
import { writeAudit } from '../store/audit-log.ts';
import type { IncidentData } from '../store/incidents.ts';
import type { Tables } from '../store/tables.ts';
import { switchOff } from '../store/webhook-line.ts';
import type { Webhook } from '../store/webhooks.ts';
import { closeCompanyIncident, openCompanyIncident } from './company-incident.ts';

export interface OffFacts {
  code: 'gone' | 'failing';
  /** Of the last attempt. */
  status: number | null;
  failures: number;
  since: Date;
}

const keyOf = ({ id }: Pick<Webhook, 'id'>): string => `webhook.${id}`;

/** The webhook is locked. */
export async function switchWebhookOff(
  trx: Kysely<Tables>,
  webhook: Webhook,
  facts: OffFacts,
): Promise<void> {
  const { code, status, failures, since } = facts;
  await switchOff(trx, webhook.id, code);
  await writeAudit(trx, {
    companyId: webhook.companyId,
    actor: { kind: 'system', id: null, name: 'webhooks' },
    action: 'webhook.switchOff',
    subject: { kind: 'webhook', id: webhook.id, name: webhook.name },
    details: { code, status, failures, since: since.toISOString() },
  });
  await openCompanyIncident(trx, webhook.companyId, keyOf(webhook), presentIncident(webhook, facts));
}

function presentIncident({ name, host }: Webhook, facts: OffFacts): IncidentData {
  const { code, status, since } = facts;
  const what =
    code === 'gone'
      ? 'its receiver says that nobody is there any more'
      : `nothing has arrived there since ${since.toISOString().slice(0, 10)}`;
  return {
    code: `webhook.${code}`,
    message: `The webhook ${JSON.stringify(name)} (${host ?? ''}) was switched off: ${what}.`,
    cure: 'Correct the address at its receiver or here, test the webhook, switch it on, and send again what it has missed.',
    about: {
      webhook: name,
      host: host ?? '',
      failingSince: since.toISOString(),
      ...(status !== null && { status: String(status) }),
    },
    brake: null,
    run: null,
  };
}

/** Somebody has switched it on, or deleted it: the next time is another matter. */
export function closeWebhookIncident(db: Kysely<Tables>, webhook: Webhook, at: number): Promise<void> {
  return closeCompanyIncident(db, webhook.companyId, keyOf(webhook), { at, ended: 'stopped' });
}
