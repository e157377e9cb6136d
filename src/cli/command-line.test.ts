import { expect, test } from 'vitest';
import { commands } from './command-table.ts';
import { parseCommandLine, presentHelp, wantsJson } from './command-line.ts';

const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '));
const faultsOf = (line: string) => {
  const parsed = parse(line);
  return parsed.is === 'wrong' ? parsed.faults.map(({ message }) => message) : [];
};
function lineOf(args: string[]) {
  const parsed = parseCommandLine(args);
  if (parsed.is !== 'command') throw new Error(JSON.stringify(parsed));
  const { name, words, passedOn, shared, own } = parsed.line;
  return { name, words, passedOn, shared: Object.fromEntries(shared), own: [...own] };
}

test('options stand before, between and after the words, with a blank or an equals sign', () => {
  const expected = {
    name: 'explain',
    words: ['Alla kontor', 'ada@nordvik.example'],
    passedOn: [],
    shared: { '--json': '', '--data': '/x=y', '--company': 'A B' },
    own: [],
  };
  expect(
    lineOf(['--json', 'explain', '--data', '/x=y', 'Alla kontor', '--company=A B', 'ada@nordvik.example']),
  ).toEqual(expected);
  expect(
    lineOf(['explain', 'Alla kontor', 'ada@nordvik.example', '--company', 'A B', '--data=/x=y', '--json']),
  ).toEqual(expected);
});

test('after two dashes everything is a word', () => {
  expect(lineOf(['run', '--', '--json'])).toMatchObject({ words: ['--json'], shared: {} });
  expect(wantsJson(['run', '--', '--json'])).toBe(false);
  expect(wantsJson(['run', '--json'])).toBe(true);
});

test('a single dash is a word: standard input', () => {
  expect(lineOf(['import', '-', '--dry-run'])).toMatchObject({ words: ['-'], own: ['--dry-run'] });
});

test('the emulator gets its arguments as they are', () => {
  expect(lineOf(['emulator', '--port', '0', '--json', '--help', '--nonsense=1']).passedOn).toEqual([
    '--port',
    '0',
    '--json',
    '--help',
    '--nonsense=1',
  ]);
});

const wrong: [string, RegExp[]][] = [
  ['', [/No command was given/]],
  ['--json', [/No command was given/]],
  ['improt x', [/no command "improt"\. Did you mean "import"\?/]],
  ['frobnicate', [/no command "frobnicate"\.$/]],
  ['constructor', [/no command "constructor"/]],
  ['__proto__', [/no command "__proto__"/]],
  ['run', [/needs TEMPLATE/]],
  ['approve', [/needs RUN and KIND/]],
  ['approve x', [/needs KIND/]],
  ['run Alla stora kontor', [/more than rollcall run takes: "kontor"/]],
  ['users all', [/more than rollcall users takes/]],
  ['users --jsn', [/no option "--jsn"\. Did you mean "--json"\?/]],
  ['users --dry-run', [/no option "--dry-run"/]],
  ['users -x', [/no option "-x"/]],
  ['users --json=yes', [/--json takes no value/]],
  ['users --data', [/--data needs a value/]],
  ['users --company=', [/--company needs a value/]],
  ['users --json --json', [/--json was given twice/]],
  ['users --data a --data b', [/--data was given twice/]],
  ['users all --jsn --data', [/no option "--jsn"/, /--data needs a value/, /more than/]],
];
test.each(wrong)('wrong usage is told whole: rollcall %s', (line, says) => {
  expect(faultsOf(line)).toEqual(says.map((one) => expect.stringMatching(one) as unknown));
});

test('an empty word is not a name', () => {
  expect(parseCommandLine(['run', ''])).toMatchObject({
    is: 'wrong',
    faults: [{ message: 'TEMPLATE is empty.' }],
  });
});

test('help is for all, for one command, and however it is asked for', () => {
  for (const line of ['--help', '-h', 'help']) expect(parse(line)).toEqual({ is: 'help', about: null });
  for (const line of ['import --help', 'help import', '--help import', 'import -h --nonsense']) {
    expect(parse(line)).toEqual({ is: 'help', about: 'import' });
  }
  expect(parse('--version')).toEqual({ is: 'version' });
  expect(parse('users -V')).toEqual({ is: 'version' });
});

test('help names every command and option', () => {
  const all = presentHelp(null);
  for (const name of Object.keys(commands)) expect(all).toMatch(new RegExp(`^  ${name} `, 'm'));
  for (const word of ['--data', '--company', '--now', '--json', 'ROLLCALL_CLOUDS', 'DATABASE_URL'])
    expect(all).toContain(word);
  expect(presentHelp('import')).toContain('--dry-run');
  expect(presentHelp('import')).toContain('Usage: rollcall import FILE');
  expect(presentHelp('nonsense')).toBe(all);
});
