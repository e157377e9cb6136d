// Reads a whole tenant (SPEC §4): in full, first taking the link from which later reads go on, then everybody; later
// only what changed. A link that is too old, or an answer that asks for it, leads to a full read in the same call.
// What it means that somebody is not there is not decided here (R1).
import type { FieldsPart, ReadPart, SourcePerson } from '../source.ts';
import { permissionMissing, protocolError } from './entra-error.ts';
import { checkWhole, isNamed, mapPerson, planSelect } from './fields.ts';
import type { Graph } from './graph.ts';
import { refused } from './graph.ts';
import { isExpiredPage, MOST_RESTARTS, readPages } from './pages.ts';
import type { Refusal } from './pages.ts';
import { isObject, parseId } from './schema.ts';
import type { JsonObject } from './schema.ts';

export interface TenantEnd {
  mode: 'full' | 'delta';
  cursor: string | null;
}

const needs = 'User.Read.All';

export async function* readTenant(
  graph: Graph,
  fields: readonly string[],
  cursor: string | null,
): AsyncGenerator<ReadPart, TenantEnd> {
  if (cursor !== null) {
    const link = matchCursor(cursor, fields, graph);
    const end = link === null ? null : yield* readRound(graph, fields, link);
    if (end) return end;
    yield { part: 'restart' };
  }
  const latest = await readLatestLink(graph, fields);
  if (latest !== null) {
    yield* readEverybody(graph, fields);
    return { mode: 'full', cursor: presentCursor(latest, fields) };
  }
  // "From now on" was refused: a delta from the start lists everybody and ends with the link.
  const fromStart = yield* readFromStart(graph, fields);
  if (fromStart) return fromStart;
  // Some kinds of tenant have no delta at all: every read of them is a full one.
  yield* readEverybody(graph, fields);
  return { mode: 'full', cursor: null };
}

/** The link goes with the fields it tracks: with other fields it would keep silent about the new ones. */
function presentCursor(link: string, fields: readonly string[]): string {
  return JSON.stringify({ fields: fields.join(','), link });
}

function matchCursor(cursor: string, fields: readonly string[], graph: Graph): string | null {
  let stored: unknown;
  try {
    stored = JSON.parse(cursor);
  } catch {
    return null;
  }
  if (!isObject(stored) || typeof stored['link'] !== 'string' || stored['fields'] !== fields.join(','))
    return null;
  // The template may have moved to another cloud since.
  return graph.canFollow(stored['link']) ? stored['link'] : null;
}

/** A round of changes; null when only a full read helps. */
async function* readRound(
  graph: Graph,
  fields: readonly string[],
  link: string,
): AsyncGenerator<ReadPart, TenantEnd | null> {
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts += 1) {
    if (restarts > 0) yield { part: 'restart' };
    let hasExpired = false;
    for await (const listed of readPages(graph, link, { needs })) {
      if (listed.is === 'page') {
        if (listed.page.items.length > 0) yield mapChanges(listed.page.items, fields);
        if (listed.page.deltaLink !== null)
          return { mode: 'delta', cursor: presentCursor(graph.follow(listed.page.deltaLink), fields) };
        continue;
      }
      // A stored link that Graph no longer takes, for whatever reason, is worth nothing: read in full.
      if (listed.isFirst || isReset(listed.refusal)) return null;
      if (!isExpiredPage(listed.refusal)) throw refused('A page of changes', listed.refusal);
      hasExpired = true;
    }
    if (!hasExpired) throw protocolError('the changes ended without a link to go on from.');
  }
  return null;
}

function isReset(refusal: Refusal): boolean {
  return refusal.status === 410 || /^(syncstatenotfound|syncstateinvalid|resync.*)$/i.test(refusal.code);
}

function mapChanges(items: readonly JsonObject[], fields: readonly string[]): ReadPart {
  // Within a page the last word on a person counts; parts that were sent twice complete each other.
  const people = new Map<string, SourcePerson | null>();
  for (const item of items) {
    const id = parseId(item, 'a change');
    if (isObject(item['@removed'])) {
      people.set(id, null);
      continue;
    }
    const person = mapPerson(item, fields, false);
    const earlier = people.get(id);
    people.set(id, earlier ? { id, facts: { ...earlier.facts, ...person.facts } } : person);
  }
  return {
    part: 'changes',
    people: [...people.values()].filter((person) => person !== null),
    removed: [...people].filter(([, person]) => person === null).map(([id]) => id),
  };
}

/** The link "from now on"; null where it is refused. */
async function readLatestLink(graph: Graph, fields: readonly string[]): Promise<string | null> {
  for await (const listed of readPages(graph, `/users/delta?${planSelect(fields)}&$deltatoken=latest`, {
    needs,
  })) {
    if (listed.is === 'refused') return null;
    if (listed.page.deltaLink !== null) return graph.follow(listed.page.deltaLink);
  }
  throw protocolError('the answer to "changes from now on" has no link to go on from.');
}

export async function* readEverybody(
  graph: Graph,
  fields: readonly string[],
): AsyncGenerator<FieldsPart, void> {
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts += 1) {
    if (restarts > 0) yield { part: 'restart' };
    let hasExpired = false;
    let [count, named] = [0, 0];
    for await (const listed of readPages(graph, `/users?${planSelect(fields)}&$top=999`, { needs })) {
      if (listed.is === 'refused') {
        if (!isExpiredPage(listed.refusal)) throw refused('The list of people', listed.refusal);
        hasExpired = true;
        continue;
      }
      const { items } = listed.page;
      count += items.length;
      const readable = items.filter(isNamed);
      named += readable.length;
      checkWhole(readable, fields);
      if (items.length > 0)
        yield { part: 'people', people: items.map((item) => mapPerson(item, fields, true)) };
    }
    if (hasExpired) continue;
    if (count > 0 && named === 0) throw permissionMissing(needs, 'Graph lists people without any name.');
    if (named < count) throw protocolError('some people came without any name.');
    return;
  }
  throw protocolError('the list of people expired before it was read, several times over.');
}

/** A first delta round as a full listing; null when delta is not offered at all. */
async function* readFromStart(
  graph: Graph,
  fields: readonly string[],
): AsyncGenerator<ReadPart, TenantEnd | null> {
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts += 1) {
    if (restarts > 0) yield { part: 'restart' };
    let hasExpired = false;
    for await (const listed of readPages(graph, `/users/delta?${planSelect(fields)}`, { needs })) {
      if (listed.is === 'refused') {
        if (listed.isFirst) return null;
        if (!isExpiredPage(listed.refusal) && !isReset(listed.refusal))
          throw refused('The list of people', listed.refusal);
        hasExpired = true;
        continue;
      }
      const { items, deltaLink } = listed.page;
      const present = items.filter((item) => !isObject(item['@removed']));
      if (present.length > 0 && !present.some(isNamed))
        throw permissionMissing(needs, 'Graph lists people without any name.');
      checkWhole(present, fields);
      // Deleted people may be listed in a first round too, and somebody may be deleted while it goes on.
      const last = new Map(items.map((item) => [parseId(item, 'a person'), isObject(item['@removed'])]));
      const removed = [...last].filter(([, isRemoved]) => isRemoved).map(([id]) => id);
      if (present.length > 0)
        yield { part: 'people', people: present.map((item) => mapPerson(item, fields, true)) };
      if (removed.length > 0) yield { part: 'changes', people: [], removed };
      if (deltaLink !== null) return { mode: 'full', cursor: presentCursor(graph.follow(deltaLink), fields) };
    }
    if (!hasExpired) throw protocolError('the list of people ended without a link to go on from.');
  }
  throw protocolError('the list of people expired before it was read, several times over.');
}
