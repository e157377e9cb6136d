// Trouble of a company that no run meets: something that the program sees while it sends or feeds. It is opened and told once to
// whoever gets error mails of any of the company's templates, and closed when it is over.
import { randomUUIDv7 } from 'node:crypto';
import type { Kysely } from 'kysely';
import { decideClosing, decideMeeting } from '../plan/incidents.ts';
import type { Ended } from '../plan/trouble.ts';
import { readCompany } from '../store/companies.ts';
import { readErrorMailAddresses } from '../store/company-templates.ts';
import { readIncidentsOf, writeIncident } from '../store/incidents.ts';
import type { IncidentData, StoredIncident } from '../store/incidents.ts';
import type { Tables } from '../store/tables.ts';
import { presentTold } from './incidents.ts';
import { tell } from './tell.ts';

/** key: what makes it the same trouble. One that is open already stays as it is. */
export async function openCompanyIncident(
  trx: Kysely<Tables>,
  companyId: string,
  key: string,
  data: IncidentData,
): Promise<void> {
  const at = Date.now();
  if ((await readOpen(trx, companyId, key, at)) !== null) return;
  const addresses = await readErrorMailAddresses(trx, companyId);
  const to = addresses.length === 0 ? null : addresses.join(', ');
  const met = decideMeeting(null, { at, code: data.code, severity: 'error', to, isWorse: false });
  const incident = { ...met.incident, id: randomUUIDv7(), companyId, templateId: null, key, data };
  await writeIncident(trx, incident);
  await tellIncident(trx, incident, addresses, 'opened');
}

/** at: ms. Whatever has no open incident asks once. */
export async function closeCompanyIncident(
  db: Kysely<Tables>,
  companyId: string,
  key: string,
  { at, ended }: { at: number; ended: Ended },
): Promise<void> {
  const open = await readOpen(db, companyId, key, at);
  if (!open) return;
  const { incident, isTold } = decideClosing(open, at, ended);
  const closed = { ...open, ...incident };
  await writeIncident(db, closed);
  if (isTold) await tellIncident(db, closed, await readErrorMailAddresses(db, companyId), 'closed');
}

async function readOpen(
  db: Kysely<Tables>,
  companyId: string,
  key: string,
  at: number,
): Promise<StoredIncident | null> {
  const known = await readIncidentsOf(db, { companyId, templateId: null }, { keys: [], since: new Date(at) });
  return known.find((one) => one.key === key) ?? null;
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
