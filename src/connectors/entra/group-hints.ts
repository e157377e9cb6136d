// What helps whoever has named groups and is no part of finding them: how many people are in one, and which group may be meant
// where none has the name. Told where it can be told; that a hint could not be read is no fault of the connection.
import { matchNearest } from '../../plan/json-object.ts';
import { OutsideError } from '../outside-error.ts';
import type { Graph } from './graph.ts';
import { isObject, parseGroup } from './schema.ts';
import type { GraphGroup } from './schema.ts';

const needs = 'Group.Read.All';

/** People in it, those in groups inside it too; null where Graph does not tell. */
export async function readMemberCount(graph: Graph, id: string): Promise<number | null> {
  const path = `/groups/${id}/transitiveMembers/microsoft.graph.user?$select=id&$top=1&$count=true`;
  return readHint(graph, path, (body) => {
    const count = isObject(body) ? body['@odata.count'] : null;
    return typeof count === 'number' ? count : null;
  });
}

/** The group of the most similar name among the first thousand; a longer list is not worth the wait. */
export async function readSimilarGroups(graph: Graph, name: string): Promise<GraphGroup[]> {
  const path = '/groups?$select=id,displayName,groupTypes,securityEnabled,mailEnabled,visibility&$top=999';
  const found = await readHint(graph, path, (body) => {
    const groups = isObject(body) && Array.isArray(body['value']) ? body['value'].map(parseGroup) : [];
    const names = groups.map((group) => group.name);
    const near = matchNearest(name, names);
    return groups.filter((group) => group.name === near).slice(0, 5);
  });
  return found ?? [];
}

async function readHint<T>(graph: Graph, path: string, parse: (body: unknown) => T): Promise<T | null> {
  try {
    const answer = await graph.send(path, { needs, eventual: true });
    return answer.ok ? parse(answer.body) : null;
  } catch (error) {
    if (error instanceof OutsideError) return null;
    throw error;
  }
}
