// The parts of an OpenAPI document that the reference page reads, and how a schema is told in one line. Pure.
import { escape, presentText } from './page.ts';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  default?: unknown;
  example?: unknown;
}

interface Content {
  content?: Record<string, { schema?: Schema }>;
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: Content;
  responses?: Record<string, Content & { description?: string }>;
}

export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

const nameOf = (reference: string): string => reference.split('/').at(-1) ?? '';

/** HTML: the type of a value, with a link to what has a section of its own. */
export function presentType(schema: Schema): string {
  if (schema.$ref)
    return `<a href="#schema-${escape(nameOf(schema.$ref))}">${escape(nameOf(schema.$ref))}</a>`;
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (several) return several.map(presentType).join(schema.allOf ? ' &amp; ' : ' | ');
  if (schema.enum)
    return schema.enum.map((value) => `<code>${escape(JSON.stringify(value))}</code>`).join(' | ');
  if (schema.const !== undefined) return `<code>${escape(JSON.stringify(schema.const))}</code>`;
  if (schema.items) return `list of ${presentType(schema.items)}`;
  const type = [schema.type ?? 'any'].flat().join(' | ');
  return escape(schema.format ? `${type} (${schema.format})` : type);
}

/** HTML: what a value is for, its bounds and an example. */
export function presentNotes({
  description,
  minimum,
  maximum,
  maxLength,
  default: standard,
  example,
}: Schema): string {
  const bounds = [
    minimum === undefined ? '' : `at least ${minimum}`,
    maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? '' : `at most ${maximum}`,
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
    standard === undefined ? '' : `default ${JSON.stringify(standard)}`,
    example === undefined || typeof example === 'object' ? '' : `such as ${JSON.stringify(example)}`,
  ].filter(Boolean);
  return presentText([description ?? '', bounds.join(', ')].filter(Boolean).join(' · '));
}

/** The rows of an object's fields, with those of objects inside it that have no name of their own. */
export function listFields(
  schema: Schema,
  before = '',
): { name: string; schema: Schema; isRequired: boolean }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = `${before}${key}`;
    const inner = value.items && !value.items.$ref ? value.items : value;
    const row = { name, schema: value, isRequired: schema.required?.includes(key) ?? false };
    return [row, ...(inner.properties ? listFields(inner, `${name}${inner === value ? '' : '[]'}.`) : [])];
  });
}
