// Plans everybody who has to be planned and stores the plan as steps, in slices, inside the run's transaction. What is
// planned is decided in plan/; here it is streamed past the planner twice and written down. Applies nothing.
import type { Kysely } from 'kysely';
import type { Counts } from '../plan/counts.ts';
import type { PlanContext, PlanPerson } from '../plan/person.ts';
import { openPlan } from '../plan/plan.ts';
import type { Verdict } from '../plan/plan.ts';
import type { Outcome } from '../plan/steps.ts';
import type { ApplyContext } from '../store/apply-plan.ts';
import { readAlsoIn, writeDeleteWithheldEnded, writeDriftSeen, writePinsFallen } from '../store/links.ts';
import {
  applyPlanned,
  readPlannedSlices,
  readUnplannedCounts,
  writeOutsiders,
} from '../store/roster-planned.ts';
import { applyFacts } from '../store/roster.ts';
import type { Reading } from '../store/roster.ts';
import { applySlice, writePreviewSlice } from '../store/planned-slice.ts';
import type { PlannedOutcome } from '../store/planned-slice.ts';
import type { PlannedRow } from '../store/roster-planned.ts';
import type { StepRow } from '../store/steps.ts';
import type { Tables } from '../store/tables.ts';
import { readMailsOfOthers } from '../store/proposals.ts';
import { readCutLinks, readUnlinkedUsers } from '../store/unlinked-users.ts';
import { readPlanContext } from './plan-context.ts';
import { mapPlanPerson, openMailMatches } from './plan-person.ts';
import type { MailMatches } from './plan-person.ts';
import { decidePresence } from './presences.ts';
import type { Presences } from './presences.ts';
import type { RunSetup } from './read-settings.ts';
import { decideKnownGroups, openRuleGroups, writeRuleGroups } from './rule-groups.ts';
import type { RuleGroups } from './rule-groups.ts';
import { presentSeriesNames } from './series-to-give.ts';
import { mapStepRow } from './step-rows.ts';
import { openTally } from './tally.ts';
import { readRuleReach } from './try-rules.ts';
import type { ReasonCount, RuleCount } from './tally.ts';
import { decideWelcoming, openMailCount, presentWelcomes } from './welcomes.ts';
import type { MailCounts } from './welcomes.ts';

export interface Planning {
  db: Kysely<Tables>;
  reading: Reading;
  setup: RunSetup;
  presences: Presences;
  /** null: no rule of the template asks for a group. */
  ruleGroups: RuleGroups | null;
  approved: PlanContext['approved'];
  preview: boolean;
  apply: ApplyContext;
  newId: () => string;
  signal: AbortSignal | undefined;
  onPeople: (people: number, total: number) => void;
}

export interface Planned {
  verdict: Verdict;
  counts: Counts;
  reasons: ReasonCount[];
  rules: RuleCount[];
  mail: MailCounts;
  /** People in scope by this read. */
  inScope: number;
  /** People who were planned: something about them was new, or is looked at again each time. */
  planned: number;
  /** Kinds of step that are to be applied. */
  toApply: ReadonlySet<string>;
}

/** As much of a plan as is in memory at a time: little enough to be forgotten before the collector takes it for old. */
const SLICE = 1_000;
/** A plan of so few people is kept in memory between the passes, and only what touches them is read around it. */
const FEW = 5_000;
/** Another template's read is believed this long: a day and a late night. */
export const ALSO_IN_MS = 26 * 3_600_000;

/** isStaged: her facts were read in this run. */
interface Planee {
  person: PlanPerson;
  isStaged: boolean;
}

export async function writePlan(planning: Planning): Promise<Planned> {
  const { db, reading, setup, presences, preview } = planning;
  const alsoPlan = [...presences.looked.keys(), ...presences.unchecked];
  const total = await applyPlanned(db, { reading, isPreview: preview, mode: setup.mode, alsoPlan });
  // A night in which nothing has changed has nobody to ask for.
  const matches = total === 0 ? null : await readMailMatches(planning);
  const few = total === 0 ? [] : total <= FEW ? await readAll(planning, matches) : null;
  const slices = () => few ?? readAhead(streamPeople(planning, matches));
  const context = await readPlanContext(
    db,
    reading,
    setup,
    { total, few: few && few.flat().map(({ person }) => person) },
    planning.approved,
  );
  const plan = openPlan(context);
  for await (const slice of slices()) plan.claim(slice.map(({ person }) => person));
  const verdict = plan.settle();
  const tally = openTally(setup.stored.template.rules.map(({ name }) => name));
  const mail = openMailCount(decideWelcoming(setup));
  const toApply = new Set<string>();
  let done = 0;
  let writing = Promise.resolve();
  for await (const slice of slices()) {
    const outcomes = plan.steps(slice.map(({ person }) => person));
    const pairs = slice.map((planee, nth) => ({ ...planee, outcome: outcomes[nth] as Outcome }));
    for (const { person, outcome } of pairs) tally.add(person, outcome);
    for (const outcome of outcomes) mail.add(outcome);
    for (const { steps } of outcomes) for (const step of steps) toApply.add(step.do);
    // The database writes this slice while the next one is planned.
    await writing;
    writing = writeSlice(planning, verdict, pairs);
    writing.catch(() => undefined);
    planning.onPeople((done += slice.length), total);
  }
  await writing;
  await applyFacts(db, reading, new Date(setup.nominalAt), preview);
  await writeRuleGroups(db, reading, planning.ruleGroups, new Date(setup.nominalAt));
  const unplanned = await readUnplannedCounts(db, reading);
  if (!preview) await writeOutsiders(db, reading, new Date(setup.nominalAt));
  const { inScope, linkedNow } = context.counting;
  const linked = reading.only === undefined ? linkedNow : countLinked(few);
  const counted = tally.present(unplanned, linked);
  const rules = preview ? await readReach(planning, counted.rules) : counted.rules;
  return { verdict, ...counted, rules, mail: mail.present(), inScope, planned: total, toApply };
}

/** A preview also says whom the rules would decide for if everybody were new: a rule in another's shadow shows there. */
async function readReach({ db, setup, ruleGroups }: Planning, rules: RuleCount[]): Promise<RuleCount[]> {
  if (rules.length === 0) return rules;
  const groups = decideKnownGroups([], ruleGroups, setup);
  const reach = await readRuleReach(db, setup.stored.template, groups);
  return rules.map((rule, at) => {
    const { fits = 0, decides = 0, unknown = 0 } = reach.rules[at] ?? {};
    return { ...rule, fits, decides, unknown };
  });
}

function countLinked(few: Planee[][] | null): number {
  return (few ?? []).flat().filter(({ person }) => person.link !== null).length;
}

/** Asks for the next slice before the one at hand is worked on. */
async function* readAhead<T>(slices: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = slices.next();
  try {
    for (;;) {
      const slice = await next;
      if (slice.done) return;
      next = slices.next();
      next.catch(() => undefined);
      yield slice.value;
    }
  } finally {
    await slices.return(undefined);
  }
}

/** Only where the template links by mail: everybody whom no sync keeps, with all they have. */
async function readMailMatches({ db, reading, setup }: Planning): Promise<MailMatches | null> {
  if (!setup.stored.template.linkByMail) return null;
  // Where only one person is planned, others who have her mail are not heard: it links nobody then.
  const others = reading.only === undefined ? [] : await readMailsOfOthers(db, reading);
  const cut = await readCutLinks(db, reading.companyId);
  return openMailMatches(await readUnlinkedUsers(db, reading.companyId), cut, others);
}

async function readAll(planning: Planning, matches: MailMatches | null): Promise<Planee[][]> {
  const slices: Planee[][] = [];
  for await (const slice of streamPeople(planning, matches)) slices.push(slice);
  return slices;
}

async function* streamPeople(planning: Planning, matches: MailMatches | null): AsyncGenerator<Planee[]> {
  const { db, reading, setup, presences, ruleGroups, signal } = planning;
  const { templateId, companyId } = reading;
  const { disabledPeople } = setup.stored.template;
  const now = new Date(setup.nominalAt);
  const ownNumbers = presentSeriesNames(setup.stored.template).length > 0;
  const groupsOf = openRuleGroups(ruleGroups);
  const memberships = ruleGroups !== null && ruleGroups.isRead !== 'no';
  for await (const rows of readPlannedSlices(db, reading, { now, ownNumbers, memberships }, SLICE)) {
    signal?.throwIfAborted();
    const isOurs = (row: PlannedRow) => row.linkTemplate === templateId;
    const placed = rows.map((row) => ({
      row,
      presence: decidePresence(row, isOurs(row), presences, disabledPeople),
    }));
    const going = placed.filter(({ row, presence }) => isOurs(row) && presence.is === 'absent');
    const alsoIn = await readAlsoIn(
      db,
      { id: templateId, companyId },
      going.map(({ row }) => row.person),
      { since: new Date(setup.nominalAt - ALSO_IN_MS), now },
    );
    yield placed.map(({ row, presence }) => ({
      person: mapPlanPerson(row, templateId, presence, {
        alsoIn: alsoIn.get(row.person) ?? null,
        mailMatches: matches,
        ruleGroups: groupsOf(row),
      }),
      isStaged: row.isStaged,
    }));
  }
}

type Pair = Planee & { outcome: Outcome };

async function writeSlice(planning: Planning, verdict: Verdict, pairs: readonly Pair[]): Promise<void> {
  const { db, reading, setup, preview, presences } = planning;
  const { template } = setup.stored;
  const run = {
    id: reading.runId,
    templateId: template.id,
    companyId: setup.company.id,
    at: new Date(setup.nominalAt),
  };
  const steps = pairs.flatMap(({ outcome }) => presentRows(planning, verdict, outcome));
  if (preview) return writePreviewSlice(db, { run, steps });
  const planned = pairs.flatMap(({ outcome }) => outcome.steps);
  const welcomes = presentWelcomes(decideWelcoming(setup), planned, steps, planning.newId);
  const outcomes = pairs.map((pair) => presentStanding(pair, presences));
  await applySlice(db, reading, planning.apply, { run, steps, outcomes, welcomes });
  const ended = pairs.filter(({ person, outcome }) => isDeleteWithheldEnded(person, outcome));
  await writeDeleteWithheldEnded(db, reading, presentIds(ended));
  const seen = pairs.filter(({ person, outcome }) => isDriftSeen(person, outcome, setup.mode));
  await writeDriftSeen(db, reading, presentIds(seen));
  const fallen = pairs.filter(({ outcome }) => outcome.fallenPins.length > 0);
  await writePinsFallen(
    db,
    reading,
    fallen.map(({ person, outcome }) => ({ person: person.id, fields: outcome.fallenPins })),
  );
}

/** What is remembered of her. */
function presentStanding({ person, outcome, isStaged }: Pair, presences: Presences): PlannedOutcome {
  const { standing, reasons } = outcome;
  return {
    person: person.id,
    isStaged,
    isSettled: outcome.settled && !isDoubted(person, presences),
    standing,
    reasons: JSON.stringify(reasons),
    codes: [...new Set(reasons.map((reason) => reason.code))],
  };
}

function presentRows(
  { preview, newId }: Planning,
  verdict: Verdict,
  { steps, withheld }: Outcome,
): StepRow[] {
  const rows: StepRow[] = [];
  for (const step of steps) {
    // People left out stand in the roster; only a preview keeps them as steps.
    if (!preview && (step.do === 'skip' || step.do === 'conflict')) continue;
    const user = step.do === 'create' && !preview ? newId() : null;
    const row = mapStepRow(step, { outcome: preview ? 'preview' : 'applied', user, isApproved: false });
    rows.push({ ...row, isApproved: verdict.approved.some((kind) => kind === row.kind) });
  }
  for (const { step } of withheld)
    rows.push(mapStepRow(step, { outcome: 'withheld', user: null, isApproved: false }));
  return rows;
}

/** The listing has her, the look-up does not: she is asked for again until the two agree. */
function isDoubted(person: PlanPerson, presences: Presences): boolean {
  return person.link === null && presences.looked.has(person.id) && person.presence.is !== 'in';
}

function isDeleteWithheldEnded(person: PlanPerson, outcome: Outcome): boolean {
  if (
    !person.link?.deleteWithheld ||
    person.presence.is === 'unreadable' ||
    person.presence.is === 'unchecked'
  )
    return false;
  return !outcome.withheld.some(({ step }) => step.do === 'delete');
}

function isDriftSeen(person: PlanPerson, outcome: Outcome, mode: string): boolean {
  if (!person.link?.drifted || mode !== 'full' || person.presence.is !== 'in') return false;
  return outcome.settled && !outcome.steps.some((step) => step.do === 'change');
}

function presentIds(pairs: readonly { person: PlanPerson }[]): string[] {
  return pairs.map(({ person }) => person.id);
}
