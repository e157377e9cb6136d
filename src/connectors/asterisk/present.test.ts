// What an Asterisk is to have of a user, from values alone: caller id in its 40 characters, what can be dialled, settings.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aTargetUser } from '../../../test/target-users.ts';
import { presentCallerId, readCallerName } from './caller-id.ts';
import { presentEntry, presentExtens } from './present.ts';

describe('a caller id', () => {
  test.each([
    ['Eva Lind', '46846500401', '"Eva Lind" <46846500401>'],
    ["Åsa-Märta O'Neil", '46846500401', `"Åsa-Märta O'Neil" <46846500401>`],
    ['Eva "Pim" Lind\\', '46846500401', `"Eva 'Pim' Lind" <46846500401>`],
    ['Eva\r\nX: <1>', '46846500401', '"Eva X: 1" <46846500401>'],
    ['Maximiliana Wachtmeister Gyllenstierna', '46846500401', '"Maximiliana Wachtmeister" <46846500401>'],
    ['Anna Maria Charlotta Gyllenstierna', '46846500401', '"Anna Maria Charlotta" <46846500401>'],
    ['Wachtmeistergyllenstiernaberg', '46846500401', '"Wachtmeistergyllenstiern" <46846500401>'],
    ['Eva Lind', null, '"Eva Lind" <>'],
  ])('of %s and %s is %s', (name, number, text) => {
    expect(presentCallerId(name, number)).toBe(text);
  });

  test('has at most 40 characters as the database counts them, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.stringMatching(/^\d{1,15}$/),
        (name, number) => {
          const text = presentCallerId(name, number);
          expect(Array.from(text).length).toBeLessThanOrEqual(40);
          expect(text).toMatch(/^"[^"\\<>\p{Cc}]*" <\d+>$/u);
        },
      ),
    );
  });

  test('that somebody else wrote is read for the name', () => {
    expect(['"Eva Lind" <1>', 'Eva Lind <1>', '<1>', null].map(readCallerName)).toEqual([
      'Eva Lind',
      'Eva Lind',
      null,
      null,
    ]);
  });
});

test('the number shown is the caller id, else her own, else the extension', () => {
  const settings = { byDefault: 'a', byTemplate: {}, codecs: 'alaw', transport: null, maxContacts: 1 };
  const own = { realm: 'r', phoneServer: null, numberContext: 'v', suspendLeaving: false, schema: 'public' };
  const at = { host: 'h', port: 1, database: 'd', user: 'u', tls: 'off' as const };
  const shown = (values: Parameters<typeof aTargetUser>[2]) =>
    presentEntry(aTargetUser('eva', 1, values), { ...settings, ...own, ...at })['callerid'];
  expect([
    shown({ callerId: '46846500400' }),
    shown({}),
    shown({ pstnFixed: null }),
    shown({ pstnFixed: null, extension: null }),
  ]).toEqual(['"Eva Lind" <46846500400>', '"Eva Lind" <46846500401>', '"Eva Lind" <101>', '"Eva Lind" <>']);
});

test('nothing that the dialplan takes for a pattern or an event is a number', () => {
  const of = (alias: string) =>
    presentExtens(aTargetUser('eva', 1, { alias, pstnFixed: null, extension: '7' }));
  expect(of('eva.lind')).toEqual(['7', 'eva.lind']);
  for (const alias of ['_46X.', '_x', 'h', 'i', 'T', 'fax', 'a b', 'a,b', 'å', 'x'.repeat(41)])
    expect(of(alias)).toEqual(['7']);
});
