// The made-up company: the same for a seed, valid unique numbers up to half a million people, mostly tidy, with
// every kind of untidiness in it, and made fast.
import parsePhoneNumber from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { EXTENSION_PROPERTY, fillCompany } from './company.ts';
import { createAliases, numberOf } from './company-people.ts';
import { createDirectory, type Directory } from './directory.ts';
import type { Person } from './people.ts';
import { readCatalog, textOf } from './properties.ts';
import { createRandom } from './random.ts';
import { createSettings } from './settings.ts';
import { workedMs } from '../test/worked-ms.ts';

function makeCompany(people: number, seed = 1): Directory {
  const directory = createDirectory({
    id: 'tenant',
    domain: 'nordvik.example',
    displayName: 'Nordvik Energi AB',
    clock: createClock(),
    random: createRandom(seed),
    settings: createSettings(),
    catalog: readCatalog(),
  });
  fillCompany(directory, people, seed);
  return directory;
}

const peopleOf = (directory: Directory): Person[] =>
  directory.people.all.filter((person) => person !== undefined);

function numberIn(person: Person): string | null {
  const phones = person.props['businessPhones'];
  const text = Array.isArray(phones) ? textOf(phones[0]) : '';
  const parsed = parsePhoneNumber(text.replace(/\s*ankn\..*$/, ''), 'SE');
  return parsed?.isValid() ? parsed.number : null;
}

/** What a careful reader can make a user of: name, unique usable alias, unique valid number, not disabled or guest. */
function countSyncable(people: readonly Person[]): number {
  const taken = new Set<string>();
  return people.filter((person) => {
    const { props } = person;
    const number = numberIn(person);
    const alias = textOf(props['mailNickname']).toLowerCase();
    const isUsable =
      /^[\p{L}\d._'+@#-]{1,128}$/u.test(alias) && number !== null && !taken.has(alias) && !taken.has(number);
    const isPerson =
      textOf(props['givenName']) !== '' &&
      textOf(props['surname']) !== '' &&
      props['accountEnabled'] === true &&
      props['userType'] === 'Member';
    if (!isUsable || !isPerson) return false;
    taken.add(alias);
    taken.add(number);
    return true;
  }).length;
}

describe('a company', () => {
  test('is the same for the same seed and another for another', () => {
    const text = (directory: Directory): string =>
      JSON.stringify([
        peopleOf(directory),
        [...directory.groups.all.values()].map((group) => [group.id, group.props, [...group.members]]),
      ]);
    const first = text(makeCompany(300, 5));
    expect(text(makeCompany(300, 5))).toBe(first);
    expect(text(makeCompany(300, 6))).not.toBe(first);
  });

  test.each([0, 1, 2, 7, 50])('may have %d people', (count) => {
    const directory = makeCompany(count);
    expect(directory.people.count()).toBe(count);
    for (const group of directory.groups.all.values()) {
      for (const id of group.members)
        expect(directory.people.get(id) ?? directory.groups.get(id)).toBeDefined();
    }
  });

  test('of 1,200 or 20,000 people is 93 to 95 percent syncable', () => {
    for (const [count, seed] of [
      [1200, 1],
      [20_000, 1],
      [20_000, 2],
    ] as const) {
      const share = countSyncable(peopleOf(makeCompany(count, seed))) / count;
      expect(share, `${count} people, seed ${seed}`).toBeGreaterThanOrEqual(0.93);
      expect(share, `${count} people, seed ${seed}`).toBeLessThanOrEqual(0.955);
    }
  });

  test('has every kind of untidiness', () => {
    const people = peopleOf(makeCompany(20_000));
    const phones = people.map(({ props }) =>
      Array.isArray(props['businessPhones']) ? textOf(props['businessPhones'][0]) : '',
    );
    const count = (matches: (person: Person) => boolean): number => people.filter(matches).length;
    for (const form of [/^08-\d/, /\(0\)8/, /^0046/, /\u00a0/, /ankn\. \d+/, /^\s/, /^08\//, /^finns ej$/]) {
      expect(phones.filter((phone) => form.test(phone)).length, String(form)).toBeGreaterThan(5);
    }
    expect(
      count(({ props }) => props['givenName'] !== undefined && props['surname'] === undefined),
    ).toBeGreaterThan(20);
    expect(count(({ props }) => props['createdDateTime'] === null)).toBeGreaterThan(20);
    expect(count(({ props }) => textOf(props['userPrincipalName']).includes('#EXT#'))).toBeGreaterThan(100);
    expect(count(({ props }) => textOf(props['displayName']).startsWith('Rum '))).toBeGreaterThan(20);
    expect(count(({ props }) => textOf(props['displayName']).startsWith('ADM '))).toBeGreaterThan(20);
    expect(count(({ props }) => / /.test(textOf(props['mailNickname'])))).toBeGreaterThan(20);
    expect(count(({ props }) => /[åäö]/i.test(textOf(props['mailNickname'])))).toBeGreaterThan(5);
    expect(count(({ props }) => textOf(props['surname']).length > 25)).toBeGreaterThan(20);
    expect(count(({ props }) => props[EXTENSION_PROPERTY] !== undefined)).toBeGreaterThan(100);
    const nicknames = people.map(({ props }) => textOf(props['mailNickname']));
    expect(new Set(nicknames).size).toBeLessThan(people.length - 20);
    const upns = people.map(({ props }) => textOf(props['userPrincipalName']).toLowerCase());
    expect(new Set(upns).size).toBe(people.length);
  });

  test('has groups of every kind, and telephony is a quarter of all', () => {
    const directory = makeCompany(2000);
    const groups = [...directory.groups.all.values()];
    const byName = (name: string): typeof groups =>
      groups.filter(({ props }) => props['displayName'] === name);
    expect(byName('Telefoni')[0]?.members.size).toBe(500);
    expect(byName('Projekt Fjällnät')).toHaveLength(2);
    expect(byName('Alla anställda')[0]?.members.size).toBeGreaterThan(1800);
    expect(groups.some(({ props }) => props['visibility'] === 'HiddenMembership')).toBe(true);
    expect(groups.some(({ props }) => props['membershipRule'] !== undefined)).toBe(true);
    const nested = groups.filter(({ members }) => [...members].some((id) => directory.groups.get(id)));
    expect(nested.length).toBeGreaterThan(2);
  });

  test('gives most people a manager, and nobody herself', () => {
    const people = peopleOf(makeCompany(1000));
    expect(people.filter(({ managerId }) => managerId !== undefined).length).toBeGreaterThan(900);
    expect(people.some(({ id, managerId }) => id === managerId)).toBe(false);
  });

  test('of 100,000 people is made in a few seconds', () => {
    const started = workedMs();
    expect(makeCompany(100_000).people.count()).toBe(100_000);
    // Under 2 s; the bound leaves room for a slow machine and still catches anything quadratic.
    expect(workedMs() - started).toBeLessThan(10_000);
  });
});

test('half a million numbers are each valid in Sweden and given once', () => {
  const seen = new Set<string>();
  for (let ordinal = 0; ordinal < 500_000; ordinal++) seen.add(numberOf(ordinal));
  expect(seen.size).toBe(500_000);
  // Every thousandth and the edges: the numbering plan has no finer grain than that.
  for (const ordinal of [0, 499_999, ...Array.from({ length: 500 }, (_, i) => i * 1000 + (i % 1000))]) {
    const parsed = parsePhoneNumber(`+${numberOf(ordinal)}`);
    expect([parsed?.country, parsed?.isValid()], numberOf(ordinal)).toEqual(['SE', true]);
  }
  expect(numberOf(0)).toBe('46812345000');
});

test('two people of one name get different aliases', () => {
  const aliases = createAliases();
  expect([aliases.next('Åsa', 'Öberg'), aliases.next('Asa', 'Oberg'), aliases.next('Åsa', 'Berg')]).toEqual([
    'asa.oberg',
    'asa.oberg2',
    'asa.berg',
  ]);
});
