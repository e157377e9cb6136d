// What the next run would do to one person, by the very planner that will do it: she and whoever shares a claim with her are
// planned on what is stored (or on what was just read of her), and nothing is kept. Brakes are left out: they count everybody.
import type { Kysely } from 'kysely';
import { wantedKeys } from '../plan/claims.ts';
import type { Facts } from '../plan/facts.ts';
import { openUnlinkedUsers } from '../plan/match.ts';
import { decideGets } from '../plan/new-user.ts';
import type { NewUserGets } from '../plan/new-user.ts';
import { isServiceNumber } from '../plan/numbers.ts';
import type { NumberState, PersonPresence, PlanContext, PlanPerson } from '../plan/person.ts';
import { planSync } from '../plan/plan.ts';
import type { Candidate } from '../plan/likeness.ts';
import type { Outcome } from '../plan/steps.ts';
import { requiredFields } from '../plan/sync-template.ts';
import type { Database } from '../store/database.ts';
import { readClaimants, readFactsOf, writePlannedFew } from '../store/explained.ts';
import { readAlsoIn } from '../store/links.ts';
import { readCoolingNumbers } from '../store/numbers.ts';
import { readReservedAmong } from '../store/reserved-numbers.ts';
import { applyPlannedTable, readPlannedSlices } from '../store/roster-planned.ts';
import type { Reading } from '../store/roster.ts';
import type { Tables } from '../store/tables.ts';
import { readCutLinks, readUnlinkedUsers } from '../store/unlinked-users.ts';
import { readHoldingsOf, readKeptExtensions } from '../store/users.ts';
import { presentKnown, presentReadNow } from './map-anew.ts';
import { presentWanted, readSeries } from './plan-context.ts';
import { mapHolding, mapPlanPerson, openMailMatches } from './plan-person.ts';
import { ALSO_IN_MS } from './planning.ts';
import { decidePresence } from './presences.ts';
import type { ReadSettings, RunSetup } from './read-settings.ts';
import { presentRuleGroups } from './rule-groups.ts';
import { presentSeriesNames } from './series-to-give.ts';

export interface LikelyPlan {
  /** What the next run would do to her as she is. */
  next: Outcome;
  /** … if she were in scope, no guest, enabled and not ignored: what her values come to. */
  asIfInScope: Outcome;
  /** … and if every required field had a value that nobody has: who else has or wants what she wants. */
  asIfComplete: Outcome;
  /** Users that no sync keeps and that are like her. */
  alike: Candidate[];
  /** What she gets beside her values, and by which rule; unknown: a rule asks for a group that was not read. */
  gets: NewUserGets | 'unknown';
}

/** What was just read of her, in place of what is stored. */
export interface ReadNow {
  facts: Facts | null;
  presence: PersonPresence | null;
  /** Groups of rules that she is in. */
  ruleGroups: readonly string[] | null;
}

/** Whoever shares a claim with somebody who shares a claim …: more than these are a knot that no explanation can show. */
const MOST_CLAIMANTS = 200;
/** Nothing is staged under it. */
const NO_RUN = '00000000-0000-0000-0000-000000000000';
const SLICE = 1_000;

export async function planLikely(
  database: Database,
  setup: RunSetup,
  settings: ReadSettings,
  person: string,
  now: ReadNow,
): Promise<LikelyPlan> {
  const { template } = setup.stored;
  const reading: Reading = {
    companyId: setup.company.id,
    templateId: template.id,
    runId: NO_RUN,
    mode: 'delta',
  };
  return database.kysely.transaction().execute(async (trx) => {
    await applyPlannedTable(trx);
    const found = await readCompetitors(trx, reading, setup, settings, person, now);
    const people = await readMailMatches(trx, setup, found);
    const context = await readLikelyContext(trx, reading, setup, people);
    const her = people.find(({ id }) => id === person);
    if (!her) throw new Error(`${person} is not among those who are planned.`);
    const others = people.filter(({ id }) => id !== person);
    const planAs = (as: PlanPerson): Outcome => {
      // That her groups were not read keeps nobody from seeing what else does.
      const [outcome] = planSync(context, [{ ...as, ruleGroups: as.ruleGroups ?? [] }, ...others]).outcomes;
      if (!outcome) throw new Error('A plan has an outcome for everybody.');
      return outcome;
    };
    const inScope = presentInScope(her);
    const complete = presentComplete(inScope);
    return {
      next: planAs(her),
      asIfInScope: planAs(inScope),
      asIfComplete: planAs(complete),
      alike: her.link === null ? openUnlinkedUsers(context.holdings).match(her) : [],
      gets: decideGets(inScope, context.template),
    };
  });
}

/** She first, then whoever has or wants what they want, until nobody new comes up. */
async function readCompetitors(
  db: Kysely<Tables>,
  reading: Reading,
  setup: RunSetup,
  settings: ReadSettings,
  person: string,
  now: ReadNow,
): Promise<PlanPerson[]> {
  const template = { id: reading.templateId, companyId: reading.companyId };
  const people = new Map<string, PlanPerson>();
  for (let ids = [person]; ids.length > 0 && people.size < MOST_CLAIMANTS;) {
    await writePlannedFew(db, ids);
    for (const one of await readPlanned(db, reading, setup, settings, { ...now, person }))
      people.set(one.id, one);
    const wanted = [...people.values()].map(wantedKeys);
    const some = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
    const values = [...people.values()].map(({ mapped }) => mapped?.values ?? {});
    const mails = setup.stored.template.linkByMail ? await readMails(db, reading, [...people.values()]) : [];
    const keys = {
      words: some([...values.map(({ alias }) => alias ?? null), ...mails]),
      aliasKeys: some(wanted.map(({ alias }) => alias)),
      numbers: some(wanted.map(({ pstnFixed }) => pstnFixed)),
    };
    const claimants = await readClaimants(db, template, keys, MOST_CLAIMANTS);
    ids = claimants.filter((id) => !people.has(id));
  }
  return [...people.values()];
}

/** Their own, and those of users that no sync keeps and that have what they want: whoever is linked to one may give it up. */
async function readMails(
  db: Kysely<Tables>,
  { companyId, templateId }: Reading,
  people: readonly PlanPerson[],
): Promise<(string | null)[]> {
  const holdings = await readHoldingsOf(db, companyId, templateId, presentWanted(people));
  const theirs = holdings.filter(({ isUnlinked }) => isUnlinked).map(({ email }) => email);
  return [...people.map(({ mapped }) => mapped?.values.email ?? null), ...theirs];
}

/** Where the template links by mail: the user that no sync keeps and that has her mail, and so for the others. */
async function readMailMatches(
  db: Kysely<Tables>,
  { stored, company }: RunSetup,
  people: PlanPerson[],
): Promise<PlanPerson[]> {
  const mailOf = ({ mapped }: PlanPerson) => mapped?.values.email ?? null;
  if (!stored.template.linkByMail) return people;
  const mails = people.map(mailOf).filter((mail) => mail !== null);
  const users = await readUnlinkedUsers(db, company.id, mails);
  const matches = openMailMatches(users, await readCutLinks(db, company.id));
  return people.map((person) =>
    person.link === null && person.otherTemplate === null
      ? { ...person, mailMatch: matches(person.id, mailOf(person)) }
      : person,
  );
}

async function readPlanned(
  db: Kysely<Tables>,
  reading: Reading,
  setup: RunSetup,
  settings: ReadSettings,
  now: ReadNow & { person: string },
): Promise<PlanPerson[]> {
  const { templateId } = reading;
  const { disabledPeople } = setup.stored.template;
  const at = new Date(setup.nominalAt);
  const nobody = { looked: new Map(), unchecked: new Set<string>() };
  const { rules } = setup.stored.template;
  const ownNumbers = presentSeriesNames(setup.stored.template).length > 0;
  const wanted = { now: at, ownNumbers, memberships: false };
  const asksGroups = presentRuleGroups(rules).length > 0;
  const people: PlanPerson[] = [];
  for await (const rows of readPlannedSlices(db, reading, wanted, SLICE)) {
    const known = await readFactsOf(
      db,
      templateId,
      rows.map((row) => row.person),
    );
    for (const row of rows) {
      const isOurs = row.linkTemplate === templateId;
      const isHers = row.person === now.person;
      const facts = isHers ? now.facts : presentKnown(known.get(row.person), settings, setup);
      const told = facts !== null ? presentReadNow(row, settings, facts) : row;
      const stored = decidePresence(told, isOurs, nobody, disabledPeople);
      const presence = isHers && now.presence !== null ? now.presence : stored;
      const others =
        presence.is === 'absent' && isOurs ? await readOthers(db, reading, row.person, at) : null;
      people.push(
        mapPlanPerson(told, templateId, presence, {
          alsoIn: others,
          mailMatches: null,
          // Of the others it is taken that they can be had without: whoever waits for her groups stands in nobody's way.
          ruleGroups: isHers && asksGroups ? now.ruleGroups : [],
        }),
      );
    }
  }
  return people;
}

async function readOthers(db: Kysely<Tables>, { templateId, companyId }: Reading, person: string, now: Date) {
  const since = new Date(now.getTime() - ALSO_IN_MS);
  return (await readAlsoIn(db, { id: templateId, companyId }, [person], { since, now })).get(person) ?? null;
}

/** As run/plan-context.ts, for these alone, and with brakes that withhold nothing. */
async function readLikelyContext(
  db: Kysely<Tables>,
  reading: Reading,
  setup: RunSetup,
  people: readonly PlanPerson[],
): Promise<PlanContext> {
  const { stored, company, series } = setup;
  const { template } = stored;
  const now = new Date(setup.nominalAt);
  const wanted = presentWanted(people);
  const holdings = await readHoldingsOf(db, company.id, template.id, wanted);
  const cooling = await readCoolingNumbers(db, company.id, wanted.numbers, now);
  const reserved = await readReservedAmong(db, company.id, wanted.numbers);
  const closed = wanted.numbers.filter((digits) => reserved.has(digits) || isServiceNumber(digits, series));
  return {
    now: setup.nominalAt,
    timeZone: company.timeZone,
    template: { ...template, mode: setup.mode },
    brakes: {
      removals: { count: Number.MAX_SAFE_INTEGER, percent: 100 },
      numbers: { count: Number.MAX_SAFE_INTEGER, percent: 100 },
      creates: { count: null },
    },
    holdings: holdings.map((row) => mapHolding(row, company.timeZone)),
    numberStates: [
      ...cooling.map(({ digits, until, lastPerson }): NumberState => ({
        digits,
        state: 'cooling',
        until: until?.getTime() ?? null,
        lastPerson,
      })),
      // After the others: what is kept from everybody is kept from its last holder too.
      ...closed.map((digits): NumberState => ({ digits, state: 'reserved', until: null, lastPerson: null })),
    ],
    keptExtensions: await readKeptExtensions(db, company.id, now),
    // Which default extension she gets is the run's to say; none keeps anybody from being a user.
    usedExtensions: [],
    series: await readSeries(db, reading, setup, { total: people.length, few: people }),
    resumed: stored.resumed,
    // So many that nothing is a great part of them.
    counting: {
      linkedNow: Number.MAX_SAFE_INTEGER,
      linkedThen: Number.MAX_SAFE_INTEGER,
      removalsInLastDay: 0,
      inScope: 1,
    },
    approved: null,
  };
}

function presentInScope(person: PlanPerson): PlanPerson {
  if (person.link !== null) return person;
  const presence = { is: 'in' } as const;
  const { mapped } = person;
  const { filter: _, ...open } = mapped ?? { values: {}, problems: [] };
  return {
    ...person,
    presence,
    isGuest: false,
    isDisabled: false,
    ignored: false,
    otherTemplate: null,
    mapped: open,
  };
}

function presentComplete(person: PlanPerson): PlanPerson {
  if (person.link !== null) return person;
  const { values = {}, problems = [], ...more } = person.mapped ?? {};
  const filled = { ...values };
  for (const field of requiredFields) if (typeof filled[field] !== 'string') filled[field] = nobodys[field];
  return {
    ...person,
    mapped: { ...more, values: filled, problems: problems.filter(({ field }) => !isRequired(field)) },
  };
}

/** No alias has a blank, and no country's numbers begin so. */
const nobodys = { alias: 'alias of nobody', name: 'Nobody', surname: 'Nobody', pstnFixed: '000000000000000' };

const isRequired = (field: string): boolean => (requiredFields as readonly string[]).includes(field);
