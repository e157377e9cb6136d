// What a clone is called: the next free number, never a name that is there, never longer than a name may be.
import { expect, test } from 'vitest';
import { presentCopyName } from './copy-name.ts';

test.each([
  ['Kontor', ['Kontor'], 'Kontor 2'],
  ['Kontor', ['Kontor', 'Kontor 2', 'Kontor 3'], 'Kontor 4'],
  ['Kontor 2', ['Kontor 2'], 'Kontor 3'],
  ['Kontor 2', ['Kontor 2', 'Kontor 3'], 'Kontor 4'],
  ['Plan 12345', [], 'Plan 12345 2'],
  ['x'.repeat(200), [], `${'x'.repeat(198)} 2`],
  [`${'x'.repeat(197)}😀x`, [], `${'x'.repeat(197)} 2`],
])('a copy of %s is called by the next number', (name, taken, copy) => {
  expect(presentCopyName(name, new Set(taken))).toBe(copy);
});
