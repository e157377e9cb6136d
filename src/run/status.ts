// How each sync template stands: last runs, next start, credential, people, what is withheld and waits for an approval.
// A run that stands as running although its process died is marked here too (R14).
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { openTemplateLock } from '../store/runs-lock.ts';
import { readHasRunning, readTemplateStatus } from '../store/runs-status.ts';
import { markInterrupted } from '../store/runs.ts';
import type { RunRow } from '../store/runs.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { decideNextStart } from './next-start.ts';
import { mapRunRow } from './report.ts';
import type { RunReport } from './report.ts';

export interface StatusEntry {
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
  credentialExpires: string | null;
  hasCredentials: boolean;
  /** What the newest run withheld and nobody has approved. */
  withheld: { run: string; kind: string; count: number }[];
}

/** Of one company, or of all of them when companyId is null. */
export async function readStatus(
  database: Database,
  options: { companyId: string | null; now: number },
): Promise<StatusEntry[]> {
  const companies = new Map((await readCompanies(database.kysely)).map((company) => [company.id, company]));
  const entries: StatusEntry[] = [];
  for (const stored of await readSyncTemplates(database.kysely, options.companyId)) {
    const company = companies.get(stored.companyId);
    if (company) entries.push(await readEntry(database, stored, company, options.now));
  }
  return entries.toSorted((a, b) => (a.company < b.company ? -1 : a.company > b.company ? 1 : 0));
}

async function readEntry(
  database: Database,
  stored: StoredSyncTemplate,
  company: Company,
  now: number,
): Promise<StatusEntry> {
  const { template } = stored;
  await markDeadRuns(database, template.id, now);
  const { linked, leaving, newest, newestReal } = await readTemplateStatus(database.kysely, template.id);
  const next = decideNextStart({
    templateId: template.id,
    mode: template.mode,
    schedule: template.schedule,
    timeZone: company.timeZone,
    lastNominalAt: newestReal?.nominal_at.getTime() ?? null,
    lastFinishedAt: newestReal?.finished_at?.getTime() ?? null,
    now,
  });
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
    credentialExpires: template.credentialExpires,
    hasCredentials: stored.credentials !== null,
    withheld: newestReal ? presentOpenWithheld(newestReal) : [],
  };
}

function presentOpenWithheld(run: RunRow): StatusEntry['withheld'] {
  const withheld = run.withheld as { kind: string; count: number }[];
  return withheld
    .filter(({ kind }) => !run.approved.includes(kind))
    .map(({ kind, count }) => ({ run: run.id, kind, count }));
}

async function markDeadRuns(database: Database, templateId: string, now: number): Promise<void> {
  if (!(await readHasRunning(database.kysely, templateId))) return;
  const lock = await openTemplateLock(database, templateId, { wait: false });
  if (typeof lock === 'string') return;
  try {
    await markInterrupted(database.kysely, templateId, new Date(now));
  } finally {
    await lock.close();
  }
}
