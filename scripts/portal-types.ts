// Writes web/api/api-types.ts: every answer, body and query of the API as types, from the very document that /api/openapi.json serves.
// With --check it only tells whether the file is as it would be written. Decision 0030 says why this and not the server's own types.
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createApi } from '../src/api/app.ts';
import type { ApiParts } from '../src/api/parts.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  description?: string;
}
interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}
interface Document {
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, Operation>>;
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/u.test(name) ? name : quote(name));
const literal = (value: unknown): string =>
  typeof value === 'string' ? quote(value) : JSON.stringify(value);

function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'unknown';
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return unite(several.map(typeOf));
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => `(${typeOf(part)})`);
    return [...parts, ...(schema.properties ? [shapeOf(schema)] : [])].join(' & ');
  }
  const types = [schema.type ?? []].flat();
  return types.length === 0
    ? schema.properties
      ? shapeOf(schema)
      : 'unknown'
    : unite(types.map((type) => plain(type, schema)));
}

const unite = (types: string[]): string =>
  [...new Set(types)].map((type) => (type.includes(' & ') ? `(${type})` : type)).join(' | ');

function plain(type: string, schema: Schema): string {
  if (type === 'integer') return 'number';
  if (type === 'array') {
    if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
    return `(${typeOf(schema.items)})[]`;
  }
  return type === 'object' ? shapeOf(schema) : type;
}

function shapeOf({ properties = {}, required = [], additionalProperties }: Schema): string {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const told = schema.description
      ? `/** ${schema.description.replaceAll('*/', '').replaceAll('\n', ' ')} */\n`
      : '';
    const optional = required.includes(name) ? '' : '?';
    return `${told}${keyOf(name)}${optional}: ${typeOf(schema)}${optional && ' | undefined'};`;
  });
  if (lines.length > 0) return `{\n${lines.join('\n')}\n}`;
  if (additionalProperties === false) return 'Record<string, never>';
  return `Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'}>`;
}

function present(document: Document): string {
  const names = Object.entries(document.components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  const paths = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .map(([path, operations]) => {
      const methods = Object.entries(operations).map(
        ([method, operation]) => `${method}: ${presentOperation(operation)};`,
      );
      return `${quote(path.slice('/api/v1'.length))}: {\n${methods.join('\n')}\n};`;
    });
  return `// Made by \`npm run portal-types\` from the API's own document; never written by hand.\n\n${names.join('\n\n')}\n\nexport interface Paths {\n${paths.join('\n')}\n}\n`;
}

function presentOperation({ parameters = [], requestBody, responses }: Operation): string {
  const given = (place: string): string => {
    const those = parameters.filter((parameter) => parameter.in === place);
    if (those.length === 0) return 'Record<string, never>';
    return `{ ${those.map(({ name, required, schema }) => `${keyOf(name)}${required ? '' : '?'}: ${typeOf(schema)}${required ? '' : ' | undefined'}`).join('; ')} }`;
  };
  const body = requestBody ? typeOf(Object.values(requestBody.content)[0]?.schema) : 'undefined';
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const answers = good.map(([, { content }]) => (content ? presentAnswer(content) : 'null'));
  return `{ path: ${given('path')}; query: ${given('query')}; body: ${body}; answer: ${unite(answers.length > 0 ? answers : ['null'])} }`;
}

function presentAnswer(content: Record<string, { schema: Schema }>): string {
  const json = content['application/json'];
  return json ? typeOf(json.schema) : 'string';
}

/** Asked of the API itself; the document needs none of the parts that other answers are made with. */
async function readApiDocument(): Promise<Document> {
  const parts = {
    version: '',
    clock: Date.now,
    origin: 'http://localhost',
    isTrustedProxy: () => false,
    rateLimit: { burst: 1, perSecond: 1 },
  };
  const api = createApi(parts as unknown as ApiParts);
  const incoming = { socket: { remoteAddress: '127.0.0.1' } };
  const answer = await api.fetch(new Request('http://localhost/api/openapi.json'), { incoming } as never);
  return (await answer.json()) as Document;
}

const file = join(import.meta.dirname, '..', 'web', 'api', 'api-types.ts');
const draft = present(await readApiDocument());
const { stdout: made, status } = spawnSync('oxfmt', ['--stdin-filepath', file], {
  input: draft,
  encoding: 'utf8',
});
if (status !== 0) throw new Error('The types could not be formatted.');
if (!process.argv.includes('--check')) writeFileSync(file, made);
else if (readFileSync(file, 'utf8') !== made) {
  process.stderr.write('web/api/api-types.ts is not what the API says: npm run portal-types\n');
  process.exitCode = 1;
}
