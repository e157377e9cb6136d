// "Who has this number, since when and why": all that is known of one number of a company, and what happened to it. The
// same for the API and the command line. Reads only.
import type { Kysely } from 'kysely';
import { presentFreeCallerId } from '../plan/caller-id-notes.ts';
import type { CallerIdNote } from '../plan/caller-id-notes.ts';
import type { Reason } from '../plan/reasons.ts';
import type { Company } from '../store/companies.ts';
import { readCallerIdUsers, readNumberHolders, readNumberWanters } from '../store/number-facts.ts';
import type { NumberHolder, NumberWanter } from '../store/number-facts.ts';
import { readNumberHistory } from '../store/number-history.ts';
import type { NumberEvent, NumberHistoryRow } from '../store/number-history.ts';
import { readNumberSeries } from '../store/number-series.ts';
import type { NumberSeries } from '../store/number-series.ts';
import { readNumber } from '../store/numbers.ts';
import type { NumberRow } from '../store/numbers.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import type { ReservedRange } from '../store/reserved-numbers.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';

type NumberState = 'free' | 'reserved' | 'assigned' | 'cooling' | 'service';

export interface NumberAnswer {
  digits: string;
  state: NumberState;
  /** Since when it is so, as far as the change log and the ledger know. */
  since: Date | null;
  why: Reason | null;
  /** The entry of the change log that made it so. */
  step: number | null;
  holder: NumberHolder | null;
  /** Until when nobody else gets it, and who does. */
  cooling: { until: Date; person: string | null; user: string | null; alias: string | null } | null;
  reserved: ReservedRange | null;
  series: NumberSeries[];
  wanted: { by: (NumberWanter & { reasons: Reason[] })[]; count: number };
  shownBy: { users: { user: string; alias: string; name: string }[]; count: number };
  /** Sync templates that give it to new users as caller id; rule: the rule's name, null for the template's default. */
  callerIdOf: { templateId: string; template: string; rule: string | null }[];
  notes: CallerIdNote[];
}

/** Enough to see who it is about. */
const NAMED = 5;

/** digits: E.164 without the plus. A number that nothing is known of is free and lies in no series. */
export async function readNumberAnswer(
  db: Kysely<Tables>,
  company: Company,
  digits: string,
  now: Date,
): Promise<NumberAnswer> {
  const value = Number(digits);
  const [holder = null] = await readNumberHolders(db, company.id, [digits]);
  const ledger = await readNumber(db, company.id, digits);
  const [reserved = null] = await readReservedRanges(db, company.id, { first: value, last: value });
  const series = (await readNumberSeries(db, company.id)).filter(
    ({ first, last }) => first <= value && value <= last,
  );
  const state = decideState(series, holder, reserved, ledger, now);
  const { rows } = await readNumberHistory(db, company.id, digits, { limit: 50, after: null });
  const made = rows.find(({ what }) => makes[state].includes(what)) ?? null;
  const wanted = await readNumberWanters(db, company.id, digits, NAMED);
  const callerIdOf = await readCallerIdOf(db, company.id, digits);
  const shownBy = await readCallerIdUsers(db, company.id, digits, NAMED);
  const isShown = callerIdOf.length > 0 || shownBy.count > 0;
  const isOpen = state === 'free' || state === 'cooling';
  return {
    digits,
    state,
    since: presentSince(state, reserved, made, ledger),
    why: state === 'reserved' || made === null ? null : (made.because as Reason),
    step: made?.id ?? null,
    holder,
    cooling: presentCooling(ledger, rows, now),
    reserved,
    series,
    wanted: {
      by: wanted.wanters.map((one) => ({ ...one, reasons: one.reasons as Reason[] })),
      count: wanted.count,
    },
    shownBy: { users: shownBy.users, count: shownBy.count },
    callerIdOf,
    notes: isShown && isOpen ? [presentFreeCallerId(digits)] : [],
  };
}

/** What of a number's history leaves it in this state. */
const makes: Record<NumberState, readonly NumberEvent[]> = {
  free: ['freed', 'released', 'addedToSeries', 'givenUp'],
  reserved: ['reserved'],
  assigned: ['assigned'],
  cooling: ['givenUp'],
  service: ['addedToSeries'],
};

function decideState(
  series: readonly NumberSeries[],
  holder: NumberHolder | null,
  reserved: ReservedRange | null,
  ledger: NumberRow | null,
  now: Date,
): NumberState {
  if (series.some(({ kind }) => kind === 'service')) return 'service';
  if (holder !== null) return 'assigned';
  if (reserved !== null) return 'reserved';
  return isCooling(ledger, now) ? 'cooling' : 'free';
}

const isCooling = (ledger: NumberRow | null, now: Date): ledger is NumberRow & { until: Date } =>
  ledger?.state === 'cooling' && ledger.until !== null && ledger.until > now;

function presentSince(
  state: NumberState,
  reserved: ReservedRange | null,
  made: NumberHistoryRow | null,
  ledger: NumberRow | null,
): Date | null {
  if (state === 'reserved') return reserved?.at ?? null;
  // One that has cooled is free since its days were over, whatever made it cool.
  if (state === 'free' && ledger?.state === 'cooling') return ledger.until;
  return made?.at ?? (state === 'service' ? null : (ledger?.changedAt ?? null));
}

/** Also of a number that is reserved while it cools: its last holder has it back when it is released in time. */
function presentCooling(
  ledger: NumberRow | null,
  rows: readonly NumberHistoryRow[],
  now: Date,
): NumberAnswer['cooling'] {
  if (!isCooling(ledger, now)) return null;
  const { until, lastPerson, lastUser } = ledger;
  const alias = rows.find(({ what, user }) => what === 'givenUp' && user === lastUser)?.alias ?? null;
  return { until, person: lastPerson, user: lastUser, alias };
}

async function readCallerIdOf(
  db: Kysely<Tables>,
  companyId: string,
  digits: string,
): Promise<NumberAnswer['callerIdOf']> {
  const stored = await readSyncTemplates(db, companyId);
  return stored.flatMap(({ template }) => {
    const about = { templateId: template.id, template: template.name };
    const isDefault = template.defaultCallerId === digits;
    const rules = template.rules.filter((rule) => rule.callerId === digits);
    return [
      ...(isDefault ? [{ ...about, rule: null }] : []),
      ...rules.map((rule) => ({ ...about, rule: rule.name })),
    ];
  });
}
