// Brings one user at the service to what it should be, or takes it away; each of these may be repeated. A user is read before it is
// changed, so that only differences are sent, and an answer that was lost makes nobody twice.
import { TargetError } from '../target.ts';
import type { Applied } from '../target.ts';
import { decideUserError } from './answer-error.ts';
import { resourceOf } from './client.ts';
import type { Client } from './client.ts';
import { findUser } from './find-user.ts';
import { decideChanges, presentPatch, presentReplacement } from './present-patch.ts';
import { presentWith, readAt, USER_SCHEMA, valueOf } from './resource.ts';
import type { JsonObject, Values } from './resource.ts';

export interface Writing {
  client: Client;
  /** Whether users are changed by PATCH, or by PUT of the whole user. */
  changes: 'patch' | 'put';
}

export interface Wanted {
  user: string;
  values: Values;
  before: Applied | null;
}

const pathOf = (id: string): string => `/Users/${encodeURIComponent(id)}`;
const externalId = { text: 'externalId', schema: null, attribute: 'externalId', filter: null, sub: null };

/** The service's id of the user, or why this user was not written. */
export async function writeUser(writing: Writing, wanted: Wanted): Promise<string | TargetError> {
  const { user, before, values } = wanted;
  const held = before === null ? null : await readUser(writing.client, before.externalId);
  if (held instanceof TargetError) return held;
  const userName = values.find(({ path }) => path.text.toLowerCase() === 'username')?.value ?? '';
  const found = held ?? (await findUser(writing.client, user, String(userName)));
  if (found instanceof TargetError) return found;
  if (found === null) return makeUser(writing.client, user, values);
  return changeUser(writing, found, withOurId(found, user, values));
}

/** Whoever else keeps an id of its own there (an adopted user's) keeps it. */
function withOurId(resource: JsonObject, user: string, values: Values): Values {
  const there = readAt(resource, externalId);
  return there === undefined || there === null || there === ''
    ? [...values, { path: externalId, value: user }]
    : values;
}

/** null: it is not there any more. */
export async function readUser(client: Client, id: string): Promise<JsonObject | TargetError | null> {
  const answer = await client.send('GET', pathOf(id));
  if (answer.status === 200) return resourceOf(answer);
  return answer.status === 404 || answer.status === 410 ? null : decideUserError(answer);
}

async function makeUser(client: Client, user: string, values: Values): Promise<string | TargetError> {
  const body = presentWith({ schemas: [USER_SCHEMA] }, [...values, { path: externalId, value: user }]);
  const answer = await client.send('POST', '/Users', body);
  if (answer.status === 201 || answer.status === 200) return String(resourceOf(answer)['id']);
  return decideUserError(answer);
}

async function changeUser(
  writing: Writing,
  resource: JsonObject,
  values: Values,
): Promise<string | TargetError> {
  const id = String(resource['id']);
  const changes = decideChanges(resource, values);
  if (changes.length === 0) return id;
  return (await sendChanges(writing, resource, changes)) ?? id;
}

/** null: the service took them. */
async function sendChanges(
  { client, changes: how }: Writing,
  resource: JsonObject,
  changes: Values,
): Promise<TargetError | null> {
  const path = pathOf(String(resource['id']));
  if (how === 'put') {
    const answer = await client.send(
      'PUT',
      path,
      presentReplacement(resource, changes),
      matchHeader(resource),
    );
    return answer.status < 300 ? null : decideUserError(answer);
  }
  const answer = await client.send('PATCH', path, presentPatch(resource, changes, 'path'));
  if (answer.status < 300) return null;
  // Not every receiver takes an element into its list by the path of a part of it.
  const again = presentPatch(resource, changes, 'list');
  if (
    answer.status !== 400 ||
    JSON.stringify(again) === JSON.stringify(presentPatch(resource, changes, 'path'))
  )
    return decideUserError(answer);
  const second = await client.send('PATCH', path, again);
  return second.status < 300 ? null : decideUserError(second);
}

/** Whoever changed the user since we read it is not undone. */
function matchHeader(resource: JsonObject): Record<string, string> {
  const meta = valueOf(resource, 'meta');
  const version = typeof meta === 'object' && meta !== null && 'version' in meta ? meta.version : null;
  return typeof version === 'string' && version !== '' ? { 'if-match': version } : {};
}

/** null: it is gone, or deactivated where that is all that is wanted. */
export async function removeUser(
  writing: Writing,
  { externalId: id }: Applied,
  remove: 'delete' | 'deactivate',
): Promise<TargetError | null> {
  const held = await readUser(writing.client, id);
  if (held === null || held instanceof TargetError) return held;
  const path = { text: 'active', schema: null, attribute: 'active', filter: null, sub: null };
  const off = decideChanges(held, [{ path, value: false }]);
  const error = off.length === 0 ? null : await sendChanges(writing, held, off);
  // Deactivating comes first so that nobody signs in meanwhile; a service that knows no such thing still deletes.
  if (remove === 'deactivate' || error?.is === 'retry') return error;
  const answer = await writing.client.send('DELETE', pathOf(id));
  if (answer.status < 300 || answer.status === 404 || answer.status === 410) return null;
  return decideUserError(answer);
}
