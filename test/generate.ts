// Values for requests made from a JSON schema: mostly as it says, sometimes not. What a program, a person in a hurry or
// somebody with bad intentions might send. Knows nothing of the product.
import fc from 'fast-check';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  example?: unknown;
  examples?: unknown[];
}

export interface Generator {
  /** Resolves $ref. */
  resolve: (ref: string) => Schema;
  /** Ids and other words that mean something to the server. */
  words: readonly string[];
}

/** Values that programs stumble over. */
const oddities: unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  2 ** 60,
  '',
  ' ',
  '\u0000',
  '\ud800',
  "'; drop table users; --",
  '%00',
  '../../etc/passwd',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31T23:59:59Z',
  '-000001-01-01T00:00:00Z',
  '٣',
  'x'.repeat(5_000),
  '🙂'.repeat(200),
  '__proto__',
  [],
  {},
  [[[]]],
  { constructor: null },
];

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...oddities),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const mostly = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<unknown>, weight = 40) =>
  fc.oneof({ weight, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: seldom });

/** depth: what is nested deeper becomes odd. */
export function anyOf(schema: Schema, generator: Generator, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 6) return odd;
  return mostly(asSchemaSays(schema, generator, depth), odd);
}

function asSchemaSays(schema: Schema, generator: Generator, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return anyOf(generator.resolve(schema.$ref), generator, depth + 1);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((one) => anyOf(one, generator, depth + 1)));
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length === 0) return odd;
  return fc.oneof(...types.map((type) => ofType(type, schema, generator, depth)));
}

function ofType(type: string, schema: Schema, generator: Generator, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number': {
      const { minimum = -10, maximum = 5_000 } = schema;
      return fc.integer({ min: Math.max(minimum, -1e9), max: Math.max(Math.min(maximum, 1e9), minimum) });
    }
    case 'array':
      return fc.array(anyOf(schema.items ?? {}, generator, depth + 1), { maxLength: 4 });
    case 'object':
      return ofObject(schema, generator, depth);
    default:
      return ofText(schema, generator);
  }
}

function ofText({ format, example, examples }: Schema, { words }: Generator): fc.Arbitrary<unknown> {
  const known = fc.constantFrom(...words);
  const shown = [example, ...(examples ?? [])].filter((one) => one !== undefined);
  const told = shown.length > 0 ? [fc.constantFrom(...shown)] : [];
  switch (format ?? '') {
    case 'uuid':
      return fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: fc.uuid() });
    case 'date':
      return fc
        .date({ noInvalidDate: true, min: new Date(0) })
        .map((date) => date.toISOString().slice(0, 10));
    case 'date-time':
      return fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString());
    default:
      return fc.oneof(
        ...told,
        known,
        fc.string({ maxLength: 30 }),
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.stringMatching(/^[a-z0-9.@+ -]{1,20}$/u),
      );
  }
}

function ofObject(schema: Schema, generator: Generator, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required);
  const members = properties.map(([name, member]) => {
    const value = anyOf(member, generator, depth + 1);
    // What has to be there is left out now and then, and what may be there is there every other time.
    return fc.option(
      value.map((one) => [name, one] as const),
      { freq: required.has(name) ? 30 : 1, nil: null },
    );
  });
  const more = fc.tuple(fc.string({ maxLength: 12 }), furtherMember(schema, generator, depth));
  const extra = fc.oneof(
    { weight: schema.additionalProperties ? 2 : 20, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: more },
  );
  return fc
    .tuple(fc.tuple(...members), extra)
    .map(([known, another]) => Object.fromEntries([...known, another].filter((member) => member !== null)));
}

function furtherMember(schema: Schema, generator: Generator, depth: number): fc.Arbitrary<unknown> {
  const { additionalProperties: further } = schema;
  return typeof further === 'object' ? anyOf(further, generator, depth + 1) : odd;
}
