// What differs between two values of any shape, as rows of path, before and after. Pure.

export interface Difference {
  /** "fieldMapping.alias"; '' where the whole differs. */
  path: string;
  /** null: not there. */
  before: string | null;
  after: string | null;
}

export function compareValues(before: unknown, after: unknown, path = ''): Difference[] {
  if ((isShape(before) && isShapeOrNothing(after)) || (isShape(after) && isShapeOrNothing(before))) {
    const [old, now] = [isShape(before) ? before : {}, isShape(after) ? after : {}];
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return keys.flatMap((key) => compareValues(old[key], now[key], path ? `${path}.${key}` : key));
  }
  const [old, now] = [present(before), present(after)];
  return old === now ? [] : [{ path, before: old, after: now }];
}

const isShape = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isShapeOrNothing = (value: unknown): boolean => isShape(value) || value === null || value === undefined;

const present = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
