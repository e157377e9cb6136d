// The text of a trial: each field a line of its own, and each reason once.
import { expect, test } from 'vitest';
import type { TrialReport } from '../run/try-mapping.ts';
import { presentTrial } from './present-trial.ts';

const none = { count: 0, people: [] };
const field = {
  usable: { ...none, count: 3 },
  empty: none,
  unusable: none,
  colliding: none,
  differing: none,
  why: [],
};
const person = { person: 'p1', name: 'Åsa Ek', userPrincipalName: 'asa@nordvik.example', value: 'å ek' };

test('fields stand below each other, and a reason that all have is said once above their names', () => {
  const report = {
    readAt: new Date('2026-01-15T01:00:00Z'),
    people: 4,
    inScope: 4,
    filteredOut: 0,
    filterFailed: none,
    read: null,
    unread: [],
    fields: [
      {
        ...field,
        field: 'alias',
        unusable: { count: 1, people: [person] },
        why: [{ why: 'only letters are allowed', count: 1 }],
      },
      { ...field, field: 'name' },
    ],
    plan: { counts: { create: 3 }, reasons: [], withheld: [] },
  } as unknown as TrialReport;
  expect(presentTrial(report, 'Europe/Stockholm').split('\n')).toEqual([
    'Tried on 4 people as they were read 2026-01-15 02:00: 4 in scope.',
    '',
    'FIELD  USABLE  EMPTY  UNUSABLE  COLLIDING  DIFFERENT',
    'Alias       3      0         1          0          0',
    'Name        3      0         0          0          0',
    '',
    'Alias can not be used for 1: only letters are allowed:',
    '  Åsa Ek: "å ek"',
    '',
    'A full run would come to: create 3.',
  ]);
});
