// What people see of a refusal with many faults: each once with its place and cure, no more than they read, and nothing
// that could drive the terminal.
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { CommandError } from './command.ts';
import { presentFailure } from './present-failure.ts';

function linesOf(faults: object[]): string[] {
  const error = new CommandError('numbers.invalid', 'numbers.csv has faults.', 'Correct each.', {
    details: { faults },
  });
  return presentFailure(error).lines.map(stripVTControlCharacters);
}

const fault = (line: number | null, column: number | string | null, message = 'Wrong.') => ({
  line,
  column,
  message,
  cure: 'Mend it.',
});

test('faults of a text are told by line and column, those of a table by line and heading', () => {
  expect(linesOf([fault(3, 7), fault(4, 'nummer'), fault(5, null), fault(null, null)])).toEqual([
    'Error numbers.csv has faults.',
    '  3:7  Wrong.',
    '      Mend it.',
    '  line 4, nummer  Wrong.',
    '      Mend it.',
    '  line 5  Wrong.',
    '      Mend it.',
    '  Wrong.',
    '      Mend it.',
    '      Correct each.',
  ]);
});

test('of a hundred thousand faults the first are shown, and scripts get all', () => {
  const faults = Array.from({ length: 100_000 }, (_, n) => fault(n + 2, 'nummer'));
  const lines = linesOf(faults);
  expect(lines).toHaveLength(83);
  expect(lines.at(-2)).toBe('  … and 99,960 more; --json has them all.');
});

test('a value of the file that a fault quotes does not drive the terminal', () => {
  const error = new CommandError('numbers.invalid', 'numbers.csv has faults.', 'Correct each.', {
    details: { faults: [fault(2, '\u001b[2Jnummer', '"\u001b]0;x\u0007" is wrong.'), fault(3, 'nummer')] },
  });
  const { lines } = presentFailure(error);
  expect(lines[1]).toBe('  line 2, nummer  "" is wrong.');
});
