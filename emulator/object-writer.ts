// Turns a stored user or group into the JSON text of one item, with exactly the selected properties.
// Null, [] and absent follow REFERENCE 3 and 5.3: lists say null for what is unset, delta leaves it out.
// A writer is made once a page and kept lean: a hundred thousand items go through it a second.
import { isDirectoryExtension, type Json, type Property, type Props } from './properties.ts';

interface Stored {
  id: string;
  props: Props;
  deletedAt: number | null;
}

export type ObjectWriter = (object: Stored) => string;

type Style = 'list' | 'delta';

interface Column {
  name: string;
  key: string;
  /** Text for an unset value; '' = leave the property out. */
  unset: string;
  read: ((object: Stored) => Json | undefined) | null;
}

const FIXED_UNSET = new Map([
  ['birthday', '"0001-01-01T00:00:00Z"'],
  ['hireDate', '"0001-01-01T00:00:00Z"'],
  ['deviceEnrollmentLimit', '5'],
]);

function readExtensionAttributes({ props }: Stored): Json | undefined {
  const held = props['onPremisesExtensionAttributes'];
  if (held === undefined || held === null || typeof held !== 'object' || Array.isArray(held)) return held;
  const all: { [key: string]: Json } = {};
  for (let i = 1; i <= 15; i++) all[`extensionAttribute${i}`] = held[`extensionAttribute${i}`] ?? null;
  return all;
}

const readDeleted = ({ deletedAt }: Stored): Json =>
  deletedAt === null ? null : new Date(deletedAt).toISOString().replace(/\.\d+Z$/, 'Z');

function planColumn(name: string, property: Property | undefined, style: Style): Column {
  const isExtension = isDirectoryExtension(name);
  const listed = property?.isCollection ? '[]' : (FIXED_UNSET.get(name) ?? 'null');
  let read: Column['read'] = null;
  if (name === 'onPremisesExtensionAttributes') read = readExtensionAttributes;
  if (name === 'deletedDateTime') read = readDeleted;
  return {
    name,
    key: `,${JSON.stringify(name)}:`,
    unset: isExtension || style === 'delta' ? '' : listed,
    read,
  };
}

/** Characters that JSON must escape; most values have none and are quoted as they are. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

const quote = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`);

export function createObjectWriter(
  known: ReadonlyMap<string, Property>,
  names: readonly string[],
  style: Style,
  odataType?: string,
): ObjectWriter {
  const columns = names
    .filter((name) => name !== 'id')
    .map((name) => planColumn(name, known.get(name), style));
  const head = odataType ? `{"@odata.type":"${odataType}","id":` : '{"id":';
  return (object) => {
    let text = `${head}"${object.id}"`;
    for (const column of columns) {
      const value = column.read ? column.read(object) : object.props[column.name];
      if (typeof value === 'string') text += column.key + quote(value);
      else if (value !== undefined && value !== null) text += column.key + JSON.stringify(value);
      else if (column.unset !== '') text += column.key + column.unset;
      else if (value === null && style === 'delta') text += `${column.key}null`;
    }
    return `${text}}`;
  };
}

/** What an app without the permission to read a type gets of it: type, id, and nothing behind the names. */
export function createBlankWriter(
  known: ReadonlyMap<string, Property>,
  names: readonly string[],
  odataType: string,
): ObjectWriter {
  const write = createObjectWriter(known, names, 'list', odataType);
  return (object) => write({ id: object.id, props: {}, deletedAt: null });
}
