// Opens, tells and closes what is wrong with a sync template, in the transaction in which a run of everybody ends: whatever a
// run did or could not do stands together with what is said of it (R14). What is told when is plan/incidents.ts; a run that
// meets nothing, on a template with nothing open, asks the database nothing.
import { randomUUIDv7 } from 'node:crypto';
import type { Kysely } from 'kysely';
import { decideMailTo } from '../plan/alarm-level.ts';
import { decideClosing, decideMeeting, decideNextTelling } from '../plan/incidents.ts';
import type { IncidentTold } from '../plan/notice.ts';
import type { Withheld } from '../plan/steps.ts';
import { MOST_NAMED } from '../plan/told.ts';
import type { Brake } from '../plan/told.ts';
import { decideIsOver, presentBrakeKey } from '../plan/trouble.ts';
import type { TroubleEnd } from '../plan/trouble.ts';
import type { Company } from '../store/companies.ts';
import { readIncidentsOf, writeIncident } from '../store/incidents.ts';
import type { IncidentData, StoredIncident } from '../store/incidents.ts';
import type { RunError } from '../store/runs.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { readWithheldPeople } from '../store/withheld-people.ts';
import { tell } from './tell.ts';

export interface RunTrouble {
  company: Company;
  stored: StoredSyncTemplate;
  runId: string;
  /** ms */
  at: number;
  end: TroubleEnd;
  /** Why it failed; null: it did not. */
  error: RunError | null;
  /** What brakes withhold; empty when it failed. */
  withheld: readonly Withheld[];
}

const DAY_MS = 24 * 3_600_000;

/** @returns the keys of what has come up that was not there before */
export async function applyIncidents(db: Kysely<Tables>, run: RunTrouble): Promise<string[]> {
  const met = presentMet(run);
  if (met.length === 0 && run.stored.news?.hasIncident === false) return [];
  const { company, stored, at, end } = run;
  const of = { companyId: company.id, templateId: stored.template.id };
  const keys = met.map(({ code }) => code);
  const known = await readIncidentsOf(db, of, { keys, since: new Date(at - DAY_MS) });
  const opened: string[] = [];
  for (const data of met) {
    const before = known.find(({ key }) => key === data.code) ?? null;
    if (await applyMeeting(db, run, before, data)) opened.push(data.code);
  }
  const others = known.filter(({ key, closedAt }) => closedAt === null && !keys.includes(key));
  const over = others.flatMap((incident) => {
    const ended = decideIsOver(incident.key, end);
    return ended === null ? [] : [{ incident, ended }];
  });
  const left = others.filter((one) => !over.some(({ incident }) => incident === one)).map(({ key }) => key);
  for (const one of over) await applyClosing(db, run, one, [...keys, ...left]);
  return opened;
}

function presentMet({ error, withheld, runId, stored }: RunTrouble): IncidentData[] {
  if (error !== null) {
    const { code, message, cure, about = {} } = error;
    // Whoever looks after Entra may have many apps.
    const app = /^(?:app|credential|permission)\./u.test(code) ? { app: stored.provider.clientId } : {};
    return [{ code, message, cure, about: { ...app, ...about }, brake: null, run: runId }];
  }
  return withheld.map((one) => ({
    code: presentBrakeKey(one.kind),
    message: presentBrakeMessage(one),
    cure: `Look at the steps that the run withheld: approve them if they are right (rollcall approve ${runId} ${one.kind}), or correct the groups in Entra or the sync template.`,
    about: {},
    brake: { ...one },
    run: runId,
  }));
}

const withheldWords = {
  removals: ['user would leave or be deleted', 'users would leave or be deleted'],
  numbers: ['user would get another number', 'users would get another number'],
  creates: ['new user would be made', 'new users would be made'],
} as const;

function presentBrakeMessage({ kind, count, counted, percent, limit }: Withheld): string {
  const words = `${count} ${withheldWords[kind][count === 1 ? 0 : 1]}`;
  const share = `${counted} within 24 hours are ${percent} % of the users`;
  const most = `${limit.count ?? 'any number'}${limit.percent === null ? '' : ` and ${limit.percent} %`}`;
  return `A brake withheld it: ${words}. ${kind === 'creates' ? '' : `${share}; `}the limit is ${most}.`;
}

/** @returns whether it is new */
async function applyMeeting(
  db: Kysely<Tables>,
  run: RunTrouble,
  before: StoredIncident | null,
  data: IncidentData,
): Promise<boolean> {
  const { company, stored, at } = run;
  const to = decideMailTo(stored.template, 'error');
  const met = decideMeeting(before, { at, code: data.code, severity: 'error', to, isWorse: false });
  const id = before === null || met.isNew ? randomUUIDv7() : before.id;
  const of = { companyId: company.id, templateId: stored.template.id, key: data.code };
  const incident: StoredIncident = { ...met.incident, ...of, id, data };
  await writeIncident(db, incident);
  if (met.tell !== null) {
    const brake = data.brake && { ...data.brake, people: await readNamed(db, run.runId, data.brake) };
    await tell(db, {
      company,
      templateId: of.templateId,
      runId: run.runId,
      kind: met.tell === 'opened' ? 'incident.opened' : 'incident.reminder',
      severity: 'error',
      at: new Date(at),
      data: presentTold(incident, brake),
      mails: to === null ? [] : [{ kind: 'error', to }],
    });
  }
  return met.isNew;
}

function readNamed(db: Kysely<Tables>, runId: string, { kind }: Pick<Brake, 'kind'>) {
  return readWithheldPeople(db, runId, kind, MOST_NAMED);
}

async function applyClosing(
  db: Kysely<Tables>,
  run: RunTrouble,
  over: { incident: StoredIncident; ended: 'over' | 'approved' | 'stopped' },
  others: readonly string[],
): Promise<void> {
  const { company, stored, runId, at } = run;
  const closing = decideClosing(over.incident, at, over.ended);
  const incident: StoredIncident = { ...over.incident, ...closing.incident };
  await writeIncident(db, incident);
  if (!closing.isTold) return;
  const to = decideMailTo(stored.template, incident.severity);
  const told = presentTold(incident, incident.data.brake && { ...incident.data.brake, people: [] });
  await tell(db, {
    company,
    templateId: incident.templateId,
    runId,
    kind: 'incident.closed',
    severity: 'info',
    at: new Date(at),
    // What is wrong all the same: without it the mail would say that all is well.
    data: { ...told, about: { ...told.about, ended: over.ended, others: [...others] } },
    mails: to === null ? [] : [{ kind: 'allClear', to }],
  });
}

/** As notices tell it. */
export function presentTold(incident: StoredIncident, brake: Brake | null): IncidentTold {
  const { data, cameBack, closedAt, toldAt } = incident;
  const { code, message, cure, about, run } = data;
  const next = closedAt === null && toldAt !== null ? decideNextTelling(incident, toldAt) : null;
  return {
    incident: incident.id,
    code,
    message,
    cure,
    about: cameBack === 0 ? about : { ...about, cameBack: String(cameBack) },
    since: new Date(incident.openedAt).toISOString(),
    lastSeen: new Date(incident.seenAt).toISOString(),
    seen: incident.seen,
    nextReminder: next === null ? null : new Date(next).toISOString(),
    brake,
    run,
  };
}
