// Says whether a stored object fits a checked filter tree. Strings compare without regard to case, as the
// directory does; null equals unset.
import type { Comparison, FilterNode, Literal } from './filter-parse.ts';
import type { Json, Props } from './properties.ts';

interface Filterable {
  id: string;
  props: Props;
}
type Matcher = (object: Filterable) => boolean;

const fold = (value: Json | undefined): Json =>
  typeof value === 'string' ? value.toLowerCase() : (value ?? null);

function readPath(object: Filterable, path: readonly string[]): Json {
  const [first = '', second] = path;
  const value = first === 'id' ? object.id : (object.props[first] ?? null);
  if (second === undefined) return value;
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value[second] ?? null)
    : null;
}

function compare(actual: Json, operator: Comparison, wanted: Literal): boolean {
  const left = fold(actual);
  const right = fold(wanted);
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  if (typeof left !== typeof right || left === null || right === null) return false;
  if (operator === 'gt') return left > right;
  if (operator === 'ge') return left >= right;
  return operator === 'lt' ? left < right : left <= right;
}

function matchValue(node: FilterNode, actual: Json): boolean {
  if (node.do === 'compare') return compare(actual, node.operator, node.value);
  if (node.do === 'in') return node.values.some((value) => compare(actual, 'eq', value));
  if (node.do !== 'startswith' && node.do !== 'endswith') return false;
  const text = fold(actual);
  const wanted = fold(node.value);
  if (typeof text !== 'string' || typeof wanted !== 'string') return false;
  return node.do === 'startswith' ? text.startsWith(wanted) : text.endsWith(wanted);
}

export function createMatcher(node: FilterNode): Matcher {
  switch (node.do) {
    case 'and': {
      const parts = node.parts.map(createMatcher);
      return (object) => parts.every((part) => part(object));
    }
    case 'or': {
      const parts = node.parts.map(createMatcher);
      return (object) => parts.some((part) => part(object));
    }
    case 'not': {
      const part = createMatcher(node.part);
      return (object) => !part(object);
    }
    case 'any':
    case 'count': {
      const listOf = (object: Filterable): Json[] => {
        const held = readPath(object, node.path);
        return Array.isArray(held) ? held : [];
      };
      if (node.do === 'count') return (object) => compare(listOf(object).length, node.operator, node.value);
      const { part } = node;
      return part === null
        ? (object) => listOf(object).length > 0
        : (object) => listOf(object).some((each) => matchValue(part, each));
    }
    case 'compare':
    case 'in':
    case 'startswith':
    case 'endswith':
      return (object) => matchValue(node, readPath(object, node.path));
  }
}
