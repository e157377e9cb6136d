// Reads JSON that people have pasted and says what keeps it from being JSON, every place at once where that can be told: curly quotes
// and commas do not hide what else is wrong, a text that is not closed does. Also how such a fault is mended. Pure; the portal's editor too.
import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';

export type SyntaxCode =
  | 'json.curlyQuotes'
  | 'json.singleQuotes'
  | 'json.commaMissing'
  | 'json.commaExtra'
  | 'json.cutShort'
  | 'json.textUnclosed'
  | 'json.invalid';

interface SyntaxFault {
  code: SyntaxCode;
  offset: number;
  length: number;
  /** The parser's own word for it. */
  parser: string;
}

export interface ReadJson {
  /** What the values can be looked up in; null where the rest would be guesswork. Its offsets are those of the text. */
  tree: Node | null;
  faults: SyntaxFault[];
  /** The text ends before the object does: what is missing in it may only be cut off. */
  isCutShort: boolean;
}

const strict = { disallowComments: true, allowTrailingComma: false } as const;
// jsonc-parser's token of what is no JSON; its own is a const enum, which a program run as it is cannot read.
const UNKNOWN = 16;
const END = 17;
const CURLY_DOUBLE = /[“”„«»]/gu;
const CURLY = /[“”„«»‘’‚]/gu;

export function readJson(text: string): ReadJson {
  // A byte order mark is what some editors put first; it says nothing.
  const readable = text.codePointAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const quotes = findQuotes(readable);
  const quoted = quotes?.mended ?? readable;
  const { mended, faults: commas } = takeExtraCommas(quoted);
  const errors: ParseError[] = [];
  const tree = parseTree(mended, errors, strict) ?? null;
  const end = mended.trimEnd().length;
  const isEnd = ({ offset }: ParseError): boolean => offset >= end;
  const missing = errors.filter(({ error }) => printParseErrorCode(error) === 'CommaExpected');
  const rest = errors.filter((error) => !missing.includes(error));
  const [first] = rest;
  const isCutShort = first !== undefined && isEnd(first);
  const told = first ? [nameRest(first, mended, isCutShort)] : [];
  // What the parser guesses after a fault of another kind is worth nothing, a missing comma before it is.
  const before = first && !isCutShort ? missing.filter(({ offset }) => offset < first.offset) : missing;
  const found = before.map((error) => ({ ...placeOf(error), code: 'json.commaMissing' as const }));
  return {
    tree: first && !isCutShort ? null : tree,
    faults: [...(quotes ? [quotes.fault] : []), ...commas, ...found, ...told].toSorted(
      (a, b) => a.offset - b.offset,
    ),
    isCutShort,
  };
}

const placeOf = ({ error, offset, length }: ParseError) => ({
  offset,
  length,
  parser: printParseErrorCode(error),
});

function nameRest(error: ParseError, text: string, isCutShort: boolean): SyntaxFault {
  const place = placeOf(error);
  if (isCutShort) {
    const offset = Math.max(0, text.trimEnd().length - 1);
    return { ...place, offset, length: 1, code: 'json.cutShort' };
  }
  const isUnclosed = place.parser === 'UnexpectedEndOfString';
  return { ...place, code: isUnclosed ? 'json.textUnclosed' : 'json.invalid' };
}

/** Quotes that a word processor or another language has put there. The mended text is as long as the text. */
function findQuotes(text: string): { mended: string; fault: SyntaxFault } | null {
  if (isJson(text)) return null;
  const outside = findOutside(text);
  const swap = (marks: RegExp, isIn: (at: number) => boolean): string =>
    text.replaceAll(marks, (mark, at: number) => (isIn(at) ? '"' : mark));
  const isOutside = (at: number): boolean => outside.some(([from, to]) => at >= from && at < to);
  const anywhere = (): boolean => true;
  for (const [code, marks] of [
    ['json.curlyQuotes', CURLY_DOUBLE],
    ['json.curlyQuotes', CURLY],
    ['json.singleQuotes', /'/gu],
  ] as const) {
    const tries = [swap(marks, isOutside), swap(marks, anywhere)].filter((one) => one !== text);
    const mended = tries.find((one) => isNearlyJson(one)) ?? (marks === CURLY ? tries.at(-1) : undefined);
    if (mended === undefined) continue;
    let offset = 0;
    while (text[offset] === mended[offset]) offset += 1;
    return { mended, fault: { code, offset, length: 1, parser: 'InvalidSymbol' } };
  }
  return null;
}

/** From where to where the text holds what no JSON is made of. */
function findOutside(text: string): [from: number, to: number][] {
  const scanner = createScanner(text, true);
  const found: [number, number][] = [];
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    const from = scanner.getTokenOffset();
    if (token === UNKNOWN) found.push([from, from + scanner.getTokenLength()]);
  }
  return found;
}

function isJson(text: string): boolean {
  const errors: ParseError[] = [];
  parseTree(text, errors, strict);
  return errors.length === 0;
}

/** Nothing is wrong with it but commas and its end. */
function isNearlyJson(text: string): boolean {
  const errors: ParseError[] = [];
  parseTree(takeExtraCommas(text).mended, errors, strict);
  const end = text.trimEnd().length;
  return errors.every(({ error, offset }) => printParseErrorCode(error) === 'CommaExpected' || offset >= end);
}

/** Commas before a closing bracket, each made a blank so that everything stays where it is. */
function takeExtraCommas(text: string): { mended: string; faults: SyntaxFault[] } {
  const faults: SyntaxFault[] = [];
  const scanner = createScanner(text, true);
  let comma = -1;
  let mended = text;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    const at = scanner.getTokenOffset();
    const closes = text[at] === '}' || text[at] === ']';
    if (closes && scanner.getTokenLength() === 1 && comma >= 0) {
      faults.push({ code: 'json.commaExtra', offset: comma, length: 1, parser: 'ValueExpected' });
      mended = `${mended.slice(0, comma)} ${mended.slice(comma + 1)}`;
    }
    comma = text[at] === ',' && scanner.getTokenLength() === 1 ? at : -1;
  }
  return { mended, faults };
}

/** The text without faults of this kind; the same text where it can not be told how. */
export function mendJson(text: string, code: SyntaxCode): string {
  if (code === 'json.curlyQuotes' || code === 'json.singleQuotes') return findQuotes(text)?.mended ?? text;
  if (code === 'json.commaExtra') return takeExtraCommas(text).mended;
  if (code !== 'json.commaMissing') return text;
  const places = readJson(text).faults.filter((fault) => fault.code === 'json.commaMissing');
  return places.reduceRight((mended, { offset }) => {
    const end = mended.slice(0, offset).trimEnd().length;
    return `${mended.slice(0, end)},${mended.slice(end)}`;
  }, text);
}
