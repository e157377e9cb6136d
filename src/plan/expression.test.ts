// What an expression gives for a person, and what is said of one that can not be used.
import { describe, expect, test } from 'vitest';
import { openExpression } from './expression.ts';
import type { Facts } from './facts.ts';

const rules = {
  country: 'SE',
  series: [],
  ownNumbersOnly: false,
  lookups: { Ort: { Malmö: '040', Stockholm: '08' } },
};

function give(text: string, facts: Facts = {}): unknown {
  const opened = openExpression(text, 'text', rules);
  if ('fault' in opened) throw new Error(opened.fault.message);
  const told = opened.evaluate(facts);
  return 'value' in told ? told.value : told;
}

function faultOf(text: string, kind: 'text' | 'condition' = 'text') {
  const opened = openExpression(text, kind, rules);
  return 'fault' in opened ? opened.fault : null;
}

describe('a function', () => {
  test.each<[string, Facts, unknown]>([
    [
      'lower(ascii(givenName + "." + surname))',
      { givenName: 'Åsa', surname: 'Lind-Öberg' },
      'asa.lind-oberg',
    ],
    ['ascii(surname)', { surname: 'Strauß Łęcki Æbelø' }, 'Strauss Lecki AEbelo'],
    ['phone(firstOf(businessPhones))', { businessPhones: ['', '08-465 004 10'] }, '46846500410'],
    ['phone(mobilePhone)', {}, ''],
    ['phone(businessPhones)', { businessPhones: ['', '08-465 004 10'] }, '46846500410'],
    ['lastDigits(businessPhones, 4)', { businessPhones: ['08-465 004 10'] }, '0410'],
    ['lower(ascii(otherMails))', { otherMails: ['Åsa@x.example'] }, 'asa@x.example'],
    ['firstOf(mobilePhone, faxNumber)', { faxNumber: '1' }, '1'],
    ['firstNonEmpty(mobilePhone, businessPhones)', { businessPhones: ['', '2'] }, '2'],
    ['firstNonEmpty([mobilePhone, faxNumber])', { faxNumber: '1' }, '1'],
    ['jobTitle == null ? "–" : jobTitle', { jobTitle: null }, '–'],
    ['null != jobTitle ? jobTitle : "–"', { jobTitle: 'Montör' }, 'Montör'],
    ['businessPhones == null ? "no" : "yes"', {}, 'no'],
    ['lastDigits(phone(mobilePhone), 4)', { mobilePhone: '070-174 06 05' }, '0605'],
    ['title(jobTitle)', { jobTitle: 'ÖVERSTE för o’brien' }, 'Överste För O’brien'],
    [
      'firstNonEmpty(mail, userPrincipalName, "x")',
      { mail: ' ', userPrincipalName: 'a@b.example' },
      'a@b.example',
    ],
    ['lookup("Ort", city)', { city: ' malmö ' }, '040'],
    ['lookup("Ort", city, "0")', { city: 'Lund' }, '0'],
    ['lookup({"Lund": "046"}, city)', { city: 'Lund' }, '046'],
    ['surname.replace(" ", "-")', { surname: 'af Ek Lund' }, 'af-Ek-Lund'],
    ['mail.split("@")[0]', { mail: 'asa@nordvik.example' }, 'asa'],
    ['string(size(businessPhones))', { businessPhones: ['1', '2'] }, '2'],
    ['accountEnabled ? "on" : "off"', {}, 'off'],
    [
      'onPremisesExtensionAttributes.extensionAttribute1 + onPremisesExtensionAttributes["extensionAttribute2"]',
      { onPremisesExtensionAttributes: { extensionAttribute1: 'K', extensionAttribute2: null } },
      'K',
    ],
    ['cel.bind(x, lower(mail), x + x)', { mail: 'A' }, 'aa'],
    ['businessPhones.filter(p, p.startsWith("08"))', { businessPhones: ['031', '08'] }, ['08']],
  ])('%s', (text, facts, expected) => {
    expect(give(text, facts)).toEqual(expected);
  });

  test('that can make nothing of a value fails for that person, and is never empty', () => {
    expect(give('phone(mobilePhone)', { mobilePhone: 'ring inte' })).toMatchObject({
      why: expect.stringMatching(/phone\(\)/),
    });
    expect(give('ascii(givenName)', { givenName: 'Иван' })).toMatchObject({
      why: expect.stringMatching(/ascii\(\)/),
    });
    expect(give('lookup("Orter", city)')).toMatchObject({
      why: expect.stringMatching(/no lookup table "Orter"/),
    });
    expect(give('businessPhones[0]')).toMatchObject({ why: expect.any(String) });
  });

  test('gives nothing that a database refuses', () => {
    expect(give('givenName.substring(0, 1)', { givenName: '😀' })).toBe('\uFFFD');
    expect(give('givenName + surname', { givenName: 'a\0', surname: 'b' })).toBe('ab');
  });
});

describe('an expression', () => {
  test('tells the fields that it reads, and none that it names itself', () => {
    const opened = openExpression(
      'businessPhones.exists(p, p == mobilePhone) ? p1(onPremisesExtensionAttributes.extensionAttribute3) : "p"'.replace(
        'p1',
        'lower',
      ),
      'text',
      rules,
    );
    expect(opened).toMatchObject({
      fields: ['businessPhones', 'mobilePhone', 'onPremisesExtensionAttributes.extensionAttribute3'],
    });
  });

  test('that can not be used is told with the place', () => {
    expect(faultOf('lower(mail')).toMatchObject({ at: 10 });
    expect(faultOf('mail + 1')).toMatchObject({
      message: expect.stringMatching(/a text and a whole number/),
    });
    expect(faultOf('lower(onPremisesExtensionAttributes)')).toMatchObject({ at: 6 });
    expect(faultOf('timestamp(mail)')?.message).toMatch(/not a text/);
    expect(faultOf('mail', 'condition')?.message).toMatch(/not true or false/);
    expect(faultOf('')).not.toBeNull();
    expect(faultOf('('.repeat(10_000))).not.toBeNull();
    expect(faultOf('mail + '.repeat(1_000) + 'mail')).not.toBeNull();
  });
});
