// Everybody at the service, page by page (RFC 7644, 3.4.2.4), in the form that drift and adoption look at. A list that can not be read to
// its end is an error: half a list would make everybody else look deleted.
import type { Found } from '../target.ts';
import { decideUserError } from './answer-error.ts';
import { protocolError } from './client.ts';
import type { Client } from './client.ts';
import { addressWrong, parseList } from './find-user.ts';
import { presentFoundEntry } from './present-entry.ts';
import type { KeptAttribute } from './present-entry.ts';
import { isObject, valueOf } from './resource.ts';
import type { JsonObject } from './resource.ts';

/** What every service that pages at all takes. */
const PAGE = 100;

export async function* listUsers(client: Client): AsyncIterable<JsonObject[]> {
  const seen = new Set<string>();
  for (;;) {
    const { resources, total } = await readListPage(client, seen.size + 1, PAGE);
    const ids = resources.map((one) => String(one['id']));
    const fresh = resources.filter((_, at) => !seen.has(ids[at] ?? ''));
    if (resources.length > 0 && fresh.length === 0)
      throw protocolError('It gives the same page of users again and again.');
    for (const id of ids) seen.add(id);
    if (fresh.length > 0) yield fresh;
    if (seen.size >= total) return;
    if (resources.length === 0) throw protocolError(`It tells of ${total} users and gives ${seen.size}.`);
  }
}

export async function readListPage(
  client: Client,
  startIndex: number,
  count: number,
): Promise<{ resources: JsonObject[]; total: number }> {
  const answer = await client.send('GET', `/Users?startIndex=${startIndex}&count=${count}`);
  if (answer.status === 404) throw addressWrong();
  if (answer.status !== 200) throw decideUserError(answer);
  const page = parseList(answer.body);
  if (page.resources.some((one) => typeof one['id'] !== 'string' || one['id'] === ''))
    throw protocolError('A user of the list has no id.');
  return page;
}

export function presentFound(resource: JsonObject, kept: readonly KeptAttribute[]): Found {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const elements = (key: string): string[] => {
    const list = valueOf(resource, key);
    const values = Array.isArray(list)
      ? list.map((one: unknown) => (isObject(one) ? text(valueOf(one, 'value')) : null))
      : [];
    return values.filter((one) => one !== null);
  };
  return {
    externalId: String(resource['id']),
    account: text(valueOf(resource, 'userName')) ?? '',
    displayName: text(valueOf(resource, 'displayName')),
    numbers: elements('phoneNumbers'),
    email: elements('emails')[0] ?? null,
    entry: presentFoundEntry(resource, kept),
  };
}
