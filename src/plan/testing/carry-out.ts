// What a run does to a made-up company when it carries out a plan, for tests alone: as run/apply must, written from SPEC
// §5-§7 and not from the code. Decides nothing, and asserts what must be so anyway.
import assert from 'node:assert/strict';
import type { Plan } from '../plan.ts';
import type { ChangeStep, Outcome, Step, Values } from '../steps.ts';
import { dayMs, presentHash } from './a-company.ts';
import type { Company, DirectoryUser } from './a-company.ts';
import { giveExtensions, presentLog } from './undo-company.ts';

const coolingMs = 30 * dayMs;

/** Carries out a plan as run/apply must: all of it, and nothing else. */
export function applyPlan(company: Company, plan: Plan): void {
  const steps = plan.outcomes.flatMap((outcome) => outcome.steps);
  const log = presentLog(company, [
    ...steps.filter((step) => step.do !== 'create'),
    ...steps.filter((step) => step.do === 'create'),
  ]);
  if (log.length > 0) company.logs = [log, ...company.logs.slice(0, 3)];
  const given: [number: string, person: string | null][] = [];
  for (const step of steps) if (step.do === 'delete') given.push(deleteUser(company, step));
  for (const step of steps) {
    if (step.do === 'leave')
      applyClock(company, step.user, { missingSince: step.missingSince, announcedUntil: step.until });
    if (step.do === 'return') applyClock(company, step.user, { missingSince: null, announcedUntil: null });
    if (step.do === 'change') {
      if (step.links) linkUser(company, step);
      given.push(...applyChange(company, step));
    }
  }
  for (const step of steps) if (step.do === 'create') createUser(company, step.person, step.to);
  giveExtensions(company);
  const until = company.now + coolingMs;
  for (const [digits, lastPerson] of given)
    company.numbers.set(digits, { digits, state: 'cooling', until, lastPerson });
  for (const { values } of company.users.values()) company.numbers.delete(values.pstnFixed ?? '');
  for (const outcome of plan.outcomes) rememberOutcome(company, outcome);
  const wasRemoval = (step: Step) => step.do === 'leave' || (step.do === 'delete' && step.counted);
  if (!plan.approved.includes('removals'))
    company.removals.push(...steps.filter(wasRemoval).map(() => company.now));
  const count = [...company.users.values()].filter((u) => u.template === 'ours').length;
  company.linked.push({ at: company.now, count });
  if (company.settings.mode === 'full') company.resumed = false;
}

function findUser(company: Company, id: string): DirectoryUser {
  const user = company.users.get(id);
  assert(user, `${id} exists`);
  assert.equal(user.template, 'ours', 'a step is about a user that this template keeps');
  return user;
}

function linkUser(company: Company, { user: id, person }: ChangeStep): void {
  const user = company.users.get(id);
  assert(user, `${id} exists`);
  assert.equal(user.template, null, 'a user that somebody keeps is never linked to another person');
  company.users.set(id, { ...user, template: 'ours', person, pinned: {} });
}

function deleteUser(company: Company, { user: id }: { user: string }): [string, string | null] {
  const { values, person } = findUser(company, id);
  company.users.delete(id);
  const until = company.now + coolingMs;
  if (values.extension && person) company.kept.push({ extension: values.extension, person, until });
  return [values.pstnFixed ?? '', person];
}

function applyClock(company: Company, id: string, clock: Partial<DirectoryUser['clock']>): void {
  Object.assign(findUser(company, id).clock, clock);
}

function applyChange(
  company: Company,
  { user: id, from: before, to, toTemplate }: ChangeStep,
): [string, string | null][] {
  const user = findUser(company, id);
  for (const [field, value] of Object.entries(before))
    assert.equal(user.values[field as 'alias'] ?? null, value, `${field} is what the step says it was`);
  user.values = { ...user.values, ...to };
  user.clock.drifted = false;
  if (toTemplate) user.template = 'other';
  return typeof before.pstnFixed === 'string' ? [[before.pstnFixed, user.person]] : [];
}

function createUser(company: Company, person: string, values: Values): void {
  const id = `user-${company.nextUser++}`;
  const clock = {
    missingSince: null,
    announcedUntil: null,
    deleteWithheld: false,
    held: false,
    drifted: false,
  };
  company.users.set(id, { id, values, person, template: 'ours', clock, pinned: {} });
  company.kept = company.kept.filter((k) => k.person !== person);
  const her = company.people.get(person);
  if (her) her.createAnyway = false;
}

function withoutFields(values: Values, fields: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));
}

function rememberOutcome(company: Company, { person, settled, withheld, fallenPins }: Outcome): void {
  company.planned.set(person, { hash: presentHash(company, person), settled });
  const user = [...company.users.values()].find((u) => u.person === person && u.template === 'ours');
  // Not in place: the snapshot that was planned shares it.
  if (user) user.pinned = withoutFields(user.pinned, fallenPins);
  if (user && company.people.get(person)?.presence !== 'unreadable')
    user.clock.deleteWithheld = withheld.some(({ step }) => step.do === 'delete');
}
