// The compact index of everybody's claims that pass one builds: who holds which alias, number and extension,
// who wants another, who gives hers up by being deleted. Settles it as claims.ts says, and gives the default
// extensions. Holds no facts and no values beyond the keys, so that 500,000 people fit in memory.
import { settleNumbers } from './automatic-numbers.ts';
import type { NumberNeed } from './automatic-numbers.ts';
import { createEffect, numberEffect } from './brakes.ts';
import type { Counted } from './brakes.ts';
import { foldAlias, noKeys, settleClaims, wantedKeys } from './claims.ts';
import type { Claimant, Claims, Contender, Holder } from './contest.ts';
import { decideDue } from './due.ts';
import { openExtensions } from './extensions.ts';
import type { Intent } from './intent.ts';
import { uniqueFields } from './mapping.ts';
import type { UniqueField } from './mapping.ts';
import { heldKeys } from './movers.ts';
import { presentNamed } from './new-user.ts';
import type { LinkedUser, NumberState, PlanContext, PlanPerson } from './person.ts';
import type { PersonId, UserId } from './steps.ts';

export interface Settled {
  claims: Claims;
  contenders: Map<PersonId, Contender>;
  /** New people for whom their series has no number left, with the series. */
  short: Map<PersonId, string>;
  /** Extensions given to new users when none is mapped. */
  extensions: Map<PersonId, string>;
  /** Number changes that a withheld brake keeps from being made: person → the number she would get. */
  heldBackNumbers: Map<PersonId, string>;
  creates: Counted[];
  numbers: Counted[];
  numberStates: Map<string, NumberState>;
  keptExtensions: Map<string, { person: PersonId; until: number }>;
}

export interface Directory {
  add(person: PlanPerson, intent: Intent): void;
  settle(withheld: { areRemovalsWithheld: boolean; areNumbersWithheld: boolean }): Settled;
}

type Held = {
  keys: Record<UniqueField, string | null>;
  name: string;
  user: UserId;
  person: PersonId | null;
  leaving: Holder['leaving'];
  /** Set when she leaves by this plan, unless a brake withholds it. */
  leavesNow: Holder['leaving'];
};

interface Index {
  held: Held[];
  claimants: Claimant[];
  /** Users that were nobody's and are linked by this plan: what they hold is told with their people. */
  linked: Set<UserId>;
  /** New people whose number comes from a series. */
  needs: Map<PersonId, NumberNeed>;
  /** Numbers that the source names for people in scope; told only where a series gives numbers. */
  named: Set<string>;
  /** User → whether a brake can withhold the delete. */
  deleted: Map<UserId, { isRemoval: boolean }>;
  /** People whose extension was kept for them. */
  keptFor: Map<PersonId, string>;
  numberStates: Map<string, NumberState>;
  keptExtensions: Map<string, { person: PersonId; until: number }>;
}

export function openDirectory(context: PlanContext): Directory {
  const index: Index = {
    held: context.holdings.map((h) => ({
      keys: { alias: foldAlias(h.alias), pstnFixed: h.pstnFixed, extension: h.extension },
      name: h.displayName,
      user: h.user,
      person: null,
      leaving: h.leaving,
      leavesNow: null,
    })),
    claimants: [],
    linked: new Set(),
    needs: new Map(),
    named: new Set(),
    deleted: new Map(),
    keptFor: new Map(),
    numberStates: new Map(),
    keptExtensions: new Map(
      context.keptExtensions.filter((k) => k.until > context.now).map((k) => [k.extension, k]),
    ),
  };
  let before: Settled | null = null;
  return {
    add: (person, intent) => addPerson(index, person, intent, context),
    settle: (withheld) => {
      // Not before: which numbers are asked about may be known only once everybody was there.
      index.numberStates = new Map(context.numberStates.map((n) => [n.digits, n]));
      before = settleIndex(index, withheld, before, context);
      return before;
    },
  };
}

function addPerson(index: Index, person: PlanPerson, intent: Intent, context: PlanContext): void {
  const { id, createdAt } = person;
  const number = context.series.length > 0 ? presentNamed(person) : null;
  if (number !== null) index.named.add(number);
  if (intent.is === 'joining') {
    if (intent.joining.is !== 'contender') return;
    const { alias, pstnFixed, extension } = wantedKeys(person);
    const name = presentName(person.mapped?.values.name, person.mapped?.values.surname);
    index.claimants.push({
      person: id,
      name,
      alias: person.mapped?.values.alias ?? null,
      createdAt,
      kind: 'joiner',
      user: null,
      wants: { alias, pstnFixed, extension },
      holds: noKeys,
    });
    if (intent.joining.need !== null) index.needs.set(id, intent.joining.need);
    if (person.keptExtension !== null) index.keptFor.set(id, person.keptExtension);
    return;
  }
  if (intent.is === 'outside') return;
  const { link } = intent;
  if (intent.is === 'staying' && intent.isLinking) index.linked.add(link.id);
  const name = presentName(link.values.name, link.values.surname);
  const keys = heldKeys(link.values);
  const step = intent.is === 'going' ? intent.going.step : null;
  index.held.push({
    // An extension that is emptied in this plan is nobody's in it.
    keys: intent.is === 'staying' && intent.emptiesExtension ? { ...keys, extension: null } : keys,
    name,
    user: link.id,
    person: id,
    leaving: decideLeaving(link, intent, context),
    leavesNow: step?.do === 'leave' ? { deleteOn: step.deleteOn } : null,
  });
  if (intent.is === 'staying' && intent.wants) {
    const claimant = { person: id, name, alias: link.values.alias ?? null, createdAt, user: link.id };
    index.claimants.push({ ...claimant, kind: 'mover', wants: intent.wants, holds: keys });
  }
  if (intent.is === 'going' && step?.do === 'delete') {
    index.deleted.set(link.id, { isRemoval: intent.going.isRemoval });
  }
}

function presentName(name: string | null | undefined, surname: string | null | undefined): string {
  return [name, surname].filter(Boolean).join(' ');
}

function decideLeaving(link: LinkedUser, intent: Intent, context: PlanContext): Holder['leaving'] {
  if (link.missingSince === null || intent.is === 'staying') return null;
  if (context.template.mode !== 'full' || link.held) return { deleteOn: null };
  return { deleteOn: decideDue(link.missingSince, context.template.keepDays, context.timeZone).date };
}

function settleIndex(
  index: Index,
  withheld: { areRemovalsWithheld: boolean; areNumbersWithheld: boolean },
  before: Settled | null,
  context: PlanContext,
): Settled {
  const heldBackNumbers = withheld.areNumbersWithheld
    ? presentNumberWins(before)
    : new Map<PersonId, string>();
  const settle = (claimants: readonly Claimant[]) => {
    const holders = indexHolders(index, withheld.areRemovalsWithheld);
    reserveNumbers(index, heldBackNumbers, holders);
    const isOpenTo: Claims['isOpen'] = (field, key, person) => isOpen(index, field, key, person, context.now);
    const claims: Claims = { holders, isOpen: isOpenTo };
    return { claims, contenders: settleClaims(claimants, claims, withheld.areNumbersWithheld) };
  };
  const { claims, contenders, short } = settleNumbers(
    index.claimants,
    { ...index, series: context.series },
    settle,
  );
  const joined = [...contenders.values()].filter((c) => c.claimant.kind === 'joiner' && c.won.alias !== null);
  return {
    claims,
    contenders,
    short,
    extensions: giveExtensions(joined, index, withheld.areRemovalsWithheld, context),
    heldBackNumbers,
    // Listed only for a brake that may want them: they are as many as the company.
    creates: context.brakes.creates.count === null ? [] : joined.map(presentCreate),
    numbers: [...contenders.values()]
      .filter((c) => c.claimant.kind === 'mover' && c.won.pstnFixed !== null)
      .map((c) => ({
        person: c.claimant.person,
        alias: c.claimant.alias,
        effect: numberEffect(c.claimant.holds.pstnFixed, c.won.pstnFixed ?? ''),
      })),
    numberStates: index.numberStates,
    keptExtensions: index.keptExtensions,
  };
}

function presentCreate({ claimant, won }: Contender): Counted {
  return {
    person: claimant.person,
    alias: claimant.alias,
    effect: createEffect(won.alias ?? '', won.pstnFixed ?? ''),
  };
}

function presentNumberWins(before: Settled | null): Map<PersonId, string> {
  const wins = new Map<PersonId, string>();
  for (const c of before?.contenders.values() ?? []) {
    if (c.claimant.kind === 'mover' && c.won.pstnFixed !== null) wins.set(c.claimant.person, c.won.pstnFixed);
  }
  return wins;
}

// A number change that is withheld gives nothing up and still stands in line for what it would get.
function reserveNumbers(index: Index, heldBack: Map<PersonId, string>, holders: Claims['holders']): void {
  for (const { person, name, user } of index.claimants) {
    const number = heldBack.get(person);
    if (number === undefined || holders.pstnFixed.has(number)) continue;
    holders.pstnFixed.set(number, { name, user, person, leaving: null, contender: null });
  }
}

// Who holds a value matters only where somebody wants it, which is about few of them on most nights.
function indexHolders(index: Index, areRemovalsWithheld: boolean): Claims['holders'] {
  const holders: Claims['holders'] = { alias: new Map(), pstnFixed: new Map(), extension: new Map() };
  const wanted = presentWanted(index.claimants);
  for (const held of index.held) {
    if (isDeleted(index, held.user, areRemovalsWithheld) || isToldTwice(index, held)) continue;
    for (const field of uniqueFields) {
      const key = held.keys[field];
      if (key !== null && wanted[field].has(key))
        holders[field].set(key, presentHolder(held, areRemovalsWithheld));
    }
  }
  return holders;
}

function presentWanted(claimants: readonly Claimant[]): Record<UniqueField, Set<string>> {
  const wanted = { alias: new Set<string>(), pstnFixed: new Set<string>(), extension: new Set<string>() };
  for (const { wants } of claimants) {
    for (const field of uniqueFields) if (wants[field] !== null) wanted[field].add(wants[field]);
  }
  return wanted;
}

function presentHolder({ name, user, person, ...held }: Held, areRemovalsWithheld: boolean): Holder {
  const leaving = held.leaving ?? (areRemovalsWithheld ? null : held.leavesNow);
  return { name, user, person, leaving, contender: null };
}

function isDeleted(index: Index, user: UserId, areRemovalsWithheld: boolean): boolean {
  const deleted = index.deleted.get(user);
  return deleted !== undefined && !(deleted.isRemoval && areRemovalsWithheld);
}

function isToldTwice({ linked }: Index, { person, user }: Held): boolean {
  return person === null && linked.has(user);
}

function isOpen(index: Index, field: UniqueField, key: string, person: PersonId, now: number): boolean {
  if (field === 'alias') return true;
  if (field === 'extension') {
    const kept = index.keptExtensions.get(key);
    return kept === undefined || kept.person === person;
  }
  const state = index.numberStates.get(key);
  if (state === undefined) return true;
  if (state.state === 'reserved') return false;
  return state.lastPerson === person || (state.until !== null && state.until <= now);
}

function giveExtensions(
  joined: Contender[],
  index: Index,
  areRemovalsWithheld: boolean,
  context: PlanContext,
): Map<PersonId, string> {
  const given = new Map<PersonId, string>();
  if (context.template.fieldMapping.extension !== undefined || joined.length === 0) return given;
  const gone = new Set<string>();
  const stay = new Set<string>();
  for (const held of index.held) {
    const { keys, user } = held;
    if (keys.extension !== null && !isToldTwice(index, held))
      (isDeleted(index, user, areRemovalsWithheld) ? gone : stay).add(keys.extension);
  }
  const used = new Set([...context.usedExtensions.filter((e) => !gone.has(e)), ...stay]);
  const kept = new Map([...index.keptFor].filter(([, extension]) => !used.has(extension)));
  const extensions = openExtensions([...used, ...index.keptExtensions.keys()]);
  const handedOut = new Set<string>();
  for (const { claimant, won } of joined) {
    const own = kept.get(claimant.person);
    const extension = own !== undefined && !handedOut.has(own) ? own : extensions.give(won.pstnFixed ?? '');
    if (extension === null) continue;
    given.set(claimant.person, extension);
    handedOut.add(extension);
  }
  return given;
}
