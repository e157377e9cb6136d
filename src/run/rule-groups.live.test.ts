// Rules that ask for a group, in runs: whose groups are asked for and when, what a group that can not be read comes to, and
// what is remembered.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, update } from '../../test/scripted-tenant.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import type { CreationRule } from '../plan/creation-rules.ts';
import { deleteWhatWasRead } from '../store/template-endings.ts';
import { readListedUsers } from '../store/users.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';

let world: RunWorld;
const base = { settingsTemplate: null, callerId: null, numberSeries: null, language: null };
const byGroup: CreationRule = { ...base, name: 'Säljare', when: { group: 'Sälj' }, callerId: '46812345001' };
const byField: CreationRule = {
  ...base,
  name: 'Chefer',
  when: { field: 'jobTitle', is: ['Chef'] },
  callerId: '46812345002',
};

beforeEach(async () => {
  world = await runWorld({ rules: [byField, byGroup], defaultCallerId: '46812345003' });
  world.tenant.groups['Sälj'] = ['p1', 'p2'];
});
afterEach(() => world.close());

async function readCallerIds(): Promise<Record<string, string | null>> {
  const users = await readListedUsers(world.database.kysely, world.companyId);
  return Object.fromEntries(users.map(({ alias, callerId }) => [alias, callerId]));
}

const readRemembered = () =>
  world.database.kysely
    .selectFrom('rule_memberships')
    .select(['person_id', 'groups'])
    .orderBy('person_id')
    .execute();

it('asks for the groups of those alone who could be made users and for whom no rule before decides', async () => {
  hire(world.tenant, 'p1', personFacts(1, { jobTitle: 'Chef' }));
  hire(world.tenant, 'p2', personFacts(2));
  hire(world.tenant, 'p3', personFacts(3));
  hire(world.tenant, 'p4', personFacts(4, { surname: null }));
  hire(world.tenant, 'p5', personFacts(5, { userType: 'Guest' }));
  hire(world.tenant, 'p6', personFacts(6, { accountEnabled: false }));
  const report = await world.run();
  expect(report.rules).toEqual([
    { name: 'Chefer', count: 1 },
    { name: 'Säljare', count: 1 },
  ]);
  expect(world.source().askedGroups.map(({ people }) => people?.toSorted())).toEqual([['p2', 'p3']]);
  expect(await readCallerIds()).toEqual({
    namn1: '46812345002',
    namn2: '46812345001',
    namn3: '46812345003',
  });
  expect(await readRemembered()).toEqual([
    { person_id: 'p2', groups: ['id of Sälj'] },
    { person_id: 'p3', groups: [] },
  ]);
});

it('asks nothing in a night in which nobody could be made a user, and knows the group by its id all the same', async () => {
  hire(world.tenant, 'p2', personFacts(2));
  hire(world.tenant, 'p4', personFacts(4, { surname: null }));
  await world.run();
  const quiet = await world.run({ at: firstNight + day });
  expect([world.source().askedGroups, quiet.read.requests]).toEqual([[], 1]);
  update(world.tenant, 'p2', { department: 'Ny' });
  leaveGroup(world.tenant, 'p4');
  await world.run({ at: firstNight + 2 * day });
  expect(world.source().askedGroups).toEqual([]);
  const stored = await readSyncTemplate(world.database.kysely, world.templateId);
  expect(stored?.groups).toEqual([{ asked: 'Sälj', id: 'id of Sälj', name: 'Sälj' }]);
});

it('lists the groups instead when more than 400 people could be made users', async () => {
  for (let n = 1; n <= 401; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const report = await world.run({ pageSize: 200 });
  expect(report.counts.create).toBe(401);
  expect(world.source().askedGroups.map(({ people }) => people)).toEqual([null]);
  const callerIds = await readCallerIds();
  expect([callerIds['namn2'], callerIds['namn3']]).toEqual(['46812345001', '46812345003']);
  expect(await readRemembered()).toHaveLength(401);
});

it('fails as a whole when the groups can not be read: nobody is taken for a member of nothing', async () => {
  hire(world.tenant, 'p2', personFacts(2));
  const failGroups = new OutsideError('entra', 'graph.unavailable', 'No answer.', 'Try again.', {
    canRetry: true,
  });
  const failed = await world.run({ failGroups });
  expect([failed.state, failed.error?.code]).toEqual(['failed', 'graph.unavailable']);
  expect(await readCallerIds()).toEqual({});
  await world.run({ at: firstNight + day });
  expect(await readCallerIds()).toEqual({ namn2: '46812345001' });
  expect(await world.database.kysely.selectFrom('staged_memberships').selectAll().execute()).toEqual([]);
});

it('names the rule whose group is gone', async () => {
  hire(world.tenant, 'p2', personFacts(2));
  const failResolve = (names: string[]) =>
    names.includes('Sälj')
      ? new OutsideError(
          'entra',
          'group.notFound',
          'There is no group "Sälj" in Entra.',
          'Name another one in user_filter.',
          { about: { group: 'Sälj', candidates: [] } },
        )
      : null;
  const failed = await world.run({ failResolve });
  expect(failed.error).toMatchObject({
    code: 'group.notFound',
    message: 'The rule "Säljare" asks for a group. There is no group "Sälj" in Entra.',
    cure: 'Name another one in the rule.',
  });
  const { data } = await world.database.kysely
    .selectFrom('incidents')
    .select('data')
    .executeTakeFirstOrThrow();
  // For the mail that tells it.
  expect(data).toMatchObject({ about: { group: 'Sälj', rule: 'Säljare', candidates: [] } });
});

it('leaves somebody for the next run who lost her user while the groups were being read', async () => {
  hire(world.tenant, 'p2', personFacts(2));
  await world.run();
  hire(world.tenant, 'p3', personFacts(3));
  const db = world.database.kysely;
  const beforeGroups = async () => {
    await db.deleteFrom('links').where('person_id', '=', 'p2').execute();
    await db.deleteFrom('users').execute();
    await db.updateTable('roster').set({ settled: false }).where('person_id', '=', 'p2').execute();
  };
  const report = await world.run({ at: firstNight + day, beforeGroups });
  expect([report.counts.create, report.counts.skip]).toEqual([1, 1]);
  expect(report.reasons).toEqual([{ code: 'person.unreadable', count: 1 }]);
  await world.run({ at: firstNight + 2 * day });
  expect((await readCallerIds())['namn2']).toBe('46812345001');
});

it('forgets what it knew when the template starts afresh or ends', async () => {
  hire(world.tenant, 'p2', personFacts(2));
  await world.run();
  await deleteWhatWasRead(world.database.kysely, world.templateId);
  expect(await readRemembered()).toEqual([]);
});

it('a preview tells for whom each rule would decide, and of whom the groups are not known (N25)', async () => {
  const shadowed = { ...byField, name: 'Chefer igen', callerId: '46812345009' };
  await world.change({ rules: [byField, shadowed, byGroup] });
  hire(world.tenant, 'p1', personFacts(1, { jobTitle: 'Chef' }));
  hire(world.tenant, 'p2', personFacts(2));
  hire(world.tenant, 'p3', personFacts(3));
  const preview = await world.run({ preview: true });
  expect(preview.rules).toEqual([
    { name: 'Chefer', count: 1, fits: 1, decides: 1, unknown: 0 },
    { name: 'Chefer igen', count: 0, fits: 1, decides: 0, unknown: 0 },
    { name: 'Säljare', count: 1, fits: 1, decides: 1, unknown: 1 },
  ]);
  expect((await world.run()).rules.map(({ count }) => count)).toEqual([1, 0, 1]);
});
