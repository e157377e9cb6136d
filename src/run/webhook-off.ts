// A webhook that has been of no use for days, or whose receiver says that it is gone, is switched off and told of as an incident: a
// way that alarms take and that is broken without anybody knowing is worse than none. It is over when somebody switches it on.
import { randomUUIDv7 } from 'node:crypto';
import type { Kysely } from 'kysely';
import { decideClosing, decideMeeting } from '../plan/incidents.ts';
import { writeAudit } from '../store/audit-log.ts';
import { readCompany } from '../store/companies.ts';
import { readErrorMailAddresses } from '../store/company-templates.ts';
import { readIncidentsOf, writeIncident } from '../store/incidents.ts';
import type { IncidentData, StoredIncident } from '../store/incidents.ts';
import type { Tables } from '../store/tables.ts';
import { switchOff } from '../store/webhook-line.ts';
import type { Webhook } from '../store/webhooks.ts';
import { presentTold } from './incidents.ts';
import { tell } from './tell.ts';

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
  const addresses = await readErrorMailAddresses(trx, webhook.companyId);
  const to = addresses.length === 0 ? null : addresses.join(', ');
  const data = presentIncident(webhook, facts);
  const met = decideMeeting(null, {
    at: Date.now(),
    code: data.code,
    severity: 'error',
    to,
    isWorse: false,
  });
  const of = { id: randomUUIDv7(), companyId: webhook.companyId, templateId: null, key: keyOf(webhook) };
  const incident = { ...met.incident, ...of, data };
  await writeIncident(trx, incident);
  await tellIncident(trx, incident, addresses, 'opened');
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

/** Somebody has switched it on, or deleted it: the next time is another matter. A webhook without an open incident asks once. */
export async function closeWebhookIncident(db: Kysely<Tables>, webhook: Webhook, at: number): Promise<void> {
  const of = { companyId: webhook.companyId, templateId: null };
  const known = await readIncidentsOf(db, of, { keys: [], since: new Date(at) });
  const open = known.find(({ key }) => key === keyOf(webhook));
  if (!open) return;
  const { incident, isTold } = decideClosing(open, at, 'stopped');
  const closed = { ...open, ...incident };
  await writeIncident(db, closed);
  if (isTold) await tellIncident(db, closed, await readErrorMailAddresses(db, webhook.companyId), 'closed');
}

async function tellIncident(
  db: Kysely<Tables>,
  incident: StoredIncident,
  addresses: readonly string[],
  what: 'opened' | 'closed',
): Promise<void> {
  const company = await readCompany(db, incident.companyId);
  if (company === null) return;
  const at = what === 'opened' ? incident.openedAt : (incident.closedAt ?? incident.openedAt);
  await tell(db, {
    company,
    templateId: null,
    runId: null,
    kind: `incident.${what}`,
    severity: what === 'opened' ? 'error' : 'info',
    at: new Date(at),
    // Nobody meets it again: it is told once, as what is lost by it is lost once.
    data: { ...presentTold(incident, null), nextReminder: null },
    mails: addresses.map((to) => ({ kind: what === 'opened' ? 'error' : 'allClear', to })),
  });
}
