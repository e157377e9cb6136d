// Expressions of the mapping, the filter and the rules: CEL over a person's fields (SPEC §5). Checked when they are
// saved, with the place of what is wrong; compiled once and evaluated for everybody. A field that a person lacks is an
// empty text, an empty list or false. Which names are Entra fields is the document's to say: here a name is a field.
import { Environment, parse } from '@marcbachmann/cel-js';
import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import { addFunctions } from './expression-functions.ts';
import type { ExpressionRules } from './expression-functions.ts';
import type { FactValue, Facts } from './facts.ts';

/** text: a user's field; condition: true or false. */
export type ExpressionKind = 'text' | 'condition';

export interface ExpressionFault {
  message: string;
  /** Characters from the start of the expression. */
  at: number;
}

export interface Expression {
  /** Entra fields that it reads, each once; parts of onPremisesExtensionAttributes with the dot. */
  fields: string[];
  /** A text, true or false, or why it can not be told for this person. */
  evaluate(facts: Facts): { value: FactValue } | { why: string };
}

const attributes = 'onPremisesExtensionAttributes';
const listFields = new Set(['businessPhones', 'imAddresses', 'otherMails', 'proxyAddresses']);
const flagFields = new Set([
  'accountEnabled',
  'isResourceAccount',
  'onPremisesSyncEnabled',
  'showInAddressList',
]);
const limits = { maxAstNodes: 500, maxDepth: 50, maxListElements: 500, maxMapEntries: 1000 };

export function openExpression(
  text: string,
  kind: ExpressionKind,
  rules: ExpressionRules,
): Expression | { fault: ExpressionFault } {
  try {
    const fields = collectFields(parse(text).ast);
    if (fields.has(attributes))
      return {
        fault: {
          message: `${attributes} is fifteen attributes, not a text`,
          at: fields.get(attributes) ?? 0,
        },
      };
    const environment = openEnvironment([...fields.keys()], rules);
    const compiled = environment.parse(text);
    const { valid, type = 'dyn', error } = compiled.check();
    if (!valid) return { fault: presentFault(error) };
    const message = decideTypeFault(type, kind);
    if (message !== null) return { fault: { message, at: 0 } };
    return {
      fields: [...fields.keys()],
      evaluate: (facts) => evaluate(compiled, [...fields.keys()], facts, kind),
    };
  } catch (error) {
    return { fault: presentFault(error) };
  }
}

function openEnvironment(fields: readonly string[], rules: ExpressionRules): Environment {
  const environment = addFunctions(new Environment({ limits }), rules);
  for (const name of new Set(fields.map((field) => field.split('.')[0] ?? ''))) {
    environment.registerVariable(name, decideType(name));
  }
  return environment;
}

function decideType(field: string): string {
  if (field === attributes) return 'map<string, string>';
  if (listFields.has(field)) return 'list<string>';
  return flagFields.has(field) ? 'bool' : 'string';
}

const textTypes = ['string', 'list<string>', 'int', 'uint', 'double', 'bool', 'dyn', 'list<dyn>'];

function decideTypeFault(type: string, kind: ExpressionKind): string | null {
  if (kind === 'condition') return type === 'bool' ? null : `it gives ${type}, not true or false`;
  return textTypes.includes(type) ? null : `it gives ${type}, not a text`;
}

function presentFault(error: unknown): ExpressionFault {
  const { summary, message, range } = error as {
    summary?: string;
    message: string;
    range?: { start: number };
  };
  return { message: summary ?? message.split('\n')[0] ?? '', at: range?.start ?? 0 };
}

function evaluate(
  compiled: ParseResult,
  fields: readonly string[],
  facts: Facts,
  kind: ExpressionKind,
): ReturnType<Expression['evaluate']> {
  try {
    const value: unknown = compiled(presentContext(fields, facts));
    if (kind === 'condition')
      return typeof value === 'boolean' ? { value } : { why: 'it gives no true or false' };
    return { value: mapValue(value) };
  } catch (error) {
    return { why: presentFault(error).message };
  }
}

function presentContext(fields: readonly string[], facts: Facts): Record<string, unknown> {
  const context: Record<string, unknown> = {};
  for (const field of fields) {
    const [name = '', part] = field.split('.');
    if (part === undefined) context[name] = presentField(name, facts[name]);
    else {
      const outer = facts[name];
      const parts = outer !== null && typeof outer === 'object' && !Array.isArray(outer) ? outer : {};
      context[name] = { ...(context[name] as object), [part]: presentText(parts[part]) };
    }
  }
  return context;
}

function presentField(name: string, value: FactValue | undefined): unknown {
  if (listFields.has(name))
    return Array.isArray(value) ? value.map(presentText) : value ? [presentText(value)] : [];
  if (flagFields.has(name)) return value === true;
  return presentText(value);
}

function presentText(value: FactValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(presentText).find((text) => text !== '') ?? '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

// Half a character or a zero byte would be refused by the database.
function mapValue(value: unknown): FactValue {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '');
  if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'number')
    return value ?? null;
  if (Array.isArray(value)) return value.map(mapValue);
  throw new Error('it gives no text');
}

const macros = ['all', 'exists', 'exists_one', 'map', 'filter', 'bind'];
const words = new Set(
  'cel optional dyn type string int uint double bool bytes list map null_type google'.split(' '),
);

/** Field → where it stands first; names that a macro binds are none. */
function collectFields(root: ASTNode): Map<string, number> {
  const fields = new Map<string, number>();
  const add = (name: string, at: number) => fields.set(name, fields.get(name) ?? at);
  const visit = (node: unknown, bound: ReadonlySet<string>): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one, bound);
      return;
    }
    if (typeof node !== 'object' || node === null || !('op' in node)) return;
    const { op, args, start } = node as ASTNode;
    if (op === 'id') {
      if (!bound.has(args) && !words.has(args)) add(args, start);
      return;
    }
    const path = matchAttribute(node as ASTNode);
    if (path !== null) return void add(path, start);
    if (op !== 'rcall' || !macros.includes(args[0])) return visit(args, bound);
    const [name, receiver, rest] = args;
    const [first, ...others] = rest;
    const inner = first?.op === 'id' ? new Set([...bound, first.args]) : bound;
    visit(receiver, bound);
    // cel.bind(name, value, …): the value does not know the name yet.
    visit(name === 'bind' ? others[0] : [], bound);
    visit(name === 'bind' ? others.slice(1) : others, inner);
  };
  visit(root, new Set());
  return fields;
}

/** onPremisesExtensionAttributes.extensionAttribute1, also in brackets. */
function matchAttribute({ op, args }: ASTNode): string | null {
  if (op !== '.' && op !== '[]') return null;
  const [outer, part] = args;
  if (outer.op !== 'id' || outer.args !== attributes) return null;
  const name = typeof part === 'string' ? part : part.op === 'value' ? part.args : null;
  return typeof name === 'string' ? `${attributes}.${name}` : null;
}
