// What a full run would come to with the mapping that is tried: the planner that runs use, on the facts of the last read.
// Nobody is asked for again, so whoever that read lacked is left to a run.
import type { Kysely } from 'kysely';
import type { Counts } from '../plan/counts.ts';
import type { Holding, NumberState, PlanContext, PlanPerson } from '../plan/person.ts';
import { openPlan } from '../plan/plan.ts';
import type { Withheld } from '../plan/steps.ts';
import { readLinkedCount } from '../store/links.ts';
import { readCoolingNumbers } from '../store/numbers.ts';
import type { Reading } from '../store/roster.ts';
import { readRemovalsSince } from '../store/steps.ts';
import type { Tables } from '../store/tables.ts';
import { readKeptExtensions, readUsedExtensions } from '../store/users.ts';
import type { RunSetup } from './read-settings.ts';
import { presentSeriesNames, readSeriesToGive } from './series-to-give.ts';
import { openTally } from './tally.ts';
import type { ReasonCount } from './tally.ts';

export interface TrialPlan {
  counts: Counts;
  reasons: ReasonCount[];
  withheld: Withheld[];
}

const DAY_MS = 24 * 3_600_000;

interface Around {
  holdings: Holding[];
  total: number;
}

export async function readTrialContext(
  db: Kysely<Tables>,
  reading: Reading,
  { stored, company, series, mode, nominalAt }: RunSetup,
  { holdings, total }: Around,
): Promise<PlanContext> {
  const { template } = stored;
  const now = new Date(nominalAt);
  const cooling = await readCoolingNumbers(db, company.id, null, now);
  const states = cooling.map(({ digits, until, lastPerson }): NumberState => ({
    digits,
    state: 'cooling',
    until: until?.getTime() ?? null,
    lastPerson,
  }));
  const names = presentSeriesNames(template);
  const linkedNow = await readLinkedCount(db, template.id);
  const asked = { companyId: company.id, needed: total, now, planned: reading };
  return {
    now: nominalAt,
    timeZone: company.timeZone,
    template: { ...template, mode },
    brakes: template.brakes,
    holdings,
    numberStates: states,
    keptExtensions: await readKeptExtensions(db, company.id, now),
    usedExtensions:
      template.fieldMapping.extension === undefined ? await readUsedExtensions(db, company.id) : [],
    series: names.length === 0 ? [] : await readSeriesToGive(db, names, series, asked),
    resumed: stored.resumed,
    counting: {
      linkedNow,
      linkedThen: linkedNow,
      removalsInLastDay: await readRemovalsSince(db, template.id, new Date(nominalAt - DAY_MS)),
      inScope: 0,
    },
    approved: null,
  };
}

/** Told of everybody twice, slice by slice. What the first time brings to light is said between the two. */
export function openTrialPlan(context: PlanContext, setup: RunSetup) {
  const known = { ...context, numberStates: [...context.numberStates], counting: { ...context.counting } };
  const plan = openPlan(known);
  const tally = openTally(setup.stored.template.rules.map(({ name }) => name));
  let withheld: Withheld[] = [];
  return {
    claim: (slice: readonly PlanPerson[]) => plan.claim(slice),
    settle(found: { closed: readonly NumberState[]; inScope: number }) {
      known.numberStates.push(...found.closed);
      known.counting.inScope = found.inScope;
      ({ withheld } = plan.settle());
    },
    steps(slice: readonly PlanPerson[]) {
      const outcomes = plan.steps(slice);
      for (const [nth, person] of slice.entries()) {
        const outcome = outcomes[nth];
        // Whoever the last read lacked is for a run to ask about.
        if (outcome && person.presence.is !== 'unreadable') tally.add(person, outcome);
      }
    },
    present(): TrialPlan {
      const unplanned = { skip: 0, conflict: 0, codes: new Map<string, number>() };
      const { counts, reasons } = tally.present(unplanned, context.counting.linkedNow);
      return { counts, reasons, withheld };
    },
  };
}
