// What an event of a made-up history does to a company, for tests alone: people are hired, renamed and gone, and
// administrators say their words. Decides nothing about a plan.
import { openSourceMapping } from './company-mapping.ts';
import type { Company, DirectoryUser, Settings, TenantPerson } from './a-company.ts';
import type { Event } from './a-history.ts';
import { applyUndo } from './undo-company.ts';
import type { Values } from '../steps.ts';
import type { UserField } from '../sync-template.ts';

export function applyEvent(company: Company, event: Event): void {
  const person = 'who' in event ? company.people.get(event.who) : undefined;
  const user = [...company.users.values()].find((u) => 'who' in event && u.person === event.who);
  switch (event.what) {
    case 'hire':
      if (person) person.presence = 'in';
      else
        company.people.set(event.who, {
          id: event.who,
          presence: 'in',
          facts: event.facts,
          ignored: false,
          createAnyway: false,
          alsoIn: false,
        });
      break;
    case 'edit':
      if (person) person.facts = { ...person.facts, [event.field]: event.value };
      break;
    case 'swap':
      applySwap(person, company.people.get(event.other), event.field);
      break;
    case 'presence':
      if (person) person.presence = event.presence;
      break;
    case 'wait':
      company.now += event.ms;
      break;
    case 'settings':
      applySettings(company, event.to);
      break;
    case 'reserve':
      applyReserve(company, event);
      break;
    case 'desk':
      applyDesk(company, event.facts);
      break;
    case 'undo':
      applyUndo(company, event.back);
      break;
    case 'alsoIn':
    case 'ignore':
    case 'createAnyway':
    case 'hold':
    case 'free':
    case 'pin':
    case 'byHand':
      applyWord(company, event, person, user);
  }
}

function applySwap(one: TenantPerson | undefined, other: TenantPerson | undefined, field: string): void {
  if (!one || !other) return;
  const { [field]: mine = null } = one.facts;
  const { [field]: theirs = null } = other.facts;
  one.facts = { ...one.facts, [field]: theirs };
  other.facts = { ...other.facts, [field]: mine };
}

function applySettings(company: Company, to: Partial<Settings>): void {
  if (company.settings.mode === 'onlyNew' && to.mode === 'full') company.resumed = true;
  company.settings = { ...company.settings, ...to };
}

function applyReserve(company: Company, { digits, yes }: Extract<Event, { what: 'reserve' }>): void {
  const isHeld = [...company.users.values()].some((u) => u.values.pstnFixed === digits);
  const state = company.numbers.get(digits)?.state;
  if (yes && !isHeld)
    company.numbers.set(digits, { digits, state: 'reserved', until: null, lastPerson: null });
  if (!yes && state === 'reserved') company.numbers.delete(digits);
}

/** An extension of somebody deleted, which nobody else is given by hand either. */
function isKept({ kept, now }: Company, extension: string | null, person: string | null): boolean {
  return kept.some((one) => one.extension === extension && one.person !== person && one.until > now);
}

// A user made by hand, where nobody has what it needs.
function applyDesk(company: Company, facts: Extract<Event, { what: 'desk' }>['facts']): void {
  const users = [...company.users.values()];
  const isTaken = users.some(
    ({ values }) =>
      values.alias?.toLowerCase() === facts.alias ||
      (facts.pstnFixed !== null && values.pstnFixed === facts.pstnFixed) ||
      (facts.extension !== null && values.extension === facts.extension),
  );
  if (isKept(company, facts.extension, null)) return;
  if (isTaken || company.numbers.has(facts.pstnFixed ?? '')) return;
  const id = `desk-${company.nextUser++}`;
  const clock = {
    missingSince: null,
    announcedUntil: null,
    deleteWithheld: false,
    held: false,
    drifted: false,
  };
  company.users.set(id, {
    id,
    values: { surname: 'Berg', title: null, ...facts },
    person: null,
    template: null,
    clock,
    pinned: {},
  });
}

// As an undo leaves them: what the source says now was undone.
function presentPins(company: Company, person: TenantPerson | undefined, fields: string[]): Values {
  const { values } = openSourceMapping(company.settings).map(person?.facts ?? {});
  return Object.fromEntries(
    fields.flatMap((field) => {
      const said = values[field as UserField];
      return said === undefined ? [] : [[field, said]];
    }),
  );
}

// An administrator's word about a person or her user, after which she is planned again.
function applyWord(
  company: Company,
  event: Extract<Event, { what: 'alsoIn' | 'ignore' | 'createAnyway' | 'hold' | 'free' | 'pin' | 'byHand' }>,
  person: TenantPerson | undefined,
  user: DirectoryUser | undefined,
): void {
  if (event.what === 'alsoIn' && person) person.alsoIn = event.yes;
  if (event.what === 'ignore' && person) person.ignored = event.yes;
  if (event.what === 'createAnyway' && person && !user) person.createAnyway = event.yes;
  if (user?.template !== 'ours') return;
  if (event.what === 'hold') user.clock.held = event.yes;
  if (event.what === 'pin') user.pinned = presentPins(company, person, event.pinned);
  if (event.what === 'byHand') {
    const isTaken = [...company.users.values()].some((u) => u.values.extension === event.values.extension);
    if (event.values.extension !== undefined && isTaken) return;
    if (isKept(company, event.values.extension ?? null, user.person)) return;
    user.values = { ...user.values, ...event.values };
    user.clock.drifted = true;
  }
  if (event.what === 'free') user.template = 'other';
  company.planned.delete(event.who);
}
