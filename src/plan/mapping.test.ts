// Source field to user field: which facts become which values, and what is said of those that can not.
import { describe, expect, test } from 'vitest';
import type { Facts } from './facts.ts';
import { openMapping } from './mapping.ts';
import type { Mapped, MappingSettings } from './mapping.ts';
import type { Mapping, OnEmpty } from './sync-template.ts';

const from = (field: string, onEmpty: OnEmpty = 'clear'): Mapping => ({ field, onEmpty });

const plain = {
  country: 'SE',
  series: [],
  ownNumbersOnly: false,
  lookups: {},
  filter: null,
  rules: [],
};

function map(facts: Facts, settings: Partial<MappingSettings>): Mapped {
  const base = { userFieldMapping: {}, ...plain };
  return openMapping({ fieldMapping: {}, ...base, ...settings }).map(facts);
}

describe('a source', () => {
  test('is an Entra field', () => {
    expect(map({ jobTitle: 'CEO' }, { fieldMapping: { title: from('jobTitle') } }).values).toEqual({
      title: 'CEO',
    });
  });

  test('is a part of an Entra field', () => {
    const userFieldMapping = { costCentre: from('onPremisesExtensionAttributes.extensionAttribute1') };
    const facts = { onPremisesExtensionAttributes: { extensionAttribute1: '4711' } };
    expect(map(facts, { userFieldMapping }).values).toEqual({ 'fields.costCentre': '4711' });
    expect(map({ onPremisesExtensionAttributes: null }, { userFieldMapping }).values).toEqual({
      'fields.costCentre': null,
    });
  });

  test('is a constant', () => {
    const fieldMapping = { department: { constant: 'Växjö', onEmpty: 'clear' as const } };
    expect(map({}, { fieldMapping }).values).toEqual({ department: 'Växjö' });
  });

  test('gives a number or a truth value as text', () => {
    const userFieldMapping = { floor: from('floor'), boss: from('boss') };
    expect(map({ floor: 3, boss: false }, { userFieldMapping }).values).toEqual({
      'fields.floor': '3',
      'fields.boss': 'false',
    });
  });

  test('that is a list gives its first non-empty value', () => {
    const fieldMapping = { pstnFixed: from('businessPhones') };
    expect(
      map({ businessPhones: ['', '  ', '08-465 004 10', '08-465 004 11'] }, { fieldMapping }).values,
    ).toEqual({
      pstnFixed: '46846500410',
    });
    expect(map({ businessPhones: [] }, { fieldMapping }).problems).toMatchObject([{ trouble: 'missing' }]);
  });

  test('is asked for by the part before its dot, each once and sorted', () => {
    const fieldMapping = {
      title: from('jobTitle'),
      department: { constant: 'x', onEmpty: 'clear' as const },
    };
    const userFieldMapping = { a: from('onPremises.b'), b: from('onPremises.c'), d: from('jobTitle') };
    const settings = { fieldMapping, userFieldMapping, ...plain };
    expect(openMapping(settings).fields).toEqual(['jobTitle', 'onPremises']);
  });
});

describe('an empty source', () => {
  test.each([null, '', '   ', '\u00a0', []])('is null, blanks or an empty list: %j', (value) => {
    expect(map({ jobTitle: value }, { fieldMapping: { title: from('jobTitle') } }).values).toEqual({
      title: null,
    });
  });

  test('clears an optional field by default', () => {
    expect(map({}, { fieldMapping: { email: from('mail') } })).toEqual({
      values: { email: null },
      problems: [],
    });
  });

  test('keeps what stands if the mapping says so', () => {
    expect(map({}, { fieldMapping: { email: from('mail', 'keep') } })).toEqual({ values: {}, problems: [] });
  });

  test('becomes a constant if the mapping says so', () => {
    const fieldMapping = {
      title: from('jobTitle', { constant: 'Employee' }),
      name: from('givenName', { constant: '-' }),
    };
    expect(map({ jobTitle: ' ' }, { fieldMapping }).values).toEqual({ title: 'Employee', name: '-' });
  });

  test('of a constant that is blank is empty as well', () => {
    const blank = { constant: ' ', onEmpty: 'clear' as const };
    expect(map({}, { fieldMapping: { name: blank, title: blank } })).toMatchObject({
      values: { title: null },
      problems: [{ field: 'name', trouble: 'missing' }],
    });
  });

  test('makes a required field missing', () => {
    expect(map({}, { fieldMapping: { surname: from('surname') } })).toEqual({
      values: {},
      problems: [
        {
          field: 'surname',
          trouble: 'missing',
          source: 'surname',
          found: null,
          why: 'it is empty',
          keeps: false,
        },
      ],
    });
  });

  test('makes a required field missing that keeps what stands, which troubles only who has no user', () => {
    expect(map({}, { fieldMapping: { surname: from('surname', 'keep') } }).problems).toMatchObject([
      { keeps: true },
    ]);
  });
});

test('a value that the field can not take is invalid and never empty', () => {
  const fieldMapping = { alias: from('nick'), email: from('mail') };
  expect(map({ nick: 'eva berg', mail: 'eva' }, { fieldMapping })).toEqual({
    values: {},
    problems: [
      {
        field: 'alias',
        trouble: 'invalid',
        source: 'nick',
        found: 'eva berg',
        why: "only letters, digits and . _ - ' + @ # are allowed",
        keeps: false,
      },
      {
        field: 'email',
        trouble: 'invalid',
        source: 'mail',
        found: 'eva',
        why: 'it is not an e-mail address',
        keeps: false,
      },
    ],
  });
});

test('a field that is not mapped has no value at all (R5)', () => {
  expect(
    map({ jobTitle: 'CEO', mail: 'eva@nordvik.example' }, { fieldMapping: { title: from('jobTitle') } })
      .values,
  ).toEqual({
    title: 'CEO',
  });
});
