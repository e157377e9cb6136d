// Looks at companies' number series after runs that gave numbers and once a day, outside any run: a series that runs low is an
// incident of the company, told to whoever hears of warnings of its sync templates.
import { randomUUIDv7 } from 'node:crypto';
import type { Kysely } from 'kysely';
import { decideMailTo } from '../plan/alarm-level.ts';
import { presentDate } from '../plan/due.ts';
import { decideClosing, decideMeeting } from '../plan/incidents.ts';
import type { Notice } from '../plan/notice.ts';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readIncidentsOf, writeIncident } from '../store/incidents.ts';
import type { IncidentData, StoredIncident } from '../store/incidents.ts';
import { claimSeriesLook, writeSeriesLooked } from '../store/series-watch.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { presentTold } from './incidents.ts';
import { readSeriesStock } from './series-stock.ts';
import type { SeriesStock } from './series-stock.ts';
import { tell } from './tell.ts';

const DAY_MS = 24 * 3_600_000;
/** Far longer than a look takes: nobody else begins it meanwhile. */
const LEASE_MS = 600_000;

/** now: ms. Gives back how many companies it looked at. */
export async function watchSeries(database: Database, now: number, closing?: AbortSignal): Promise<number> {
  const lease = new Date(now + LEASE_MS);
  for (let looked = 0; ; looked += 1) {
    const companyId = closing?.aborted ? null : await claimSeriesLook(database.kysely, new Date(now), lease);
    if (companyId === null) return looked;
    await lookAtSeries(database, companyId, now);
    await writeSeriesLooked(database.kysely, companyId, { lease, next: new Date(now + DAY_MS) });
  }
}

async function lookAtSeries({ kysely }: Database, companyId: string, now: number): Promise<void> {
  const company = await readCompany(kysely, companyId);
  if (company === null) return;
  const met = (await readSeriesStock(kysely, company, now)).flatMap((stock) => presentMet(stock, company));
  const to = await readReaders(kysely, companyId);
  await kysely.transaction().execute(async (db) => {
    const keys = met.map(({ key }) => key);
    const of = { companyId, templateId: null };
    const known = await readIncidentsOf(db, of, { keys, since: new Date(now - DAY_MS) });
    for (const one of met) {
      const before = known.find(({ key }) => key === one.key) ?? null;
      await applyWarning(db, { company, at: now, to }, before, one);
    }
    // Webhooks have incidents of the company too.
    const over = known.filter(
      ({ key, closedAt }) => closedAt === null && key.startsWith('series.') && !keys.includes(key),
    );
    for (const incident of over) await applyEnough(db, { company, at: now, to }, incident);
  });
}

interface MetSeries {
  key: string;
  data: IncidentData;
}

/** One incident for each series: it gets worse, and is not another one then. */
function presentMet({ series, free, runsOutAt, warning }: SeriesStock, company: Company): MetSeries[] {
  if (warning === null) return [];
  const { first, last } = series;
  const runsOut = runsOutAt && presentDate(runsOutAt.getTime(), company.timeZone);
  const about = { first: String(first), last: String(last), free: String(free), ...(runsOut && { runsOut }) };
  return [{ key: `series.${first}`, data: { ...warning, about, brake: null, run: null } }];
}

/** Addresses that hear of warnings of any of the company's templates, each once. */
async function readReaders(db: Kysely<Tables>, companyId: string): Promise<string[]> {
  const templates = await readSyncTemplates(db, companyId);
  const addresses = templates.flatMap(({ template, retiringSince }) => {
    const to = template.mode === 'paused' || retiringSince ? null : decideMailTo(template, 'warning');
    return to === null ? [] : [to];
  });
  return [...new Set(addresses)].toSorted();
}

interface Look {
  company: Company;
  /** ms */
  at: number;
  to: string[];
}

const severity = 'warning';
const byWorse = ['series.low', 'series.runsOut', 'series.usedUp'];

async function applyWarning(
  db: Kysely<Tables>,
  { company, at, to }: Look,
  before: StoredIncident | null,
  { key, data }: MetSeries,
): Promise<void> {
  const isWorse = before !== null && byWorse.indexOf(data.code) > byWorse.indexOf(before.data.code);
  const readers = to.length === 0 ? null : to.join(', ');
  const met = decideMeeting(before, { at, code: data.code, severity, to: readers, isWorse });
  const id = before === null || met.isNew ? randomUUIDv7() : before.id;
  const incident = { ...met.incident, id, companyId: company.id, templateId: null, key, data };
  await writeIncident(db, incident);
  if (met.tell !== null)
    await tellSeries(db, { company, at, to }, incident, met.tell === 'opened' ? 'opened' : 'reminder');
}

async function applyEnough(db: Kysely<Tables>, look: Look, before: StoredIncident): Promise<void> {
  const { incident, isTold } = decideClosing(before, look.at, 'over');
  const closed = { ...before, ...incident };
  await writeIncident(db, closed);
  if (isTold) await tellSeries(db, look, closed, 'closed');
}

async function tellSeries(
  db: Kysely<Tables>,
  { company, at, to }: Look,
  incident: StoredIncident,
  what: 'opened' | 'reminder' | 'closed',
): Promise<void> {
  const kind: Extract<Notice['kind'], `incident.${string}`> = `incident.${what}`;
  await tell(db, {
    company,
    templateId: null,
    runId: null,
    kind,
    severity: what === 'closed' ? 'info' : severity,
    at: new Date(at),
    data: presentTold(incident, null),
    mails: to.map((address) => ({ kind: what === 'closed' ? 'allClear' : 'warning', to: address })),
  });
}
