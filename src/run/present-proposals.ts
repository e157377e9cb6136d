// What a proposal says: who the users are, what linking would change, what would stay because somebody else has it, and
// whether she may be created beside them. Reads what is shown; decides by plan/ alone.
import type { Kysely } from 'kysely';
import { decideTaken } from '../plan/hand-values.ts';
import { canCreateBeside } from '../plan/likeness.ts';
import type { Candidate, Evidence } from '../plan/likeness.ts';
import { decideDifferences } from '../plan/movers.ts';
import { presentUnique } from '../plan/open-values.ts';
import type { ValueFacts } from '../plan/open-values.ts';
import type { LinkedUser, PlanPerson } from '../plan/person.ts';
import type { Values } from '../plan/steps.ts';
import type { Company } from '../store/companies.ts';
import { readCreateAnyway } from '../store/create-anyway.ts';
import type { CreateAnywayWord } from '../store/create-anyway.ts';
import { readPersonNames, readUserOrigins } from '../store/proposals.ts';
import type { UserOrigin } from '../store/proposals.ts';
import type { Tables } from '../store/tables.ts';
import type { Proposal, Proposals } from './proposals.ts';
import { readValueFacts } from './value-facts.ts';

export interface ValueChange {
  field: string;
  from: string | null;
  to: string | null;
  /** Why the next run leaves it as it is, as far as can be told today; null: it changes. */
  stays: { code: string; message: string } | null;
}

interface PresentedCandidate {
  user: string;
  alias: string;
  name: string;
  pstnFixed: string | null;
  email: string | null;
  /** A user that no sync keeps does not leave. */
  state: 'active';
  origin: UserOrigin;
  evidence: Evidence[];
  /** By linking, once a run has been. */
  changes: ValueChange[];
}

export interface PresentedProposal {
  person: string;
  name: string | null;
  userPrincipalName: string | null;
  /** What Entra says, mapped. */
  values: Values;
  candidates: PresentedCandidate[];
  /** Only mail or name are the same, so that there can be two users. */
  mayCreateAnyway: boolean;
  createAnyway: CreateAnywayWord | null;
}

export interface Presenting {
  db: Kysely<Tables>;
  company: Company;
  templateId: string;
  /** ms */
  now: number;
}

export async function readPresentedProposals(
  { db, company, templateId, now }: Presenting,
  { users }: Pick<Proposals, 'users'>,
  page: readonly Proposal[],
): Promise<PresentedProposal[]> {
  const people = page.map(({ person }) => person.id);
  const ids = [...new Set(page.flatMap(({ candidates }) => candidates.map(({ user }) => user)))];
  const names = await readPersonNames(db, templateId, people);
  const origins = await readUserOrigins(db, company.id, ids);
  const words = await readCreateAnyway(db, templateId, people);
  const pairs = page.flatMap(({ person, candidates }) =>
    candidates.flatMap((one) => presentPair(person, users.get(one.user))),
  );
  const facts = await readPairFacts(db, company, pairs, now);
  return page.map(({ person, candidates }) => ({
    person: person.id,
    name: names.get(person.id)?.name ?? null,
    userPrincipalName: names.get(person.id)?.userPrincipalName ?? null,
    values: person.mapped?.values ?? {},
    candidates: candidates.flatMap((one) =>
      presentCandidate(person, one, users.get(one.user), origins.get(one.user), facts),
    ),
    mayCreateAnyway: canCreateBeside(candidates),
    createAnyway: words.get(person.id) ?? null,
  }));
}

function presentCandidate(
  person: PlanPerson,
  { user: id, alias, evidence }: Candidate,
  user: LinkedUser | undefined,
  origin: UserOrigin | undefined,
  facts: ValueFacts,
): PresentedCandidate[] {
  if (user === undefined) return [];
  const { name, surname, pstnFixed = null, email = null } = user.values;
  return [
    {
      user: id,
      alias,
      name: `${name} ${surname}`,
      pstnFixed,
      email,
      state: 'active',
      origin: origin ?? { kind: 'unknown', template: null },
      evidence,
      changes: presentChanges(person, user, facts),
    },
  ];
}

/** A person with the user that she may be linked to. */
export interface Pair {
  person: PlanPerson;
  user: LinkedUser;
}

function presentPair(person: PlanPerson, user: LinkedUser | undefined): Pair[] {
  return user === undefined ? [] : [{ person, user }];
}

/** Who has what these pairs would change to. */
export function readPairFacts(
  db: Kysely<Tables>,
  company: Company,
  pairs: readonly Pair[],
  now: number,
): Promise<ValueFacts> {
  const keys = { alias: new Set<string>(), pstnFixed: new Set<string>(), extension: new Set<string>() };
  for (const { person, user } of pairs)
    for (const [field, , key] of presentUnique(decideDifferences(person, user))) keys[field].add(key);
  const { alias, pstnFixed, extension } = keys;
  const asked = { aliasKeys: [...alias], numbers: [...pstnFixed], extensions: [...extension] };
  return readValueFacts(db, company, asked, now);
}

export function presentChanges(person: PlanPerson, user: LinkedUser, facts: ValueFacts): ValueChange[] {
  const to = decideDifferences(person, user);
  const taken = decideTaken(to, { user: user.id, person: person.id }, facts);
  return Object.entries(to).map(([field, value]) => {
    const fault = taken.find(({ path }) => path === field);
    return {
      field,
      from: user.values[field as keyof Values] ?? null,
      to: value ?? null,
      stays: fault ? { code: fault.code, message: fault.message } : null,
    };
  });
}
