// Plans everybody who has to be planned and stores the plan as steps, in slices, inside the run's transaction. What is
// planned is decided in plan/; here it is streamed past the planner twice and written down. Applies nothing.
import type { Kysely } from 'kysely';
import type { PlanContext, PlanPerson } from '../plan/person.ts';
import { openPlan } from '../plan/plan.ts';
import type { Verdict } from '../plan/plan.ts';
import type { Outcome } from '../plan/steps.ts';
import { readAlsoIn, writeDeleteWithheldEnded, writeDriftSeen } from '../store/links.ts';
import {
  applyPlanned,
  readPlannedSlice,
  readUnplannedCounts,
  writeOutcomes,
  writeOutsiders,
} from '../store/roster-planned.ts';
import type { PlannedRow } from '../store/roster-planned.ts';
import { writeSteps } from '../store/steps.ts';
import type { StepRow } from '../store/steps.ts';
import type { Tables } from '../store/tables.ts';
import { readPlanContext } from './plan-context.ts';
import { mapPlanPerson } from './plan-person.ts';
import { decidePresence } from './presences.ts';
import type { Presences } from './presences.ts';
import type { RunSetup } from './read-settings.ts';
import { mapStepRow } from './step-rows.ts';
import { openTally } from './tally.ts';
import type { Counts, ReasonCount } from './tally.ts';

export interface Planning {
  db: Kysely<Tables>;
  runId: string;
  setup: RunSetup;
  presences: Presences;
  approved: PlanContext['approved'];
  preview: boolean;
  newId: () => string;
  signal: AbortSignal | undefined;
  onPeople: (people: number, total: number) => void;
}

export interface Planned {
  verdict: Verdict;
  counts: Counts;
  reasons: ReasonCount[];
  /** People in scope by this read. */
  inScope: number;
  /** Kinds of step that are to be applied. */
  toApply: ReadonlySet<string>;
}

/** As much of a plan as is in memory at a time. */
const SLICE = 5_000;
/** Another template's read is believed this long: a day and a late night. */
const ALSO_IN_MS = 26 * 3_600_000;

export async function writePlan(planning: Planning): Promise<Planned> {
  const { db, setup, presences, preview } = planning;
  const templateId = setup.stored.template.id;
  const alsoPlan = [...presences.looked.keys(), ...presences.unchecked];
  const total = await applyPlanned(db, { templateId, mode: setup.mode, alsoPlan });
  const few = total <= SLICE ? await readPeople(planning, '') : null;
  const context = await readPlanContext(db, setup, few, planning.approved);
  const plan = openPlan(context);
  const slices = () => (few ? [few] : streamPeople(planning));
  for await (const people of slices()) plan.claim(people);
  const verdict = plan.settle();
  const tally = openTally();
  const toApply = new Set<string>();
  let done = 0;
  for await (const people of slices()) {
    const outcomes = plan.steps(people);
    people.forEach((person, nth) => tally.add(person, outcomes[nth] as Outcome));
    for (const { steps } of outcomes) for (const step of steps) toApply.add(step.do);
    await writeSlice(planning, verdict, people, outcomes);
    planning.onPeople((done += people.length), total);
  }
  const unplanned = await readUnplannedCounts(db, templateId);
  if (!preview) await writeOutsiders(db, templateId);
  const { inScope, linkedNow } = context.counting;
  return { verdict, ...tally.present(unplanned, linkedNow), inScope, toApply };
}

async function* streamPeople(planning: Planning): AsyncGenerator<PlanPerson[]> {
  for (let after = ''; ;) {
    const people = await readPeople(planning, after);
    const last = people.at(-1);
    if (last === undefined) return;
    yield people;
    after = last.id;
  }
}

async function readPeople(planning: Planning, after: string): Promise<PlanPerson[]> {
  planning.signal?.throwIfAborted();
  const { db, setup, presences } = planning;
  const { template } = setup.stored;
  const now = new Date(setup.nominalAt);
  const rows = await readPlannedSlice(
    db,
    { templateId: template.id, companyId: setup.company.id, now },
    after,
    SLICE,
  );
  const isOurs = (row: PlannedRow) => row.linkTemplate === template.id;
  const withPresence = rows.map((row) => ({
    row,
    presence: decidePresence(row, isOurs(row), presences, template.disabledPeople),
  }));
  const going = withPresence.filter(({ row, presence }) => isOurs(row) && presence.is === 'absent');
  const alsoIn = await readAlsoIn(
    db,
    { id: template.id, companyId: setup.company.id },
    going.map(({ row }) => row.person),
    new Date(setup.nominalAt - ALSO_IN_MS),
  );
  return withPresence.map(({ row, presence }) =>
    mapPlanPerson(row, template.id, presence, alsoIn.get(row.person) ?? null),
  );
}

async function writeSlice(
  planning: Planning,
  verdict: Verdict,
  people: readonly PlanPerson[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const { db, runId, setup, preview } = planning;
  const { template } = setup.stored;
  const run = {
    id: runId,
    templateId: template.id,
    companyId: setup.company.id,
    at: new Date(setup.nominalAt),
  };
  await writeSteps(
    db,
    run,
    outcomes.flatMap((outcome) => presentRows(planning, verdict, outcome)),
  );
  if (preview) return;
  const pairs = people.map((person, nth) => ({ person, outcome: outcomes[nth] as Outcome }));
  await writeOutcomes(
    db,
    template.id,
    pairs.map(({ person, outcome }) => ({
      person: person.id,
      isSettled: outcome.settled && !isDoubted(person, planning.presences),
      standing: outcome.standing,
      reasons: JSON.stringify(outcome.reasons),
    })),
  );
  const ended = pairs.filter(({ person, outcome }) => isDeleteWithheldEnded(person, outcome));
  await writeDeleteWithheldEnded(db, template.id, presentIds(ended));
  const seen = pairs.filter(({ person, outcome }) => isDriftSeen(person, outcome, setup.mode));
  await writeDriftSeen(db, template.id, presentIds(seen));
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
