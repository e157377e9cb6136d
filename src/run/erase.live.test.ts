// Personal data of deleted users and of people who are gone is replaced after the retention time, everywhere, and not a
// day early (SPEC §5). The search goes over every column of every table, so that a new one can not be forgotten.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { findTextsIn } from '../../test/find-texts.ts';
import { day, firstNight, runWorld, writeTestCompany, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import { prunePreviewSteps } from '../store/maintenance.ts';
import { deleteTemplate } from './delete-template.ts';
import { erasePersonalData } from './erase.ts';
import { listUsers } from './directory-list.ts';
import { holdUser, unholdUser } from './hand-words.ts';

let world: RunWorld;
afterEach(() => world.close());

const db = () => world.database.kysely;
const actor = { kind: 'administrator', id: randomUUID(), name: 'Berit Falk' } as const;
const erase = (at: number, slice?: number) => erasePersonalData(world.database, at, slice);

const findTexts = (texts: string[]) => findTextsIn(world.database, texts);

const marked = {
  mailNickname: 'zq.alias',
  givenName: 'Zqgiven',
  surname: 'Zqsurname',
  displayName: 'Zqgiven Zqsurname',
  mail: 'zq.mail@nordvik.example',
  userPrincipalName: 'zq.upn@nordvik.example',
  mobilePhone: '+46 70 174 06 05',
  jobTitle: 'Zqtitle',
  department: 'Zqdepartment',
  onPremisesExtensionAttributes: { extensionAttribute1: 'Zqcentre' },
};
/** Her number is the company's and stays in its ledger. */
const markers = ['zq', '46701740605', 'eva-id'];
const ledger = ['numbers.digits'];

async function openLife(): Promise<{ user: string; deletedAt: number }> {
  const costCentre = {
    field: 'onPremisesExtensionAttributes.extensionAttribute1',
    onEmpty: 'clear' as const,
  };
  world = await runWorld({ keepDays: 2, brakes: defaultBrakes, userFieldMapping: { costCentre } });
  for (let n = 1; n <= 20; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
  hire(world.tenant, 'eva-id', personFacts(77, marked));
  const seen = await world.run({ at: firstNight + 60_000, preview: true });
  expect(seen.counts.create).toBe(1);
  update(world.tenant, 'eva-id', { jobTitle: 'Zqother' });
  const changed = await world.run({ at: firstNight + 120_000, apply: seen.run });
  expect(changed.error?.message).toContain('zq.alias');
  await world.run({ at: firstNight + day, apply: changed.run });
  const user = (await listUsers(world.database, world.companyId)).find((one) => one.person === 'eva-id');
  const hand = { database: world.database, companyId: world.companyId, actor, now: firstNight + day };
  await holdUser(hand, user?.id ?? '', { why: 'Zqgiven is on parental leave' });
  await unholdUser(hand, user?.id ?? '');
  hire(world.tenant, 'rival', personFacts(78, { mailNickname: 'rival', businessPhones: ['08-123 45 077'] }));
  update(world.tenant, 'eva-id', { givenName: 'Zqmarried' });
  await world.run({ at: firstNight + day + 60_000, preview: true });
  await world.run({ at: firstNight + day + 120_000 });
  expect(await findTexts(['belongs to Zqgiven Zqsurname'])).toEqual(
    expect.arrayContaining(['roster.reasons', 'steps.because']),
  );
  // The rival has another number from now on: what stands of his is of before.
  update(world.tenant, 'rival', { businessPhones: ['08-123 45 078'] });
  return { user: user?.id ?? '', deletedAt: await leaveAndDelete() };
}

/** With a withheld leave, an approval that is void because of her, and one that lets her go. */
async function leaveAndDelete(): Promise<number> {
  const at = firstNight + 3 * day;
  for (let n = 1; n <= 6; n += 1) remove(world.tenant, `p${n}`);
  const first = await world.run({ at });
  remove(world.tenant, 'eva-id');
  const approve = { run: first.run, kind: 'removals' as const };
  const fresh = await world.run({ at: at + 60_000, approve, trigger: 'approval' });
  expect(fresh.error?.message).toContain('zq.alias');
  for (let n = 1; n <= 6; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  const again = { run: fresh.run, kind: 'removals' as const };
  expect((await world.run({ at: at + 120_000, approve: again, trigger: 'approval' })).counts.leave).toBe(1);
  const deletedAt = at + 2 * day + 120_000;
  expect((await world.run({ at: deletedAt })).counts.delete).toBe(1);
  await world.run({ at: deletedAt + 60_000, preview: true });
  // Runs of her alone: their rows, and an order and an entry of the audit log that name her.
  await world.run({ at: deletedAt + 60_000, person: 'eva-id', requestedBy: { ...actor, kind: 'cli' } });
  return deletedAt;
}

describe('a deleted user', () => {
  it('is nowhere by name, address or number once the retention time is over, and everywhere the day before', async () => {
    const { user, deletedAt } = await openLife();
    const retention = 90 * day - 3_600_000; // Summer time began in between.
    const before = await findTexts(markers);
    expect(before).toEqual(
      expect.arrayContaining([
        'audit_log.details',
        'roster.facts',
        'runs.error',
        'steps.before',
        'tombstones.person_id',
      ]),
    );
    expect(await erase(deletedAt + retention - 1)).toEqual({ users: 0, people: 0 });
    expect(await findTexts(markers)).toEqual(before);
    const entries = await countEntries();
    expect(await erase(deletedAt + retention)).toEqual({ users: 1, people: 1 });
    expect(await findTexts(markers)).toEqual([]);
    expect(await findTexts(['46812345077'])).toEqual(ledger);
    expect(await countEntries()).toEqual({ ...entries, audit_log: entries.audit_log + 2 });
    expect(await erase(deletedAt + 400 * day)).toEqual({ users: 0, people: 0 });
    const step = await db()
      .selectFrom('steps')
      .selectAll()
      .where('user_id', '=', user)
      .where('do_what', '=', 'delete')
      .executeTakeFirstOrThrow();
    expect(step).toMatchObject({
      person_id: user,
      alias: user,
      before: { alias: user, name: user, pstnFixed: user, 'fields.costCentre': user, title: user },
      because: { code: 'person.gone' },
    });
    const others = await db().selectFrom('steps').selectAll().where('person_id', '=', 'p9').execute();
    expect(others.map((one) => one.erased_at)).toEqual([null]);
    const audit = await db().selectFrom('audit_log').selectAll().where('action', '=', 'user.hold').execute();
    expect(audit).toMatchObject([{ actor, subject_id: user, subject_name: user, details: { why: user } }]);
  });

  it('is forgotten in the next hour where nothing is to be kept, and her number still cools for her', async () => {
    const { deletedAt } = await openLife();
    await db().updateTable('companies').set({ retention_days: 0 }).execute();
    expect(await erase(deletedAt - 1)).toMatchObject({ users: 0 });
    expect(await erase(deletedAt)).toMatchObject({ users: 1 });
    expect(await findTexts(['zq', '46701740605'])).toEqual([]);
    expect(await findTexts(['eva-id'])).toEqual(['numbers.last_person', 'tombstones.person_id']);
    await erase(deletedAt + 31 * day);
    expect(await findTexts(['eva-id'])).toEqual([]);
  });

  it('who is back as another user keeps all that is known of that one', async () => {
    world = await runWorld({ keepDays: 0 });
    hire(world.tenant, 'p1', personFacts(1));
    hire(world.tenant, 'p2', personFacts(2));
    await world.run();
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    hire(world.tenant, 'p1', personFacts(1));
    await world.run({ at: firstNight + 2 * day });
    expect(await erase(firstNight + 200 * day)).toEqual({ users: 1, people: 0 });
    const steps = await db().selectFrom('steps').selectAll().where('person_id', '=', 'p1').execute();
    expect(steps).toMatchObject([{ do_what: 'create', alias: 'namn1', erased_at: null }]);
    const roster = await db()
      .selectFrom('roster')
      .select('person_id')
      .where('person_id', '=', 'p1')
      .execute();
    expect(roster).toHaveLength(1);
  });

  it('is forgotten in small slices too, and whoever is killed in between goes on', async () => {
    world = await runWorld({ keepDays: 0 });
    for (let n = 1; n <= 20; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
    await world.run();
    for (let n = 1; n <= 5; n += 1) remove(world.tenant, `p${n}`);
    await world.run({ at: firstNight + day });
    await expect(withFailingRosterDelete(() => erase(firstNight + 100 * day, 2))).rejects.toThrow('killed');
    expect(await erase(firstNight + 100 * day, 2)).toEqual({ users: 0, people: 5 });
    expect(await findTexts(['namn1@', 'namn5@'])).toEqual([]);
    expect(await findTexts(['namn6@'])).not.toEqual([]);
  });
});

/** After the users and before the first of the people. */
async function withFailingRosterDelete<T>(work: () => Promise<T>): Promise<T> {
  await sql`create function refuse_delete() returns trigger language plpgsql as
    $$ begin raise exception 'killed'; end $$`.execute(db());
  await sql`create trigger refuse before delete on roster for each row execute function refuse_delete()`.execute(
    db(),
  );
  try {
    return await work();
  } finally {
    await sql`drop trigger refuse on roster`.execute(db());
  }
}

it('forgets in one company what another one keeps, of the very same person', async () => {
  world = await runWorld({ keepDays: 0 });
  const elsewhere = randomUUID();
  await writeTestCompany(world.database, elsewhere, 'Sydvik Vatten AB');
  const template = await writeTestTemplate(world.database, elsewhere, {});
  for (const n of [1, 2, 3]) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
  await world.run({ template });
  remove(world.tenant, 'p1');
  await world.run({ at: firstNight + day });
  expect(await erase(firstNight + 100 * day)).toEqual({ users: 1, people: 1 });
  const steps = await db().selectFrom('steps').selectAll().where('person_id', '=', 'p1').execute();
  expect(steps).toMatchObject([{ company_id: elsewhere, alias: 'namn1', erased_at: null }]);
  const rows = await db().selectFrom('roster').select('template_id').where('person_id', '=', 'p1').execute();
  expect(rows).toEqual([{ template_id: template }]);
});

describe('a person who never had a user', () => {
  it('is dropped with all plans once she has been gone for the retention time', async () => {
    world = await runWorld();
    hire(world.tenant, 'p1', personFacts(1));
    hire(world.tenant, 'eva-id', personFacts(77, { ...marked, surname: null }));
    await world.run();
    await world.run({ at: firstNight + 60_000, preview: true });
    expect(await findTexts(markers)).toEqual(expect.arrayContaining(['roster.facts', 'steps.alias']));
    leaveGroup(world.tenant, 'eva-id');
    await world.run({ at: firstNight + day });
    await world.run({ at: firstNight + 2 * day });
    const due = firstNight + 91 * day - 3_600_000;
    expect(await erase(due - 1)).toEqual({ users: 0, people: 0 });
    expect(await erase(due)).toEqual({ users: 0, people: 1 });
    expect(await findTexts(markers)).toEqual([]);
  });

  it('stays while she is in scope, however long ago she was read', async () => {
    world = await runWorld();
    hire(world.tenant, 'eva-id', personFacts(77, { ...marked, surname: null }));
    await world.run();
    expect(await erase(firstNight + 1_000 * day)).toEqual({ users: 0, people: 0 });
    expect(await findTexts(['zq.alias'])).not.toEqual([]);
  });
});

it('clears samples of values from runs that only read, what lost runs had staged, and old answers of the API', async () => {
  world = await runWorld({ fieldMapping: {} });
  hire(world.tenant, 'eva-id', personFacts(77, marked));
  const { run } = await world.run();
  await db()
    .insertInto('staged_people')
    .values({ run_id: run, person_id: 'eva-id', facts: '{"a":"Zqlost"}' })
    .execute();
  const answer = { actor: 'a', route: 'r', body_hash: Buffer.from(''), answer: '{"name":"Zqlost"}' };
  await db()
    .insertInto('idempotency_keys')
    .values({ ...answer, key: 'old', created_at: new Date(0) })
    .execute();
  await erase(Date.now());
  expect(await findTexts(['zqlost'])).toEqual([]);
  expect(await findTexts(['zqtitle'])).toContain('runs.fields');
  await erase(Date.now() + 91 * day);
  expect(await findTexts(['zqtitle'])).not.toContain('runs.fields');
  const row = await db().selectFrom('runs').select('fields').executeTakeFirst();
  expect(row?.fields).toContainEqual({ field: 'jobTitle', count: 1, samples: [] });
});

async function countEntries(): Promise<Record<'steps' | 'audit_log' | 'runs', number>> {
  const count = async (table: 'steps' | 'audit_log' | 'runs') =>
    (await db().selectFrom(table).select('id').execute()).length;
  return { steps: await count('steps'), audit_log: await count('audit_log'), runs: await count('runs') };
}

it('people who never became users are forgotten also when their template is gone, and nothing lists them any more', async () => {
  world = await runWorld({ brakes: { ...defaultBrakes, creates: { count: 1 } } });
  hire(world.tenant, 'eva-id', personFacts(77, marked));
  hire(world.tenant, 'p1', personFacts(1));
  const preview = await world.run({ preview: true });
  hire(world.tenant, 'p2', personFacts(2));
  const changed = await world.run({ at: firstNight + 60_000, apply: preview.run });
  expect(changed.error?.code).toBe('plan.changed');
  expect((await world.run({ at: firstNight + 120_000 })).state).toBe('withheld');
  const { companyId, templateId, database } = world;
  const deletion = {
    companyId,
    templateId,
    actor,
    now: firstNight + day,
    newId: randomUUID,
    trigger: 'api',
  } as const;
  expect(await deleteTemplate(database, { ...deletion, users: 'keep' })).toMatchObject({ ok: true });
  await prunePreviewSteps(db(), new Date(Date.now() + day));
  const before = await findTexts(markers);
  expect(before).toEqual(expect.arrayContaining(['steps.after']));
  await erase(firstNight + 89 * day);
  expect(await findTexts(markers)).toEqual(before);
  expect(await erase(firstNight + 92 * day)).toEqual({ users: 0, people: 3 });
  expect(await findTexts(markers)).toEqual([]);
  expect(await erase(firstNight + 400 * day)).toEqual({ users: 0, people: 0 });
});
