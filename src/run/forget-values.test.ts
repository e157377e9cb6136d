import { describe, expect, test } from 'vitest';
import { forgetAbout, forgetAll } from './forget-values.ts';

const forgotten = new Map([
  ['u1', 'U1'],
  ['p1', 'U1'],
]);

describe('what is about somebody else', () => {
  test('is given back as it is, the very same value', () => {
    const value = [
      { code: 'alias.taken', winner: { user: 'u2', person: null, name: 'Bo Ek' } },
      7,
      null,
      'u',
    ];
    expect(forgetAbout(value, forgotten)).toBe(value);
  });

  test('loses the winner’s name and value in object and sentence, and keeps code and date', () => {
    const reason = {
      code: 'alias.leaving',
      field: 'alias',
      value: 'evaek',
      until: '2026-03-04',
      message: 'Alias evaek is held by Eva Ek who is leaving.',
      cure: 'Ask Eva Ek.',
      winner: { user: 'u1', person: 'p1', name: 'Eva Ek' },
    };
    expect(forgetAbout([reason], forgotten)).toEqual([
      {
        ...reason,
        value: 'U1',
        message: 'Alias U1 is held by U1 who is leaving.',
        cure: 'Ask U1.',
        winner: { user: 'U1', person: 'U1', name: 'U1' },
      },
    ]);
  });

  test('keeps the others of a list, and words of which a name is only a part', () => {
    const error = {
      code: 'plan.changed',
      message: 'Of its steps 2 new: bo (change, changed), bodil (leave, new). Nothing about change.',
      people: [
        { person: 'p1', alias: 'bo', do: 'change', is: 'changed' },
        { person: 'p2', alias: 'bodil', do: 'leave', is: 'added' },
      ],
    };
    expect(forgetAbout(error, forgotten)).toEqual({
      code: 'plan.changed',
      message: 'Of its steps 2 new: U1 (change, changed), bodil (leave, new). Nothing about change.',
      people: [{ person: 'U1', alias: 'U1', do: 'change', is: 'changed' }, error.people[1]],
    });
  });

  test('survives names that mean something to an expression', () => {
    const value = { message: 'held by a.b*(c', winner: { user: 'u1', name: 'a.b*(c' } };
    expect(forgetAbout(value, forgotten)).toMatchObject({ message: 'held by U1' });
  });
});

test('of an entry about the person herself only keys, codes, dates, numbers and truths are left', () => {
  const value = {
    before: { name: 'Eva', settings: { ring: 30, voicemail: true } },
    details: { why: 'Eva asked', templateId: 't1', until: '2026-03-04', list: ['Eva', null] },
  };
  expect(forgetAll(value, 'U1')).toEqual({
    before: { name: 'U1', settings: { ring: 30, voicemail: true } },
    details: { why: 'U1', templateId: 't1', until: '2026-03-04', list: ['U1', null] },
  });
});
