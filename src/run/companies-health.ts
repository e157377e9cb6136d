// How all companies of the installation are, the worst first: what of thousands needs somebody is on the first page. Brings together what
// the database knows and what plan/company-health.ts decides.
import { companyHealths, decideCompanyHealth } from '../plan/company-health.ts';
import type { CompanyHealth, CompanyHealthIs, TemplateStanding } from '../plan/company-health.ts';
import { countDays } from '../plan/credential-watch.ts';
import { presentDate } from '../plan/due.ts';
import { readStandingCompanies } from '../store/company-standing.ts';
import type { StandingCompany, StandingTemplate } from '../store/company-standing.ts';
import type { Database } from '../store/database.ts';
import { markDeadRuns } from './dead-runs.ts';

export interface HealthyCompany {
  company: StandingCompany;
  health: CompanyHealth;
}

/** The order of the list: health, name, and the id where names read alike. */
export type HealthOrder = readonly [health: CompanyHealthIs, name: string, id: string];

/** Those whose name has all the words, in the list's order. now: ms. */
export async function readCompaniesHealth(
  database: Database,
  { words, now }: { words: readonly string[]; now: number },
): Promise<HealthyCompany[]> {
  await markDeadRuns(database, now);
  const companies = await readStandingCompanies(database.kysely, words);
  const todayIn = openToday(now);
  return companies
    .map((company) => ({ company, health: decideHealth(company, now, todayIn(company.timeZone)) }))
    .toSorted((a, b) => compareHealth(presentOrder(a), presentOrder(b)));
}

export const presentOrder = ({ company, health }: HealthyCompany): HealthOrder => [
  health.is,
  company.name,
  company.id,
];

// The same on every machine: the order of names comes with the program, and Swedish has å, ä and ö last.
const byName = new Intl.Collator('sv', { numeric: true });

export function compareHealth(a: HealthOrder, b: HealthOrder): number {
  const worse = companyHealths.indexOf(a[0]) - companyHealths.indexOf(b[0]);
  return worse || byName.compare(a[1], b[1]) || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
}

/** How many companies each health has; all of them, also those that none has. */
export function countHealths(companies: readonly HealthyCompany[]): Record<CompanyHealthIs, number> {
  const counts = {
    failed: 0,
    waiting: 0,
    trouble: 0,
    expiring: 0,
    late: 0,
    notRun: 0,
    paused: 0,
    notSetUp: 0,
    ok: 0,
  };
  for (const { health } of companies) counts[health.is] += 1;
  return counts;
}

/** Working out a date costs more than everything else of a company, and there are few time zones. */
function openToday(now: number): (timeZone: string) => string {
  const dates = new Map<string, string>();
  return (timeZone) => {
    const date = dates.get(timeZone) ?? presentDate(now, timeZone);
    dates.set(timeZone, date);
    return date;
  };
}

function decideHealth(company: StandingCompany, now: number, today: string): CompanyHealth {
  const templates = company.templates.map((template) => mapStanding(template, today));
  return decideCompanyHealth(templates, company.incidents, now);
}

function mapStanding(template: StandingTemplate, today: string): TemplateStanding {
  const { credentialEndsOn } = template;
  return {
    isPaused: template.mode === 'paused',
    isRetiring: template.isRetiring,
    newestRunAt: template.newestRunAt?.getTime() ?? null,
    hasFailed: template.newestRunState === 'failed',
    withheld: template.withheld,
    lastSuccessAt: template.lastSuccessAt?.getTime() ?? null,
    nextStartAt: template.nextStartAt?.getTime() ?? null,
    everyMinutes: template.everyMinutes,
    credentialDaysLeft: credentialEndsOn === null ? null : countDays(today, credentialEndsOn),
    hasSecondCredential: template.hasSecondCredential,
  };
}
