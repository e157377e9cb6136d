// rollcall incidents: trouble that lasts, since when, how often it was told and what to do; --all also what is over.
import { readCompanies } from '../store/companies.ts';
import { readIncidentPage } from '../store/incidents-list.ts';
import type { ListedIncident } from '../store/incidents-list.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';
import { withStore } from './with-store.ts';

/** The newest of them; whoever wants all asks the API. */
const MOST = 200;

export const incidents: Command = (context) =>
  withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const isOpen = context.flags.has('--all') ? null : true;
    const ask = { limit: MOST, after: null, isOpen, templateId: null, severity: null };
    const { rows } = await readIncidentPage(kysely, company.id, ask);
    const blocks = rows.map((incident) => presentBlock(incident, company.timeZone).join('\n'));
    const text = blocks.length > 0 ? blocks.join('\n\n') : 'No trouble.';
    return { exitCode: 0, json: rows.map(presentJson), text };
  });

function presentBlock(incident: ListedIncident, timeZone: string): string[] {
  const { data, key, template, severity, openedAt, closedAt, seen, told, quietUntil, quietWhy } = incident;
  const time = (at: Date) => presentTime(at, timeZone);
  const isQuiet = quietUntil !== null && closedAt === null;
  const rows = [
    ['  since', `${time(openedAt)}, ${presentCount(seen)} ${seen === 1 ? 'run' : 'runs'}`],
    ...(closedAt === null ? [] : [['  over', time(closedAt)]]),
    ['  told', told === 0 ? 'not yet' : `${presentCount(told)} times`],
    ...(isQuiet ? [['  quiet', `until ${time(quietUntil)} ${presentPlain(quietWhy ?? '')}`]] : []),
    ['  what', presentPlain(data.message ?? '')],
    ['  to do', presentPlain(data.cure ?? '')],
    ['  incident', incident.id],
  ];
  const colour = closedAt !== null ? 'dim' : severity === 'error' ? 'red' : 'yellow';
  return [`${paint(colour, data.code ?? key)}  ${paint('bold', template ?? '')}`, ...presentTable(rows)];
}

function presentJson(incident: ListedIncident) {
  const { id, template, key, severity, seen, told, data, quietWhy } = incident;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id,
    template,
    code: data.code ?? key,
    severity,
    message: data.message ?? '',
    cure: data.cure ?? '',
    openedAt: iso(incident.openedAt),
    lastSeenAt: iso(incident.seenAt),
    seen,
    closedAt: iso(incident.closedAt),
    told,
    toldAt: iso(incident.toldAt),
    quietUntil: iso(incident.quietUntil),
    quietWhy,
  };
}
