// Who is adopted without a doubt, and who is left to an administrator.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideAdoption } from './adoption.ts';
import type { Likeness } from './adoption.ts';
import type { Evidence } from './likeness.ts';

type Fits = Record<string, Evidence[]>;
const like = (person: string, fits: Fits): Likeness => ({
  person,
  candidates: Object.entries(fits).map(([user, evidence]) => ({ user, alias: `alias ${user}`, evidence })),
});
const decide = (kinds: Evidence[], ...likenesses: Likeness[]) => {
  const { pairs, ambiguous } = decideAdoption(likenesses, kinds);
  return [
    ...pairs.map(({ person, user }) => `${person}=${user}`),
    ...ambiguous.map(({ person, why }) => `${person} ${why}`),
  ].join(', ');
};

describe('somebody is adopted', () => {
  test('who is one user by what was asked for', () => {
    expect(decide(['email'], like('eva', { u1: ['email'] }), like('bo', { u2: ['alias'] }))).toBe('eva=u1');
    expect(decide(['email', 'alias'], like('eva', { u1: ['email', 'alias'] }))).toBe('eva=u1');
  });

  test('although others have her name: it speaks against a name alone', () => {
    const eva = like('eva', { u1: ['email', 'name'], u2: ['name'] });
    const namesake = like('other eva', { u1: ['name'], u2: ['name'] });
    expect(decide(['email'], eva, namesake)).toBe('eva=u1');
    expect(decide(['name'], eva, namesake)).toBe('eva severalUsers, other eva severalUsers');
    expect(decide(['name'], like('bo', { u1: ['name'] }), like('bo2', { u1: ['name'] }))).toBe(
      'bo severalPeople, bo2 severalPeople',
    );
  });
});

describe('somebody is left to an administrator', () => {
  test('whose mail is one user’s and whose alias or number is another’s', () => {
    expect(decide(['email'], like('eva', { u1: ['email'], u2: ['alias'] }))).toBe('eva severalUsers');
    expect(decide(['email'], like('eva', { u1: ['email'], u2: ['pstnFixed'] }))).toBe('eva severalUsers');
  });

  test('whose user is another’s by other evidence', () => {
    const [eva, bo] = [like('eva', { u1: ['email'] }), like('bo', { u1: ['pstnFixed'] })];
    expect(decide(['email'], eva, bo)).toBe('eva severalPeople');
    expect(decide(['email', 'pstnFixed'], eva, bo)).toBe('eva severalPeople, bo severalPeople');
  });

  test('who has only the name of a user that has another’s mail', () => {
    const [eva, namesake] = [like('eva', { u1: ['email'] }), like('namesake', { u1: ['name'] })];
    expect(decide(['email', 'name'], eva, namesake)).toBe('eva=u1, namesake severalPeople');
  });
});

const kinds: Evidence[] = ['alias', 'pstnFixed', 'email', 'name'];
const someLikenesses = fc
  .array(fc.dictionary(fc.constantFrom('u1', 'u2', 'u3', 'u4'), fc.subarray(kinds, { minLength: 1 })), {
    maxLength: 6,
  })
  .map((all) => all.map((fits, nth) => like(`p${nth}`, fits)));

test('whoever is paired is one person and one user, and nobody else by anything that weighs as much', () => {
  const property = fc.property(someLikenesses, fc.subarray(kinds, { minLength: 1 }), (likenesses, asked) => {
    const { pairs, ambiguous } = decideAdoption(likenesses, asked);
    const isStrong = (evidence: readonly Evidence[]) => evidence.some((kind) => kind !== 'name');
    expect(new Set(pairs.map(({ user }) => user)).size).toBe(pairs.length);
    for (const { person, user, evidence } of pairs) {
      expect(evidence.some((kind) => asked.includes(kind))).toBe(true);
      const weighs = (other: readonly Evidence[]) =>
        isStrong(other) || !asked.some((k) => k !== 'name' && evidence.includes(k));
      for (const other of likenesses) {
        for (const one of other.candidates) {
          const isOneOfTheTwo = (other.person === person) !== (one.user === user);
          expect(isOneOfTheTwo && weighs(one.evidence)).toBe(false);
        }
      }
    }
    // Everybody with such evidence is told of, once.
    const told = [...pairs, ...ambiguous].map(({ person }) => person);
    const fitting = likenesses.filter(({ candidates }) =>
      candidates.some(({ evidence }) => evidence.some((kind) => asked.includes(kind))),
    );
    expect(told.toSorted()).toEqual(fitting.map(({ person }) => person).toSorted());
  });
  fc.assert(property, { numRuns: 500 });
});
