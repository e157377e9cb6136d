// What people ask afterwards: why somebody is no user, who is in the directory, how the templates stand.
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove } from '../../test/scripted-tenant.ts';
import { listUsers } from './directory-list.ts';
import { explainPerson } from './explain.ts';
import { readStatus } from './status.ts';

let world: RunWorld;
let now = firstNight + 3_600_000;
afterEach(() => {
  now = firstNight + 3_600_000;
  return world.close();
});

const deps = () => ({ database: world.database, now: () => now, look: null });
const explain = (who: string) => explainPerson(deps(), { templateId: world.templateId, who, isLive: false });

async function openExplained(): Promise<void> {
  world = await runWorld({ keepDays: 10 });
  for (let n = 1; n <= 12; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  hire(
    world.tenant,
    'late',
    personFacts(50, { mailNickname: 'namn1', businessPhones: ['08-12 34 50 02'], mobilePhone: '12' }),
  );
  await world.run();
}

describe('explain', () => {
  it('finds whoever has a number as the fixed one before those who have it as their mobile, and those when nobody has', async () => {
    world = await runWorld();
    const mobile = personFacts(60, { mobilePhone: '070-174 06 05', businessPhones: ['08-12 34 50 60'] });
    hire(world.tenant, 'm1', mobile);
    hire(world.tenant, 'm2', { ...personFacts(61), mobilePhone: '070-174 06 05' });
    hire(world.tenant, 'm3', personFacts(62, { mobilePhone: '08-12 34 50 60' }));
    await world.run();
    const find = async (who: string) => {
      const found = await explainPerson(
        { database: world.database, now: () => firstNight, look: null },
        { templateId: world.templateId, who, isLive: false },
      );
      if (!found.found) return [];
      return 'several' in found ? found.several.map(({ person }) => person) : [found.person];
    };
    expect(await find('0701740605')).toEqual(['m1', 'm2']);
    expect(await find('08-12 34 50 60')).toEqual(['m1']);
    expect(await find('0701740699')).toEqual([]);
  });

  it('finds one and the same person by id, UPN, mail, alias and any written form of the number', async () => {
    await openExplained();
    const ways = [
      'p7',
      'P7',
      'NAMN7@nordvik.example',
      'namn7',
      '+46 (0)8 123 45 007',
      '0812345007',
      '46812345007',
    ];
    for (const who of ways) {
      expect(await explain(who), who).toMatchObject({
        found: true,
        person: 'p7',
        standing: 'linked',
        user: { alias: 'namn7' },
      });
    }
  });

  it('gives scope, values with their sources, reasons with the winner, and the smallest cure', async () => {
    await openExplained();
    const late = await explain('late');
    if (!late.found || 'several' in late) throw new Error('one person was expected');
    expect(late).toMatchObject({
      standing: 'skip',
      user: null,
      scope: { isIn: true },
      name: 'Namn50 Efternamn50',
    });
    expect(late.values.find((value) => value.field === 'alias')).toEqual({
      field: 'alias',
      isRequired: true,
      source: 'mailNickname',
      expression: null,
      found: 'namn1',
      value: 'namn1',
      trouble: null,
      why: null,
    });
    expect(late.values.find((value) => value.field === 'mobile')).toMatchObject({
      found: '12',
      value: null,
      trouble: 'invalid',
    });
    expect(late.reasons.map((reason) => reason.code)).toEqual([
      'alias.taken',
      'pstnFixed.taken',
      'mobile.invalid',
    ]);
    expect(late.reasons[0]?.winner).toMatchObject({ name: 'Namn1 Efternamn1' });
    expect(late.cure).toBe(late.reasons[0]?.cure);
  });

  it('tells who leaves when, and what was done', async () => {
    await openExplained();
    remove(world.tenant, 'p3');
    await world.run({ at: firstNight + 2 * day });
    const gone = await explain('p3');
    expect(gone).toMatchObject({
      scope: { isIn: false },
      user: { alias: 'namn3', state: 'leaving', deleteOn: '2026-03-14' },
      steps: [{ step: { do: 'leave', because: { code: 'person.gone' } } }, { step: { do: 'create' } }],
    });
  });

  it('lists the people when several fit, and says so when nobody does', async () => {
    await openExplained();
    const several = await explain('namn1');
    expect('several' in several && several.several.map((one) => one.person)).toEqual(['late', 'p1']);
    expect(await explain('nobody')).toMatchObject({
      found: false,
      message: expect.stringContaining('"nobody"'),
    });
    expect(await explain("x' or '1'='1")).toMatchObject({ found: false });
  });
});

it('lists the directory by alias in the shape of the contract', async () => {
  await openExplained();
  remove(world.tenant, 'p2');
  await world.run({ at: firstNight + 2 * day });
  const users = await listUsers(world.database, world.companyId);
  expect(users.map((user) => user.alias)).toEqual(users.map((user) => user.alias).toSorted());
  expect(users.find((user) => user.alias === 'namn2')).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    alias: 'namn2',
    name: 'Namn2',
    surname: 'Efternamn2',
    email: 'namn2@nordvik.example',
    pstnFixed: '46812345002',
    mobile: null,
    extension: '5002',
    title: null,
    department: 'Avdelning 2',
    callerId: null,
    settingsTemplate: null,
    settings: {},
    fields: {},
    state: 'leaving',
    deleteOn: '2026-03-14',
    person: 'p2',
  });
  await world.change({ mode: 'paused' });
  const paused = await listUsers(world.database, world.companyId);
  expect(paused.find((user) => user.alias === 'namn2')).toMatchObject({ state: 'leaving', deleteOn: null });
});

describe('status', () => {
  it('shows last run, people, next start and what is withheld', async () => {
    await openExplained();
    // After tonight's slot, whatever the jitter.
    await world.run({ at: firstNight + 3_600_000 });
    const [entry] = await readStatus(world.database, {
      companyId: world.companyId,
      now: firstNight + 3_600_000 * 12,
    });
    expect(entry).toMatchObject({
      company: 'Nordvik Energi AB',
      template: 'Alla kontor',
      mode: 'full',
      linked: 12,
      leaving: 0,
      lastRun: { state: 'succeeded', counts: { unchanged: 12, skip: 1 } },
      nextStartWhy: 'nightly',
      withheld: [],
    });
    expect(Date.parse(entry?.nextStart ?? '') - firstNight).toBeGreaterThanOrEqual(day);
    expect(entry?.lastSuccessAt).not.toBeNull();
  });

  it('marks a run whose process is gone as interrupted, and leaves one that is going alone', async () => {
    await openExplained();
    const running = {
      template_id: world.templateId,
      trigger: 'cli',
      state: 'running',
      nominal_at: new Date(firstNight),
      started_at: new Date(),
      fence: 1,
    };
    const id = '33333333-aaaa-4bbb-8ccc-000000000003';
    await world.database.kysely
      .insertInto('runs')
      .values({ ...running, id })
      .execute();
    const lock = await world.database.pool.connect();
    await lock.query(`select pg_advisory_lock(hashtextextended('run ${world.templateId}', 0))`);
    const [going] = await readStatus(world.database, { companyId: null, now: firstNight });
    expect(going?.lastRun?.state).toBe('running');
    lock.release(true);
    await expect
      .poll(async () => (await readStatus(world.database, { companyId: null, now: firstNight }))[0]?.lastRun)
      .toMatchObject({ run: id, state: 'failed', error: { code: 'run.interrupted' } });
  });
});
