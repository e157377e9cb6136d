// Adoption in one sitting: every person who is one user without a doubt, by the kinds of evidence that were asked for, is
// linked to it. First as a preview, then exactly the pairs that were seen, in one transaction with a step for each link.
// Linking changes no value: the next run does, under the template's brakes.
import { createHash, randomUUID } from 'node:crypto';
import { decideAdoption } from '../plan/adoption.ts';
import type { Adoption, Ambiguity } from '../plan/adoption.ts';
import type { Evidence } from '../plan/likeness.ts';
import { byHandReason } from '../plan/reasons.ts';
import { readCompany } from '../store/companies.ts';
import type { HandStep } from '../store/hand-steps.ts';
import { readLinkedCount } from '../store/links.ts';
import { readPersonNames } from '../store/proposals.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { carryOut, doDeed, failure, isId } from './hand-deed.ts';
import type { Deed, Hand, HandFailure, HandResult } from './hand-deed.ts';
import { presentChanges, readPairFacts } from './present-proposals.ts';
import type { Pair, ValueChange } from './present-proposals.ts';
import { openProposals } from './proposals.ts';
import type { Proposal, Proposals } from './proposals.ts';

export interface AdoptAsk {
  evidence: readonly Evidence[];
  preview: boolean;
  /** The fingerprint of the preview that was looked at; left out, whatever fits now is linked. */
  expected?: string | undefined;
  why?: string | null;
  /** Pairs that are told, from this one on; counts are of all. */
  from?: number;
  limit?: number;
}

interface AdoptedPair {
  person: string;
  name: string | null;
  user: string;
  alias: string;
  evidence: Evidence[];
  changes: ValueChange[];
}

interface UnadoptedPerson {
  person: string;
  name: string | null;
  code: 'adoption.severalUsers' | 'adoption.severalPeople';
  message: string;
  cure: string;
}

export interface AdoptionAnswer {
  /** Of the links that were made, to take them back together; null: a preview. */
  batch: string | null;
  /** Of the pairs: the same as long as they are. */
  fingerprint: string;
  count: number;
  pairs: AdoptedPair[];
  ambiguousCount: number;
  /** The first of them. */
  ambiguous: UnadoptedPerson[];
  /** Users that the next run changes, and those of them who get another PSTN Fixed. */
  changed: number;
  numbers: number;
  /** What happens next, in words. */
  next: string;
}

const MOST_AMBIGUOUS = 200;
const TOLD = 200;

export async function adoptUsers(
  hand: Hand,
  templateId: string,
  ask: AdoptAsk,
): Promise<HandResult<AdoptionAnswer>> {
  if (!ask.preview) return doDeed(hand, (deed) => adopt(deed, templateId, ask));
  // Whoever only looks holds nobody up: what it comes to is looked at again when it is carried out.
  const db = hand.database.kysely;
  const company = isId(hand.companyId) ? await readCompany(db, hand.companyId) : null;
  return company === null ? templateUnknown : adopt({ db, hand, company }, templateId, ask);
}

const templateUnknown = failure(
  'template.unknown',
  'There is no such sync template.',
  'Choose one of the company’s.',
);

async function adopt(deed: Deed, templateId: string, ask: AdoptAsk): Promise<HandResult<AdoptionAnswer>> {
  const stored = isId(templateId) ? await readSyncTemplate(deed.db, templateId) : null;
  if (stored === null || stored.companyId !== deed.company.id) return templateUnknown;
  const sitting = await openSitting(deed, stored, ask.evidence);
  const fingerprint = presentFingerprint(sitting.adoption);
  const fault = decideFault(ask, fingerprint, sitting.adoption.pairs.length);
  if (fault) return fault;
  const batch = ask.preview ? null : randomUUID();
  const answer = await readAnswer(deed, stored, sitting, ask);
  if (batch !== null) await carryOutAdoption(deed, stored, sitting, { ...ask, batch });
  return { ok: true, batch, fingerprint, ...answer };
}

/** Everybody who may be somebody, and what that comes to. */
interface Sitting {
  proposals: Proposals;
  byPerson: ReadonlyMap<string, Proposal>;
  adoption: Adoption;
}

async function openSitting(
  { db, hand, company }: Deed,
  stored: StoredSyncTemplate,
  evidence: readonly Evidence[],
): Promise<Sitting> {
  const { id: companyId, timeZone } = company;
  const proposals = await openProposals({ db, companyId, timeZone, stored, now: hand.now });
  const byPerson = new Map<string, Proposal>();
  for await (const slice of proposals.read())
    // Of whom it was said that she is none of them, she is no rival either.
    for (const one of slice) if (!one.createAnyway) byPerson.set(one.person.id, one);
  const likenesses = [...byPerson.values()].map(({ person, candidates }) => ({
    person: person.id,
    candidates,
  }));
  return { proposals, byPerson, adoption: decideAdoption(likenesses, evidence) };
}

function presentFingerprint({ pairs }: Adoption): string {
  const lines = pairs.map(({ person, user }) => `${person} ${user}\n`).toSorted();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

function decideFault(ask: AdoptAsk, fingerprint: string, count: number): HandFailure | null {
  if (ask.expected !== undefined && ask.expected !== fingerprint) {
    const message =
      'Other people and users fit each other now than those that were seen. Nothing was linked.';
    return failure('adoption.changed', message, 'Make a new preview, look at it, and link that.');
  }
  if (ask.preview || count > 0) return null;
  const message = `Nobody is a user without a doubt by ${ask.evidence.join(', ')}. Nothing was linked.`;
  return failure('adoption.nobody', message, 'Try another kind of evidence, or link people one by one.');
}

async function readAnswer(
  { db, company, hand }: Deed,
  stored: StoredSyncTemplate,
  { proposals, byPerson, adoption }: Sitting,
  { from = 0, limit = TOLD }: AdoptAsk,
): Promise<Omit<AdoptionAnswer, 'batch' | 'fingerprint'>> {
  const pairs = adoption.pairs.flatMap(({ person, user }): Pair[] => {
    const [found, unlinked] = [byPerson.get(person), proposals.users.get(user)];
    return found && unlinked ? [{ person: found.person, user: unlinked }] : [];
  });
  const facts = await readPairFacts(db, company, pairs, hand.now);
  const changes = pairs.map((pair) => presentChanges(pair.person, pair.user, facts));
  const willChange = changes.map((list) => list.filter(({ stays }) => stays === null));
  const changed = willChange.filter((list) => list.length > 0).length;
  const numbers = willChange.filter((list) => list.some(({ field }) => field === 'pstnFixed')).length;
  const told = adoption.pairs.slice(from, from + limit);
  const unclear = adoption.ambiguous.slice(0, MOST_AMBIGUOUS);
  const named = [...told, ...unclear].map(({ person }) => person);
  const others = unclear.flatMap((one) => one.others.slice(0, MOST_NAMED));
  const names = await readPersonNames(db, stored.template.id, [...named, ...others]);
  const nameOf = (person: string) => names.get(person)?.name ?? null;
  const after = (await readLinkedCount(db, stored.template.id)) + pairs.length;
  return {
    count: pairs.length,
    pairs: told.map(({ person, user, evidence }, nth) => ({
      person,
      name: nameOf(person),
      user,
      alias: proposals.users.get(user)?.values.alias ?? '',
      evidence: [...evidence],
      changes: changes[from + nth] ?? [],
    })),
    ambiguousCount: adoption.ambiguous.length,
    ambiguous: unclear.map((one) => presentAmbiguity(one, nameOf)),
    changed,
    numbers,
    next: presentNext(stored, { changed, numbers, after }),
  };
}

const MOST_NAMED = 3;

function presentAmbiguity(
  { person, why, candidates, others }: Ambiguity,
  nameOf: (person: string) => string | null,
): UnadoptedPerson {
  const users = candidates
    .slice(0, MOST_NAMED)
    .map(({ alias, evidence }) => `${alias} (${evidence.join(', ')})`);
  const base = { person, name: nameOf(person) };
  if (why === 'severalUsers')
    return {
      ...base,
      code: 'adoption.severalUsers',
      message: `Several users fit the person: ${users.join('; ')}${candidates.length > MOST_NAMED ? '; …' : ''}.`,
      cure: 'Link the person to the right one.',
    };
  const people = others.slice(0, MOST_NAMED).map((other) => nameOf(other) ?? other);
  return {
    ...base,
    code: 'adoption.severalPeople',
    message: `The user ${users[0] ?? ''} also fits ${people.join(', ')}${others.length > MOST_NAMED ? ' and others' : ''}.`,
    cure: 'Link the user to the right one of them; for the others say “create anyway”, or ignore them.',
  };
}

/** The brakes count as the next run will, as far as linking goes. */
function presentNext(
  { template: { mode, brakes } }: StoredSyncTemplate,
  { changed, numbers, after }: { changed: number; numbers: number; after: number },
): string {
  if (changed === 0) return 'Linking changes no user: all have the values of their people already.';
  const users = changed === 1 ? '1 user' : `${changed} users`;
  if (mode === 'onlyNew')
    return `Linking itself changes no user. The sync template takes new people only, so ${users} keep values that differ from Entra’s until its mode is full.`;
  const { count, percent } = brakes.numbers;
  const isOver = numbers > count && numbers * 100 > percent * after;
  const start = mode === 'paused' ? 'The first run after the pause' : 'The next run';
  const brake = isOver
    ? ` PSTN Fixed changes for ${numbers} of them, which the brake on numbers withholds until it is approved.`
    : '';
  return `Linking itself changes no user. ${start} gives ${users} the values of their people.${brake}`;
}

async function carryOutAdoption(
  deed: Deed,
  { template }: StoredSyncTemplate,
  { proposals, adoption }: Sitting,
  { batch, evidence, why = null }: { batch: string; evidence: readonly Evidence[]; why?: string | null },
): Promise<void> {
  const because = byHandReason(why ?? `adopted by the same ${evidence.join(', ')}`);
  const steps = adoption.pairs.map(({ person, user }): HandStep => ({
    doWhat: 'link',
    templateId: template.id,
    person,
    user,
    alias: proposals.users.get(user)?.values.alias ?? null,
    after: { person, template: template.id },
    because,
    details: { batch },
  }));
  const details = { batch, evidence, linked: steps.length, why };
  await carryOut(deed, steps, {
    action: 'user.adopt',
    subject: { kind: 'syncTemplate', id: template.id, name: template.name },
    details,
  });
}
