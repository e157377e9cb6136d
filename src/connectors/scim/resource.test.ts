// Paths of attributes, and values read and written by them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAttributePath, presentFilter } from './attribute-path.ts';
import type { AttributePath } from './attribute-path.ts';
import { presentComparable, presentWith, readAt } from './resource.ts';
import type { JsonObject } from './resource.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const path = (text: string): AttributePath => {
  const parsed = parseAttributePath(text);
  if (parsed === null) throw new Error(`${text} is no path`);
  return parsed;
};

describe('a path', () => {
  test.each([
    ['title', null, 'title', null, null],
    ['name.givenName', null, 'name', null, 'givenName'],
    ['phoneNumbers[type eq "work"].value', null, 'phoneNumbers', { sub: 'type', value: 'work' }, 'value'],
    ['emails[primary eq true].value', null, 'emails', { sub: 'primary', value: true }, 'value'],
    [`${ENTERPRISE}:department`, ENTERPRISE, 'department', null, null],
    [`${ENTERPRISE}:manager.value`, ENTERPRISE, 'manager', null, 'value'],
    [
      'urn:8x8:scim:schemas:extension:8x8user:2.0:User:site',
      'urn:8x8:scim:schemas:extension:8x8user:2.0:User',
      'site',
      null,
      null,
    ],
    ['urn:ietf:params:scim:schemas:core:2.0:User:title', null, 'title', null, null],
  ])('%s has its parts', (text, schema, attribute, filter, sub) => {
    expect(path(text)).toEqual({ text, schema, attribute, filter, sub });
  });

  test.each([
    '',
    'name.',
    '.name',
    'name.given.more',
    'phoneNumbers[type eq "work"]',
    'phoneNumbers[type eq work].value',
    'phoneNumbers[type eq "a\\"b"].value',
    'phoneNumbers[type sw "w"].value',
    '__proto__.polluted',
    'urn:x',
    'a b',
  ])('%j is refused', (text) => {
    expect(parseAttributePath(text)).toBeNull();
  });

  test('is never what breaks on any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseAttributePath(text);
        expect(parsed === null || parsed.text === text.trim()).toBe(true);
      }),
    );
  });
});

test('a filter’s value is one JSON string, whatever is in it', () => {
  expect(presentFilter('userName', 'o"neil\\ab')).toBe('userName eq "o\\"neil\\\\ab"');
});

describe('a resource', () => {
  const resource: JsonObject = {
    id: 'a',
    UserName: 'eva.lind',
    name: { givenName: 'Eva' },
    phoneNumbers: [
      { type: 'Work', value: 'tel:+46-8-465 004 0' },
      { type: 'fax', value: '+4684650041' },
    ],
    [ENTERPRISE.toLowerCase()]: { Department: 'Ekonomi' },
  };

  test('is read whichever letters its names are written in', () => {
    expect(readAt(resource, path('userName'))).toBe('eva.lind');
    expect(readAt(resource, path(`${ENTERPRISE}:department`))).toBe('Ekonomi');
    expect(readAt(resource, path('phoneNumbers[type eq "fax"].value'))).toBe('+4684650041');
    expect(readAt(resource, path('phoneNumbers[type eq "home"].value'))).toBeUndefined();
    expect(readAt(resource, path('constructor'))).toBeUndefined();
  });

  test('has numbers and truths that are compared by what they mean', () => {
    const number = path('phoneNumbers[type eq "work"].value');
    expect(presentComparable(number, readAt(resource, number))).toBe('+4684650040');
    expect(presentComparable(path('active'), 'True')).toBe('true');
    expect(presentComparable(path('title'), '')).toBeNull();
    expect(presentComparable(path('title'), { a: 1 })).toBeNull();
  });

  test('gets values and keeps everything else', () => {
    const before = structuredClone(resource);
    const made = presentWith(resource, [
      { path: path('name.familyName'), value: 'Lind' },
      { path: path('phoneNumbers[type eq "work"].value'), value: '+4684650042' },
      { path: path('phoneNumbers[type eq "mobile"].value'), value: '+46701740601' },
      { path: path('phoneNumbers[type eq "fax"].value'), value: null },
      { path: path(`${ENTERPRISE}:division`), value: 'Nord' },
      { path: path('title'), value: null },
    ]);
    expect(resource).toEqual(before);
    expect(made).toEqual({
      ...before,
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      name: { givenName: 'Eva', familyName: 'Lind' },
      phoneNumbers: [
        { type: 'Work', value: '+4684650042' },
        { type: 'mobile', value: '+46701740601' },
      ],
      [ENTERPRISE.toLowerCase()]: { Department: 'Ekonomi', division: 'Nord' },
    });
  });

  test('reads back every value that is written', () => {
    const texts = ['title', 'name.givenName', 'emails[type eq "work"].value', `${ENTERPRISE}:department`];
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.string({ minLength: 1 }),
        fc.object(),
        (text, value, there) => {
          const made = presentWith(there, [{ path: path(text), value }]);
          const isBlocked = JSON.stringify(readAt(made, path(text))) !== JSON.stringify(value);
          expect(isBlocked).toBe(false);
        },
      ),
    );
  });
});
