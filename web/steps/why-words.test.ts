// Why a value can not be used is said in Swedish whatever the field: each sentence of the server has its words.
import { expect, test } from 'vitest';
import { matchField } from '../../src/plan/requirements.ts';
import { sv } from '../words/sv.ts';
import { en } from '../words/en.ts';
import { tellWhy } from './why-words.ts';

const swedish = { words: sv, language: 'sv' } as const;
const series = [{ first: 46_846_500_400, last: 46_846_500_499, kind: 'fixed' }] as const;

const wrong = [
  ['alias', 'å b'],
  ['alias', 'a'.repeat(129)],
  ['name', 'a'.repeat(65)],
  ['title', 'a'.repeat(257)],
  ['department', 'rad\tett'],
  ['fields.note', 'a'.repeat(1025)],
  ['extension', 'tolv'],
  ['email', 'ingen adress'],
  ['pstnFixed', 'växeln'],
  ['pstnFixed', '0900 000 00 00'],
  ['pstnFixed', '08-505 000 00'],
] as const;

test.each(wrong)('what %s can not take is said in Swedish: %s', (field, value) => {
  const outcome = matchField(field, value, { country: 'SE', series, ownNumbersOnly: true });
  const why = 'why' in outcome ? outcome.why : 'it was taken';
  const told = tellWhy(why, swedish);
  expect(told.lang, why).toBeUndefined();
  expect(told.text).not.toBe(why);
  expect(tellWhy(why, { words: en, language: 'en' })).toEqual({ text: why, lang: undefined });
});

test('what an expression says stays English, and is marked as that', () => {
  expect(tellWhy('no such key: city', swedish)).toEqual({ text: 'no such key: city', lang: 'en' });
});
