// The difference between a user as the service has it and as it should be ─▶ a PATCH (RFC 7644, 3.5.2), one operation a value, or the
// whole user for services that only take PUT. Pure.
import { presentElementPath } from './attribute-path.ts';
import type { AttributePath } from './attribute-path.ts';
import { findElement, isObject, presentComparable, presentWith, readAt, valueOf } from './resource.ts';
import type { JsonObject, ScimValue, Values } from './resource.ts';

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

interface Operation {
  op: 'add' | 'replace' | 'remove';
  path: string;
  value?: unknown;
}

/** What is not there as it should be. What the service never gives back is always among it. */
export function decideChanges(resource: JsonObject, values: Values): Values {
  return values.filter(({ path, value }) => {
    const there = presentComparable(path, readAt(resource, path));
    const isUntold = path.text === 'active' && there === null && value === true;
    return !isUntold && there !== presentComparable(path, value);
  });
}

/**
 * elements: how an element that is not there yet comes into its list. path: as the large senders do (an "add" to the path of its part),
 * which most receivers know; list: as the RFC's examples have it (an "add" of the element to its list).
 */
export function presentPatch(resource: JsonObject, changes: Values, elements: 'path' | 'list'): JsonObject {
  const isNew = ({ path, value }: Values[number]) =>
    elements === 'list' && value !== null && path.filter !== null && elementAt(resource, path) === null;
  const single = changes
    .filter((change) => !isNew(change))
    .map((change) => presentOperation(resource, change));
  return { schemas: [PATCH_SCHEMA], Operations: [...single, ...presentNew(changes.filter(isNew))] };
}

function presentOperation(resource: JsonObject, { path, value }: Values[number]): Operation {
  if (value === null) {
    // An element without its value says nothing.
    const isElement = path.filter !== null && path.sub?.toLowerCase() === 'value';
    return { op: 'remove', path: isElement ? presentElementPath(path) : path.text };
  }
  const isThere = path.filter === null || elementAt(resource, path) !== null;
  return { op: isThere ? 'replace' : 'add', path: path.text, value };
}

/** One operation an element, with all of its parts. */
function presentNew(changes: Values): Operation[] {
  const elements = Map.groupBy(changes, ({ path }) => presentElementPath(path));
  return [...elements.values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const { schema, attribute, filter } = first.path;
    const element: Record<string, ScimValue | null> = filter === null ? {} : { [filter.sub]: filter.value };
    for (const { path, value } of parts) if (path.sub !== null) element[path.sub] = value;
    return [
      { op: 'add' as const, path: schema === null ? attribute : `${schema}:${attribute}`, value: [element] },
    ];
  });
}

function elementAt(resource: JsonObject, { schema, attribute, filter }: AttributePath): JsonObject | null {
  const holder = schema === null ? resource : valueOf(resource, schema);
  return isObject(holder) && filter !== null ? findElement(valueOf(holder, attribute), filter) : null;
}

/** For PUT: everything that the service had, with these values; what only it may write is left to it. */
export function presentReplacement(resource: JsonObject, changes: Values): JsonObject {
  const { meta: _meta, groups: _groups, ...rest } = presentWith(resource, changes);
  return rest;
}
