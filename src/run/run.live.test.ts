// A run from end to end against a real PostgreSQL and a tenant that the test writes (R1, R2, R3, R8, R9, R13).
import { afterEach, describe, expect, it } from 'vitest';
import { OutsideError } from '../connectors/outside-error.ts';
import { readListedUsers } from '../store/users.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, remove, update } from '../../test/scripted-tenant.ts';

let world: RunWorld;
afterEach(() => world.close());

const users = () => readListedUsers(world.database.kysely, world.companyId);
const aliases = async () => (await users()).map((user) => user.alias);
const numbers = () => world.database.kysely.selectFrom('numbers').selectAll().orderBy('digits').execute();
const none = { create: 0, change: 0, leave: 0, return: 0, delete: 0, skip: 0, conflict: 0 };

function fill(count: number): void {
  for (let n = 1; n <= count; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
}

describe('a first run', () => {
  it('creates everybody in scope with mapped values, a number and an extension of their own', async () => {
    world = await runWorld();
    fill(7);
    hire(world.tenant, 'guest', personFacts(8, { userType: 'Guest' }));
    hire(world.tenant, 'nameless', personFacts(9, { surname: null }));
    const report = await world.run();
    expect(report).toMatchObject({
      state: 'succeeded',
      error: null,
      read: { complete: true, mode: 'full', people: 9, requests: 3 },
    });
    expect(report.counts).toEqual({ ...none, create: 7, skip: 2, unchanged: 0 });
    expect(report.reasons).toEqual([
      { code: 'person.guest', count: 1 },
      { code: 'surname.missing', count: 1 },
    ]);
    const [first] = await users();
    expect(first).toMatchObject({
      alias: 'namn1',
      name: 'Namn1',
      email: 'namn1@nordvik.example',
      pstnFixed: '46812345001',
      extension: '5001',
      title: null,
      person: 'p1',
    });
    expect((await numbers()).map((n) => [n.digits, n.state]).at(0)).toEqual(['46812345001', 'assigned']);
  });

  it('gives no step when it is run again, and reads only what changed', async () => {
    world = await runWorld();
    fill(5);
    await world.run();
    const again = await world.run({ at: firstNight + day });
    expect(again.counts).toEqual({ ...none, unchanged: 5 });
    expect(again.read).toMatchObject({ mode: 'delta', people: 5, requests: 1 });
  });
});

describe('changes in the tenant', () => {
  it('changes one user of one changed person, empties what was emptied, and leaves the rest alone', async () => {
    world = await runWorld();
    fill(5);
    await world.run();
    update(world.tenant, 'p2', { givenName: 'Annat', department: null });
    const report = await world.run({ at: firstNight + day });
    expect(report.counts).toEqual({ ...none, change: 1, unchanged: 4 });
    expect(report.reasons).toEqual([{ code: 'source.changed', count: 1 }]);
    expect((await users()).find((user) => user.person === 'p2')).toMatchObject({
      name: 'Annat',
      department: null,
    });
  });

  it('lets two people swap numbers and aliases in one run', async () => {
    world = await runWorld();
    fill(3);
    await world.run();
    update(world.tenant, 'p1', { businessPhones: ['+46812345002'], mailNickname: 'namn2' });
    update(world.tenant, 'p2', { businessPhones: ['+46812345001'], mailNickname: 'namn1' });
    const report = await world.run({ at: firstNight + day });
    expect(report.counts).toEqual({ ...none, change: 2, unchanged: 1 });
    const swapped = new Map((await users()).map((user) => [user.person, [user.alias, user.pstnFixed]]));
    expect(swapped.get('p1')).toEqual(['namn2', '46812345002']);
    expect(swapped.get('p2')).toEqual(['namn1', '46812345001']);
    expect((await numbers()).map((n) => n.state)).toEqual(['assigned', 'assigned', 'assigned']);
  });

  it('lets a new person have the alias of somebody who is renamed in the same run', async () => {
    world = await runWorld();
    fill(2);
    await world.run();
    update(world.tenant, 'p1', { mailNickname: 'nytt' });
    hire(world.tenant, 'p9', personFacts(9, { mailNickname: 'namn1' }));
    const report = await world.run({ at: firstNight + day });
    expect(report.counts).toEqual({ ...none, create: 1, change: 1, unchanged: 1 });
    expect(await aliases()).toEqual(['namn1', 'namn2', 'nytt']);
  });
});

describe('people who go', () => {
  it('leave first, are deleted when their days are over, and their number cools', async () => {
    world = await runWorld({ keepDays: 2 });
    fill(4);
    await world.run();
    remove(world.tenant, 'p1');
    const left = await world.run({ at: firstNight + day });
    expect(left.counts).toEqual({ ...none, leave: 1, unchanged: 3 });
    expect(world.source().lookedUp).toEqual(['p1']);
    const waiting = await world.run({ at: firstNight + 2 * day });
    expect(waiting.counts).toEqual({ ...none, unchanged: 4 });
    expect(world.source().lookedUp).toEqual([]);
    const gone = await world.run({ at: firstNight + 3 * day });
    expect(gone.counts).toEqual({ ...none, delete: 1, unchanged: 3 });
    expect(world.source().lookedUp).toEqual(['p1']);
    expect(await aliases()).toEqual(['namn2', 'namn3', 'namn4']);
    const [number] = await numbers();
    expect(number).toMatchObject({
      digits: '46812345001',
      state: 'cooling',
      last_person: 'p1',
      user_id: null,
    });
    expect(number?.cooling_until?.toISOString()).toBe('2026-04-04T00:00:00.000Z');
    expect((await world.run({ at: firstNight + 4 * day })).counts).toEqual({ ...none, unchanged: 3 });
  });

  it('come back with the same user, and after a delete as a new one with the number that was theirs', async () => {
    world = await runWorld({ keepDays: 2 });
    fill(3);
    await world.run();
    const before = (await users()).find((user) => user.person === 'p1');
    leaveGroup(world.tenant, 'p1');
    expect((await world.run({ at: firstNight + day })).reasons).toEqual([{ code: 'scope.left', count: 1 }]);
    hire(world.tenant, 'p1', personFacts(1));
    expect((await world.run({ at: firstNight + 2 * day })).counts).toEqual({
      ...none,
      return: 1,
      unchanged: 2,
    });
    expect((await users()).find((user) => user.person === 'p1')).toEqual(before);
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + 3 * day });
    await world.run({ at: firstNight + 5 * day });
    hire(world.tenant, 'p1', personFacts(1));
    expect((await world.run({ at: firstNight + 6 * day })).counts).toEqual({
      ...none,
      create: 1,
      unchanged: 2,
    });
    const after = (await users()).find((user) => user.person === 'p1');
    expect(after?.id).not.toBe(before?.id);
    expect(after).toMatchObject({ pstnFixed: before?.pstnFixed, extension: before?.extension });
  });

  it('stay as they are when the look-up cannot tell, and when the listing was wrong', async () => {
    world = await runWorld();
    fill(3);
    await world.run();
    remove(world.tenant, 'p1');
    const unreadable = await world.run({
      at: firstNight + day,
      lookUps: { p1: { is: 'unreadable', why: 'Graph said 503.' } },
    });
    expect(unreadable.counts).toEqual({ ...none, unchanged: 3 });
    expect(unreadable.reasons).toEqual([{ code: 'person.unreadable', count: 1 }]);
    const seen = await world.run({
      at: firstNight + 2 * day,
      lookUps: { p1: { is: 'seen', facts: personFacts(1) } },
    });
    expect(seen.counts).toEqual({ ...none, unchanged: 3 });
    expect(seen.reasons).toEqual([]);
    expect((await world.run({ at: firstNight + 3 * day })).counts).toEqual({ ...none, unchanged: 3 });
    expect(world.source().lookedUp).toEqual([]);
  });
});

describe('a listing that lags behind', () => {
  it('makes no new user of a deleted one until a look-up finds the person, and asks again until then', async () => {
    world = await runWorld({ keepDays: 0 });
    fill(4);
    await world.run();
    remove(world.tenant, 'p1');
    expect((await world.run({ at: firstNight + day })).counts.delete).toBe(1);
    hire(world.tenant, 'p1', personFacts(1));
    const replayed = await world.run({
      at: firstNight + 2 * day,
      lookUps: { p1: { is: 'gone', inBin: true } },
    });
    expect(replayed.counts).toEqual({ ...none, unchanged: 3 });
    const found = await world.run({ at: firstNight + 3 * day });
    expect(found.counts).toEqual({ ...none, create: 1, unchanged: 3 });
  });

  it('does not bring a leaving user back before a look-up has found the person', async () => {
    world = await runWorld({ keepDays: 30 });
    fill(4);
    await world.run();
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    hire(world.tenant, 'p1', personFacts(1));
    const replayed = await world.run({
      at: firstNight + 2 * day,
      lookUps: { p1: { is: 'gone', inBin: true } },
    });
    expect(replayed.counts).toEqual({ ...none, unchanged: 4 });
    expect((await world.run({ at: firstNight + 3 * day })).counts).toEqual({
      ...none,
      return: 1,
      unchanged: 3,
    });
  });
});

it('lists somebody without a user again who left and came back as she was', async () => {
  world = await runWorld();
  fill(2);
  hire(world.tenant, 'nameless', personFacts(9, { surname: null }));
  expect((await world.run()).counts.skip).toBe(1);
  leaveGroup(world.tenant, 'nameless');
  expect(await world.run({ at: firstNight + day })).toMatchObject({
    counts: { skip: 0 },
    reasons: [],
    read: { people: 2 },
  });
  hire(world.tenant, 'nameless', personFacts(9, { surname: null }));
  const back = await world.run({ at: firstNight + 2 * day });
  expect(back).toMatchObject({
    counts: { skip: 1 },
    reasons: [{ code: 'surname.missing', count: 1 }],
    read: { people: 3 },
  });
});

describe('what changes nothing', () => {
  it('is a preview: it tells the steps and stores only what it read', async () => {
    world = await runWorld();
    fill(3);
    const preview = await world.run({ preview: true });
    expect(preview).toMatchObject({ preview: true, state: 'succeeded', counts: { create: 3 } });
    expect(await users()).toEqual([]);
    const report = await world.run({ at: firstNight + day });
    expect(report).toMatchObject({ counts: { create: 3 }, read: { mode: 'delta' } });
  });

  it('is a read that fails: no clock starts, and the next run reads from where the last good one ended', async () => {
    world = await runWorld();
    fill(4);
    await world.run();
    remove(world.tenant, 'p1');
    update(world.tenant, 'p2', { givenName: 'Annat' });
    const failAtEnd = new OutsideError(
      'Entra',
      'graph.unavailable',
      'Graph did not answer.',
      'Try again later.',
    );
    const failed = await world.run({ at: firstNight + day, failAtEnd });
    expect(failed).toMatchObject({
      state: 'failed',
      error: { code: 'graph.unavailable' },
      read: { complete: false },
    });
    expect((await users()).find((user) => user.person === 'p2')?.name).toBe('Namn2');
    expect(await world.database.kysely.selectFrom('staged_people').selectAll().execute()).toEqual([]);
    const next = await world.run({ at: firstNight + 2 * day });
    expect(next.counts).toEqual({ ...none, change: 1, leave: 1, unchanged: 2 });
  });

  it('is a run on a paused template, which is refused; its preview plans as full', async () => {
    world = await runWorld({ mode: 'paused' });
    fill(2);
    expect(await world.run()).toMatchObject({ state: 'refused', error: { code: 'template.paused' } });
    expect(await world.run({ preview: true })).toMatchObject({ state: 'succeeded', counts: { create: 2 } });
  });

  it('is a run that is called off while it reads', async () => {
    world = await runWorld();
    fill(9);
    const controller = new AbortController();
    const beforePage = (page: number) => {
      if (page === 2) controller.abort();
      return Promise.resolve();
    };
    const report = await world.run({ signal: controller.signal, beforePage });
    expect(report).toMatchObject({ state: 'failed', error: { code: 'run.interrupted' } });
    expect(await users()).toEqual([]);
    expect((await world.run({ at: firstNight + day })).counts).toEqual({ ...none, create: 9, unchanged: 0 });
  });

  it('is onlyNew for people who have a user: they neither change nor leave', async () => {
    world = await runWorld({ mode: 'onlyNew' });
    fill(3);
    await world.run();
    remove(world.tenant, 'p1');
    update(world.tenant, 'p2', { givenName: 'Annat' });
    hire(world.tenant, 'p4', personFacts(4));
    const report = await world.run({ at: firstNight + day });
    expect(report.counts).toEqual({ ...none, create: 1, unchanged: 3 });
    expect(world.source().lookedUp).toEqual([]);
  });
});

it('starts the listing again when the source says so, without counting anybody twice', async () => {
  world = await runWorld();
  fill(8);
  const report = await world.run({ restartAfter: 2 });
  expect(report).toMatchObject({ counts: { create: 8 }, read: { people: 8 } });
});

it('offers the fields with samples, and touches nobody, while a required field is not mapped', async () => {
  world = await runWorld({ fieldMapping: {} });
  fill(4);
  const report = await world.run();
  expect(report).toMatchObject({
    state: 'succeeded',
    counts: { ...none, unchanged: 0 },
    read: { people: 4 },
  });
  expect(report.fields?.find((field) => field.field === 'givenName')).toEqual({
    field: 'givenName',
    count: 4,
    samples: ['Namn1', 'Namn2', 'Namn3'],
  });
  expect(report.fields?.find((field) => field.field === 'jobTitle')).toBeUndefined();
});

it('refuses to run against another tenant than its users came from', async () => {
  world = await runWorld();
  fill(2);
  await world.run();
  const other = { ...world.tenant, id: '22222222-aaaa-4bbb-8ccc-000000000002' };
  expect(await world.run({ tenant: other })).toMatchObject({
    state: 'refused',
    error: { code: 'tenant.changed' },
  });
});

it('syncs everybody else when one person has text that no database can keep', async () => {
  world = await runWorld();
  fill(3);
  hire(
    world.tenant,
    'odd',
    personFacts(4, { jobTitle: 'Chef\ud800\0\u001e', department: '\u001e', businessPhones: ['\0'] }),
  );
  hire(world.tenant, 'odd2', personFacts(5, { jobTitle: 'Chef\ud800\0', givenName: 'Na\0mn' }));
  const report = await world.run();
  expect(report).toMatchObject({ state: 'succeeded', counts: { create: 4, skip: 1 } });
  expect((await users()).find((user) => user.person === 'odd2')).toMatchObject({
    title: 'Chef\ufffd',
    name: 'Namn',
  });
});

it('gives new users the default caller id and settings, and leaves those alone afterwards', async () => {
  const settings = { ringTimeSeconds: 45, callWaiting: true };
  world = await runWorld();
  const template = '44444444-aaaa-4bbb-8ccc-000000000004';
  const db = world.database.kysely;
  const row = {
    id: template,
    company_id: world.companyId,
    name: 'Kontor',
    settings: JSON.stringify(settings),
  };
  await db.insertInto('settings_templates').values(row).execute();
  const costCentre = {
    field: 'onPremisesExtensionAttributes.extensionAttribute1',
    onEmpty: 'clear' as const,
  };
  await world.change({
    defaultCallerId: '46812345000',
    defaultSettingsTemplate: template,
    userFieldMapping: { costCentre },
  });
  hire(
    world.tenant,
    'p1',
    personFacts(1, { onPremisesExtensionAttributes: { extensionAttribute1: '4711' } }),
  );
  await world.run();
  const [created] = await users();
  expect(created).toMatchObject({
    callerId: '46812345000',
    settingsTemplate: 'Kontor',
    settings,
    fields: { costCentre: '4711' },
  });
  await db.updateTable('settings_templates').set({ settings: '{}' }).execute();
  await world.change({ defaultCallerId: null, defaultSettingsTemplate: null });
  update(world.tenant, 'p1', { onPremisesExtensionAttributes: { extensionAttribute1: null } });
  expect((await world.run({ at: firstNight + day })).counts.change).toBe(1);
  expect((await users())[0]).toMatchObject({ callerId: '46812345000', settings, fields: {} });
});

it('fails without credentials and says what to do', async () => {
  world = await runWorld();
  fill(1);
  await world.database.kysely.updateTable('sync_templates').set({ credentials: null }).execute();
  expect(await world.run()).toMatchObject({
    state: 'failed',
    error: { code: 'provider.invalid', cure: expect.stringContaining('Import') },
  });
});

it('tells a bug as a bug: the run fails, nothing is applied, and the error is thrown on', async () => {
  world = await runWorld();
  fill(2);
  const beforePage = () => Promise.reject(new TypeError('a mistake in the program'));
  await expect(world.run({ beforePage })).rejects.toThrow('a mistake in the program');
  const run = await world.database.kysely.selectFrom('runs').select(['state', 'error']).executeTakeFirst();
  expect(run).toMatchObject({ state: 'failed', error: { code: 'internal' } });
  expect((await world.run({ at: firstNight + day })).counts.create).toBe(2);
});
