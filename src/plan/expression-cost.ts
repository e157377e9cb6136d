// How dear an expression can become, worked out when it is saved for the largest values that a person can have: no
// administrator's expression may keep the workers of everybody else. Walking lists within lists, texts that double and
// double again, patterns that are not written out: what could grow past the limits is refused with its place. Pure.
import type { ASTNode } from '@marcbachmann/cel-js';
import { attributes, decideKind, MOST_CHARACTERS, MOST_ITEMS } from './expression-fields.ts';
import { MOST_REPLACED } from './expression-functions.ts';
import { openPattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';

/** Steps for one person, of some 50 ns each; two lists of proxyAddresses walked within one another just fit. */
const MOST_STEPS = 1_000_000;
/** Characters that a value on the way can have. */
const MOST_TEXT = 5_000_000;
/** Lists walked within one another. */
const MOST_DEEP = 2;
/** One text compared, searched or copied is a step for so many characters. */
const CHARACTERS_A_STEP = 200;

type MethodNode = Extract<ASTNode, { op: 'rcall' }>;

/** The most that a value can be: characters of a text, or of each text of a list with so many items. */
interface Size {
  characters: number;
  items: number;
  /** Of each item, where those are lists themselves. */
  each: Size | null;
}

export interface ExpressionFault {
  message: string;
  /** Characters from the start of the expression. */
  at: number;
}

export interface Costs {
  /** Compiled patterns of matches(), by their text. */
  patterns: Map<string, Pattern>;
  fault: ExpressionFault | null;
}

export function decideCosts(root: ASTNode): Costs {
  const costs: Costs = { patterns: new Map(), fault: null };
  const walk: Walk = { costs, bound: new Map(), times: 1, deep: 0, steps: { count: 0 } };
  try {
    measure(root, walk);
  } catch (error) {
    if (!(error instanceof TooDear)) throw error;
    costs.fault = { message: error.message, at: error.at };
  }
  return costs;
}

class TooDear extends Error {
  readonly at: number;
  constructor(message: string, { start }: ASTNode) {
    super(message);
    this.at = start;
  }
}

interface Walk {
  costs: Costs;
  /** Names that a macro has bound. */
  bound: ReadonlyMap<string, Size>;
  /** How often what is here is worked out. */
  times: number;
  deep: number;
  steps: { count: number };
}

const small: Size = { characters: 25, items: 1, each: null };
const walking = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

function measure(node: ASTNode, walk: Walk): Size {
  const size = measureNode(node, walk);
  if (size.characters * size.items > MOST_TEXT)
    throw new TooDear(`what is worked out here could become longer than ${MOST_TEXT} characters`, node);
  walk.steps.count += walk.times;
  if (walk.steps.count > MOST_STEPS)
    throw new TooDear('for a person with long lists and texts this would take too long to work out', node);
  return size;
}

function measureNode(node: ASTNode, walk: Walk): Size {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'string' ? aText(node.args.length) : small;
    case 'id':
      return walk.bound.get(node.args) ?? measureField(node.args);
    case '.':
    case '.?':
      return measureItem(node.args[0], walk);
    case '[]':
    case '[?]':
      measure(node.args[1], walk);
      return measureItem(node.args[0], walk);
    case '+':
      return addSizes(measure(node.args[0], walk), measure(node.args[1], walk));
    case '?:':
      measure(node.args[0], walk);
      return largest([measure(node.args[1], walk), measure(node.args[2], walk)]);
    case 'list': {
      const sizes = node.args.map((one) => measure(one, walk));
      return { ...largest(sizes), items: Math.max(1, sizes.length), each: null };
    }
    case 'map':
      return largest(node.args.flat().map((one) => measure(one, walk)));
    case '!_':
    case '-_':
      measure(node.args, walk);
      return small;
    case 'call':
      return measureCall(node, walk);
    case 'rcall':
      return measureMethod(node, walk);
    case '-':
    case '*':
    case '/':
    case '%':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
    case '&&':
    case '||':
      for (const one of node.args) look(measure(one, walk), walk);
      return small;
  }
}

const aText = (characters: number): Size => ({ characters, items: 1, each: null });

function measureField(name: string): Size {
  switch (decideKind(name)) {
    case 'list':
      return { characters: MOST_CHARACTERS / 4, items: MOST_ITEMS, each: null };
    case 'flag':
      return small;
    case 'text':
      return aText(MOST_CHARACTERS);
  }
}

function measureItem(node: ASTNode, walk: Walk): Size {
  if (node.op === 'id' && node.args === attributes) return aText(MOST_CHARACTERS);
  return itemOf(measure(node, walk));
}

const itemOf = ({ characters, each }: Size): Size => each ?? aText(characters);

function addSizes(a: Size, b: Size): Size {
  const isText = a.items === 1 && b.items === 1;
  if (isText) return aText(a.characters + b.characters);
  const { characters, each } = largest([a, b]);
  return { characters, items: a.items + b.items, each };
}

function largest(sizes: readonly Size[]): Size {
  const characters = Math.max(0, ...sizes.map((size) => size.characters));
  const items = Math.max(1, ...sizes.map((size) => size.items));
  const inner = sizes.flatMap(({ each }) => each ?? []);
  return { characters, items, each: inner.length > 0 ? largest(inner) : null };
}

/** Somebody reads through all of it. */
function look({ characters, items }: Size, walk: Walk): void {
  walk.steps.count += (walk.times * characters * items) / CHARACTERS_A_STEP;
}

function measureCall(node: Extract<ASTNode, { op: 'call' }>, walk: Walk): Size {
  const [name, parts] = node.args;
  const given = parts.map((one) => measure(one, walk));
  for (const size of given) look(size, walk);
  const all = itemOf(largest(given));
  switch (name) {
    case 'ascii':
    case 'lower':
    case 'upper':
    case 'title':
      // A letter can become three (ﬃ).
      return aText(all.characters * 3);
    case 'firstOf':
    case 'firstNonEmpty':
    case 'string':
    case 'lookup':
      return aText(Math.max(all.characters, MOST_CHARACTERS));
    default:
      return largest([all, small]);
  }
}

function measureMethod(node: MethodNode, walk: Walk): Size {
  const [name, receiver, given] = node.args;
  if (name === 'bind') return measureBind(given, walk);
  if (walking.has(name)) return measureWalk(node, walk);
  if (name === 'matches') return measurePattern(node, walk);
  const own = measure(receiver, walk);
  look(own, walk);
  const sizes = given.map((one) => measure(one, walk));
  for (const size of sizes) look(size, walk);
  switch (name) {
    case 'replace':
      return aText(Math.max(MOST_REPLACED, own.characters));
    case 'split':
      // As many parts as characters, or one part of all of them: never both.
      return { characters: 1, items: own.characters + 1, each: aText(own.characters) };
    case 'join':
      return aText(own.items * (own.characters + (sizes[0]?.characters ?? 0)));
    default:
      return aText(Math.max(own.characters, small.characters));
  }
}

/** cel.bind(name, value, what is made of it) */
function measureBind(given: readonly ASTNode[], walk: Walk): Size {
  const [name, value, made] = given;
  if (name?.op !== 'id' || value === undefined || made === undefined) return small;
  const bound = new Map([...walk.bound, [name.args, measure(value, walk)] as const]);
  return measure(made, { ...walk, bound });
}

function measureWalk(node: MethodNode, walk: Walk): Size {
  const [name, receiver, [item, ...made]] = node.args;
  const list = measure(receiver, walk);
  if (walk.deep === MOST_DEEP)
    throw new TooDear(`lists are walked within one another at most ${MOST_DEEP} deep`, node);
  const bound = new Map(walk.bound);
  if (item?.op === 'id') bound.set(item.args, itemOf(list));
  const inner = { ...walk, bound, times: walk.times * list.items, deep: walk.deep + 1 };
  const sizes = made.map((one) => measure(one, inner));
  const last = sizes.at(-1);
  if (name === 'filter') return list;
  if (name !== 'map' || last === undefined) return small;
  return { characters: last.characters * last.items, items: list.items, each: last };
}

function measurePattern(node: MethodNode, walk: Walk): Size {
  const [, receiver, [pattern]] = node.args;
  const { characters } = measure(receiver, walk);
  if (pattern?.op !== 'value' || typeof pattern.args !== 'string')
    throw new TooDear(
      'matches() takes a pattern that is written out, as in matches("^EXT-")',
      pattern ?? node,
    );
  const opened = openPattern(pattern.args);
  if ('fault' in opened) {
    const { message, at } = opened.fault;
    throw new TooDear(`character ${at + 1} of the pattern: ${message}`, pattern);
  }
  walk.costs.patterns.set(pattern.args, opened);
  walk.steps.count += (walk.times * characters * opened.size) / 10;
  return small;
}
