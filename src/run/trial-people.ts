// People of a trial as the planner knows them, with the values that the tried mapping gives them; and which numbers it
// names that nobody may have. In slices, and again when somebody asks again.
import type { Kysely } from 'kysely';
import type { Mapped } from '../plan/mapping.ts';
import { openRanges } from '../plan/number-stock.ts';
import type { NumberState, PlanPerson } from '../plan/person.ts';
import type { Beside, ReadField } from '../store/read-fields.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import type { Reading } from '../store/roster.ts';
import type { PlannedRow } from '../store/roster-planned.ts';
import { readPlannedSlices } from '../store/roster-planned.ts';
import type { Tables } from '../store/tables.ts';
import { mapPlanPerson } from './plan-person.ts';
import type { MailMatches } from './plan-person.ts';
import { decidePresence } from './presences.ts';
import type { RunSetup } from './read-settings.ts';
import { presentRuleGroups } from './rule-groups.ts';
import { presentSeriesNames } from './series-to-give.ts';

/** Of this size a slice takes some ten milliseconds, so that a server goes on answering others. */
const SLICE = 1_000;

export async function* streamTrialPeople(
  db: Kysely<Tables>,
  reading: Reading,
  setup: RunSetup,
  map: (row: PlannedRow) => Mapped | null,
  matches: MailMatches | null,
  beside: ReadField[],
  signal: AbortSignal | undefined,
): AsyncGenerator<PlanPerson[]> {
  const { disabledPeople } = setup.stored.template;
  const wanted = {
    now: new Date(setup.nominalAt),
    ownNumbers: presentSeriesNames(setup.stored.template).length > 0,
    memberships: false,
    facts: true,
    beside: beside.length === 0 ? null : presentBeside(beside),
  };
  // Groups of rules are a run's to ask for.
  const ruleGroups = presentRuleGroups(setup.stored.template.rules).length > 0 ? null : [];
  const around = { alsoIn: null, mailMatches: null, ruleGroups };
  const nobody = { looked: new Map(), unchecked: new Set<string>() };
  for await (const rows of readAhead(readPlannedSlices(db, reading, wanted, SLICE))) {
    signal?.throwIfAborted();
    yield rows.map((row) => {
      const mapped = map(row);
      const seen = { ...row, mapped: null, isFilteredOut: mapped?.filter?.is === 'out' };
      const presence = decidePresence(seen, row.linkTemplate === reading.templateId, nobody, disabledPeople);
      const person = mapPlanPerson(seen, reading.templateId, presence, around);
      const mailMatch =
        row.linkTemplate === null ? (matches?.(row.person, mapped?.values.email ?? null) ?? null) : null;
      // What differs from today differs because of what is tried.
      const mappingChanged = row.plannedHash !== null;
      return { ...person, mapped, mailMatch, mappingChanged };
    });
  }
}

/** The database makes the next slice while this one is dealt with. */
async function* readAhead<T>(slices: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = slices.next();
  try {
    for (let one = await next; !one.done; one = await next) {
      next = slices.next();
      // Nobody may ever come to it.
      next.catch(() => undefined);
      yield one.value;
    }
  } finally {
    await slices.return(undefined);
  }
}

function presentBeside(fields: readonly ReadField[]): Beside {
  const readings = [...new Set(fields.map(({ reading }) => reading))];
  return { readings, fields: fields.map(({ field }) => field) };
}

/** Numbers that the mapping names and that nobody may have. */
export async function openClosed(db: Kysely<Tables>, { company, series }: RunSetup) {
  const reserved = openRanges(await readReservedRanges(db, company.id));
  const service = openRanges(series.filter(({ kind }) => kind === 'service'));
  const closed = new Set<string>();
  return {
    add({ mapped }: PlanPerson): void {
      const digits = mapped?.values.pstnFixed ?? null;
      if (digits === null) return;
      const range = { first: Number(digits), last: Number(digits) };
      if (service.count(range) + reserved.count(range) > 0) closed.add(digits);
    },
    states: (): NumberState[] =>
      [...closed].map((digits) => ({ digits, state: 'reserved', until: null, lastPerson: null })),
  };
}
