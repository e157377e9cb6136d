// Text of the configuration document ─▶ syntax tree with positions. Finds what is wrong before any meaning:
// not JSON, keys that come twice, texts that no database can hold. Strict JSON; a byte order mark is tolerated.
import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { Fault } from '../plan/json-object.ts';
import { fault, openReading, presentPosition } from './spot.ts';
import type { Reading, Spot } from './spot.ts';

// jsonc-parser's tokens; its own is a const enum, which a program run as it is cannot read.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END = 17;
// The document itself is 8 deep. The parser below is recursive and would end with a stack overflow.
const MAX_DEPTH = 50;

export function parseSyntax(raw: string): Spot | { faults: Fault[] } {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
  const reading = openReading(text);
  const at = (offset: number, message: string, cure: string) => ({
    faults: [{ ...presentPosition(reading, offset), key: '', message, cure }],
  });
  if (text.trim() === '') {
    return {
      faults: [{ line: null, column: null, key: '', message: 'The document is empty.', cure: startHere }],
    };
  }
  const tooDeep = matchTooDeep(text);
  if (tooDeep !== null) return at(tooDeep, `Nested more than ${MAX_DEPTH} deep.`, 'Correct the brackets.');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first) return at(first.offset, `Not JSON: ${mapSyntaxError(text, first)}`, syntaxCure);
  const strict = matchStrictness(text);
  if (strict !== null || !root) return at(0, `Not JSON: ${strict ?? 'nothing could be read'}.`, syntaxCure);
  checkTree(reading, root);
  return { reading, node: root, key: '' };
}

const startHere = 'Write a configuration document; docs/configuration.md has an example.';
const syntaxCure =
  'Correct the document there. Only the first place is named: what follows it can not be told apart.';

/** What the position-keeping parser let through but JSON does not allow; null when all is well. */
function matchStrictness(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

export const isTooDeep = (text: string): boolean => matchTooDeep(text) !== null;

function matchTooDeep(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth += 1;
    if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth -= 1;
    if (depth > MAX_DEPTH) return scanner.getTokenOffset();
  }
  return null;
}

const syntaxWords: Record<string, string> = {
  InvalidSymbol: 'a word that is neither in double quotes nor true, false, null or a number.',
  InvalidNumberFormat: 'a number that is not written as JSON writes numbers.',
  PropertyNameExpected: 'a key in double quotes is missing here (or there is a comma too many before it).',
  ValueExpected: 'a value is missing here (or there is a comma too many before it).',
  ColonExpected: 'a colon is missing here.',
  CommaExpected: 'a comma is missing here.',
  CloseBraceExpected: 'the closing } is missing here.',
  CloseBracketExpected: 'the closing ] is missing here.',
  EndOfFileExpected: 'there is more after the end of the document.',
  InvalidCommentToken: 'JSON knows no comments.',
  UnexpectedEndOfComment: 'JSON knows no comments.',
  UnexpectedEndOfString: 'the closing quote of this text is missing.',
  UnexpectedEndOfNumber: 'this number is not finished.',
  InvalidUnicode: 'after \\u come four hexadecimal digits.',
  InvalidEscapeCharacter: 'unknown character after \\ (a backslash itself is written \\\\).',
  InvalidCharacter: 'a control character (or a line break) inside a text.',
};

function mapSyntaxError(text: string, error: ParseError): string {
  if (error.offset >= text.trimEnd().length) return 'the document ends too early.';
  if (text[error.offset] === "'") return 'texts are written in double quotes, not in single ones.';
  const code = printParseErrorCode(error.error);
  return syntaxWords[code] ?? `${code}.`;
}

/** Keys that come twice, and texts that cannot be stored: faults wherever they are, known key or not. */
function checkTree(reading: Reading, root: Node): void {
  const open: Spot[] = [{ reading, node: root, key: '' }];
  for (let spot = open.pop(); spot; spot = open.pop()) {
    const { node, key } = spot;
    if (node.type === 'string') checkText(spot, String(node.value));
    if (node.type === 'array') {
      node.children?.forEach((child, at) => open.push({ reading, node: child, key: `${key}[${at}]` }));
    }
    if (node.type !== 'object') continue;
    const seen = new Set<string>();
    for (const property of node.children ?? []) {
      const [name, value] = property.children ?? [];
      if (!name || !value) continue;
      const member = {
        reading,
        node: name,
        key: key === '' ? String(name.value) : `${key}.${String(name.value)}`,
      };
      // The provider's own parser, which the portal uses as well, tells of its keys.
      if (seen.has(String(name.value)) && !/\.provider(\.|$)/.test(key)) {
        fault(member, `The key ${JSON.stringify(name.value)} comes twice.`, 'Remove one of the two.');
      }
      seen.add(String(name.value));
      checkText(member, String(name.value));
      open.push({ ...member, node: value });
    }
  }
}

function checkText(spot: Spot, text: string): void {
  // Line breaks and tabs are fine: a certificate has them.
  if (/\p{Cc}/u.test(text.replaceAll(/[\r\n\t]/g, ''))) {
    fault(spot, 'There is a control character in the text.', 'Remove it.');
  } else if (!text.isWellFormed()) {
    fault(
      spot,
      'There is half a character (a lone surrogate) in the text.',
      'Remove it or write the whole character.',
    );
  }
}
