// Brings in what the planner has to know about the directory around the people it plans: who holds what they want,
// which numbers are not free, what the brakes count. For a plan of few people only what touches them.
import type { Kysely } from 'kysely';
import type { SeriesToGive } from '../plan/automatic-numbers.ts';
import { wantedKeys } from '../plan/claims.ts';
import { lacksNumber } from '../plan/new-user.ts';
import type { NumberState, PlanContext, PlanPerson } from '../plan/person.ts';
import { readLinkedCount } from '../store/links.ts';
import { readCoolingNumbers, readWantedClosedNumbers } from '../store/numbers.ts';
import { readInScope, readInScopeGrowth } from '../store/roster.ts';
import type { Reading } from '../store/roster.ts';
import { readGrowth } from '../store/runs.ts';
import { readRemovalsSince } from '../store/steps.ts';
import type { Tables } from '../store/tables.ts';
import { readHoldings, readHoldingsOf, readKeptExtensions, readUsedExtensions } from '../store/users.ts';
import type { HoldingRow, WantedKeys } from '../store/users.ts';
import { mapHolding } from './plan-person.ts';
import type { RunSetup } from './read-settings.ts';
import { presentSeriesNames, readSeriesToGive } from './series-to-give.ts';

const DAY_MS = 24 * 3_600_000;

/** few: everybody of the plan, when they fit into one slice. */
interface Planees {
  total: number;
  few: readonly PlanPerson[] | null;
}

export async function readPlanContext(
  db: Kysely<Tables>,
  reading: Reading,
  setup: RunSetup,
  planees: Planees,
  approved: PlanContext['approved'],
): Promise<PlanContext> {
  const { few } = planees;
  const { stored, company } = setup;
  const { template } = stored;
  const now = new Date(setup.nominalAt);
  const wanted = few === null ? null : presentWanted(few);
  const isNobody = few?.length === 0;
  const holdings = isNobody ? [] : await readHoldingRows(db, company.id, template.id, wanted);
  const needsExtensions = template.fieldMapping.extension === undefined && !isNobody;
  return {
    now: setup.nominalAt,
    timeZone: company.timeZone,
    template: { ...template, mode: setup.mode },
    brakes: template.brakes,
    holdings: holdings.map((row) => mapHolding(row, company.timeZone)),
    numberStates: isNobody ? [] : await readStates(db, reading, setup, wanted, now),
    keptExtensions: isNobody ? [] : await readKeptExtensions(db, company.id, now),
    usedExtensions: needsExtensions ? await readUsedExtensions(db, company.id) : [],
    series: await readSeries(db, reading, setup, planees),
    resumed: stored.resumed,
    counting: await readCounting(db, reading, setup, isNobody),
    approved,
  };
}

/** Read only when somebody may need a number of them: a plan of few people mostly has none. */
export async function readSeries(
  db: Kysely<Tables>,
  reading: Reading,
  { stored, company, series, nominalAt }: RunSetup,
  { few, total }: Planees,
): Promise<SeriesToGive[]> {
  const names = presentSeriesNames(stored.template);
  const isNeeded = few === null || few.some((person) => person.link === null && lacksNumber(person));
  if (names.length === 0 || !isNeeded) return [];
  // Each of them gets one, or names one that is nobody else's to get.
  const asked = { companyId: company.id, needed: total, now: new Date(nominalAt), planned: reading };
  return readSeriesToGive(db, names, series, asked);
}

function readHoldingRows(
  db: Kysely<Tables>,
  companyId: string,
  templateId: string,
  wanted: WantedKeys | null,
): Promise<HoldingRow[]> {
  return wanted ? readHoldingsOf(db, companyId, templateId, wanted) : readHoldings(db, companyId, templateId);
}

async function readCounting(
  db: Kysely<Tables>,
  reading: Reading,
  setup: RunSetup,
  isNobody: boolean,
): Promise<PlanContext['counting']> {
  const { id } = setup.stored.template;
  const dayAgo = new Date(setup.nominalAt - DAY_MS);
  const linkedNow = await readLinkedCount(db, id);
  const inScope = (await readInScope(db, id)) + (await readInScopeGrowth(db, reading));
  // A plan of nobody has no step that a brake could count.
  if (isNobody) return { linkedNow, linkedThen: linkedNow, removalsInLastDay: 0, inScope };
  return {
    linkedNow,
    linkedThen: Math.max(0, linkedNow - (await readGrowth(db, id, dayAgo))),
    removalsInLastDay: await readRemovalsSince(db, id, dayAgo),
    inScope,
  };
}

async function readStates(
  db: Kysely<Tables>,
  reading: Reading,
  setup: RunSetup,
  wanted: WantedKeys | null,
  now: Date,
): Promise<NumberState[]> {
  const rows = await readCoolingNumbers(db, setup.company.id, wanted?.numbers ?? null, now);
  const states = rows.map(({ digits, until, lastPerson }): NumberState => ({
    digits,
    state: 'cooling',
    until: until?.getTime() ?? null,
    lastPerson,
  }));
  const closed = await readWantedClosedNumbers(db, setup.company.id, reading);
  // After the others: what is kept from everybody is kept from its last holder too.
  for (const digits of closed) states.push({ digits, state: 'reserved', until: null, lastPerson: null });
  return states;
}

export function presentWanted(people: readonly PlanPerson[]): WantedKeys {
  const wanted: WantedKeys = { aliasKeys: [], numbers: [], extensions: [], emails: [], fullNames: [] };
  const add = (list: string[], value: string | null) => value !== null && list.push(value);
  for (const person of people) {
    const keys = wantedKeys(person);
    add(wanted.aliasKeys, keys.alias);
    add(wanted.numbers, keys.pstnFixed);
    add(wanted.extensions, keys.extension ?? person.keptExtension);
    if (person.link !== null) continue;
    add(wanted.emails, keys.email);
    const { name, surname } = person.mapped?.values ?? {};
    if (name && surname) wanted.fullNames.push(`${name} ${surname}`);
  }
  return wanted;
}
