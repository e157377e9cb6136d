// Whether somebody is really gone (SPEC §4): asks for each person by id in the same run. Only a 404 that says so in
// Graph's own words is "gone", only a clean answer about groups is "left"; anything else is unreadable, and nothing
// may be concluded from it (R1). When to ask, and what follows, is decided elsewhere.
import { OutsideError } from '../outside-error.ts';
import type { Presence, ReadRequest, ResolvedGroup, Scope } from '../source.ts';
import { BATCH_PARTS, sendBatch } from './batch.ts';
import type { BatchRequest } from './batch.ts';
import { isNamed, isWhole, mapPerson, planSelect } from './fields.ts';
import { refused } from './graph.ts';
import type { Graph } from './graph.ts';
import { readPages } from './pages.ts';
import { isObject, parseGraphFault, parseId } from './schema.ts';
import type { BatchPart } from './schema.ts';

export interface LookUp {
  graph: Graph;
  request: Omit<ReadRequest, 'cursor'>;
  now: () => number;
}

/** One request. Entra takes an object id and a sign-in name in the same place. */
export async function findPerson(graph: Graph, who: string): Promise<string | null> {
  const answer = await graph.send(`/users/${encodeURIComponent(who)}?$select=id`, { needs: 'User.Read.All' });
  if (answer.ok) return parseId(isObject(answer.body) ? answer.body : {}, 'a person');
  const code = answer.code.toLowerCase();
  // A name that nobody can have is refused in other words than one that nobody has.
  if (
    (answer.status === 404 && code === 'request_resourcenotfound') ||
    (answer.status === 400 && code !== '')
  )
    return null;
  throw refused('The search for a person', answer);
}

export async function lookUpPeople(
  people: readonly string[],
  lookUp: LookUp,
): Promise<Map<string, Presence>> {
  const found = new Map<string, Presence>();
  const ids = [...new Set(people)];
  let stopped: string | null = null;
  for (let from = 0; from < ids.length; from += BATCH_PARTS) {
    const some = ids.slice(from, from + BATCH_PARTS);
    try {
      if (stopped === null) await lookUpSome(some, lookUp, found);
      else for (const id of some) found.set(id, unreadable(stopped));
    } catch (error) {
      const why = mapTrouble(error);
      for (const id of some) if (found.get(id)?.is !== 'gone') found.set(id, unreadable(why.sentence));
      // Patience is at its end: asking on would only lengthen the run.
      if (why.isLasting) stopped = why.sentence;
    }
  }
  return found;
}

/** A failed sign-in fails the run as it does anywhere; other trouble leaves these people as they are. */
function mapTrouble(error: unknown): { sentence: string; isLasting: boolean } {
  if (!(error instanceof OutsideError) || /^(credential|app|tenant)\./.test(error.code)) throw error;
  return {
    sentence: error.message,
    isLasting: error.code === 'graph.throttled' || error.code === 'graph.unavailable',
  };
}

function unreadable(why: string): Presence {
  return { is: 'unreadable', why };
}

async function lookUpSome(
  ids: readonly string[],
  lookUp: LookUp,
  found: Map<string, Presence>,
): Promise<void> {
  const { graph, request, now } = lookUp;
  const select = planSelect(request.fields);
  const answers = await sendBatch(
    graph,
    ids.map((id) => ({ method: 'GET', url: `/users/${encodeURIComponent(id)}?${select}` })),
    now,
  );
  for (const [index, id] of ids.entries()) found.set(id, matchPresence(id, answers[index] ?? null, lookUp));
  const gone = ids.filter((id) => found.get(id)?.is === 'gone');
  const seen = ids.filter((id) => found.get(id)?.is === 'seen');
  if (request.scope.memberOf.length + request.scope.notMemberOf.length > 0)
    await checkGroups(graph, seen, request.scope, now, found);
  await checkBin(graph, gone, now, found);
}

function matchPresence(id: string, part: BatchPart | null, { request }: LookUp): Presence {
  if (part === null) return unreadable('Graph left her out of its answer.');
  const fault = parseGraphFault(part.body);
  if (part.status === 404 && fault.code.toLowerCase() === 'request_resourcenotfound')
    return { is: 'gone', inBin: null };
  if (part.status !== 200)
    return unreadable(`Graph answered with status ${part.status} ${fault.code}`.trim());
  const person = part.body;
  if (
    !isObject(person) ||
    typeof person['id'] !== 'string' ||
    person['id'].toLowerCase() !== id.toLowerCase()
  ) {
    return unreadable('Graph answered with something that is not this person.');
  }
  // A principal name is never empty in Entra: without one this is half an object, or the app may not read people.
  if (!isNamed(person) || typeof person['userPrincipalName'] !== 'string')
    return unreadable('Graph sent this person without her name.');
  if (!isWhole(person, request.fields))
    return unreadable('Graph sent this person without fields that were asked for.');
  return { is: 'seen', facts: mapPerson(person, request.fields, true).facts };
}

/** Only tells bin from purged; whatever happens here, gone stays gone. */
async function checkBin(
  graph: Graph,
  ids: readonly string[],
  now: () => number,
  found: Map<string, Presence>,
): Promise<void> {
  if (ids.length === 0) return;
  const requests = ids.map((id): BatchRequest => ({
    method: 'GET',
    url: `/directory/deletedItems/${encodeURIComponent(id)}?$select=id`,
  }));
  const answers = await sendBatch(graph, requests, now).catch((error: unknown) => {
    mapTrouble(error);
    return [];
  });
  for (const [index, id] of ids.entries()) {
    const status = answers[index]?.status;
    found.set(id, { is: 'gone', inBin: status === 200 ? true : status === 404 ? false : null });
  }
}

/** Turns "seen" into "left" or "unreadable" where the groups say so. */
async function checkGroups(
  graph: Graph,
  ids: readonly string[],
  scope: Scope,
  now: () => number,
  found: Map<string, Presence>,
): Promise<void> {
  const memberships = scope.nestedGroups
    ? await readTransitive(graph, ids, scope, now)
    : await readDirect(graph, ids, now);
  const isIn = (groups: Set<string>, of: readonly ResolvedGroup[]): boolean =>
    of.some((group) => groups.has(group.id.toLowerCase()));
  for (const id of ids) {
    const groups = memberships.get(id);
    if (!groups || typeof groups === 'string')
      found.set(id, unreadable(`Graph did not tell her groups: ${groups ?? 'no answer'}`));
    else if (isIn(groups, scope.notMemberOf) || (scope.memberOf.length > 0 && !isIn(groups, scope.memberOf)))
      found.set(id, { is: 'left' });
  }
}

/** The groups of a person, lower case; a text when they could not be told. */
type Memberships = Map<string, Set<string> | string>;

export async function readTransitive(
  graph: Graph,
  ids: readonly string[],
  scope: Scope,
  now: () => number,
): Promise<Memberships> {
  const groupIds = [...new Set([...scope.memberOf, ...scope.notMemberOf].map((group) => group.id))];
  // checkMemberGroups takes at most 20 ids a call.
  const slices = Array.from({ length: Math.ceil(groupIds.length / 20) }, (_, slice) =>
    groupIds.slice(slice * 20, slice * 20 + 20),
  );
  const asked = ids.flatMap((id) => slices.map((slice) => ({ id, slice })));
  const requests = asked.map(({ id, slice }): BatchRequest => ({
    method: 'POST',
    url: `/users/${encodeURIComponent(id)}/checkMemberGroups`,
    body: { groupIds: slice },
  }));
  const answers = await sendBatch(graph, requests, now);
  const memberships: Memberships = new Map();
  for (const [index, { id }] of asked.entries()) {
    const before = memberships.get(id) ?? new Set();
    const groups = matchIds(answers[index] ?? null, (value) => value);
    if (typeof before === 'string') continue;
    memberships.set(id, typeof groups === 'string' ? groups : new Set([...before, ...groups]));
  }
  return memberships;
}

export async function readDirect(
  graph: Graph,
  ids: readonly string[],
  now: () => number,
): Promise<Memberships> {
  const requests = ids.map((id): BatchRequest => ({
    method: 'GET',
    url: `/users/${encodeURIComponent(id)}/memberOf?$select=id&$top=999`,
  }));
  const answers = await sendBatch(graph, requests, now);
  const memberships: Memberships = new Map();
  for (const [index, id] of ids.entries()) {
    const part = answers[index] ?? null;
    let groups = matchIds(part, idOf);
    const next = isObject(part?.body) ? part.body['@odata.nextLink'] : undefined;
    if (typeof next === 'string' && typeof groups !== 'string')
      groups = await readFurther(graph, next, groups);
    memberships.set(id, groups);
  }
  return memberships;
}

async function readFurther(graph: Graph, link: string, groups: Set<string>): Promise<Set<string> | string> {
  const all = new Set(groups);
  for await (const listed of readPages(graph, graph.follow(link), {})) {
    if (listed.is === 'refused') return `status ${listed.refusal.status} ${listed.refusal.code}`;
    for (const item of listed.page.items) all.add(String(item['id']).toLowerCase());
  }
  return all;
}

function idOf(value: unknown): unknown {
  return isObject(value) ? value['id'] : undefined;
}

function matchIds(part: BatchPart | null, pick: (value: unknown) => unknown): Set<string> | string {
  if (part === null) return 'no answer';
  if (part.status !== 200) return `status ${part.status} ${parseGraphFault(part.body).code}`.trim();
  const values = isObject(part.body) ? part.body['value'] : null;
  if (!Array.isArray(values)) return 'an answer without a list';
  const ids = (values as unknown[]).map(pick);
  if (!ids.every((id) => typeof id === 'string')) return 'a list of something else';
  return new Set(ids.map((id) => id.toLowerCase()));
}
