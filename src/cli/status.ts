// rollcall status: sync templates with their last run, credentials, next start and what waits for an approval;
// of one company with --company, else of all.
import { readStatus } from '../run/status.ts';
import type { StatusEntry } from '../run/status.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readMailFigures } from '../store/mail-figures.ts';
import type { MailFigures } from '../store/mail-figures.ts';
import type { MailServerTrouble } from '../store/mail-server.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { presentOpen } from './present-open.ts';
import { presentOneLine } from './present-report.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';
import { withStore } from './with-store.ts';

export const status: Command = (context) =>
  withStore(context, async ({ store }) => {
    const companies = await readCompanies(store.database.kysely);
    const company = context.config.company === null ? null : pickCompany(companies, context.config.company);
    const now = context.config.now ?? Date.now();
    const entries = await readStatus(store.database, { companyId: company?.id ?? null, now });
    const mail = await readMailFigures(store.database.kysely, new Date(now));
    const text = [presentStatus(entries, companies, now), ...presentMail(mail)].join('\n\n');
    return { exitCode: 0, json: entries, text };
  });

function presentStatus(entries: readonly StatusEntry[], companies: readonly Company[], now: number): string {
  if (entries.length === 0) return 'No sync templates yet. Create one with rollcall import FILE.';
  const blocks = entries.map((entry) => {
    const timeZone = companies.find(({ name }) => name === entry.company)?.timeZone ?? 'UTC';
    return presentEntry(entry, timeZone, now).join('\n');
  });
  return [...blocks, ...presentExchanges(entries), ...presentWarnings(entries)].join('\n\n');
}

/** Nothing while all is well. */
function presentMail({ waiting, held, uncertain, failed, server: { trouble } }: MailFigures): string[] {
  const counts = { waiting, held, uncertain, failed };
  const open = Object.entries(counts).filter(([, count]) => count > 0);
  const list = open.map(([state, count]) => `${presentCount(count)} ${state}`).join(', ');
  return [
    ...(trouble ? [presentTrouble(trouble)] : []),
    ...(open.length > 0 ? [`${paint('bold', 'Outbox')} ${list}`] : []),
  ];
}

function presentTrouble({ message, cure, since, tryAfter }: MailServerTrouble): string {
  const [from, next] = [since, tryAfter].map((time) => presentTime(time, 'UTC'));
  return `${paint('red', 'Mail')} since ${from}: ${presentPlain(message)}\n     ${cure}\n     The next try is at ${next} (UTC).`;
}

/** Late: longer than an exchange that answers takes for everybody. */
const LATE_SECONDS = 900;

/** Those that somebody should look at, each once. */
function presentExchanges(entries: readonly StatusEntry[]): string[] {
  const targets = new Map(entries.flatMap(({ targets: its }) => its.map((one) => [one.id, one] as const)));
  return [...targets.values()].flatMap((one) => {
    const { name, state, trouble, pending, failed, drift, oldestPendingSeconds } = one;
    const isLate = state === 'active' && oldestPendingSeconds > LATE_SECONDS;
    if (trouble === null && failed === 0 && drift === 0 && !isLate) return [];
    const counts = Object.entries({ waiting: pending, failed, drift }).filter(([, count]) => count > 0);
    const list = counts.map(([what, count]) => `${presentCount(count)} ${what}`).join(', ');
    const line = `${paint(trouble ? 'red' : 'yellow', 'Exchange')} ${presentPlain(name)} (${state}): ${list || 'nobody waits'}`;
    return [trouble === null ? line : `${line}\n         ${trouble.message}\n         ${trouble.cure}`];
  });
}

/** Each once, whatever number of templates the company has. */
function presentWarnings(entries: readonly StatusEntry[]): string[] {
  const cures = new Map(
    entries.flatMap(({ company, numberWarnings }) =>
      numberWarnings.map(({ message, cure }) => [`${company}: ${message}`, cure] as const),
    ),
  );
  return [...cures].map(([message, cure]) => `${paint('yellow', 'Warning')} ${message}\n        ${cure}`);
}

function presentEntry(entry: StatusEntry, timeZone: string, now: number): string[] {
  const time = (iso: string | null) => (iso === null ? '–' : presentTime(new Date(iso), timeZone));
  const { lastRun, nextStart, withheld } = entry;
  const people = `${presentCount(entry.linked)}${entry.leaving ? `, ${presentCount(entry.leaving)} of them leaving` : ''}`;
  const rows = [
    [
      '  mode',
      entry.retiringSince === null
        ? entry.mode
        : `deleted on ${time(entry.retiringSince)}; goes with its last user`,
    ],
    ['  users', people],
    ['  last run', lastRun ? `${time(lastRun.startedAt)}  ${presentOneLine(lastRun)}` : 'none yet'],
    ['  last success', time(entry.lastSuccessAt)],
    ['  next start', presentNextStart(nextStart, time(nextStart), now)],
    ...(entry.retiringSince === null ? [['  credential', presentCredential(entry)]] : []),
    ...withheld.map(({ run, kind, count }) => [
      paint('yellow', '  withheld'),
      `${presentCount(count)} ${kind}: rollcall approve ${run} ${kind}`,
    ]),
    ...presentOpen(entry, time),
  ];
  return [`${paint('bold', entry.template)}  ${paint('dim', entry.company)}`, ...presentTable(rows)];
}

function presentNextStart(nextStart: string | null, time: string, now: number): string {
  if (nextStart === null) return 'never: the sync template is paused';
  return Date.parse(nextStart) <= now ? `${time} (due)` : time;
}

const sources = { administrator: 'as typed', certificate: 'as the certificate says', entra: 'as Entra says' };

function presentCredential({ credential }: StatusEntry): string {
  if (credential === null) return paint('red', 'none: import it with "client_secret" in "provider"');
  const { expires, daysLeft, source } = credential;
  if (expires === null || daysLeft === null || source === null)
    return `stored; its last day is not known${presentNext(credential)}`;
  const told = `${presentEnd(expires, daysLeft)}, ${sources[source]}`;
  const colour = daysLeft <= 3 ? 'red' : 'yellow';
  return (daysLeft <= WARN_DAYS ? paint(colour, told) : told) + presentNext(credential);
}

const WARN_DAYS = 30;

function presentEnd(expires: string, daysLeft: number): string {
  if (daysLeft < 0) return `ended on ${expires}`;
  if (daysLeft === 0) return `until today, ${expires}`;
  return `until ${expires} (${daysLeft === 1 ? 'one day left' : `${presentCount(daysLeft)} days left`})`;
}

function presentNext({ next, nextWhy }: NonNullable<StatusEntry['credential']>): string {
  if (next === null || next === 'none') return '';
  return `; the second one does not work yet: ${presentPlain(nextWhy ?? '')}`;
}
