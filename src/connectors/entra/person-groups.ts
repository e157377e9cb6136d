// Which of a template's groups a person is in, directly or through which group, asked on the spot for an explanation. Three
// batches at most: groups that are not known yet, her memberships, and what lies between. What a run believes of groups is
// members.ts and absence.ts; nothing here is concluded from silence.
import { foldCase } from '../../plan/fold-text.ts';
import { isGuid } from '../../plan/provider-values.ts';
import type { LookAsk, LookedGroup } from '../person-look.ts';
import type { ResolvedGroup } from '../source.ts';
import { BATCH_PARTS, sendBatch } from './batch.ts';
import type { BatchRequest } from './batch.ts';
import type { Asking } from './find-person.ts';
import { isObject, parseGraphFault } from './schema.ts';
import type { BatchPart } from './schema.ts';

interface Memberships {
  memberOf: LookedGroup[];
  notMemberOf: LookedGroup[];
  ruleGroups: LookedGroup[];
  groupsWhy: string | null;
}

interface GroupName {
  id: string;
  name: string;
}

/** Ids that checkMemberGroups takes in a call. */
const CHECKED_AT_ONCE = 20;

export async function readMemberships(person: string, ask: LookAsk, asking: Asking): Promise<Memberships> {
  const asked = [...new Set([...ask.memberOf, ...ask.notMemberOf, ...ask.ruleGroups])];
  if (asked.length === 0) return { memberOf: [], notMemberOf: [], ruleGroups: [], groupsWhy: null };
  const { groups: known, unfound } = await readUnknown(asked, ask.known, asking);
  const ids = [...new Set([...known.values()].map(({ id }) => id.toLowerCase()))];
  const { direct, all, why } = await readGroupsOf(person, ids, ask.nestedGroups, asking);
  const nested = ids.filter((id) => all?.has(id) && !direct?.has(id));
  const between = direct === null ? new Map() : await readBetween(nested, direct, asking);
  const present = (one: string): LookedGroup => {
    const group = known.get(one);
    const id = group?.id.toLowerCase() ?? null;
    const nowhere = unfound.has(one) ? 'notFound' : 'unknown';
    const membership = id === null ? nowhere : decideMembership(id, direct, all, ask.nestedGroups);
    return {
      asked: one,
      id: group?.id ?? null,
      name: group?.name ?? null,
      membership,
      through: between.get(id) ?? [],
    };
  };
  return {
    memberOf: ask.memberOf.map(present),
    notMemberOf: ask.notMemberOf.map(present),
    ruleGroups: ask.ruleGroups.map(present),
    groupsWhy: why,
  };
}

function decideMembership(
  id: string,
  direct: ReadonlyMap<string, GroupName> | null,
  all: ReadonlySet<string> | null,
  nestedGroups: boolean,
): LookedGroup['membership'] {
  if (direct?.has(id)) return 'direct';
  if (!nestedGroups) return direct === null ? 'unknown' : 'none';
  if (all === null) return 'unknown';
  return all.has(id) ? 'nested' : 'none';
}

/** What was written ─▶ the group; one that no run has found yet is looked for by name, and left out when none or several fit. */
async function readUnknown(
  asked: readonly string[],
  known: readonly ResolvedGroup[],
  { graph, now }: Asking,
): Promise<{ groups: Map<string, GroupName>; unfound: Set<string> }> {
  const groups = new Map<string, GroupName>();
  const unfound = new Set<string>();
  for (const one of asked) {
    const before = known.find((group) => group.asked === one);
    if (before) groups.set(one, before);
    else if (isGuid(one)) groups.set(one, { id: one, name: one });
  }
  const unknown = asked.filter((one) => !groups.has(one)).slice(0, BATCH_PARTS);
  if (unknown.length === 0) return { groups, unfound };
  const requests = unknown.map((name): BatchRequest => {
    const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
    return { method: 'GET', url: `/groups?$filter=${filter}&$select=id,displayName` };
  });
  for (const [nth, part] of (await sendBatch(graph, requests, now)).entries()) {
    const name = unknown[nth] ?? '';
    // Whether eq minds case is promised nowhere, so the comparison is made again here.
    const fitting = matchGroups(part)?.filter((group) => foldCase(group.name) === foldCase(name));
    const [only] = fitting ?? [];
    if (only && fitting?.length === 1) groups.set(name, only);
    else if (fitting) unfound.add(name);
  }
  return { groups, unfound };
}

interface GroupsOf {
  /** Groups that she is in herself; null when that was not told. */
  direct: Map<string, GroupName> | null;
  /** Of the asked ones, those she is in by whatever way; null when that was not told. */
  all: Set<string> | null;
  why: string | null;
}

async function readGroupsOf(
  person: string,
  ids: readonly string[],
  nestedGroups: boolean,
  { graph, now }: Asking,
): Promise<GroupsOf> {
  const user = `/users/${encodeURIComponent(person)}`;
  const list = `${user}/memberOf/microsoft.graph.group?$select=id,displayName&$top=999&$count=true`;
  const requests: BatchRequest[] = [{ method: 'GET', url: list, eventual: true }];
  const slices = nestedGroups ? Math.min(Math.ceil(ids.length / CHECKED_AT_ONCE), BATCH_PARTS - 1) : 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const groupIds = ids.slice(slice * CHECKED_AT_ONCE, (slice + 1) * CHECKED_AT_ONCE);
    requests.push({ method: 'POST', url: `${user}/checkMemberGroups`, body: { groupIds } });
  }
  const [listed = null, ...checked] = await sendBatch(graph, requests, now);
  const groups = matchGroups(listed);
  const direct = groups && new Map(groups.map((group) => [group.id.toLowerCase(), group]));
  const told = checked.map(matchIds);
  const all = told.includes(null) ? null : new Set(told.flatMap((some) => some ?? []));
  const failed = [listed, ...checked].find((part) => part?.status !== 200);
  return { direct, all, why: failed === undefined ? null : presentRefusal(failed) };
}

/** For each group that she is in by a detour: which of her own groups lie in it. */
async function readBetween(
  nested: readonly string[],
  direct: ReadonlyMap<string, GroupName>,
  { graph, now }: Asking,
): Promise<Map<string | null, GroupName[]>> {
  const some = nested.slice(0, BATCH_PARTS);
  if (some.length === 0) return new Map();
  const requests = some.map((id): BatchRequest => ({
    method: 'GET',
    url: `/groups/${encodeURIComponent(id)}/transitiveMembers/microsoft.graph.group?$select=id,displayName&$top=999&$count=true`,
    eventual: true,
  }));
  const parts = await sendBatch(graph, requests, now);
  return new Map(
    some.map((id, nth) => [
      id,
      (matchGroups(parts[nth] ?? null) ?? []).flatMap((group) => direct.get(group.id.toLowerCase()) ?? []),
    ]),
  );
}

function matchGroups(part: BatchPart | null): GroupName[] | null {
  const values = part?.status === 200 && isObject(part.body) ? part.body['value'] : null;
  if (!Array.isArray(values)) return null;
  return (values as unknown[]).filter(isObject).flatMap((item) => {
    const { id, displayName } = item;
    // A group that the app may not read comes without its name.
    return typeof id === 'string' ? [{ id, name: typeof displayName === 'string' ? displayName : id }] : [];
  });
}

function matchIds(part: BatchPart | null): string[] | null {
  const values = part?.status === 200 && isObject(part.body) ? part.body['value'] : null;
  if (!Array.isArray(values)) return null;
  return (values as unknown[]).filter((id) => typeof id === 'string').map((id) => id.toLowerCase());
}

function presentRefusal(part: BatchPart | null): string {
  if (part === null) return 'Graph left her groups out of its answer.';
  const { code, message } = parseGraphFault(part.body);
  return `Graph did not tell her groups: status ${part.status} ${code} ${message}`.trim();
}
