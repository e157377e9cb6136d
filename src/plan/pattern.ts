// Patterns of matches(): regular expressions whose time grows with text and pattern and with nothing else, so that no
// pattern can keep a worker busy. What JavaScript's own engine could run away with – back references, looking around –
// is no part of them, as it is none of CEL's. Every state is followed at once (Thompson's way). Pure.

export interface PatternFault {
  message: string;
  /** Characters from the start of the pattern. */
  at: number;
}

export interface Pattern {
  /** States; a text of n characters takes at most n times as many steps. */
  size: number;
  test(text: string): boolean;
}

type Where = 'start' | 'end' | 'edge' | 'inside';
type Part =
  | { is: 'character'; fits: (character: string) => boolean }
  | { is: 'place'; where: Where }
  | { is: 'row'; parts: Part[] }
  | { is: 'choice'; parts: Part[] }
  | { is: 'repeat'; part: Part; least: number; most: number };
type State =
  | { do: 'read'; fits: (character: string) => boolean }
  | { do: 'look'; where: Where }
  | { do: 'fork'; to: number[] }
  | { do: 'found' };

const MOST_CHARACTERS = 200;
const MOST_STATES = 500;
const MOST_REPEATS = 100;
const MOST_NESTED = 20;

/** Made once for an expression, used for everybody. */
export function openPattern(text: string): Pattern | { fault: PatternFault } {
  if (text.length > MOST_CHARACTERS)
    return {
      fault: { message: `a pattern has at most ${MOST_CHARACTERS} characters`, at: MOST_CHARACTERS },
    };
  const reader: Reader = { text, at: 0, flags: 'u', depth: 0 };
  try {
    if (text.startsWith('(?i)')) Object.assign(reader, { at: 4, flags: 'iu' });
    const part = readChoice(reader);
    if (reader.at < text.length) throw new Refused('this ) closes nothing', reader.at);
    const states: State[] = [];
    addStates(states, part);
    states.push({ do: 'found' });
    return { size: states.length, test: (given) => runStates(states, given) };
  } catch (error) {
    if (error instanceof Refused) return { fault: { message: error.message, at: error.at } };
    throw error;
  }
}

class Refused extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

interface Reader {
  text: string;
  at: number;
  flags: string;
  depth: number;
}

function readChoice(reader: Reader): Part {
  const parts = [readRow(reader)];
  while (reader.text[reader.at] === '|') {
    reader.at += 1;
    parts.push(readRow(reader));
  }
  return parts.length === 1 ? (parts[0] as Part) : { is: 'choice', parts };
}

function readRow(reader: Reader): Part {
  const parts: Part[] = [];
  while (reader.at < reader.text.length && !')|'.includes(reader.text[reader.at] ?? ''))
    parts.push(readRepeats(reader, readPart(reader)));
  return { is: 'row', parts };
}

function readPart(reader: Reader): Part {
  const { text, at } = reader;
  const sign = text[at] ?? '';
  switch (sign) {
    case '(':
      return readGroup(reader);
    case '^':
    case '$':
      reader.at += 1;
      return { is: 'place', where: sign === '^' ? 'start' : 'end' };
    case '*':
    case '+':
    case '?':
    case '{':
      throw new Refused(`${sign} has nothing before it to repeat; write \\${sign} for the character`, at);
    default:
      return readCharacter(reader);
  }
}

function readGroup(reader: Reader): Part {
  const { text, at } = reader;
  const start = /^\((?:\?(?::|P?<[A-Za-z]\w*>))?/u.exec(text.slice(at))?.[0] ?? '(';
  if (text[at + start.length] === '?')
    throw new Refused('a pattern can not look around, only (…) and (?:…) are groups', at);
  if ((reader.depth += 1) > MOST_NESTED)
    throw new Refused(`groups are nested at most ${MOST_NESTED} deep`, at);
  reader.at += start.length;
  const part = readChoice(reader);
  if (text[reader.at] !== ')') throw new Refused('this ( is not closed', at);
  reader.at += 1;
  reader.depth -= 1;
  return part;
}

// One character of the text: a class in brackets, an escape, the dot, or itself. JavaScript is asked about single
// characters only, which it can not run away with.
const atoms =
  /^(?:\[\^?(?:\\.|[^\]\\])*\]|\\[pP]\{[\w=]+\}|\\x[0-9a-fA-F]{2}|\\u\{[0-9a-fA-F]{1,6}\}|\\.|[^\\[])/su;

function readCharacter(reader: Reader): Part {
  const { text, at, flags } = reader;
  const atom = atoms.exec(text.slice(at))?.[0];
  if (atom === undefined)
    throw new Refused(text[at] === '[' ? 'this [ is not closed' : 'there is nothing after the \\', at);
  reader.at += atom.length;
  if (atom === '\\b' || atom === '\\B') return { is: 'place', where: atom === '\\b' ? 'edge' : 'inside' };
  if (atom === '[]' || atom === '[^]')
    throw new Refused('there is nothing in these brackets; write \\] for the character', at);
  if (/^\\(?:[1-9]|k)/u.test(atom)) throw new Refused(`${atom} refers back, which a pattern can not`, at);
  if (/^[\]}]$/u.test(atom)) return { is: 'character', fits: (character) => character === atom };
  return { is: 'character', fits: openCharacter(atom, flags, at) };
}

function openCharacter(atom: string, flags: string, at: number): (character: string) => boolean {
  const expression = compileAtom(atom, flags, at);
  const known = new Map<string, boolean>();
  return (character) => {
    const before = known.get(character);
    if (before !== undefined) return before;
    const fits = expression.test(character);
    // There are few in people's fields; somebody who sends all of Unicode is answered without being remembered.
    if (known.size < 500) known.set(character, fits);
    return fits;
  };
}

function compileAtom(atom: string, flags: string, at: number): RegExp {
  try {
    return new RegExp(`^${atom}$`, flags);
  } catch {
    throw new Refused(`${atom} is not known in a pattern`, at);
  }
}

function readRepeats(reader: Reader, part: Part): Part {
  const { text, at } = reader;
  const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/u.exec(text.slice(at));
  if (!found) return part;
  reader.at += found[0].length;
  if (/^[*+?{]/u.test(text.slice(reader.at))) throw new Refused('two repetitions stand in a row', reader.at);
  const [sign, first, hasMore, last] = found;
  if (first === undefined) {
    const least = sign.startsWith('+') ? 1 : 0;
    return { is: 'repeat', part, least, most: sign.startsWith('?') ? 1 : Number.POSITIVE_INFINITY };
  }
  const least = Number(first);
  const most = hasMore === undefined ? least : last === '' ? Number.POSITIVE_INFINITY : Number(last);
  if (least > MOST_REPEATS || (Number.isFinite(most) && most > MOST_REPEATS))
    throw new Refused(`something is repeated at most ${MOST_REPEATS} times`, at);
  if (most < least) throw new Refused(`${sign} asks for more than it allows`, at);
  return { is: 'repeat', part, least, most };
}

/** The states of a part, so that whoever is through stands right behind them. */
function addStates(states: State[], part: Part): void {
  if (states.length > MOST_STATES)
    throw new Refused('the pattern is too large: repeat less, or write less into what is repeated', 0);
  switch (part.is) {
    case 'character':
      states.push({ do: 'read', fits: part.fits });
      break;
    case 'place':
      states.push({ do: 'look', where: part.where });
      break;
    case 'row':
      for (const one of part.parts) addStates(states, one);
      break;
    case 'choice':
      addChoice(states, part.parts);
      break;
    case 'repeat':
      addRepeat(states, part);
  }
}

function addChoice(states: State[], parts: readonly Part[]): void {
  const fork: State & { do: 'fork' } = { do: 'fork', to: [] };
  states.push(fork);
  const ends: (State & { do: 'fork' })[] = [];
  for (const part of parts) {
    fork.to.push(states.length);
    addStates(states, part);
    const end: State & { do: 'fork' } = { do: 'fork', to: [] };
    states.push(end);
    ends.push(end);
  }
  for (const end of ends) end.to.push(states.length);
}

function addRepeat(states: State[], { part, least, most }: Extract<Part, { is: 'repeat' }>): void {
  for (let n = 0; n < least; n += 1) addStates(states, part);
  if (most === Number.POSITIVE_INFINITY) {
    const fork: State & { do: 'fork' } = { do: 'fork', to: [states.length + 1] };
    const start = states.push(fork) - 1;
    addStates(states, part);
    states.push({ do: 'fork', to: [start] });
    fork.to.push(states.length);
    return;
  }
  const forks: (State & { do: 'fork' })[] = [];
  for (let n = least; n < most; n += 1) {
    const fork: State & { do: 'fork' } = { do: 'fork', to: [states.length + 1] };
    states.push(fork);
    forks.push(fork);
    addStates(states, part);
  }
  for (const fork of forks) fork.to.push(states.length);
}

/** Whether the pattern is found anywhere in the text. */
function runStates(states: readonly State[], text: string): boolean {
  const characters = Array.from(text);
  // The round in which a state was reached last: nobody follows a state twice for one character.
  const reached = new Int32Array(states.length).fill(-1);
  let standing: number[] = [];
  for (let at = 0; at <= characters.length; at += 1) {
    const waiting = [...standing, 0];
    standing = [];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (reached[state] === at) continue;
      reached[state] = at;
      const what = states[state] as State;
      if (what.do === 'found') return true;
      if (what.do === 'fork') waiting.push(...what.to);
      else if (what.do === 'look') {
        if (isAt(what.where, characters, at)) waiting.push(state + 1);
      } else if (at < characters.length && what.fits(characters[at] ?? '')) standing.push(state + 1);
    }
  }
  return false;
}

function isAt(where: Where, characters: readonly string[], at: number): boolean {
  if (where === 'start') return at === 0;
  if (where === 'end') return at === characters.length;
  const isEdge = isWord(characters[at - 1]) !== isWord(characters[at]);
  return where === 'edge' ? isEdge : !isEdge;
}

const isWord = (character: string | undefined) => character !== undefined && /^\w$/u.test(character);
