// How each sync template stands: last runs, next start, credential, people, what is withheld and waits for an approval.
// A run that stands as running although its process died is marked here too (R14).
import { noWatch } from '../plan/credential-watch.ts';
import { presentDate } from '../plan/due.ts';
import type { TargetState } from '../plan/target.ts';
import type { SeriesWarning } from '../plan/series-pace.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readCredentialWatches } from '../store/credential-watch.ts';
import type { Database } from '../store/database.ts';
import { readTemplateStatuses } from '../store/runs-status.ts';
import type { TemplateStatus } from '../store/runs-status.ts';
import type { RunRow } from '../store/runs.ts';
import { readSchedules } from '../store/schedule.ts';
import { readTargetFigures } from '../store/target-figures.ts';
import type { TargetFigures } from '../store/target-figures.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { decideCredentialState } from './credential-state.ts';
import type { CredentialState } from './credential-state.ts';
import { markDeadRuns } from './dead-runs.ts';
import type { NextStart } from './next-start.ts';
import { readMailServerTrouble } from './mail-server-trouble.ts';
import type { ShownMailServer } from './mail-server-trouble.ts';
import { mapRunRow } from './report.ts';
import type { RunReport } from './report.ts';
import { readOpenOfTemplates } from './open-of-template.ts';
import type { OpenOfTemplate } from './open-of-template.ts';
import { readSeriesStocks } from './series-stock.ts';
import { decideTemplateStart } from './schedule.ts';

export interface StatusEntry extends OpenOfTemplate {
  company: string;
  templateId: string;
  template: string;
  mode: string;
  /** Since when the template is deleted and lets its users go; null: it is not. */
  retiringSince: string | null;
  /** Users linked by the template, and how many of them are leaving. */
  linked: number;
  leaving: number;
  lastRun: RunReport | null;
  lastSuccessAt: string | null;
  /** Null while paused. In the past: it is due. */
  nextStart: string | null;
  nextStartWhy: 'nightly' | 'interval' | null;
  /** YYYY-MM-DD, by whoever knows best; `credential` says who that is. */
  credentialExpires: string | null;
  hasCredentials: boolean;
  /** null: there is none. */
  credential: CredentialState | null;
  /** Of the company's number series that will run out. */
  numberWarnings: SeriesWarning[];
  /** Of the whole installation: what is wrong with its mail server, so that mails wait; null: nothing that is known. */
  mailServer: ShownMailServer | null;
  /** Exchanges of the company, and who is not yet written there. */
  targets: TargetStatus[];
  /** What the newest run withheld and nobody has approved. */
  withheld: { run: string; kind: string; count: number }[];
}

interface TargetStatus {
  id: string;
  name: string;
  kind: string;
  state: TargetState;
  /** Why nothing is written; null: nothing is known to be wrong. */
  trouble: { code: string; message: string; cure: string } | null;
  pending: number;
  failed: number;
  drift: number;
  oldestPendingSeconds: number;
}

/** Of one company, or of all of them when companyId is null. now: ms. */
export async function readStatus(
  database: Database,
  options: { companyId: string | null; now: number },
): Promise<StatusEntry[]> {
  const { companyId, now } = options;
  const { kysely } = database;
  await markDeadRuns(database, now);
  const companies = new Map((await readCompanies(kysely)).map((company) => [company.id, company]));
  const templates = await readSyncTemplates(kysely, companyId);
  // Side by side: of thousands of companies the numbers take as long as everything else.
  const [warnings, standing] = await Promise.all([
    readWarnings(database, companies, templates, now),
    readStanding(database, companyId, templates, now),
  ]);
  const mailServer = await readMailServerTrouble(kysely);
  const targets = Map.groupBy(await readTargetFigures(kysely, companyId), (one) => one.companyId);
  const entries = templates.flatMap((stored) => {
    const { id } = stored.template;
    const company = companies.get(stored.companyId);
    const status = standing.statuses.get(id);
    if (!company || !status || !standing.starts.has(id)) return [];
    const next = standing.starts.get(id) ?? null;
    const watch = standing.watches.get(id) ?? noWatch;
    const credential = decideCredentialState(stored, watch, presentDate(now, company.timeZone));
    const entry = presentEntry(stored, company, status, next, warnings.get(company.id) ?? [], credential);
    const its = (targets.get(company.id) ?? []).map(presentTarget);
    return [{ ...entry, ...standing.openOf(id), mailServer, targets: its }];
  });
  return entries.toSorted((a, b) => (a.company < b.company ? -1 : a.company > b.company ? 1 : 0));
}

function presentTarget(one: TargetFigures): TargetStatus {
  const { id, name, kind, state, trouble, pending, failed, drift, oldestPendingSeconds } = one;
  return { id, name, kind, state, trouble, pending, failed, drift, oldestPendingSeconds };
}

/** Everything of the templates but the numbers of their companies. */
async function readStanding(
  { kysely }: Database,
  companyId: string | null,
  templates: readonly StoredSyncTemplate[],
  now: number,
) {
  const schedules = await readSchedules(kysely, { companyId });
  const starts = new Map(schedules.map((one) => [one.templateId, decideTemplateStart(one, now)]));
  const statuses = await readTemplateStatuses(kysely, companyId);
  const watches = await readCredentialWatches(kysely, companyId);
  const openOf = await readOpenOfTemplates(kysely, companyId, templates);
  return { starts, statuses, watches, openOf };
}

/** By company, where there are any. */
async function readWarnings(
  { kysely }: Database,
  companies: ReadonlyMap<string, Company>,
  templates: readonly StoredSyncTemplate[],
  now: number,
): Promise<Map<string, SeriesWarning[]>> {
  const ids = [...new Set(templates.map(({ companyId }) => companyId))];
  const shown = ids.flatMap((id) => companies.get(id) ?? []);
  const warnings = new Map<string, SeriesWarning[]>();
  for (const [id, stocks] of await readSeriesStocks(kysely, shown, now))
    warnings.set(
      id,
      stocks.flatMap(({ warning }) => warning ?? []),
    );
  return warnings;
}

function presentEntry(
  stored: StoredSyncTemplate,
  company: Company,
  { linked, leaving, newest, newestReal }: TemplateStatus,
  next: NextStart | null,
  numberWarnings: SeriesWarning[],
  credential: CredentialState | null,
): Omit<StatusEntry, keyof OpenOfTemplate | 'mailServer' | 'targets'> {
  const { template } = stored;
  return {
    company: company.name,
    templateId: template.id,
    template: template.name,
    mode: template.mode,
    retiringSince: stored.retiringSince?.toISOString() ?? null,
    linked,
    leaving,
    lastRun: newest && mapRunRow(newest, template.name),
    lastSuccessAt: stored.lastSuccessAt?.toISOString() ?? null,
    nextStart: next && new Date(next.at).toISOString(),
    nextStartWhy: next && next.why,
    credentialExpires: credential ? credential.expires : template.credentialExpires,
    hasCredentials: stored.credentials !== null,
    credential,
    numberWarnings,
    withheld: newestReal ? presentOpenWithheld(newestReal) : [],
  };
}

function presentOpenWithheld(run: RunRow): StatusEntry['withheld'] {
  const withheld = run.withheld as { kind: string; count: number }[];
  return withheld
    .filter(({ kind }) => !run.approved.includes(kind))
    .map(({ kind, count }) => ({ run: run.id, kind, count }));
}
