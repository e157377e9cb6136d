// Which user at the service is ours: the one that carries our id as externalId, and never one that only has the same user name. What a
// filter gives is looked at again, because some services leave out what they do not know of it.
import { TargetError } from '../target.ts';
import { presentFilter } from './attribute-path.ts';
import { decideUserError } from './answer-error.ts';
import { protocolError } from './client.ts';
import type { Client } from './client.ts';
import { isObject, valueOf } from './resource.ts';
import type { JsonObject } from './resource.ts';

/** Resources of a list; throws when it is none. */
export function parseList(body: unknown): { resources: JsonObject[]; total: number } {
  if (!isObject(body)) throw protocolError('The list is not an object.');
  const resources: unknown = valueOf(body, 'Resources') ?? [];
  const total = Number(valueOf(body, 'totalResults') ?? Number.NaN);
  if (!Array.isArray(resources) || !resources.every(isObject) || !Number.isInteger(total) || total < 0)
    throw protocolError('A list has no Resources or no totalResults.');
  return { resources, total };
}

const idOf = (resource: JsonObject): string | null => {
  const id = resource['id'];
  return typeof id === 'string' && id !== '' ? id : null;
};
const textAt = (resource: JsonObject, key: string): string | null => {
  const value = valueOf(resource, key);
  return typeof value === 'string' ? value : null;
};

/** null: the service has no such user, or can not search by this. */
async function search(client: Client, attribute: string, value: string): Promise<JsonObject[] | TargetError> {
  const query = new URLSearchParams({ filter: presentFilter(attribute, value) });
  const answer = await client.send('GET', `/Users?${query.toString().replaceAll('+', '%20')}`);
  if (answer.status === 200) {
    const small = value.toLowerCase();
    const { resources } = parseList(answer.body);
    return resources.filter((one) => idOf(one) !== null && textAt(one, attribute)?.toLowerCase() === small);
  }
  const error = decideUserError(answer);
  if (error.is === 'retry') return error;
  if (answer.status === 404 && attribute === 'userName') throw addressWrong();
  return [];
}

/** What is there already of a user that Rollcall has not written here yet; null: nobody, and the way is free. */
export async function findUser(
  client: Client,
  user: string,
  userName: string,
): Promise<JsonObject | TargetError | null> {
  const ours = await search(client, 'externalId', user);
  if (ours instanceof TargetError) return ours;
  if (ours.length > 1) return twice(ours.length);
  if (ours[0] !== undefined) return ours[0];
  const named = await search(client, 'userName', userName);
  if (named instanceof TargetError) return named;
  const mine = named.find((one) => textAt(one, 'externalId') === user);
  if (mine !== undefined) return mine;
  return named[0] === undefined ? null : taken(named[0], userName);
}

/** Everybody there who carries our id of this user; a service that can not search by it is asked for the user name. */
export async function findMarked(
  client: Client,
  user: string,
  userName: string | null,
): Promise<string[] | TargetError> {
  const isOurs = (one: JsonObject) => textAt(one, 'externalId') === user;
  const ours = await search(client, 'externalId', user);
  if (ours instanceof TargetError || ours.some(isOurs) || userName === null) return idsOf(ours, isOurs);
  return idsOf(await search(client, 'userName', userName), isOurs);
}

function idsOf(
  found: JsonObject[] | TargetError,
  isOurs: (one: JsonObject) => boolean,
): string[] | TargetError {
  return found instanceof TargetError ? found : found.filter(isOurs).flatMap((one) => idOf(one) ?? []);
}

function twice(count: number): TargetError {
  const cure = 'Delete at the service the ones that are not used.';
  return new TargetError('conflict', 'target.twice', `The service has this user ${count} times.`, cure);
}

function taken(resource: JsonObject, userName: string): TargetError {
  const name = textAt(resource, 'displayName');
  const who = name === null || name === '' ? (idOf(resource) ?? '') : name;
  const message = `The service has a user ${userName} already (${who}), and Rollcall did not make it.`;
  return new TargetError(
    'conflict',
    'target.accountTaken',
    message,
    'Adopt the user that is there, or change the user name.',
  );
}

export function addressWrong(): TargetError {
  const cure = 'Write the address under which /Users is found, such as https://service.example/scim/v2.';
  return new TargetError(
    'refused',
    'target.addressWrong',
    'There are no users at the address (HTTP 404).',
    cure,
  );
}
