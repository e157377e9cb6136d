// Finds the groups that an administrator named, once, and knows them by their object id from then on (SPEC §2). A
// name that fits none or several is told with the candidates; a group that is gone is never looked for again by
// itself. Members are members.ts.
import { foldCase } from '../../plan/fold-text.ts';
import { OutsideError } from '../outside-error.ts';
import type { ResolvedGroup, Scope } from '../source.ts';
import { isGuid } from '../../plan/provider-values.ts';
import { sendBatch } from './batch.ts';
import type { BatchRequest } from './batch.ts';
import { entraError, permissionMissing, protocolError } from './entra-error.ts';
import type { Graph } from './graph.ts';
import { refused } from './graph.ts';
import { readPages } from './pages.ts';
import { isObject, parseGraphFault, parseGroup } from './schema.ts';
import type { GraphGroup } from './schema.ts';

/** The groups that come into question are told as data too, so that a page can offer them. */
export type GroupFinding =
  | { is: 'found'; group: ResolvedGroup }
  | { is: 'failed'; error: OutsideError; candidates: readonly GraphGroup[] };

const SELECT = '$select=id,displayName,groupTypes,securityEnabled,mailEnabled,visibility';
const needs = 'Group.Read.All';

export async function resolveGroups(
  graph: Graph,
  wanted: { memberOf: string[]; notMemberOf: string[]; nestedGroups: boolean },
  known: readonly ResolvedGroup[],
  /** The clock, when the groups are to be asked for together. */
  together: (() => number) | null = null,
): Promise<Scope> {
  const all = [...wanted.memberOf, ...wanted.notMemberOf];
  const answers = together === null ? new Map() : await readTogether(graph, all, known, together);
  const resolve = async (asked: readonly string[]): Promise<ResolvedGroup[]> => {
    const groups: ResolvedGroup[] = [];
    for (const one of asked) {
      const finding = await findGroup(graph, one, known, answers);
      if (finding.is === 'failed') throw finding.error;
      groups.push(finding.group);
    }
    return groups;
  };
  return {
    memberOf: await resolve(wanted.memberOf),
    notMemberOf: await resolve(wanted.notMemberOf),
    nestedGroups: wanted.nestedGroups,
  };
}

export async function findGroup(
  graph: Graph,
  asked: string,
  known: readonly ResolvedGroup[],
  /** What is known already of groups by their id. */
  answers: GroupAnswers = new Map(),
): Promise<GroupFinding> {
  const before = known.find((group) => group.asked === asked);
  const id = before?.id ?? (isGuid(asked) ? asked : null);
  if (id === null) return matchByName(asked, await readGroupsNamed(graph, asked));
  const group = answers.has(id) ? (answers.get(id) ?? null) : await readById(graph, id);
  if (group) return acceptGroup(asked, group);
  const oldName = before?.name ?? null;
  const heirs = oldName === null ? [] : await readByName(graph, oldName);
  const told = heirs.length === 0 ? '' : ` Of that name there is now: ${presentGroups(heirs)}.`;
  return failed(
    'group.notFound',
    `The group ${oldName === null ? asked : `"${oldName}" (${id})`} is gone from Entra.${told}`,
    heirs.length === 0
      ? 'Restore the group in Entra, or name another one in user_filter.'
      : 'If a group of that name is meant now, write its id in user_filter; it is not taken by itself.',
    { group: oldName ?? asked, id, ...(oldName !== null && { isGone: 'yes' }) },
    heirs,
  );
}

/** All groups of a name, compared as findGroup does. */
export async function readGroupsNamed(graph: Graph, name: string): Promise<readonly GraphGroup[]> {
  const found = await readByName(graph, name);
  const exact = found.filter((group) => group.name.normalize('NFC') === name.normalize('NFC'));
  return exact.length > 0 ? exact : found;
}

function matchByName(asked: string, candidates: readonly GraphGroup[]): GroupFinding {
  const [only, ...others] = candidates;
  if (!only) {
    return failed(
      'group.notFound',
      `There is no group "${asked}" in Entra.`,
      'Compare the spelling with Microsoft Entra ID > Groups, or write the group’s object id.',
      { group: asked },
      [],
    );
  }
  if (others.length === 0) return acceptGroup(asked, only);
  return failed(
    'group.ambiguous',
    `${candidates.length} groups are called "${asked}": ${presentGroups(candidates)}.`,
    'Write the object id of the one that is meant in its place.',
    { group: asked },
    candidates,
  );
}

function acceptGroup(asked: string, group: GraphGroup): GroupFinding {
  if (!group.isHidden) return { is: 'found', group: { asked, id: group.id, name: group.name } };
  // Without the permission Graph may show such a group as empty, and an empty group would remove everybody.
  return {
    is: 'failed',
    error: permissionMissing('Member.Read.Hidden', `the members of the group "${group.name}" are hidden.`, {
      group: group.name,
    }),
    candidates: [group],
  };
}

function failed(
  code: 'group.notFound' | 'group.ambiguous',
  message: string,
  cure: string,
  about: Record<string, string>,
  candidates: readonly GraphGroup[],
): GroupFinding {
  const told = { ...about, candidates: candidates.map(presentGroup) };
  return { is: 'failed', error: entraError(code, message, cure, { about: told }), candidates };
}

function presentGroups(groups: readonly GraphGroup[]): string {
  return groups.map(presentGroup).join(', ');
}

function presentGroup({ name, kind, id }: GraphGroup): string {
  return `"${name}" (${kind}, ${id})`;
}

/** By id; null: gone. A group that is not here has to be asked for by itself. */
type GroupAnswers = ReadonlyMap<string, GraphGroup | null>;

/** Asks for the groups whose ids are known, 20 a request. Only clean answers count: whatever else comes is asked for once
 * more by itself, where its trouble is told in its own words. */
async function readTogether(
  graph: Graph,
  asked: readonly string[],
  known: readonly ResolvedGroup[],
  now: () => number,
): Promise<GroupAnswers> {
  const ids = [...new Set(asked.map((one) => known.find((group) => group.asked === one)?.id ?? one))].filter(
    isGuid,
  );
  const requests = ids.map((id): BatchRequest => ({ method: 'GET', url: planById(id) }));
  const parts = ids.length === 0 ? [] : await sendBatch(graph, requests, now);
  const answers = new Map<string, GraphGroup | null>();
  for (const [index, id] of ids.entries()) {
    const { status = 0, body = null } = parts[index] ?? {};
    const isGone = status === 404 && parseGraphFault(body).code.toLowerCase() === 'request_resourcenotfound';
    if (isGone) answers.set(id, null);
    else if (status === 200 && isObject(body) && String(body['id']).toLowerCase() === id.toLowerCase())
      answers.set(id, parseGroup(body));
  }
  return answers;
}

const planById = (id: string) => `/groups/${encodeURIComponent(id)}?${SELECT}`;

async function readById(graph: Graph, id: string): Promise<GraphGroup | null> {
  const answer = await graph.send(planById(id), { needs });
  if (answer.ok) {
    const group = parseGroup(answer.body);
    if (group.id.toLowerCase() !== id.toLowerCase())
      throw protocolError(`another group than ${id} was sent.`);
    return group;
  }
  if (answer.status === 404 && answer.code.toLowerCase() === 'request_resourcenotfound') return null;
  throw refused(`The group ${id}`, answer);
}

async function readByName(graph: Graph, name: string): Promise<GraphGroup[]> {
  const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
  const groups: GraphGroup[] = [];
  for await (const listed of readPages(graph, `/groups?$filter=${filter}&${SELECT}`, { needs })) {
    if (listed.is === 'refused') throw refused(`The search for the group "${name}"`, listed.refusal);
    groups.push(...listed.page.items.map(parseGroup));
  }
  // Whether eq minds case is promised nowhere, so the comparison is made again here.
  return groups.filter((group) => foldCase(group.name) === foldCase(name));
}
