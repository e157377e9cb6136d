// The groups that creation rules ask for: found once like those that are read (SPEC §2), and asked about only when somebody
// could be made a user. A group that is gone or hidden fails the run and names the rule; nobody is ever taken for a
// member of nothing because a group could not be read (R1).
import type { Kysely } from 'kysely';
import { OutsideError } from '../connectors/outside-error.ts';
import type { MembershipRequest, ResolvedGroup, Source } from '../connectors/source.ts';
import type { CreationRule } from '../plan/creation-rules.ts';
import type { Reading } from '../store/roster.ts';
import { readWhoCouldJoin, writeRuleMemberships, writeStagedMemberships } from '../store/rule-memberships.ts';
import type { Tables } from '../store/tables.ts';
import { unlessAborted } from './abort.ts';
import { shortHash } from './facts-hash.ts';
import type { RunSetup } from './read-settings.ts';
import { presentSeriesNames } from './series-to-give.ts';
import type { Snapshot, Staging } from './snapshot.ts';

/** What a run knows of the groups of its template's rules. */
export interface RuleGroups {
  /** As they are known from now on. */
  groups: readonly ResolvedGroup[];
  /** staged: of those who were staged; everybody: who was not staged belongs to none. */
  isRead: 'no' | 'staged' | 'everybody';
}

/** More people than these are not asked for one by one: listing the groups takes fewer requests. */
const MOST_ASKED = 400;

/** null: no rule asks for a group. one: the person whom the run is for. */
export async function readRuleGroups(
  source: Source,
  staging: Staging,
  setup: RunSetup,
  snapshot: Snapshot,
  options: { one: string | null; signal: AbortSignal | undefined },
): Promise<RuleGroups | null> {
  const { template, groups: known } = setup.stored;
  const asked = presentRuleGroups(template.rules);
  if (asked.length === 0) return null;
  const people = await readPeople(staging, setup, snapshot, options.one);
  if (people.length === 0)
    return { groups: known.filter((group) => asked.includes(group.asked)), isRead: 'no' };
  const { nestedGroups } = template;
  const groups = await unlessAborted(resolve(source, template.rules, nestedGroups, known), options.signal);
  const isMany = people.length > MOST_ASKED;
  await stage(source, staging, { groups, nestedGroups, people: isMany ? null : people }, options.signal);
  return { groups, isRead: isMany ? 'everybody' : 'staged' };
}

/** What the planner is told of somebody's groups; null: nothing is known of hers. */
export function openRuleGroups(
  read: RuleGroups | null,
): (row: { memberOf: readonly string[] | null }) => readonly string[] | null {
  if (read === null) return () => [];
  const names = Map.groupBy(read.groups, ({ id }) => id);
  const none = read.isRead === 'everybody' ? [] : null;
  return ({ memberOf }) =>
    memberOf === null ? none : memberOf.flatMap((id) => names.get(id)?.map(({ asked }) => asked) ?? []);
}

/** As the rules name them. */
export function presentRuleGroups(rules: readonly CreationRule[]): string[] {
  return [...new Set(rules.flatMap(({ when }) => ('group' in when ? [when.group] : [])))];
}

/** All groups that the template knows by their ids from now on. */
export function decideKnownGroups(
  read: readonly ResolvedGroup[],
  ruleGroups: RuleGroups | null,
  { stored }: RunSetup,
): ResolvedGroup[] {
  const asked = presentRuleGroups(stored.template.rules);
  const ofRules = ruleGroups?.groups ?? stored.groups.filter((group) => asked.includes(group.asked));
  return [...new Map([...ofRules, ...read].map((group) => [group.asked, group])).values()];
}

/** Remembers who belongs to which, for telling which rule would decide for whom. */
export async function writeRuleGroups(
  db: Kysely<Tables>,
  reading: Reading,
  read: RuleGroups | null,
  at: Date,
): Promise<void> {
  if (read === null || read.isRead === 'no') return;
  const isEverybody = read.isRead === 'everybody';
  await writeRuleMemberships(db, reading, { asked: hashGroups(read.groups), isEverybody, at });
}

/** By which it is seen that other groups were asked about. */
export function hashGroups(groups: readonly ResolvedGroup[]): string {
  return shortHash(groups.map(({ id }) => id).toSorted());
}

function readPeople(
  { db, owner }: Staging,
  { stored, company, nominalAt }: RunSetup,
  { mode }: Snapshot,
  only: string | null,
): Promise<string[]> {
  const { rules, guests, ...template } = stored.template;
  const { templateId, runId } = owner;
  const asked = {
    reading: { companyId: company.id, templateId, runId, mode },
    only,
    guests,
    mayGiveNumbers: presentSeriesNames({ ...template, rules }).length > 0,
    firstGroupRule: rules.findIndex(({ when }) => 'group' in when),
    now: new Date(nominalAt),
  };
  return readWhoCouldJoin(db, asked, MOST_ASKED + 1);
}

async function resolve(
  source: Source,
  rules: readonly CreationRule[],
  nestedGroups: boolean,
  known: ResolvedGroup[],
): Promise<ResolvedGroup[]> {
  const memberOf = presentRuleGroups(rules);
  try {
    const scope = await source.resolveGroups({ memberOf, notMemberOf: [], nestedGroups }, known, 'together');
    return scope.memberOf;
  } catch (error) {
    throw error instanceof OutsideError ? await nameRule(source, rules, known, error) : error;
  }
}

// Asked for once more one by one, only to say which rule it is about.
async function nameRule(
  source: Source,
  rules: readonly CreationRule[],
  known: ResolvedGroup[],
  error: OutsideError,
): Promise<OutsideError> {
  if (!/^(?:group|permission)\./u.test(error.code)) return error;
  for (const { name, when } of rules) {
    if (!('group' in when)) continue;
    const asked = { memberOf: [when.group], notMemberOf: [], nestedGroups: true };
    const fault = await source.resolveGroups(asked, known).then(
      () => null,
      (again: unknown) => again,
    );
    if (!(fault instanceof OutsideError) || fault.code !== error.code) continue;
    const { system, code, message, cure, canRetry } = fault;
    const about = { ...fault.about, rule: name };
    const elsewhere = cure.replace(' in user_filter', ' in the rule');
    const told = `The rule ${JSON.stringify(name)} asks for a group. ${message}`;
    return new OutsideError(system, code, told, elsewhere, { canRetry, cause: fault, about });
  }
  return error;
}

async function stage(
  source: Source,
  { db, owner }: Staging,
  request: MembershipRequest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parts = source.memberships(request)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await unlessAborted(parts.next(), signal);
      if (next.done) return;
      await writeStagedMemberships(db, owner, next.value);
    }
  } finally {
    // Not awaited: a source that hangs would keep a run that was called off from ending.
    parts.return?.().catch(() => undefined);
  }
}
