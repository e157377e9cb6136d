// A user as a SCIM service has it: reading and writing single values by their paths. Names of attributes are the same in capitals and
// small letters (RFC 7643, 2.1). Pure: what is given is never changed.
import type { AttributePath } from './attribute-path.ts';

export type JsonObject = { [key: string]: unknown };
export type ScimValue = string | number | boolean;

/** What a user is to have, by path; null: nothing. */
export type Values = readonly { path: AttributePath; value: ScimValue | null }[];

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a key, however it is written; undefined where there is none. */
export function valueOf(object: JsonObject, key: string): unknown {
  const own = keyOf(object, key);
  return Object.hasOwn(object, own) ? object[own] : undefined;
}

function keyOf(object: JsonObject, key: string): string {
  if (Object.hasOwn(object, key)) return key;
  const small = key.toLowerCase();
  return Object.keys(object).find((one) => one.toLowerCase() === small) ?? key;
}

/** What stands at the path; undefined where nothing does. */
export function readAt(resource: JsonObject, path: AttributePath): unknown {
  const holder = path.schema === null ? resource : valueOf(resource, path.schema);
  if (!isObject(holder)) return undefined;
  const value = valueOf(holder, path.attribute);
  const one = path.filter === null ? value : findElement(value, path.filter);
  if (path.sub === null) return one;
  return isObject(one) ? valueOf(one, path.sub) : undefined;
}

export function findElement(list: unknown, filter: NonNullable<AttributePath['filter']>): JsonObject | null {
  if (!Array.isArray(list)) return null;
  const wanted = String(filter.value).toLowerCase();
  const found: unknown = list.find(
    (one: unknown) => isObject(one) && presentPlain(valueOf(one, filter.sub))?.toLowerCase() === wanted,
  );
  return isObject(found) ? found : null;
}

/** A value in a form that can be compared: services write numbers and truths in their own ways. null: none. */
export function presentComparable(path: AttributePath, value: unknown): string | null {
  const text = presentPlain(value);
  if (text === null) return null;
  if (path.attribute.toLowerCase() === 'phonenumbers' && path.sub?.toLowerCase() === 'value')
    return text.replace(/^tel:/iu, '').replaceAll(/[\s().-]/gu, '');
  return /^(true|false)$/iu.test(text) ? text.toLowerCase() : text;
}

function presentPlain(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The resource with these values, and everything else as it was. */
export function presentWith(resource: JsonObject, values: Values): JsonObject {
  const made = structuredClone(resource);
  for (const { path, value } of values) writeAt(made, path, value);
  const urns = values.flatMap(({ path, value }) =>
    value === null || path.schema === null ? [] : [path.schema],
  );
  const known: unknown[] = Array.isArray(made['schemas']) ? made['schemas'] : [USER_SCHEMA];
  return { ...made, schemas: [...new Set([...known, ...urns])] };
}

function writeAt(resource: JsonObject, path: AttributePath, value: ScimValue | null): void {
  const holder = path.schema === null ? resource : innerOf(resource, path.schema, value !== null);
  if (holder === null) return;
  if (path.filter !== null) return writeInList(holder, path, value);
  const inner = path.sub === null ? holder : innerOf(holder, path.attribute, value !== null);
  if (inner !== null) put(inner, path.sub ?? path.attribute, value);
}

/** The object inside; made where it is missing and wanted. */
function innerOf(holder: JsonObject, key: string, isWanted: boolean): JsonObject | null {
  const inner = valueOf(holder, key);
  if (isObject(inner)) return inner;
  if (!isWanted) return null;
  const made: JsonObject = {};
  put(holder, key, made);
  return made;
}

function writeInList(
  holder: JsonObject,
  { attribute, filter, sub }: AttributePath,
  value: ScimValue | null,
): void {
  if (filter === null || sub === null) return;
  const there = valueOf(holder, attribute);
  const list: unknown[] = Array.isArray(there) ? there : [];
  const element = findElement(list, filter);
  if (value === null) {
    // An element without its value says nothing.
    if (sub === 'value')
      put(
        holder,
        attribute,
        list.filter((one) => one !== element),
      );
    else if (element !== null) put(element, sub, null);
    return;
  }
  if (element === null) put(holder, attribute, [...list, { [filter.sub]: filter.value, [sub]: value }]);
  else put(element, sub, value);
}

function put(object: JsonObject, key: string, value: unknown): void {
  const own = keyOf(object, key);
  if (value === null) delete object[own];
  else Object.defineProperty(object, own, { value, enumerable: true, configurable: true, writable: true });
}
