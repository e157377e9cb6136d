// Who gets what, against every fair outcome there is: an oracle that tries them all, for up to four people.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noKeys, settleClaims } from './claims.ts';
import type { Claimant, Claims, Contender, Holder, Keys } from './contest.ts';
import { uniqueFields } from './mapping.ts';
import { presentFairOutcomes } from './testing/fair-outcomes.ts';
import type { Contested } from './testing/fair-outcomes.ts';

const seed = Number(process.env['RC_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
process.stdout.write(`claims.property.test.ts: seed ${seed}\n`);

const key = fc.constantFrom('1', '2', '3', '4', '5');
const wish = fc.option(key, { freq: 2 });
const keys = fc.record({ alias: key, pstnFixed: key, extension: wish });
const aPerson = fc.record({
  isJoiner: fc.boolean(),
  createdAt: fc.constantFrom(null, 1, 2),
  holds: keys,
  wants: fc.record({ alias: wish, pstnFixed: wish, extension: wish }),
  asks: keys,
});

/** People whose holdings do not clash, two fields' worth of kept keys and a closed one. */
const aContest = fc
  .tuple(
    fc.array(aPerson, { minLength: 2, maxLength: 4, size: 'max' }),
    fc.uniqueArray(key, { maxLength: 1 }),
    fc.uniqueArray(key, { maxLength: 1 }),
  )
  .map(([people, kept, closed]): Contested => {
    const held = new Set<string>();
    const claimants = people.map(({ isJoiner, createdAt, holds, wants, asks }, nth): Claimant => {
      const base = { person: `p${nth}`, name: `P${nth}`, alias: null, createdAt };
      if (isJoiner) return { ...base, kind: 'joiner', user: null, wants: asks, holds: noKeys };
      const mine: Keys = { ...noKeys };
      const wanted: Keys = { ...noKeys };
      for (const field of uniqueFields) {
        const name = `${field} ${holds[field]}`;
        if (holds[field] !== null && !held.has(name)) {
          held.add(name);
          mine[field] = holds[field];
        }
        if (wants[field] !== mine[field]) wanted[field] = wants[field];
      }
      return { ...base, kind: 'mover', user: `u${nth}`, wants: wanted, holds: mine };
    });
    const free = (name: string) => !held.has(name);
    return {
      claimants,
      kept: new Set(kept.map((k) => `pstnFixed ${k}`).filter(free)),
      closed: new Set(closed.map((k) => `alias ${k}`).filter(free)),
    };
  });

function settle({ claimants, kept, closed }: Contested): Map<string, Contender> {
  const holders: Claims['holders'] = { alias: new Map(), pstnFixed: new Map(), extension: new Map() };
  const hold = (name: string, user: string | null, person: string | null) => {
    const [field, k = ''] = name.split(' ');
    const holder: Holder = { name, user, person, leaving: null, contender: null };
    holders[field as 'alias'].set(k, holder);
  };
  for (const name of kept) hold(name, 'somebody', null);
  for (const { holds, user, person } of claimants)
    for (const field of uniqueFields)
      if (holds[field] !== null) hold(`${field} ${holds[field]}`, user, person);
  const isOpen: Claims['isOpen'] = (field, k) => !closed.has(`${field} ${k}`);
  return settleClaims(claimants, { holders, isOpen }, false);
}

function presentGrants(contenders: Map<string, Contender>): string[] {
  return [...contenders].flatMap(([person, { won }]) =>
    uniqueFields.filter((f) => won[f] !== null).map((f) => `${person} ${f}`),
  );
}

test('what is granted is one of the fair outcomes', () => {
  const tally = { one: 0, several: 0 };
  const property = fc.property(aContest, (contested) => {
    const fair = presentFairOutcomes(contested).map((grants) => [...grants].toSorted());
    tally[fair.length > 1 ? 'several' : 'one'] += 1;
    expect(fair).toContainEqual(presentGrants(settle(contested)).toSorted());
  });
  fc.assert(property, { seed, numRuns: 1_500 });
  // Nearly always there is only one, so that this test says who wins and not merely that somebody does.
  expect(tally.several).toBeLessThan(tally.one / 20);
});

test('in whatever order people come, the same are granted the same (R4)', () => {
  const property = fc.property(aContest, (contested) => {
    const turned = { ...contested, claimants: contested.claimants.toReversed() };
    expect(presentGrants(settle(turned)).toSorted()).toEqual(presentGrants(settle(contested)).toSorted());
  });
  fc.assert(property, { seed, numRuns: 500 });
});
