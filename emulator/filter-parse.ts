// Reads an OData $filter into a tree. Knows quote doubling, and/or/not, comparison, in, startswith, endswith,
// lambda any and $count of a collection. What a filter may ask is decided in filter-rules.ts.
import { badRequest } from './graph-error.ts';

export type Literal = string | number | boolean | null;
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type FilterNode =
  | { do: 'and' | 'or'; parts: FilterNode[] }
  | { do: 'not'; part: FilterNode }
  | { do: 'compare'; path: string[]; operator: Comparison; value: Literal }
  | { do: 'in'; path: string[]; values: Literal[] }
  | { do: 'startswith' | 'endswith'; path: string[]; value: Literal }
  | { do: 'any'; path: string[]; variable: string; part: FilterNode | null }
  | { do: 'count'; path: string[]; operator: Comparison; value: Literal };

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})|(-?\d+(?:\.\d+)?)|([A-Za-z_$][\w$.]*)|([(),:/]))/y;

interface Token {
  kind: 'text' | 'bare' | 'number' | 'word' | 'sign';
  value: string;
}

const fail = (filter: string): never => {
  throw badRequest(`Invalid filter clause: ${filter}`);
};

function splitTokens(filter: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (filter.slice(TOKEN.lastIndex).trim() !== '') {
    const found = TOKEN.exec(filter) ?? fail(filter);
    const [, text, bare, number, word, sign = ''] = found;
    if (text !== undefined) tokens.push({ kind: 'text', value: text.slice(1, -1).replaceAll("''", "'") });
    else if (bare !== undefined) tokens.push({ kind: 'bare', value: bare });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else tokens.push({ kind: 'sign', value: sign });
  }
  return tokens;
}

interface Reader {
  peek(ahead?: number): Token | undefined;
  take(): Token;
  /** Takes the token if it is this word or sign (words in any case). */
  takes(value: string): boolean;
  must(value: string): void;
  fail(): never;
}

function createReader(filter: string): Reader {
  const tokens = splitTokens(filter);
  let at = 0;
  const is = (token: Token | undefined, value: string): boolean =>
    (token?.kind === 'word' || token?.kind === 'sign') && token.value.toLowerCase() === value;
  const reader: Reader = {
    peek: (ahead = 0) => tokens[at + ahead],
    take: () => tokens[at++] ?? fail(filter),
    takes(value) {
      if (!is(tokens[at], value)) return false;
      at++;
      return true;
    },
    must(value) {
      if (!reader.takes(value)) fail(filter);
    },
    fail: () => fail(filter),
  };
  return reader;
}

function parseLiteral(reader: Reader): Literal {
  const token = reader.take();
  if (token.kind === 'text' || token.kind === 'bare') return token.value;
  if (token.kind === 'number') return Number(token.value);
  const word = token.value.toLowerCase();
  if (token.kind === 'word' && (word === 'true' || word === 'false')) return word === 'true';
  return token.kind === 'word' && word === 'null' ? null : reader.fail();
}

function parsePath(reader: Reader): string[] {
  const path: string[] = [];
  do {
    const token = reader.take();
    if (token.kind !== 'word') reader.fail();
    path.push(token.value);
  } while (reader.takes('/'));
  return path;
}

const isComparison = (word: string): word is Comparison =>
  ['eq', 'ne', 'gt', 'ge', 'lt', 'le'].includes(word);

function parseLambda(reader: Reader, path: string[]): FilterNode {
  reader.must('(');
  if (reader.takes(')')) return { do: 'any', path, variable: '', part: null };
  const variable = reader.take().value;
  reader.must(':');
  const part = parseOr(reader);
  reader.must(')');
  return { do: 'any', path, variable, part };
}

function parseIn(reader: Reader, path: string[]): FilterNode {
  const values: Literal[] = [];
  reader.must('(');
  do values.push(parseLiteral(reader));
  while (reader.takes(','));
  reader.must(')');
  return { do: 'in', path, values };
}

function parsePrimary(reader: Reader): FilterNode {
  if (reader.takes('not')) return { do: 'not', part: parsePrimary(reader) };
  if (reader.takes('(')) {
    const inner = parseOr(reader);
    reader.must(')');
    return inner;
  }
  const name = reader.peek()?.value.toLowerCase();
  if ((name === 'startswith' || name === 'endswith') && reader.peek(1)?.value === '(') {
    reader.take();
    reader.must('(');
    const path = parsePath(reader);
    reader.must(',');
    const value = parseLiteral(reader);
    reader.must(')');
    return { do: name, path, value };
  }
  const path = parsePath(reader);
  const last = path.at(-1)?.toLowerCase();
  if (last === 'any') return parseLambda(reader, path.slice(0, -1));
  const operator = reader.take().value.toLowerCase();
  if (operator === 'in') return parseIn(reader, path);
  if (!isComparison(operator)) return reader.fail();
  const value = parseLiteral(reader);
  if (last === '$count') return { do: 'count', path: path.slice(0, -1), operator, value };
  return { do: 'compare', path, operator, value };
}

function parseJoined(reader: Reader, word: 'and' | 'or', next: (reader: Reader) => FilterNode): FilterNode {
  const parts = [next(reader)];
  while (reader.takes(word)) parts.push(next(reader));
  return parts.length === 1 && parts[0] ? parts[0] : { do: word, parts };
}

const parseAnd = (reader: Reader): FilterNode => parseJoined(reader, 'and', parsePrimary);
const parseOr = (reader: Reader): FilterNode => parseJoined(reader, 'or', parseAnd);

export function parseFilter(filter: string): FilterNode {
  const reader = createReader(filter);
  const tree = parseOr(reader);
  if (reader.peek()) reader.fail();
  return tree;
}
