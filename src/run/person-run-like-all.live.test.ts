// What a run of one person comes to, beside a run of everybody: where nobody but her has changed, the directory is the same after
// either, and afterwards neither finds anything more to do (R2).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Counts } from '../plan/counts.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import type { ScriptedTenant } from '../../test/scripted-tenant.ts';
import { listUsers } from './directory-list.ts';

const people = 12;
const field = fc.constantFrom(
  'jobTitle',
  'department',
  'mail',
  'mobilePhone',
  'givenName',
  'surname',
  'mailNickname',
);
const value = fc.oneof(
  fc.constant(null),
  fc.constantFrom('Chef', 'namn2', 'namn99', '+46 70 174 06 05', 'ring inte', 'åsa.lind', ''),
);
const phones = fc.subarray(['+46 8 123 45 001', '+46 8 123 45 002', '+46 8 123 45 900', '08-1']);
const change = fc.oneof(
  fc.record({ is: fc.constant('update' as const), facts: fc.dictionary(field, value, { maxKeys: 3 }) }),
  fc.record({ is: fc.constant('phones' as const), phones }),
  fc.record({ is: fc.constant('disabled' as const), enabled: fc.boolean() }),
  fc.record({
    is: fc.constantFrom('removed' as const, 'left' as const, 'excluded' as const, 'back' as const),
  }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function happen(tenant: ScriptedTenant, person: string, n: number, what: Change): void {
  const isThere = tenant.people[person] !== undefined;
  tenant.excluded = tenant.excluded.filter((one) => one !== person);
  if (what.is === 'back' || !isThere) hire(tenant, person, personFacts(n));
  if (what.is === 'update') update(tenant, person, what.facts);
  if (what.is === 'phones') update(tenant, person, { businessPhones: what.phones });
  if (what.is === 'disabled') update(tenant, person, { accountEnabled: what.enabled });
  // Who comes and goes between two runs was never seen: a run of her alone is refused, and that is another test's.
  if (what.is === 'removed' && isThere) remove(tenant, person);
  if (what.is === 'left') leaveGroup(tenant, person);
  if (what.is === 'excluded') tenant.excluded.push(person);
}

const didNothing = ({ create, change: changed, leave, return: back, delete: deleted }: Counts) =>
  create + changed + leave + back + deleted === 0;

test('where one person alone has changed, her own run gives the directory that a run of everybody gives', async () => {
  const settings = { keepDays: 1, disabledPeople: 'asLeaver' as const };
  const [alone, all] = [await runWorld(settings), await runWorld(settings)];
  try {
    for (const world of [alone, all]) {
      for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
      await world.run();
    }
    let night = 0;
    const read = async (world: typeof alone) =>
      (await listUsers(world.database, world.companyId)).map((user) => ({ ...user, id: '' }));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: people + 3 }), change, async (n, what) => {
        const person = `p${n}`;
        night += 1;
        const at = firstNight + night * day;
        for (const world of [alone, all]) happen(world.tenant, person, n, what);
        const hers = await alone.run({ at, person });
        const everybodys = await all.run({ at });
        expect([hers.state, everybodys.state]).toEqual(['succeeded', 'succeeded']);
        // Of others there is what is due that night, and what she has given up and somebody waited for.
        const rest = await alone.run({ at });
        const again = await all.run({ at });
        expect(didNothing(again.counts)).toBe(true);
        if (didNothing(rest.counts)) {
          const { unchanged: _, skip: __, conflict: ___, ...did } = hers.counts;
          expect(everybodys.counts).toMatchObject(did);
        }
        expect(await read(alone)).toEqual(await read(all));
        expect(didNothing((await alone.run({ at, person })).counts)).toBe(true);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  } finally {
    for (const world of [alone, all]) await world.close();
  }
}, 120_000);
