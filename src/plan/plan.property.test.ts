// The promises that a plan can keep (R2-R13), on companies and histories that fast-check makes up. A red test
// prints the seed and the shortest history; RC_SEED=<seed> plays it again.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approvalKey } from './brakes.ts';
import { foldAlias } from './claims.ts';
import { uniqueFields } from './mapping.ts';
import { presentNamed } from './new-user.ts';
import type { PlanContext, PlanPerson } from './person.ts';
import { openPlan, planSync } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Outcome, Step, Values } from './steps.ts';
import { aCompany, dayMs, hour, presentHash, presentHolding, presentSnapshot } from './testing/a-company.ts';
import { presentSeries } from './testing/company-numbers.ts';
import { openSourceMapping, presentMapping } from './testing/company-mapping.ts';
import type { Company, Snapshot } from './testing/a-company.ts';
import { applyPlan } from './testing/carry-out.ts';
import { aHistory } from './testing/a-history.ts';
import { applyEvent } from './testing/apply-event.ts';
import { applyUndo } from './testing/undo-company.ts';

const seed = Number(process.env['RC_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
process.stdout.write(`plan.property.test.ts: seed ${seed}\n`);

interface Run {
  before: Company;
  snapshot: Snapshot;
  plan: Plan;
  after: Company;
}

type History = typeof aHistory extends fc.Arbitrary<infer T> ? T : never;

// Every test is given the same histories, so each is played once.
const played = new Map<string, Run[]>();

function check(promise: (run: Run, dice: () => number) => void, numRuns: number): void {
  const property = fc.property(aHistory, fc.integer(), (history, dice) => {
    const key = JSON.stringify(history);
    const runs = played.get(key) ?? play(history);
    played.set(key, runs);
    const random = makeDice(dice);
    for (const run of runs) promise(run, random);
  });
  fc.assert(property, { seed, numRuns });
}

function play(history: History): Run[] {
  const runs: Run[] = [];
  const company = aCompany();
  let withheld: Outcome['withheld'] = [];
  for (const { events, approve } of history) {
    for (const event of events) applyEvent(company, event);
    const snapshot = presentSnapshot(company);
    if (approve) snapshot.context.approved = approveFirst(withheld);
    const before = structuredClone(company);
    const plan = planSync(snapshot.context, snapshot.people);
    applyPlan(company, plan);
    runs.push({ before, snapshot, plan, after: structuredClone(company) });
    withheld = plan.outcomes.flatMap((outcome) => outcome.withheld);
  }
  return runs;
}

function approveFirst(withheld: Outcome['withheld']): PlanContext['approved'] {
  const kind = withheld[0]?.kind;
  if (kind === undefined) return null;
  const ofKind = withheld.filter((w) => w.kind === kind);
  return { kind, effects: new Map(ofKind.map(({ step }) => [step.person, approvalKey(step)])) };
}

// A small generator of its own: shuffling must not make the history shrink differently.
function makeDice(start: number): () => number {
  let state = start >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

function shuffle<T>(values: readonly T[], dice: () => number): T[] {
  return values
    .map((value) => ({ value, at: dice() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

const doing = (plan: Plan): Step[] =>
  plan.outcomes.flatMap((o) => o.steps.filter((step) => step.do !== 'skip' && step.do !== 'conflict'));
const byPerson = (plan: Plan): Outcome[] => plan.outcomes.toSorted((a, b) => (a.person < b.person ? -1 : 1));
const userOf = (company: Company, person: string) =>
  [...company.users.values()].find((u) => u.person === person && u.template === 'ours');
const keyOf = (field: string, value: string) => (field === 'alias' ? foldAlias(value) : value);

/** What the filter says of her now: in when there is none. */
function filterOf({ settings, people }: Company, person: string): 'in' | 'out' | 'failed' {
  const { filter } = openSourceMapping(settings).map(people.get(person)?.facts ?? {});
  return filter?.is ?? 'in';
}

test('right after a run, planning again on the same facts gives no step (R2)', () => {
  check(({ snapshot, plan, after }) => {
    const again = presentSnapshot(after);
    // What is withheld stays so only while as many are linked as when it was counted (SPEC §6), and while the
    // number that it would give somebody has not begun to cool because another step gave it up.
    if (plan.withheld.length > 0) again.context.counting.linkedNow = snapshot.context.counting.linkedNow;
    const awaited = plan.outcomes.flatMap((o) =>
      o.withheld.map(({ step }) => ('to' in step ? step.to.pstnFixed : null)),
    );
    if (awaited.some((number) => after.numbers.has(number ?? ''))) return;
    expect(doing(planSync(again.context, again.people))).toEqual([]);
  }, 180);
});

test('no user is deleted before keepDays days have passed since the confirmed absence (R3)', () => {
  check(({ before, plan }) => {
    for (const step of doing(plan)) {
      if (step.do !== 'delete') continue;
      const user = userOf(before, step.person);
      assert(user);
      expect(before.people.get(step.person)?.presence).not.toBe('unreadable');
      expect(user.clock.held).toBe(false);
      const { keepDays } = before.settings;
      if (keepDays === 0) continue;
      const waited = before.now - (user.clock.missingSince ?? Number.POSITIVE_INFINITY);
      expect(waited).toBeGreaterThanOrEqual(keepDays * dayMs - hour);
    }
  }, 150);
});

test('the order in which people, users and slices arrive changes nothing (R4)', () => {
  check(({ snapshot: { context, people }, plan }, dice) => {
    const { holdings, numberStates, keptExtensions, usedExtensions } = context;
    const turned: PlanContext = {
      ...context,
      holdings: shuffle(holdings, dice),
      numberStates: shuffle(numberStates, dice),
      keptExtensions: shuffle(keptExtensions, dice),
      usedExtensions: shuffle(usedExtensions, dice),
    };
    const builder = openPlan(turned);
    for (const person of shuffle(people, dice)) builder.claim([person]);
    const verdict = builder.settle();
    const outcomes = shuffle(people, dice).flatMap((person) => builder.steps([person]));
    expect(byPerson({ ...verdict, outcomes })).toEqual(byPerson(plan));
    expect(verdict.withheld).toEqual(plan.withheld);
  }, 150);
});

test('only mapped fields are written (R5)', () => {
  check(({ before, plan }) => {
    const mapped = new Set(Object.keys(presentMapping(before.settings)));
    for (const step of doing(plan)) {
      if (step.do === 'change')
        expect(Object.keys(step.to).filter((field) => !mapped.has(field))).toEqual([]);
      if (step.do !== 'create') continue;
      const set = Object.entries(step.to).flatMap(([field, value]) => (value === null ? [] : [field]));
      expect(set.filter((field) => !mapped.has(field) && field !== 'extension')).toEqual([]);
    }
  }, 100);
});

const linksOf = (plan: Plan) =>
  doing(plan).flatMap((step) => (step.do === 'change' && step.links ? [step] : []));

test('a user that no sync of this template created or linked is never touched, save the one that exact mail links when the template says so (R6)', () => {
  check(({ before, plan, after }) => {
    const linked = new Set(linksOf(plan).map((step) => step.user));
    if (!before.settings.linkByMail) expect(linked.size).toBe(0);
    for (const user of before.users.values()) {
      if (user.template === 'ours' || linked.has(user.id)) continue;
      expect(after.users.get(user.id)).toEqual(user);
      expect(doing(plan).filter((step) => 'user' in step && step.user === user.id)).toEqual([]);
    }
  }, 100);
});

test('exact mail links only the one person to be created whose mail that user alone has, and nobody else’s alias or number says otherwise (R11)', () => {
  check(({ before, snapshot, plan }) => {
    const linked = linksOf(plan);
    const mailOf = (values: Values | undefined) => values?.email?.toLowerCase() ?? null;
    const isLinked = (id: string) => linked.some((step) => step.user === id);
    for (const step of linked) {
      const user = before.users.get(step.user);
      assert(user);
      const mail = mailOf(user.values);
      const others = [...before.users.values()].filter((u) => u.template === null && u.id !== user.id);
      expect([user.template, user.person, step.because.code]).toEqual([null, null, 'link.matched']);
      expect(others.filter((u) => mailOf(u.values) === mail)).toEqual([]);
      const outcomes = new Map(plan.outcomes.map((o) => [o.person, o]));
      const rivals = snapshot.people.filter(({ id, mapped, createAnyway }) => {
        const wouldBe = outcomes.get(id)?.steps.some((s) => s.do === 'conflict' || s === step) ?? false;
        return wouldBe && !createAnyway && mailOf(mapped?.values) === mail;
      });
      expect(rivals.map(({ id }) => id)).toEqual([step.person]);
      const wanted = rivals[0]?.mapped?.values ?? {};
      const against = others.filter(
        (u) =>
          !isLinked(u.id) &&
          (u.values.pstnFixed === wanted.pstnFixed ||
            foldAlias(u.values.alias ?? '') === foldAlias(wanted.alias ?? '')),
      );
      expect(against).toEqual([]);
    }
  }, 180);
});

test('past a brake every step of that kind is withheld, and no other step (R7)', () => {
  check(({ plan }) => {
    const isOf: Record<string, (step: Step) => boolean> = {
      removals: (step) => step.do === 'leave' || (step.do === 'delete' && step.counted),
      numbers: (step) => step.do === 'change' && step.to.pstnFixed !== undefined,
      creates: (step) => step.do === 'create',
    };
    const kinds = plan.withheld.map((w) => w.kind);
    for (const kind of kinds) expect(doing(plan).filter((step) => isOf[kind]?.(step))).toEqual([]);
    const withheld = plan.outcomes.flatMap((outcome) => outcome.withheld);
    for (const { kind, step } of withheld)
      expect([kinds.includes(kind), isOf[kind]?.(step)]).toEqual([true, true]);
    for (const { kind, count } of plan.withheld)
      expect(withheld.filter((w) => w.kind === kind)).toHaveLength(count);
  }, 150);
});

test('onlyNew changes no field, starts no clock and deletes nobody (R8)', () => {
  check(({ before, plan }) => {
    if (before.settings.mode === 'full') return;
    const isLink = (step: Step) => step.do === 'change' && step.links && Object.keys(step.to).length === 0;
    expect(
      doing(plan).filter((step) => step.do !== 'create' && step.do !== 'return' && !isLink(step)),
    ).toEqual([]);
  }, 100);
});

test('a person who comes back keeps the same user and all that is not mapped, and her clock is cleared (R9)', () => {
  check(({ before, plan, after }) => {
    for (const { person, steps } of plan.outcomes) {
      const was = userOf(before, person);
      const presence = before.people.get(person)?.presence;
      if (!was || was.clock.missingSince === null || presence !== 'in') continue;
      if (filterOf(before, person) !== 'in') continue;
      const isDisabledLeaver =
        before.settings.disabledPeople === 'asLeaver' &&
        before.people.get(person)?.facts['accountEnabled'] === false;
      if (isDisabledLeaver) continue;
      expect(steps[0]?.do).toBe('return');
      const is = userOf(after, person);
      expect(is?.id).toBe(was.id);
      expect(is?.clock.missingSince).toBeNull();
      const fields = before.settings.mapsExtension
        ? (['department'] as const)
        : (['extension', 'department'] as const);
      for (const field of fields) expect(is?.values[field] ?? null).toBe(was.values[field] ?? null);
    }
  }, 150);
});

test('a linked person is never created, skipped or in conflict, whatever she is called (R10)', () => {
  check(({ snapshot, plan, after }) => {
    for (const { id, link } of snapshot.people) {
      if (link === null) continue;
      const steps = plan.outcomes.find((o) => o.person === id)?.steps ?? [];
      const isGone = steps.some((step) => step.do === 'delete' || (step.do === 'change' && step.toTemplate));
      expect(steps.filter((step) => ['create', 'skip', 'conflict'].includes(step.do))).toEqual([]);
      if (!isGone) expect(userOf(after, id)?.id).toBe(link.id);
    }
  }, 100);
});

test('two people never share a user, alias, number or extension (R11)', () => {
  check(({ before, after }) => {
    const users = [...after.users.values()];
    const people = users.flatMap((u) => u.person ?? []);
    expect(new Set(people).size).toBe(people.length);
    for (const field of uniqueFields) {
      const keys = users.flatMap((u) => (u.values[field] ? [keyOf(field, u.values[field])] : []));
      expect(new Set(keys).size).toBe(keys.length);
    }
    for (const user of users) {
      const was = before.users.get(user.id);
      if (was && was.template !== null) expect(user.person).toBe(was.person);
      const number = before.numbers.get(user.values.pstnFixed ?? '');
      if (!number || was?.values.pstnFixed === number.digits) continue;
      expect(number.state).toBe('cooling');
      expect(number.lastPerson === user.person || (number.until ?? 0) <= before.now).toBe(true);
    }
  }, 180);
});

test('whoever cannot be synced is listed with a reason, and without her the others’ plan is the same (R12)', () => {
  check(({ before, snapshot: { context, people }, plan }, dice) => {
    const left = plan.outcomes.filter(
      (o) => o.standing !== 'linked' && o.standing !== 'outside' && o.withheld.length === 0,
    );
    for (const { reasons, steps } of left) {
      expect(steps).toHaveLength(1);
      expect(reasons.length).toBeGreaterThan(0);
      expect(steps[0]?.because).toEqual(reasons[0]);
      for (const reason of reasons) expect([reason.message, reason.cure]).not.toContain('');
      for (const { code, until } of reasons)
        if (code.endsWith('.cooling')) expect(until).toMatch(/^\d{4}-\d\d-\d\d$/u);
    }
    // Of two people with one mail neither is linked by it: without the one the other would be.
    const claims = (o: Outcome) =>
      o.steps.some((s) => s.do === 'conflict' && s.candidates.some((c) => c.evidence.includes('email')));
    const mayBeMissed = left.filter((o) => !context.template.linkByMail || !claims(o));
    const out = shuffle(mayBeMissed, dice)[0]?.person;
    if (out === undefined) return;
    // The source names her number all the same.
    const hers = people.find((person) => person.id === out)?.mapped?.values.pstnFixed ?? '';
    const series = presentSeries(before, new Set([hers]));
    const without = planSync(
      { ...context, series },
      people.filter((person) => person.id !== out),
    );
    const steps = (o: Outcome) => [o.person, o.steps.filter((s) => s.do !== 'skip'), o.withheld];
    expect(byPerson(without).map(steps)).toEqual(
      byPerson(plan)
        .filter((o) => o.person !== out)
        .map(steps),
    );
  }, 150);
});

function isBlocked(run: Run, person: PlanPerson, field: (typeof uniqueFields)[number], key: string): boolean {
  const { before, after } = run;
  const holders = [...after.users.values()].filter(
    (u) => u.values[field] && keyOf(field, u.values[field]) === key,
  );
  if (holders.some((u) => u.person !== person.id)) return true;
  const number = field === 'pstnFixed' ? before.numbers.get(key) : undefined;
  if (number?.state === 'reserved') return true;
  if (number && number.lastPerson !== person.id && (number.until ?? 0) > before.now) return true;
  const isKept = (k: Company['kept'][number]) =>
    k.extension === key && k.person !== person.id && k.until > before.now;
  return field === 'extension' && before.kept.some(isKept);
}

test('nobody is refused a value that nobody holds in the end and that is open', () => {
  check((run) => {
    if (run.plan.withheld.length > 0) return;
    for (const person of run.snapshot.people) {
      const outcome = run.plan.outcomes.find((o) => o.person === person.id);
      const refused =
        outcome?.reasons.filter((r) => /\.(taken|leaving|cooling|reserved)$/u.test(r.code)) ?? [];
      for (const { field, value, winner, code } of refused) {
        if (!field || value === undefined || (code === 'extension.taken' && !winner)) continue;
        expect([person.id, code, isBlocked(run, person, field as 'alias', keyOf(field, value))]).toEqual([
          person.id,
          code,
          true,
        ]);
      }
    }
  }, 180);
});

test('after a run every mapped value stands, or is listed with the reason why not (R12, R13)', () => {
  check(({ before, snapshot, plan, after }) => {
    if (before.settings.mode !== 'full') return;
    for (const { id, presence, mapped, link, isDisabled } of snapshot.people) {
      const user = userOf(after, id);
      const outcome = plan.outcomes.find((o) => o.person === id);
      if (!user || !mapped || !outcome || presence.is !== 'in' || mapped.filter) continue;
      if (isDisabled && before.settings.disabledPeople === 'asLeaver') continue;
      const listed = new Set(outcome.reasons.map((r) => r.field));
      if (outcome.withheld.length > 0) listed.add('pstnFixed');
      for (const [field, value] of Object.entries(mapped.values)) {
        if (user.pinned[field as 'alias'] === value || listed.has(field as 'alias')) continue;
        expect([id, field, user.values[field as 'alias'] ?? null]).toEqual([id, field, value]);
      }
      for (const { field, keeps } of mapped.problems) {
        const isAutomatic = before.settings.automatic !== null && field === 'pstnFixed';
        expect(listed.has(field) || keeps || isAutomatic).toBe(true);
        if (link) expect(user.values[field] ?? null).toBe(link.values[field] ?? null);
      }
    }
  }, 180);
});

/** Everybody about whom something changed, is unsettled, leaving, missing or drifted; the rest as holders only. */
function presentChanged({ before, snapshot: { context, people } }: Run): Snapshot {
  const isPlanned = ({ id, link, presence }: PlanPerson): boolean => {
    const last = before.planned.get(id);
    if (!last?.settled || last.hash !== presentHash(before, id)) return true;
    return link !== null && (presence.is !== 'in' || link.missingSince !== null || link.drifted);
  };
  const planned = people.filter(isPlanned);
  const known = new Set(planned.flatMap((p) => (p.link ? [p.link.id] : [])));
  const holdings = [...before.users.values()].filter((user) => !known.has(user.id)).map(presentHolding);
  const others = people.filter((person) => !planned.includes(person));
  const named = new Set(others.flatMap((person) => presentNamed(person) ?? []));
  return { context: { ...context, holdings, series: presentSeries(before, named) }, people: planned };
}

// Users beside the plan come without their person and their date.
function withoutWinners(outcome: Outcome): unknown {
  return JSON.parse(
    JSON.stringify(outcome, (key, value: unknown) =>
      key === 'winner' || key === 'until' || key === 'message' ? undefined : value,
    ),
  );
}

test('an automatic number is a free one of the series or her own again, and nobody goes without while one is free (N20)', () => {
  check(({ before, snapshot: { context, people }, plan, after }) => {
    const free = new Set(context.series.flatMap((one) => one.free.map(([digits]) => String(digits))));
    const named = new Set(people.map(presentNamed));
    for (const step of doing(plan)) {
      const person = people.find(({ id }) => id === step.person);
      if (step.do !== 'create' || !person || person.mapped?.values.pstnFixed) continue;
      const digits = step.to.pstnFixed ?? '';
      const isHers = before.numbers.get(digits)?.lastPerson === person.id;
      expect([step.person, isHers || (free.has(digits) && !named.has(digits))]).toEqual([step.person, true]);
    }
    const held = new Set([...after.users.values()].map(({ values }) => values.pstnFixed));
    const left = [...free].filter((digits) => !named.has(digits) && !held.has(digits));
    const short = plan.outcomes.filter(({ reasons }) =>
      reasons.some(({ code, message }) => code === 'pstnFixed.missing' && message.includes('is free')),
    );
    if (plan.withheld.length === 0 && short.length > 0) expect(left).toEqual([]);
  }, 180);
});

test('planning only those about whom something changed is planning everybody', () => {
  check((run) => {
    const { context, people } = presentChanged(run);
    const some = planSync(context, people);
    const planned = new Set(people.map((person) => person.id));
    const everybody = byPerson(run.plan);
    expect(byPerson(some).map(withoutWinners)).toEqual(
      everybody.filter((o) => planned.has(o.person)).map(withoutWinners),
    );
    for (const outcome of everybody) {
      if (planned.has(outcome.person)) continue;
      expect(outcome.withheld).toEqual([]);
      expect(outcome.steps.filter((step) => step.do !== 'skip')).toEqual([]);
    }
    expect([some.withheld, some.approved, some.approvalChanged]).toEqual([
      run.plan.withheld,
      run.plan.approved,
      run.plan.approvalChanged,
    ]);
  }, 180);
});

test('what was taken back is not done again the next night, and nobody shares a value because of it', () => {
  check(({ after }, dice) => {
    const company = structuredClone(after);
    const { reverses } = applyUndo(company, Math.floor(dice() * 4));
    for (const field of uniqueFields) {
      const values = [...company.users.values()].flatMap((u) => u.values[field] ?? []);
      expect(new Set(values.map((value) => keyOf(field, value))).size).toBe(values.length);
    }
    company.now += dayMs;
    const next = presentSnapshot(company);
    const steps = doing(planSync(next.context, next.people));
    for (const { do: what, person, user, before } of reverses) {
      const again = steps.filter((step) => step.person === person);
      if (what === 'delete') expect(again).toEqual([]);
      if (what === 'return' || what === 'create')
        expect(again.filter((step) => step.do === 'leave' || step.do === 'delete')).toEqual([]);
      if (what !== 'change') continue;
      // A field whose source says something else by now follows it; what was undone is not written again.
      const redone = again.find((step) => step.do === 'change' && step.user === user);
      const written = Object.entries(redone?.do === 'change' ? redone.to : {});
      expect(
        written.filter(([field, value]) => Object.hasOwn(before, field) && before[field] === value),
      ).toEqual([]);
    }
  }, 180);
});

test('taking a run back twice takes nothing more, and taken back at once all is as before it that can be', () => {
  check(({ before, plan, after }) => {
    if (doing(plan).length === 0) return;
    const company = structuredClone(after);
    const { kept } = applyUndo(company, 0);
    const once = structuredClone(company);
    expect(applyUndo(company, 0).reverses).toEqual([]);
    expect(company.users).toEqual(once.users);
    // A return is the source's doing and stays, and a moved link is the other template's.
    const codes = new Set(kept.map(({ because }) => because.code));
    expect([...codes].filter((code) => code !== 'undo.inScope' && code !== 'undo.moved')).toEqual([]);
    for (const { user } of after.logs[0] ?? [])
      expect([user, once.users.get(user ?? '')?.values]).toEqual([
        user,
        before.users.get(user ?? '')?.values,
      ]);
  }, 150);
});

test('an undo changes only users of the run, and nothing that was changed since', () => {
  check(({ after }, dice) => {
    const back = Math.floor(dice() * 4);
    const company = structuredClone(after);
    const { reverses } = applyUndo(company, back);
    const ofRun = new Map((after.logs[back] ?? []).map((step) => [step.user, step]));
    for (const step of reverses) expect(ofRun.has(step.user)).toBe(true);
    for (const user of after.users.values()) {
      const is = company.users.get(user.id);
      if (!ofRun.has(user.id)) expect(is).toEqual(user);
      for (const [field, value] of Object.entries(is?.values ?? {})) {
        if (value === (user.values[field as 'alias'] ?? null)) continue;
        const wrote = (after.logs[back] ?? []).filter((step) => step.user === user.id && field in step.after);
        expect(wrote.map((step) => step.after[field])).toContain(user.values[field as 'alias'] ?? null);
      }
    }
  }, 150);
});

test('an unreadable person is left exactly as she is (R1)', () => {
  check(({ before, plan, after }) => {
    for (const { id, presence } of before.people.values()) {
      if (presence !== 'unreadable') continue;
      expect(plan.outcomes.find((o) => o.person === id)?.steps ?? []).toEqual([]);
      expect(userOf(after, id)).toEqual(userOf(before, id));
    }
  }, 100);
});

test('whoever the filter leaves out is out of scope: not listed, not created, and leaves like anybody who is gone (M1)', () => {
  check(({ before, plan }) => {
    for (const { id, presence } of before.people.values()) {
      if (presence !== 'in' || filterOf(before, id) !== 'out') continue;
      const outcome = plan.outcomes.find((o) => o.person === id);
      const user = userOf(before, id);
      const steps = [...(outcome?.steps ?? []), ...(outcome?.withheld ?? []).map(({ step }) => step)];
      if (!user) {
        expect([id, outcome?.standing, steps, outcome?.reasons]).toEqual([id, 'outside', [], []]);
        continue;
      }
      // Nothing but what becomes of somebody who is gone, and it says that it was the filter.
      for (const step of steps) {
        expect(step.do === 'change' ? step.toTemplate?.id : step.do).toMatch(/^(leave|delete|other)$/u);
        if (step.do !== 'change') expect(step.because.code).toBe('filter.false');
      }
      const { mode, keepDays } = before.settings;
      const mayLeave = mode === 'full' && user.clock.missingSince === null && !user.clock.held;
      if (mayLeave) expect(steps.map((step) => step.do)).toEqual([leavingStep(before, id, keepDays)]);
    }
  }, 180);
});

function leavingStep({ people }: Company, id: string, keepDays: number): string {
  if (people.get(id)?.alsoIn) return 'change';
  return keepDays === 0 ? 'delete' : 'leave';
}

test('whoever the filter can not be worked out for stays exactly where she was, and is listed with the reason (M2)', () => {
  check(({ before, plan, after }) => {
    for (const { id, presence, facts } of before.people.values()) {
      if (presence !== 'in' || filterOf(before, id) !== 'failed') continue;
      const counts = before.settings.disabledPeople === 'asLeaver' && facts['accountEnabled'] === false;
      const user = userOf(before, id);
      const outcome = plan.outcomes.find((o) => o.person === id);
      if (user && counts) continue;
      expect(outcome?.withheld).toEqual([]);
      expect(outcome?.steps.filter((step) => step.do !== 'skip')).toEqual([]);
      if (user) expect(userOf(after, id)).toEqual(user);
      if (user) expect(outcome?.reasons.map(({ code }) => code)).toEqual(['filter.failed']);
      else expect([outcome?.standing, outcome?.reasons.length]).toEqual(['skip', 1]);
    }
  }, 180);
});
