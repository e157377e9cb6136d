// The change log of a made-up company and what taking a run back does to it, for tests alone. Says what the database
// says of a row and carries a reverse step out; decides nothing, and asserts what must be so anyway.
import assert from 'node:assert/strict';
import type { Company, DirectoryUser } from './a-company.ts';
import type { LoggedStep, StepDetails } from '../logged-step.ts';
import { presentKey } from '../open-values.ts';
import type { ValueFacts, ValueHolder } from '../open-values.ts';
import { uniqueFields } from '../mapping.ts';
import type { Step, Values } from '../steps.ts';
import { planUndo } from '../undo.ts';
import type { UndoPlan } from '../undo.ts';
import type { ReverseStep, UndoSubject } from '../undo-step.ts';

/** Of the steps that are about to be carried out; new users get the next ids. */
export function presentLog(company: Company, steps: readonly Step[]): LoggedStep[] {
  let nextUser = company.nextUser;
  const done = steps.filter((step) => step.do !== 'skip' && step.do !== 'conflict');
  return done.map((step, nth) => {
    const user = 'user' in step ? step.user : `user-${nextUser++}`;
    return {
      id: nth + 1,
      do: step.do,
      person: step.person,
      user,
      alias: step.alias,
      before: 'from' in step ? step.from : {},
      after: 'to' in step ? step.to : {},
      because: step.because,
      details: presentDetails(step, company.users.get(user)),
      by: 'sync',
      undoneBy: null,
      isErased: false,
    };
  });
}

function presentDetails(step: Step, user: DirectoryUser | undefined): StepDetails {
  const missingSince = user?.clock.missingSince ?? null;
  const told = missingSince === null ? null : new Date(missingSince).toISOString();
  if (step.do === 'delete') return { link: { missingSince: told, pinned: user?.pinned ?? {} }, kept: {} };
  if (step.do === 'leave') return { missingSince: step.missingSince, until: step.until };
  if (step.do === 'return')
    return { clock: { missingSince, until: user?.clock.announcedUntil ?? null, leaveCode: null } };
  if (step.do !== 'change') return {};
  return { ...(step.toTemplate && { toTemplate: step.toTemplate }), ...(step.links && { links: true }) };
}

function presentSubjects({ users }: Company, log: readonly LoggedStep[]): UndoSubject[] {
  const everybody = [...users.values()];
  return log.map((step) => {
    const user = users.get(step.user ?? '');
    const other = everybody.find((one) => one.person === step.person && one.id !== step.user);
    const link =
      user === undefined || user.person === null
        ? null
        : {
            person: user.person,
            isOfStepsTemplate: user.template === 'ours',
            missingSince: user.clock.missingSince,
          };
    return {
      step,
      today: user ? { values: user.values, link } : null,
      personsUser: other ? { id: other.id, alias: other.values.alias ?? '' } : null,
      templateStands: true,
    };
  });
}

function presentFacts({ users, numbers, kept, now }: Company): ValueFacts {
  const holders = {
    alias: new Map<string, ValueHolder>(),
    pstnFixed: new Map<string, ValueHolder>(),
    extension: new Map<string, ValueHolder>(),
  };
  for (const { id, person, values } of users.values()) {
    for (const field of uniqueFields) {
      const value = values[field];
      if (value)
        holders[field].set(presentKey(field, value), {
          user: id,
          person,
          name: `${values.name} ${values.surname}`,
        });
    }
  }
  const states = [...numbers.values()].map((one) => [one.digits, { ...one, lastUser: null }] as const);
  return {
    holders,
    numberStates: new Map(states),
    keptExtensions: new Map(kept.map((one) => [one.extension, one])),
    now,
    timeZone: 'Europe/Stockholm',
  };
}

/** Takes one of the company's last runs back, as far as it can be; back: 0 is the newest that did anything. */
export function applyUndo(company: Company, back: number): UndoPlan {
  const log = company.logs[back] ?? [];
  const plan = planUndo(presentSubjects(company, log), presentFacts(company));
  const given: [number: string, person: string | null][] = [];
  const isFirst = (step: ReverseStep) => step.do === 'delete';
  for (const step of plan.reverses.filter(isFirst)) given.push(...applyReverse(company, step));
  for (const step of plan.reverses.filter((one) => !isFirst(one))) given.push(...applyReverse(company, step));
  const coolingMs = 30 * 24 * 3_600_000;
  for (const [digits, lastPerson] of given)
    company.numbers.set(digits, { digits, state: 'cooling', until: company.now + coolingMs, lastPerson });
  for (const { values } of company.users.values()) company.numbers.delete(values.pstnFixed ?? '');
  giveExtensions(company);
  for (const { person } of plan.reverses) company.planned.delete(person ?? '');
  const undone = new Set(plan.reverses.flatMap(({ details }) => details.undoes ?? []));
  company.logs[back] = log.map((step) => (undone.has(step.id) ? { ...step, undoneBy: 0 } : step));
  return plan;
}

/** What somebody got by the plan that deleted its holder is not kept for that one. */
export function giveExtensions(company: Company): void {
  const held = new Set([...company.users.values()].map(({ values }) => values.extension));
  company.kept = company.kept.filter(({ extension }) => !held.has(extension));
}

function applyReverse(company: Company, step: ReverseStep): [number: string, person: string | null][] {
  if (step.do === 'create') {
    bringBack(company, step);
    return [];
  }
  const user = company.users.get(step.user);
  assert(user, `${step.user} exists`);
  for (const [field, value] of Object.entries(step.before))
    assert.equal(user.values[field as 'alias'] ?? null, value ?? null, `${field} is still what was written`);
  const number = (step.before['pstnFixed'] ?? null) as string | null;
  const person = company.people.get(step.person ?? '');
  switch (step.do) {
    case 'delete':
      company.users.delete(step.user);
      if (step.details.ignores && person) person.ignored = true;
      if (user.values.extension && user.person) {
        const until = company.now + 30 * 24 * 3_600_000;
        company.kept.push({ extension: user.values.extension, person: user.person, until });
      }
      return number === null ? [] : [[number, user.person]];
    case 'change':
      if (step.details.unlinks) Object.assign(user, { template: null, person: null, pinned: {} });
      if (step.details.ignores && person) person.ignored = true;
      user.values = { ...user.values, ...(step.after as Values) };
      user.pinned = { ...user.pinned, ...step.details.pins };
      return number === null ? [] : [[number, step.person]];
    case 'return':
      user.clock = { ...user.clock, missingSince: null, announcedUntil: null, held: true };
      return [];
    case 'leave':
      return assert.fail('a sync’s return is not taken back');
  }
}

function bringBack(company: Company, { user: id, person, after, details }: ReverseStep): void {
  const values = after as Values;
  assert(!company.users.has(id), `${id} is gone`);
  const clock = {
    missingSince: null,
    announcedUntil: null,
    deleteWithheld: false,
    held: details.hold !== undefined,
    drifted: false,
  };
  const pinned = details.link?.pinned ?? {};
  company.users.set(id, { id, values, person, template: 'ours', clock, pinned });
  company.kept = company.kept.filter((one) => one.person !== person);
}
