// Expressions of the mapping, the filter and the rules: CEL over a person's fields (SPEC §5). Checked when they are
// saved, with the place of what is wrong; compiled once and evaluated for everybody. A field that a person lacks is an
// empty text, an empty list or false. Which names are Entra fields is the document's to say: here a name is a field.
import { Environment, parse } from '@marcbachmann/cel-js';
import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import { decideCosts } from './expression-cost.ts';
import type { ExpressionFault } from './expression-cost.ts';
import { attributes, decideType, MOST_ITEMS, presentContext } from './expression-fields.ts';
import { addFunctions } from './expression-functions.ts';
import type { ExpressionRules } from './expression-functions.ts';
import { presentMessage, presentType } from './expression-messages.ts';
import type { FactValue, Facts } from './facts.ts';
import type { Pattern } from './pattern.ts';

/** text: a user's field; condition: true or false. */
export type ExpressionKind = 'text' | 'condition';

export interface Expression {
  /** Entra fields that it reads, each once; parts of onPremisesExtensionAttributes with the dot. */
  fields: string[];
  /** Lookup tables that it names in so many words, with their place. */
  tables: { name: string; at: number }[];
  /** What it gives, as people say it. */
  type: string;
  /** A text, true or false, or why it can not be told for this person. */
  evaluate(facts: Facts): { value: FactValue } | { why: string };
}

const limits = { maxAstNodes: 500, maxDepth: 50, maxListElements: 500, maxMapEntries: 1000 };

export function openExpression(
  text: string,
  kind: ExpressionKind,
  rules: ExpressionRules,
): Expression | { fault: ExpressionFault } {
  try {
    const { ast } = parse(text);
    const fields = collectFields(ast);
    const whole = fields.get(attributes);
    if (whole !== undefined)
      return { fault: { message: `${attributes} is fifteen attributes, not a text`, at: whole } };
    const own = findName(ast, OWN_MATCHES, `there is no function ${OWN_MATCHES}(); matches() is meant`);
    if (own !== null) return { fault: own };
    const { patterns, fault } = decideCosts(ast);
    const environment = openEnvironment([...fields.keys()], rules, patterns);
    const compiled = environment.parse(presentOwnMatches(text, ast));
    const { valid, type = 'dyn', error } = compiled.check();
    const missed = findName(compiled.ast, 'matches', 'write matches() right behind its text');
    if (missed !== null) return { fault: missed };
    if (!valid) return { fault: presentFault(error) };
    if (fault !== null) return { fault };
    const message = decideTypeFault(type, kind);
    if (message !== null) return { fault: { message, at: 0 } };
    return {
      type: kind === 'condition' ? 'true or false' : presentType(type),
      fields: [...fields.keys()],
      tables: collectTables(ast),
      evaluate: (facts) => evaluate(compiled, [...fields.keys()], facts, kind),
    };
  } catch (error) {
    return { fault: presentFault(error) };
  }
}

function openEnvironment(
  fields: readonly string[],
  rules: ExpressionRules,
  patterns: ReadonlyMap<string, Pattern>,
): Environment {
  const environment = addFunctions(new Environment({ limits }), rules);
  environment.registerFunction(
    `string.${OWN_MATCHES}(string): bool`,
    (given: string, pattern: string) => patterns.get(pattern)?.test(given) ?? false,
  );
  for (const name of new Set(fields.map((field) => field.split('.')[0] ?? ''))) {
    environment.registerVariable(name, decideType(name));
  }
  return environment;
}

// The library's own matches() hands the pattern to JavaScript, which can run away with it, and can not be replaced under
// its name. A name of the same length keeps every place in the expression where it is.
const OWN_MATCHES = 'pattern';

function presentOwnMatches(text: string, ast: ASTNode): string {
  let own = text;
  walkMethods(ast, 'matches', (receiver) => {
    const at = text.indexOf('matches', receiver.end);
    own = `${own.slice(0, at)}${OWN_MATCHES}${own.slice(at + OWN_MATCHES.length)}`;
  });
  return own;
}

function findName(ast: ASTNode, name: string, message: string): ExpressionFault | null {
  const places: number[] = [];
  walkMethods(ast, name, ({ end }) => places.push(end));
  const [at] = places;
  return at === undefined ? null : { message, at };
}

function walkMethods(node: unknown, name: string, found: (receiver: ASTNode) => void): void {
  if (Array.isArray(node)) for (const one of node) walkMethods(one, name, found);
  if (typeof node !== 'object' || node === null || !('op' in node)) return;
  const { op, args } = node as ASTNode;
  if (op === 'rcall' && args[0] === name) found(args[1]);
  walkMethods(args, name, found);
}

/** Tables that lookup() names in so many words, each time with its place. */
function collectTables(node: unknown): { name: string; at: number }[] {
  if (Array.isArray(node)) return node.flatMap(collectTables);
  if (typeof node !== 'object' || node === null || !('op' in node)) return [];
  const { op, args } = node as ASTNode;
  const inner = collectTables(args);
  const [table] = op === 'call' && args[0] === 'lookup' ? args[1] : [];
  if (table?.op !== 'value' || typeof table.args !== 'string') return inner;
  return [{ name: table.args, at: table.start }, ...inner];
}

const textTypes = ['string', 'list<string>', 'int', 'uint', 'double', 'bool', 'dyn', 'list<dyn>', 'list'];

function decideTypeFault(type: string, kind: ExpressionKind): string | null {
  if (kind === 'condition')
    return type === 'bool'
      ? null
      : `it gives ${presentType(type)}, not true or false: compare it, as in city == "Lund"`;
  return textTypes.includes(type) ? null : `it gives ${presentType(type)}, not a text`;
}

function presentFault(error: unknown): ExpressionFault {
  const { summary, message, range } = error as {
    summary?: string;
    message: string;
    range?: { start: number };
  };
  return { message: presentMessage(summary ?? message.split('\n')[0] ?? ''), at: range?.start ?? 0 };
}

/** A user's longest field takes as much; what an expression gives is kept from the database's rows beyond it. */
const MOST_RESULT = 1_024;

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

// Half a character or a zero byte would be refused by the database.
function mapValue(value: unknown): FactValue {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') {
    if (value.length > MOST_RESULT) throw new Error(`it gives more than ${MOST_RESULT} characters`);
    return value.toWellFormed().replaceAll('\0', '');
  }
  if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'number')
    return value ?? null;
  // A list gives its first value that is not empty, and nobody asks for those behind it.
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(mapValue);
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
