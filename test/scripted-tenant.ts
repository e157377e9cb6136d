// A tenant that a test writes by hand, as plain JSON, and a source that reads it in memory: full listings in pages,
// changes since a cursor, look-ups. Implements the port honestly and nothing of Graph; faults are asked for by name.
import type { OutsideError } from '../src/connectors/outside-error.ts';
import type {
  FieldsPart,
  Membership,
  MembershipRequest,
  Presence,
  ReadPart,
  ResolvedGroup,
  Source,
  SourcePerson,
} from '../src/connectors/source.ts';
import type { Facts } from '../src/plan/facts.ts';

export interface ScriptedTenant {
  id: string;
  /** Counts every change; a cursor is a number of it. */
  clock: number;
  people: Record<string, { facts: Facts; changedAt: number; isListed: boolean }>;
  removed: Record<string, number>;
  excluded: string[];
  /** Of groups that rules ask for: by name, who is in it. */
  groups: Record<string, string[]>;
}

export interface Script {
  pageSize?: number;
  /** Thrown instead of `end`. */
  failAtEnd?: OutsideError;
  /** Pages after which the listing starts again, once. */
  restartAfter?: number;
  /** Thrown when memberships are asked for. */
  failGroups?: OutsideError;
  /** Called before memberships are given. */
  beforeGroups?: () => Promise<void>;
  /** What finding groups of these names fails with. */
  failResolve?: (names: string[]) => OutsideError | null;
  /** What look-ups say instead of the truth. */
  lookUps?: Record<string, Presence>;
  /** Only this many kinds of cursor: none means that every read is full. */
  hasDelta?: boolean;
  /** The page of people with all their fields. */
  sample?: SourcePerson[];
  /** Called before each page is given. */
  beforePage?: (page: number) => Promise<void>;
}

export function scriptedTenant(id = '11111111-aaaa-4bbb-8ccc-000000000001'): ScriptedTenant {
  return { id, clock: 0, people: {}, removed: {}, excluded: [], groups: {} };
}

/** Person n of a made-up company: everything usable, nothing shared. */
export function personFacts(n: number, more: Facts = {}): Facts {
  return {
    accountEnabled: true,
    businessPhones: [`+46 8 123 45 ${String(n % 1000).padStart(3, '0')}`],
    createdDateTime: new Date(Date.UTC(2020, 0, 1) + n * 60_000).toISOString(),
    department: `Avdelning ${n % 7}`,
    displayName: `Namn${n} Efternamn${n}`,
    givenName: `Namn${n}`,
    jobTitle: null,
    mail: `namn${n}@nordvik.example`,
    mailNickname: `namn${n}`,
    mobilePhone: null,
    preferredLanguage: 'sv-SE',
    surname: `Efternamn${n}`,
    userPrincipalName: `namn${n}@nordvik.example`,
    userType: 'Member',
    ...more,
  };
}

export function hire(tenant: ScriptedTenant, person: string, facts: Facts): void {
  tenant.clock += 1;
  tenant.people[person] = { facts, changedAt: tenant.clock, isListed: true };
  delete tenant.removed[person];
}

export function update(tenant: ScriptedTenant, person: string, facts: Facts): void {
  const there = tenant.people[person];
  if (!there) throw new Error(`${person} does not exist`);
  hire(tenant, person, { ...there.facts, ...facts });
}

/** Gone for good. */
export function remove(tenant: ScriptedTenant, person: string): void {
  tenant.clock += 1;
  delete tenant.people[person];
  tenant.removed[person] = tenant.clock;
}

/** Still exists, but is not listed any more: left the group. */
export function leaveGroup(tenant: ScriptedTenant, person: string): void {
  tenant.clock += 1;
  const there = tenant.people[person];
  if (!there) throw new Error(`${person} does not exist`);
  there.isListed = false;
  tenant.removed[person] = tenant.clock;
}

export interface ScriptedSource extends Source {
  lookedUp: string[];
  /** What was asked of memberships. */
  askedGroups: MembershipRequest[];
}

export function scriptedSource(tenant: ScriptedTenant, script: Script = {}): ScriptedSource {
  const usage = { requests: 0, bytes: 0 };
  const lookedUp: string[] = [];
  const askedGroups: MembershipRequest[] = [];
  const resolve = (asked: string[]): ResolvedGroup[] =>
    asked.map((name) => ({ asked: name, id: `id of ${name}`, name }));
  return {
    lookedUp,
    askedGroups,
    tenant: () => Promise.resolve(tenant.id),
    resolveGroups({ memberOf, notMemberOf, nestedGroups }) {
      const fault = script.failResolve?.([...memberOf, ...notMemberOf]);
      if (fault) return Promise.reject(fault);
      return Promise.resolve({
        memberOf: resolve(memberOf),
        notMemberOf: resolve(notMemberOf),
        nestedGroups,
      });
    },
    findPerson(who) {
      usage.requests += 1;
      const isHers = (name: unknown) => typeof name === 'string' && name.toLowerCase() === who.toLowerCase();
      const found = Object.entries(tenant.people).find(
        ([id, { facts }]) => isHers(id) || isHers(facts['userPrincipalName']),
      );
      return Promise.resolve(found?.[0] ?? null);
    },
    read: ({ cursor }) => readScript(tenant, script, cursor, usage),
    readFields: ({ fields }) => readScriptFields(tenant, script, fields, usage),
    lookUp(people) {
      usage.requests += 1;
      lookedUp.push(...people);
      return Promise.resolve(
        new Map(people.map((id) => [id, script.lookUps?.[id] ?? presenceOf(tenant, id)])),
      );
    },
    memberships(request) {
      usage.requests += 1;
      askedGroups.push(request);
      return listMemberships(tenant, request, script);
    },
    sample: () => Promise.resolve(script.sample ?? []),
    usage: () => ({ ...usage }),
    close: () => Promise.resolve(),
  };
}

async function* listMemberships(
  tenant: ScriptedTenant,
  { groups, people }: MembershipRequest,
  { failGroups, beforeGroups }: Script,
): AsyncGenerator<Membership[]> {
  await beforeGroups?.();
  if (failGroups) throw failGroups;
  const isIn = (person: string, name: string) => (tenant.groups[name] ?? []).includes(person);
  const idsOf = (person: string) => groups.flatMap(({ id, name }) => (isIn(person, name) ? [id] : []));
  if (people) yield people.map((person) => ({ person, groups: idsOf(person) }));
  else
    for (const { id, name } of groups)
      yield (tenant.groups[name] ?? []).map((person) => ({ person, groups: [id] }));
}

function presenceOf(tenant: ScriptedTenant, id: string): Presence {
  const person = tenant.people[id];
  if (!person) return { is: 'gone', inBin: null };
  if (!person.isListed || tenant.excluded.includes(id)) return { is: 'left' };
  return { is: 'seen', facts: person.facts };
}

async function* readScriptFields(
  tenant: ScriptedTenant,
  script: Script,
  fields: readonly string[],
  usage: { requests: number },
): AsyncGenerator<FieldsPart> {
  for await (const part of readScript(tenant, script, null, usage)) {
    if (part.part === 'people') {
      const people = part.people.map(({ id, facts }) => ({
        id,
        facts: Object.fromEntries(fields.map((field) => [field, facts[field] ?? null])),
      }));
      yield { part: 'people', people };
    } else if (part.part === 'restart' || part.part === 'end') yield part;
  }
}

async function* readScript(
  tenant: ScriptedTenant,
  script: Script,
  cursor: string | null,
  usage: { requests: number },
): AsyncGenerator<ReadPart> {
  const since = cursor === null ? null : Number(cursor);
  const end = tenant.clock;
  const listed = Object.entries(tenant.people).filter(
    ([, p]) => p.isListed && (since === null || p.changedAt > since),
  );
  const people = listed.map(([id, { facts }]) => ({ id, facts }));
  const pageSize = script.pageSize ?? 3;
  if (tenant.excluded.length > 0) yield { part: 'excluded', people: tenant.excluded };
  let mustRestart = script.restartAfter !== undefined;
  for (let page = 0; page * pageSize < people.length; page += 1) {
    await script.beforePage?.(page);
    usage.requests += 1;
    const some = people.slice(page * pageSize, (page + 1) * pageSize);
    if (since === null) yield { part: 'people', people: some };
    else yield { part: 'changes', people: some, removed: [] };
    if (mustRestart && page + 1 === script.restartAfter) {
      mustRestart = false;
      page = -1;
      yield { part: 'restart' };
    }
  }
  if (since !== null) {
    usage.requests += 1;
    const removed = Object.entries(tenant.removed).filter(([, at]) => at > since);
    yield { part: 'changes', people: [], removed: removed.map(([id]) => id) };
  }
  if (script.failAtEnd) throw script.failAtEnd;
  const isDelta = script.hasDelta ?? true;
  yield { part: 'end', mode: since === null ? 'full' : 'delta', cursor: isDelta ? String(end) : null };
}
