// How a company is, out of how its sync templates stand: the one thing about it that needs somebody most, the worst first. Pure;
// whoever looks after thousands of companies reads their list in this order.

/** The worst first. */
export const companyHealths = [
  'failed',
  'waiting',
  'trouble',
  'expiring',
  'late',
  'notRun',
  'paused',
  'notSetUp',
  'ok',
] as const;
export type CompanyHealthIs = (typeof companyHealths)[number];

export interface CompanyHealth {
  is: CompanyHealthIs;
  /** Failed or late sync templates, withheld steps, incidents, credentials that end; 0 where nothing is counted. */
  count: number;
}

/** A sync template as far as its company's health depends on it; moments in ms. */
export interface TemplateStanding {
  isPaused: boolean;
  /** Deleted, and standing until its last user is gone. */
  isRetiring: boolean;
  /** Of everybody, let start, no preview: when the newest began (null: there was none) and whether it failed. */
  newestRunAt: number | null;
  hasFailed: boolean;
  /** Steps that it withheld and nobody has approved. */
  withheld: number;
  lastSuccessAt: number | null;
  /** What was decided to be its next start. */
  nextStartAt: number | null;
  everyMinutes: number | null;
  /** null: there is no credential, or nobody knows when it ends. */
  credentialDaysLeft: number | null;
  /** A second credential waits to be tried. */
  hasSecondCredential: boolean;
}

/** Whoever has to ask somebody else for a new secret needs weeks rather than days. */
const EXPIRING_DAYS = 30;
const NIGHTLY_MINUTES = 24 * 60;
/** A run of a large company takes longer than two of the shortest intervals: that is no trouble. */
const LATE_MINUTES_AT_LEAST = 60;
const MINUTE_MS = 60_000;

/** incidents: open ones of the company and its templates. now: ms. */
export function decideCompanyHealth(
  templates: readonly TemplateStanding[],
  incidents: number,
  now: number,
): CompanyHealth {
  const standing = templates.filter(({ isRetiring }) => !isRetiring);
  const active = standing.filter(({ isPaused }) => !isPaused);
  const counts: Partial<Record<CompanyHealthIs, number>> = {
    failed: active.filter(({ hasFailed }) => hasFailed).length,
    waiting: templates.reduce((sum, { withheld }) => sum + withheld, 0),
    trouble: incidents,
    expiring: standing.filter(isExpiring).length,
    late: active.filter((template) => isLate(template, now)).length,
  };
  for (const is of companyHealths) {
    const count = counts[is] ?? 0;
    if (count > 0) return { is, count };
  }
  if (standing.length === 0) return { is: 'notSetUp', count: 0 };
  if (active.length === 0) return { is: 'paused', count: 0 };
  // What has never gone well is not well, however little is wrong with it so far.
  return { is: active.every(({ lastSuccessAt }) => lastSuccessAt === null) ? 'notRun' : 'ok', count: 0 };
}

function isExpiring({ credentialDaysLeft, hasSecondCredential }: TemplateStanding): boolean {
  return credentialDaysLeft !== null && credentialDaysLeft <= EXPIRING_DAYS && !hasSecondCredential;
}

/** Two intervals, 48 hours of a nightly one. What was paused until now and waits for its next start is not late. */
function isLate(template: TemplateStanding, now: number): boolean {
  const { lastSuccessAt, newestRunAt, nextStartAt, everyMinutes } = template;
  const isTried = newestRunAt !== null && newestRunAt > (lastSuccessAt ?? 0);
  const isDue = nextStartAt !== null && nextStartAt <= now;
  const since = lastSuccessAt ?? newestRunAt ?? nextStartAt;
  if (since === null || !(isTried || isDue)) return false;
  const patience = Math.max(2 * (everyMinutes ?? NIGHTLY_MINUTES), LATE_MINUTES_AT_LEAST);
  return now - since > patience * MINUTE_MS;
}
