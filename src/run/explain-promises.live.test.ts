// An explanation keeps its word, whatever the company looks like: for whoever nothing stands in the way the next run makes a user,
// and whoever a run leaves out is stopped at a station by the very reason of the plan. A red test prints its seed.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts } from '../../test/scripted-tenant.ts';
import { foldAlias } from '../plan/claims.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { explainPerson } from './explain.ts';
import type { PersonExplanation } from './explanation.ts';

const seed = Number(process.env['RC_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
process.stdout.write(`explain-promises.live.test.ts: seed ${seed}\n`);

// Mostly false: whoever is left out for one reason competes with nobody.
const seldom = fc.integer({ min: 0, max: 7 }).map((n) => n === 0);

// So few values that people collide all the time.
const aPerson = fc.record({
  alias: fc.constantFrom('a', 'A', 'b', 'c', 'd e', null),
  number: fc.constantFrom('08-465 004 01', '08-465 004 02', '08-465 004 03', '08-465 004 04', 'fel', null),
  surname: fc.constantFrom('Lind', 'Ek', null),
  mail: fc.constantFrom('a@nordvik.example', 'b@nordvik.example', null),
  department: fc.constantFrom('Lager', 'Kontor', null),
  isGuest: seldom,
  isDisabled: seldom,
  isIgnored: seldom,
  hasLeft: seldom,
});
const aUser = fc.record({
  alias: fc.constantFrom('a', 'b', 'x', 'y', 'z'),
  number: fc.constantFrom('46846500401', '46846500402', null),
  mail: fc.constantFrom('a@nordvik.example', 'c@nordvik.example', null),
});
const aCase = fc.record({
  people: fc.array(aPerson, { minLength: 1, maxLength: 7 }),
  users: fc.uniqueArray(aUser, { maxLength: 2, selector: ({ alias }) => alias }),
  settings: fc.record({
    mode: fc.constantFrom('full', 'onlyNew'),
    guests: fc.constantFrom('leaveOut', 'include'),
    disabledPeople: fc.constantFrom('keep', 'asLeaver'),
    linkByMail: fc.boolean(),
    filter: fc.constantFrom(null, 'department != "Lager"', 'int(department) > 1'),
  }),
  cools: fc.boolean(),
});
type Case = typeof aCase extends fc.Arbitrary<infer T> ? T : never;

/** Everybody is read, and nobody created yet. */
async function openCase(world: RunWorld, { people, users, cools }: Case): Promise<string[]> {
  const ids = people.map((_, n) => `p${n}`);
  for (const [n, one] of people.entries()) {
    hire(
      world.tenant,
      `p${n}`,
      personFacts(n, {
        mailNickname: one.alias,
        businessPhones: one.number === null ? [] : [one.number],
        surname: one.surname,
        mail: one.mail,
        department: one.department,
        userType: one.isGuest ? 'Guest' : 'Member',
        accountEnabled: !one.isDisabled,
      }),
    );
  }
  await world.change({ filter: 'false' });
  await world.run();
  for (const [n, { isIgnored, hasLeft }] of people.entries()) {
    if (hasLeft) leaveGroup(world.tenant, `p${n}`);
    if (isIgnored)
      await world.database.kysely
        .insertInto('ignored_people')
        .values({ template_id: world.templateId, person_id: `p${n}`, until: null, why: null })
        .execute();
  }
  await world.run({ at: firstNight + 60_000 });
  const numbers = new Set<string>();
  for (const { alias, number, mail } of users) {
    const pstn = number !== null && !numbers.has(number) ? number : null;
    if (pstn !== null) numbers.add(pstn);
    const values = {
      alias,
      alias_key: foldAlias(alias),
      name: 'Namn1',
      surname: 'Lind',
      email: mail,
      pstn_fixed: pstn,
    };
    await world.database.kysely
      .insertInto('users')
      .values({ id: randomUUID(), company_id: world.companyId, ...values })
      .execute();
  }
  if (cools)
    await world.database.kysely
      .insertInto('numbers')
      .values({
        company_id: world.companyId,
        digits: '46846500403',
        state: 'cooling',
        cooling_until: new Date(firstNight + 864e5),
        changed_at: new Date(firstNight),
        user_id: null,
        last_person: 'p0',
        last_user: null,
      })
      .execute();
  return ids;
}

async function explainAll(
  world: RunWorld,
  ids: readonly string[],
  now: number,
): Promise<Map<string, PersonExplanation>> {
  const told = new Map<string, PersonExplanation>();
  for (const who of ids) {
    const ask = { templateId: world.templateId, who, isLive: false };
    const one = await explainPerson({ database: world.database, now: () => now, look: null }, ask);
    if (!one.found || 'several' in one) throw new Error(`${who} was not found`);
    told.set(who, one);
  }
  return told;
}

const codesOf = (one: PersonExplanation | undefined) =>
  one?.stations.filter(({ verdict }) => verdict === 'stops').flatMap(({ codes }) => codes) ?? [];

test('for whoever nothing stands in the way the next run makes a user, and whoever is left out is stopped by the plan’s reason (E1, E2)', async () => {
  await fc.assert(
    fc.asyncProperty(aCase, async (one) => {
      const world = await runWorld();
      try {
        const ids = await openCase(world, one);
        await world.change(one.settings as Partial<SyncTemplate>);
        const at = firstNight + 3_600_000;
        const before = await explainAll(world, ids, at);
        await world.run({ at });
        const after = await explainAll(world, ids, at);
        for (const id of ids) {
          const [said, is] = [before.get(id), after.get(id)];
          const where = `${id}: ${JSON.stringify(said?.verdict)} then ${is?.standing} ${JSON.stringify(is?.reasons)}`;
          expect(['next', 'stopped', 'unknown'], where).toContain(said?.verdict.is);
          expect(is?.user !== null, where).toBe(said?.verdict.is === 'next');
          const [reason] = is?.reasons ?? [];
          if (is?.user === null && reason && is.standing !== 'outside') {
            expect(codesOf(said), where).toContain(reason.code);
            expect(codesOf(is), where).toContain(reason.code);
          }
        }
      } finally {
        await world.close();
      }
    }),
    { seed, numRuns: 25 },
  );
}, 120_000);
