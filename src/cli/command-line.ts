// Arguments as typed ─▶ command, words and options, or every fault of usage at once. Pure; values of options
// are checked in config.ts.
import { options } from '../config.ts';
import type { Option } from '../config.ts';
import { commands } from './command-table.ts';
import type { CommandEntry } from './command-entry.ts';
import { presentNearest } from '../plan/nearest.ts';
import { presentTable, presentWrapped } from './terminal.ts';

export interface UsageFault {
  message: string;
  cure: string;
}

export interface CommandLine {
  name: string;
  entry: CommandEntry;
  words: string[];
  passedOn: string[];
  /** Options of all commands → value. */
  shared: Map<string, string>;
  /** Switches of this command. */
  own: Set<string>;
}

export type ParsedCommandLine =
  | { is: 'command'; line: CommandLine }
  | { is: 'help'; about: string | null }
  | { is: 'version' }
  | { is: 'wrong'; faults: UsageFault[] };

const sharedOptions = new Map<string, Option>(
  Object.values<Option>(options).flatMap((option) => (option.flag === null ? [] : [[option.flag, option]])),
);
const takesOption = ({ command }: Option, name: string): boolean => command === undefined || command === name;
const seeHelp = 'rollcall --help shows how it is written.';

/** Whether the answer, even to wrong usage, has to be JSON. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).includes(options.json.flag);
}

export function parseCommandLine(args: readonly string[]): ParsedCommandLine {
  const { words, flags, faults, nameAt } = splitArguments(args);
  const [name, ...rest] = words;
  const entry = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (name !== undefined && entry?.passesOn) {
    const passedOn = args.toSpliced(nameAt, 1);
    return { is: 'command', line: { name, entry, words: [], passedOn, shared: new Map(), own: new Set() } };
  }
  if (flags.has('--help') || (name === 'help' && !entry)) {
    return { is: 'help', about: name === 'help' ? (rest[0] ?? null) : (name ?? null) };
  }
  if (flags.has('--version')) return { is: 'version' };
  if (name === undefined)
    return { is: 'wrong', faults: [...faults, { message: 'No command was given.', cure: seeHelp }] };
  if (!entry) {
    const message = `There is no command ${JSON.stringify(name)}.${presentNearest(name, Object.keys(commands))}`;
    return { is: 'wrong', faults: [{ message, cure: seeHelp }, ...faults] };
  }
  return parseForCommand(name, entry, rest, flags, faults);
}

interface SplitArguments {
  words: string[];
  /** Flag → value; null for one without a value. */
  flags: Map<string, string | null>;
  faults: UsageFault[];
  /** Where the command's name stands; -1 without one. */
  nameAt: number;
}

function splitArguments(args: readonly string[]): SplitArguments {
  const split: SplitArguments = { words: [], flags: new Map(), faults: [], nameAt: -1 };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      split.words.push(...args.slice(at + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      if (split.nameAt === -1) split.nameAt = at;
      split.words.push(arg);
      continue;
    }
    const [, flag = arg, glued = null] = /^(--[^=]+)=(.*)$/s.exec(arg) ?? [];
    const long = { '-h': '--help', '-V': '--version' }[flag] ?? flag;
    const takesValue = (sharedOptions.get(long)?.value ?? null) !== null;
    if (split.flags.has(long))
      split.faults.push({ message: `${long} was given twice.`, cure: 'Give it once.' });
    if (!takesValue || glued !== null) {
      split.flags.set(long, glued);
      continue;
    }
    at += 1;
    split.flags.set(long, args[at] ?? null);
  }
  return split;
}

function parseForCommand(
  name: string,
  entry: CommandEntry,
  words: string[],
  flags: ReadonlyMap<string, string | null>,
  faults: UsageFault[],
): ParsedCommandLine {
  const shared = new Map<string, string>();
  const own = new Set<string>();
  const known = [...sharedOptions].flatMap(([flag, option]) => (takesOption(option, name) ? [flag] : []));
  known.push(...Object.keys(entry.flags), '--help', '--version');
  for (const [flag, value] of flags) {
    const found = sharedOptions.get(flag);
    const option = found && takesOption(found, name) ? found : undefined;
    const takesValue = option !== undefined && option.value !== null;
    if (!option && !Object.hasOwn(entry.flags, flag)) {
      const message = `rollcall ${name} has no option ${JSON.stringify(flag)}.${presentNearest(flag, known)}`;
      faults.push({ message, cure: `rollcall ${name} --help shows its options.` });
    } else if (takesValue && (value === null || value === '')) {
      faults.push({ message: `${flag} needs a value.`, cure: `Write ${flag} ${option.value ?? ''}.` });
    } else if (!takesValue && value !== null) {
      faults.push({ message: `${flag} takes no value.`, cure: `Write ${flag} alone.` });
    } else if (option) shared.set(flag, value ?? '');
    else own.add(flag);
  }
  faults.push(...decideWordFaults(name, entry, words));
  if (faults.length) return { is: 'wrong', faults };
  return { is: 'command', line: { name, entry, words, passedOn: [], shared, own } };
}

function decideWordFaults(name: string, entry: CommandEntry, words: readonly string[]): UsageFault[] {
  const usage = `Write rollcall ${[name, ...entry.words].join(' ')}.`;
  const missing = entry.words.slice(words.length).filter((word) => !word.startsWith('['));
  const extra = entry.words.at(-1)?.endsWith('…]') ? [] : words.slice(entry.words.length);
  const empty = words.findIndex((word) => word.trim() === '');
  if (missing.length) return [{ message: `rollcall ${name} needs ${missing.join(' and ')}.`, cure: usage }];
  if (extra.length) {
    const quoted = extra.map((word) => JSON.stringify(word)).join(' ');
    const cure = entry.words.length ? `${usage} A name with blanks goes in quotes.` : usage;
    return [{ message: `There is more than rollcall ${name} takes: ${quoted}.`, cure }];
  }
  return empty === -1
    ? []
    : [{ message: `${entry.words[empty] ?? entry.words.at(-1)} is empty.`, cure: usage }];
}

export function presentHelp(about: string | null): string {
  const entry = about !== null && Object.hasOwn(commands, about) ? commands[about] : undefined;
  if (about !== null && entry) return presentCommandHelp(about, entry);
  const lines = Object.entries(commands).map(([name, { words, about: what }]) => [
    [name, ...words].join(' '),
    what,
  ]);
  return [
    'Keeps the users of a telephone exchange in step with Microsoft Entra ID.',
    '',
    'Usage: rollcall COMMAND [options]',
    '',
    ...presentPairs(lines),
    '',
    'Options of every command:',
    ...presentPairs(presentSharedOptions()),
    '',
    'Environment:',
    ...presentPairs(presentVariables()),
    '',
    'Exit code: 0 succeeded, 1 failed or refused, 2 wrong usage or input, 3 withheld by a brake.',
  ].join('\n');
}

function presentCommandHelp(name: string, { words, about, flags }: CommandEntry): string {
  const own = [...Object.entries(flags), ...presentSharedOptions(name)];
  return [
    `Usage: rollcall ${[name, ...words].join(' ')} [options]`,
    '',
    `  ${presentWrapped(about, 2)}`,
    ...(own.length ? ['', 'Options:', ...presentPairs(own)] : []),
    '',
    'Options of every command:',
    ...presentPairs(presentSharedOptions()),
  ].join('\n');
}

/** command: options of that command alone; left out for those that all have. */
const presentSharedOptions = (command?: string): string[][] =>
  [...sharedOptions.values()]
    .filter((option) => option.command === command)
    .map(({ flag, value, about }) => [`${flag}${value ? ` ${value}` : ''}`, about]);

const presentVariables = (): string[][] =>
  Object.values<Option>(options).flatMap(({ variable, about }) =>
    variable === null ? [] : [[variable, about]],
  );

function presentPairs(pairs: readonly (readonly string[])[]): string[] {
  return presentTable(pairs.map(([left = '', right = '']) => [`  ${left}`, right]));
}
