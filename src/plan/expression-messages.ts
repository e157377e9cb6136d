// What CEL says of an expression, in words for an administrator who does not know CEL's: which value is what, what was
// left open, which function was meant. Whatever is not known here is passed on as it was said. Pure.
import { expressionFunctions } from './expression-functions.ts';
import { presentNearest } from './nearest.ts';

const words: Record<string, string> = {
  string: 'a text',
  int: 'a whole number',
  uint: 'a whole number',
  double: 'a number',
  bool: 'true or false',
  null: 'nothing',
  dyn: 'any value',
  'list<string>': 'a list of texts',
  list: 'a list',
  map: 'a table',
  'map<string, string>': 'a table',
};

/** A type of CEL's as people say it. */
export function presentType(type: string): string {
  if (words[type] !== undefined) return words[type];
  if (type.startsWith('list')) return 'a list';
  return type.startsWith('map') ? 'a table' : `a ${type.replace('google.protobuf.', '').toLowerCase()}`;
}

type Told = [said: RegExp, tell: (...parts: string[]) => string];

const told: Told[] = [
  [/^no such overload: ([^ ]+(?:<.*?>)?) (\S+) (.+)$/u, presentOperator],
  [/^no such overload: !(.+)$/u, (type) => `! turns true or false around, and this is ${presentType(type)}`],
  [/^no such overload: -(.+)$/u, (type) => `- takes a number, and this is ${presentType(type)}`],
  [/^found no matching overload for '(?:([^()]+)\.)?(\w+)\((.*)\)'$/u, presentFunction],
  [/^Expected RPAREN, got EOF$/u, () => 'a ) is missing at the end'],
  [
    /^Expected (\w+), got (\w+)$/u,
    (wanted, found) => `${presentSign(wanted)} is expected here and not ${presentSign(found)}`,
  ],
  [/^Unexpected token: EOF$/u, () => 'something is missing at the end'],
  [/^Unexpected character: '?=$/u, () => 'a comparison is written with ==, as in city == "Lund"'],
  [/^Unexpected character: '?&$/u, () => '"and" is written &&'],
  [/^Unexpected character: '?\|$/u, () => '"or" is written ||'],
  [/^Unexpected character: '?(.+?)'?$/u, (sign) => `${sign} does not belong here`],
  [/^Unterminated string$/u, () => 'a text begins here and its closing quotation mark is missing'],
  [
    /^Ternary condition must be bool, got '(.+)'$/u,
    (type) =>
      `before ? stands what is true or false, as in city == "Lund" ? … : …, and this is ${presentType(type)}`,
  ],
  [
    /^Logical operator requires bool operands, got '(.+)'$/u,
    (type) =>
      `&& and || join what is true or false, and this is ${presentType(type)}; write for instance mail != ""`,
  ],
  [
    /^.+ must return bool, got '(.+)'$/u,
    (type) => `what decides has to be true or false, and this is ${presentType(type)}`,
  ],
  [
    /must have the same type, expected type '(.+)' but found '(.+)'$/u,
    (one, other) =>
      `everything in a list has to be of one kind: here are ${presentType(one)} and ${presentType(other)}`,
  ],
  [
    /^Map (?:key|value) uses wrong type, expected type '(.+)' but found '(.+)'$/u,
    (one, other) =>
      `everything in a table has to be of one kind: here are ${presentType(one)} and ${presentType(other)}`,
  ],
  [
    /^List index must be int, got '(.+)'$/u,
    (type) => `a place in a list is a number from 0, and this is ${presentType(type)}`,
  ],
  [/^Cannot index type '(.+)'$/u, (type) => `${presentType(type)} has no parts to choose from with . or [ ]`],
  [/^Unknown variable: (.+)$/u, (name) => `${name} is not known here`],
  [
    /invalid predicate iteration variable$|^invalid variable argument$/u,
    () => 'a name has to stand first, as in businessPhones.filter(p, p != "")',
  ],
  [
    /index out of bounds, index (\d+) >= size (\d+)$/u,
    (at, size) => `there is no item ${at}: the list has ${size}, counted from 0`,
  ],
  [/^division by zero$/u, () => 'it divides by nothing'],
  [/^No such key: (.+)$/u, (key) => `there is no ${key} in the table`],
];

/** One sentence without its end. */
export function presentMessage(said: string): string {
  for (const [pattern, tell] of told) {
    const found = pattern.exec(said);
    if (found) return tell(...found.slice(1).map((part) => part ?? ''));
  }
  return said.replace(/\.$/u, '');
}

function presentOperator(left = '', operator = '', right = ''): string {
  const sides = `${presentType(left)} and ${presentType(right)}`;
  const isText = left === 'string' || right === 'string';
  const isNumber = /^(?:int|uint|double|bool)$/u.test(left) || /^(?:int|uint|double|bool)$/u.test(right);
  if (operator === '+' && isText && isNumber)
    return `+ can not join ${sides}: write string(…) around the other one`;
  if (left.startsWith('list') !== right.startsWith('list') && operator !== 'in')
    return `${operator} does not go with ${sides}: firstOf(…) takes the first of a list`;
  return `${operator} does not go with ${sides}`;
}

const names = expressionFunctions.map(({ call }) => /(\w+)\(/u.exec(call)?.[1] ?? '');

function presentFunction(receiver = '', name = '', given = ''): string {
  const own = expressionFunctions.find(({ call }) => new RegExp(`(?:^|\\.)${name}\\(`, 'u').test(call));
  const types = given === '' ? [] : given.split(/, (?![^<]*>)/u).map(presentType);
  const what = types.length === 0 ? 'nothing' : types.join(', ');
  if (!own)
    return `there is no function ${name}() for ${receiver === '' ? what : presentType(receiver)}.${presentNearest(name, names)}`.replace(
      /\.$/u,
      '',
    );
  if (receiver !== '' && !own.call.includes('.'))
    return `${name}() is written ${own.call}, with what it takes inside`;
  return `${name}() is written ${own.call}, and here it is given ${what}`;
}

const signs: Record<string, string> = {
  EOF: 'the end',
  RPAREN: ')',
  LPAREN: '(',
  RBRACKET: ']',
  LBRACKET: '[',
  RBRACE: '}',
  LBRACE: '{',
  COLON: ':',
  COMMA: ',',
  DOT: '.',
  IDENTIFIER: 'a name',
  STRING: 'a text',
  NUMBER: 'a number',
};

const presentSign = (token = '') => signs[token] ?? token.toLowerCase();
