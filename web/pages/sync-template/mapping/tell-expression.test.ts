// What is wrong with an expression is said in Swedish, whatever it is; English keeps the server's own sentence.
import { beforeAll, expect, test } from 'vitest';
import { openExpression } from '../../../../src/plan/expression.ts';
import { en } from '../../../words/en.ts';
import { sv } from '../../../words/sv.ts';
import { tellOfExpression } from './tell-expression.ts';

beforeAll(async () => {
  await Promise.all([sv.later(), en.later()]);
});

const rules = { country: 'SE', series: [], ownNumbersOnly: false, lookups: {} } as const;

test.each([
  ['lower(givenName', 'Ett ) saknas i slutet.'],
  ['givenName +', 'Något saknas i slutet.'],
  ['givenName = "Eva"', 'En jämförelse skrivs med ==, som i city == "Lund".'],
  ['"Eva', 'En text börjar här, och dess avslutande citattecken saknas.'],
  ['givenName + 1', '+ kan inte foga ihop en text och ett heltal: skriv string(…) om det andra.'],
  ['givenName ? "a" : "b"', /^Före \? står något som är sant eller falskt, och det här är en text\.$/u],
  ['lowr(givenName)', /^Det finns ingen funktion lowr\(\) för en text\. Menade du lower\?$/u],
  ['givenName.matches(surname)', 'matches() tar ett utskrivet mönster, som i matches("^EXT-").'],
  ['onPremisesExtensionAttributes', /^onPremisesExtensionAttributes är femton attribut/u],
  ['givenName && mail', /^&& och \|\| förenar det som är sant eller falskt/u],
])('%s', (expression, expected) => {
  const opened = openExpression(expression, 'text', rules);
  const message = 'fault' in opened ? opened.fault.message : 'it is right';
  const told = tellOfExpression({ message, cure: 'Look.' }, { words: sv, language: 'sv' });
  expect(told.text, message).toMatch(expected);
  expect(told.lang).toBeUndefined();
  expect(tellOfExpression({ message, cure: 'Look.' }, { words: en, language: 'en' })).toEqual({
    text: message,
    cure: 'Look.',
    lang: undefined,
  });
});

test('what has no words stays as it was said, and is marked as English', () => {
  expect(tellOfExpression({ message: 'Strange.', cure: 'Look.' }, { words: sv, language: 'sv' })).toEqual({
    text: 'Strange.',
    cure: 'Look.',
    lang: 'en',
  });
});
