// What administrators say and do by hand about users, and that the nights after respect it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestCompany, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { lockDirectory } from '../store/users.ts';
import type { DirectoryEntry } from './directory-list.ts';
import { listUsers } from './directory-list.ts';
import { deleteUserNow } from './hand-delete.ts';
import type { Hand } from './hand-deed.ts';
import { linkUser, unlinkUser } from './hand-links.ts';
import { freeNumber } from './hand-numbers.ts';
import { changeUserByHand, createUserByHand } from './hand-users.ts';
import {
  holdUser,
  ignorePerson,
  keepUserUntil,
  releaseField,
  unholdUser,
  unignorePerson,
} from './hand-words.ts';

let world: RunWorld;
afterEach(() => world.close());

const actor = { kind: 'administrator', id: 'a1', name: 'Ada Ek' } as const;
const hand = (at = firstNight): Hand => ({
  database: world.database,
  companyId: world.companyId,
  actor,
  now: at,
});

async function openWorld(settings = {}): Promise<void> {
  world = await runWorld({ keepDays: 10, ...settings });
  for (let n = 1; n <= 4; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

async function user(person: string): Promise<DirectoryEntry> {
  const found = (await listUsers(world.database, world.companyId)).find((one) => one.person === person);
  if (!found) throw new Error(`${person} has no user`);
  return found;
}

const night = (n: number, more = {}) => world.run({ at: firstNight + n * day, ...more });
const audited = () => world.database.kysely.selectFrom('audit_log').selectAll().orderBy('id').execute();
const logged = () =>
  world.database.kysely.selectFrom('steps').selectAll().where('run_id', 'is', null).orderBy('id').execute();

describe('a held user', () => {
  it('does not leave, with who and why in log and audit, until the hold is taken back', async () => {
    await openWorld();
    const { id, alias } = await user('p1');
    expect(await holdUser(hand(), id, { why: 'Föräldraledig' })).toEqual({ ok: true });
    remove(world.tenant, 'p1');
    const held = await night(1);
    expect(held).toMatchObject({ counts: { leave: 0 }, reasons: [{ code: 'user.held', count: 1 }] });
    expect(await user('p1')).toMatchObject({ state: 'active' });
    expect(await logged()).toMatchObject([
      {
        do_what: 'hold',
        user_id: id,
        person_id: 'p1',
        actor,
        because: { message: 'Done by hand: Föräldraledig' },
      },
    ]);
    expect(await audited()).toMatchObject([
      { action: 'user.hold', actor, subject_id: id, subject_name: alias, company_id: world.companyId },
    ]);
    expect(await unholdUser(hand(), id)).toEqual({ ok: true });
    expect((await night(2)).counts.leave).toBe(1);
    expect(await unholdUser(hand(), id)).toMatchObject({ ok: false, code: 'user.notHeld' });
  });

  it('leaves once the time of the hold is over, and not a night before', async () => {
    await openWorld();
    await holdUser(hand(), (await user('p1')).id, { until: '2026-03-05' });
    remove(world.tenant, 'p1');
    // Nights are at 02:00 in Stockholm: the third begins the fifth of March.
    expect((await night(1)).counts.leave).toBe(0);
    expect((await night(2)).counts.leave).toBe(0);
    expect((await night(3)).counts.leave).toBe(1);
  });

  it('is refused a date that is none, one that has come, and a user whom no sync keeps', async () => {
    await openWorld();
    const { id } = await user('p1');
    const codes = [];
    for (const until of ['2026-02-30', 'tomorrow', '2026-03-02'])
      codes.push((await holdUser(hand(), id, { until })) as { code: string });
    expect(codes.map((one) => one.code)).toEqual(['date.invalid', 'date.invalid', 'date.past']);
    await unlinkUser(hand(), id);
    expect(await holdUser(hand(), id)).toMatchObject({ code: 'user.notLinked' });
    expect(await holdUser(hand(), 'no id')).toMatchObject({ code: 'user.unknown' });
    expect(await logged()).toHaveLength(1);
  });
});

describe('a leaving user', () => {
  async function openLeaving() {
    await openWorld();
    remove(world.tenant, 'p1');
    await night(1);
    return (await user('p1')).id;
  }

  it('is kept until a later date, deleted on it, and never sooner than announced', async () => {
    const id = await openLeaving();
    expect(await user('p1')).toMatchObject({ deleteOn: '2026-03-13' });
    expect(await keepUserUntil(hand(), id, '2026-03-10')).toMatchObject({ code: 'date.early' });
    expect(await keepUserUntil(hand(), id, '2026-03-20', { why: 'Testamente' })).toEqual({ ok: true });
    expect(await user('p1')).toMatchObject({ state: 'leaving', deleteOn: '2026-03-20' });
    expect((await night(12)).counts.delete).toBe(0);
    expect((await night(17)).counts.delete).toBe(0);
    expect((await night(18)).counts.delete).toBe(1);
  });

  it('is deleted now, by hand, with its number cooling and a tombstone; the brake does not count it', async () => {
    const id = await openLeaving();
    expect(await deleteUserNow(hand(firstNight + 2 * day), id)).toMatchObject({ ok: true });
    expect((await listUsers(world.database, world.companyId)).map((one) => one.person)).not.toContain('p1');
    const db = world.database.kysely;
    const number = await db.selectFrom('numbers').selectAll().where('digits', '=', '46812345001').execute();
    expect(number).toMatchObject([{ state: 'cooling', last_person: 'p1', last_user: id }]);
    expect(await db.selectFrom('tombstones').selectAll().execute()).toMatchObject([
      { person_id: 'p1', extension: '5001', template_id: world.templateId },
    ]);
    const [step] = (await logged()).slice(-1);
    expect(step).toMatchObject({ do_what: 'delete', kind: null, before: { alias: 'namn1' } });
    expect((await night(3)).counts).toMatchObject({ delete: 0, create: 0, unchanged: 3 });
  });

  it('is not kept until a date when it is not leaving', async () => {
    await openWorld();
    const refused = await keepUserUntil(hand(), (await user('p1')).id, '2026-05-01');
    expect(refused).toMatchObject({ code: 'user.notLeaving' });
  });
});

it('an active linked user is deleted only together with ignoring the person, who is then not made again', async () => {
  await openWorld();
  const { id } = await user('p1');
  expect(await deleteUserNow(hand(), id)).toMatchObject({ ok: false, code: 'user.linked' });
  expect(await deleteUserNow(hand(), id, { ignorePerson: true })).toMatchObject({ ok: true });
  expect(await night(1)).toMatchObject({
    counts: { create: 0, skip: 1 },
    reasons: [{ code: 'person.ignored', count: 1 }],
  });
  expect(await ignorePerson(hand(), world.templateId, 'p2')).toMatchObject({ code: 'person.hasUser' });
  expect(await unignorePerson(hand(), world.templateId, 'p1')).toEqual({ ok: true });
  expect((await night(2)).counts.create).toBe(1);
});

it('a person is ignored until a date and made a user on it, though nothing about her has changed', async () => {
  await openWorld();
  hire(world.tenant, 'p9', personFacts(9, { surname: null }));
  await night(1);
  const until = '2026-03-06';
  expect(await ignorePerson(hand(), world.templateId, 'p9', { until, why: 'Provanställd' })).toEqual({
    ok: true,
  });
  update(world.tenant, 'p9', { surname: 'Nio' });
  expect((await night(2)).counts).toMatchObject({ create: 0, skip: 1 });
  expect((await night(3)).counts).toMatchObject({ create: 0, skip: 1 });
  expect((await night(4)).counts).toMatchObject({ create: 1, skip: 0 });
  expect(await unignorePerson(hand(), world.templateId, 'p9')).toMatchObject({ code: 'person.notIgnored' });
});

it('an unlinked user stays as it is and is never touched again; it is found as a conflict and linked again by hand', async () => {
  await openWorld();
  const { id } = await user('p1');
  remove(world.tenant, 'p1');
  await night(1);
  expect(await unlinkUser(hand(), id)).toEqual({ ok: true });
  expect((await night(12)).counts).toMatchObject({ delete: 0, leave: 0 });
  const stays = (await listUsers(world.database, world.companyId)).find((one) => one.id === id);
  expect(stays).toMatchObject({ person: null, state: 'active', deleteOn: null });
  hire(world.tenant, 'p1', personFacts(1, { jobTitle: 'Chef' }));
  expect((await night(13)).counts).toMatchObject({ conflict: 1, create: 0 });
  const target = { templateId: world.templateId, person: 'p1' };
  expect(await linkUser(hand(), id, target)).toEqual({ ok: true, unseen: false });
  expect((await night(14)).counts).toMatchObject({ change: 1, conflict: 0 });
  expect(await user('p1')).toMatchObject({ id, title: 'Chef' });
});

it('a user of one person is given to another only when that is said, and a person has one user', async () => {
  await openWorld();
  hire(world.tenant, 'p5', personFacts(5, { surname: null }));
  await night(1);
  const { id } = await user('p1');
  const target = { templateId: world.templateId, person: 'p5' };
  expect(await linkUser(hand(), id, target)).toMatchObject({ ok: false, code: 'user.linked' });
  const taken = await linkUser(hand(), id, { ...target, person: 'p2' }, { relink: true });
  expect(taken).toMatchObject({ code: 'person.hasUser' });
  const nobody = await linkUser(hand(), id, { ...target, person: 'p77' }, { relink: true });
  expect(nobody).toMatchObject({ code: 'person.unknown' });
  expect(await linkUser(hand(), id, target, { relink: true })).toEqual({ ok: true, unseen: false });
  expect((await logged()).map((step) => [step.do_what, step.person_id])).toEqual([
    ['unlink', 'p1'],
    ['link', 'p5'],
  ]);
  expect((await user('p5')).id).toBe(id);
});

describe('a user by hand', () => {
  const values = { alias: 'reception', name: 'Växel', surname: 'Nord', pstnFixed: '08-465 004 01' };

  it('is made with the same rules as a sync: forms, holders, cooling and reserved numbers, all faults at once', async () => {
    await openWorld();
    const made = await createUserByHand(hand(), randomUUID(), { values });
    expect(made).toMatchObject({ ok: true });
    const all = await listUsers(world.database, world.companyId);
    expect(all.find((one) => one.alias === 'reception')).toMatchObject({
      pstnFixed: '46846500401',
      extension: '0401',
      person: null,
    });
    const refused = await createUserByHand(hand(), randomUUID(), {
      values: { alias: 'NAMN1', name: ' ', pstnFixed: '112', extension: '0401', email: 'nobody' },
      callerId: '08-465 004 77',
      settingsTemplate: randomUUID(),
    });
    if (refused.ok) throw new Error('refused was expected');
    expect(refused.faults?.map((fault) => fault.code).toSorted()).toEqual([
      'alias.taken',
      'callerId.unknown',
      'email.invalid',
      'extension.taken',
      'name.missing',
      'pstnFixed.invalid',
      'settingsTemplate.unknown',
      'surname.missing',
    ]);
    expect(await listUsers(world.database, world.companyId)).toHaveLength(5);
  });

  it('gives its number up to cool, for nobody else until it is freed', async () => {
    await openWorld();
    const made = await createUserByHand(hand(), randomUUID(), { values });
    if (!made.ok) throw new Error(made.message);
    await changeUserByHand(hand(), made.id, { values: { pstnFixed: '08-465 004 02' } });
    const other = { values: { ...values, alias: 'other' } };
    const cooling = await createUserByHand(hand(), randomUUID(), other);
    expect(cooling).toMatchObject({ ok: false, code: 'pstnFixed.cooling' });
    const back = await changeUserByHand(hand(), made.id, { values: { pstnFixed: '08-465 004 01' } });
    expect(back).toEqual({ ok: true, changed: ['pstnFixed'] });
    await changeUserByHand(hand(), made.id, { values: { pstnFixed: '08-465 004 03' } });
    expect(await freeNumber(hand(), '46846500403')).toMatchObject({ code: 'number.notCooling' });
    expect(await freeNumber(hand(), '46846500401')).toEqual({ ok: true });
    expect(await createUserByHand(hand(), randomUUID(), other)).toMatchObject({ ok: true });
  });

  it('has mapped fields locked in full and paused, free in onlyNew, and others free; those are no drift', async () => {
    await openWorld();
    const { id } = await user('p1');
    const title = { values: { title: 'Chef' } };
    const locked = await changeUserByHand(hand(), id, title);
    expect(locked).toMatchObject({
      code: 'field.locked',
      cure: 'Change it in Entra, or unlink the user first.',
    });
    await world.change({ mode: 'paused' });
    expect(await changeUserByHand(hand(), id, title)).toMatchObject({ code: 'field.locked' });
    await world.change({ mode: 'full' });
    await night(1);
    const free = { values: { extension: '77', pstnFixed: '0812345001' }, settings: { ringTimeSeconds: 20 } };
    expect(await changeUserByHand(hand(), id, free)).toEqual({
      ok: true,
      changed: ['extension', 'settings.ringTimeSeconds'],
    });
    expect(await night(2)).toMatchObject({ counts: { change: 0, unchanged: 4 }, reasons: [] });
    expect(await user('p1')).toMatchObject({ extension: '77', settings: { ringTimeSeconds: 20 } });
    await world.change({ mode: 'onlyNew' });
    expect(await changeUserByHand(hand(), id, title)).toEqual({ ok: true, changed: ['title'] });
    await world.change({ mode: 'full' });
    const again = await night(3);
    expect(again.counts.change).toBe(1);
    expect(await user('p1')).toMatchObject({ title: null, extension: '77' });
  });

  it('is changed by whoever is first: the other is told', async () => {
    await openWorld();
    const { id } = await user('p1');
    const both = await Promise.all(
      ['71', '72'].map((extension) =>
        changeUserByHand(hand(), id, { values: { extension } }, { version: 1 }),
      ),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ code: 'user.changed' });
  });
});

it('a pin can be released, and only one that is there', async () => {
  await openWorld();
  const { id } = await user('p1');
  await world.database.kysely
    .updateTable('links')
    .set({ pinned: JSON.stringify({ title: 'Chef' }) })
    .where('person_id', '=', 'p1')
    .execute();
  update(world.tenant, 'p1', { jobTitle: 'Chef' });
  expect(await night(1)).toMatchObject({
    counts: { change: 0 },
    reasons: [{ code: 'field.pinned', count: 1 }],
  });
  expect(await releaseField(hand(), id, 'mobile')).toMatchObject({
    code: 'field.notPinned',
    cure: 'Pinned are: title.',
  });
  expect(await releaseField(hand(), id, 'title')).toEqual({ ok: true });
  expect((await night(2)).counts.change).toBe(1);
});

it('nothing of one company is reached from another', async () => {
  await openWorld();
  const { id } = await user('p1');
  const company = randomUUID();
  await writeTestCompany(world.database, company, 'Sydvik Vatten AB');
  const there = await writeTestTemplate(world.database, company, {});
  const stranger: Hand = { ...hand(), companyId: company };
  const answers = [
    await holdUser(stranger, id),
    await deleteUserNow(stranger, id, { ignorePerson: true }),
    await changeUserByHand(stranger, id, { values: { title: 'X' } }),
    await unlinkUser(stranger, id),
    await ignorePerson(stranger, world.templateId, 'p1'),
    await linkUser(hand(), id, { templateId: there, person: 'p1' }),
    await holdUser({ ...hand(), companyId: randomUUID() }, id),
  ];
  expect(answers.map((one) => !one.ok && one.code)).toEqual([
    'user.unknown',
    'user.unknown',
    'user.unknown',
    'user.unknown',
    'template.unknown',
    'template.unknown',
    'company.unknown',
  ]);
  expect(await logged()).toEqual([]);
  leaveGroup(world.tenant, 'p1');
});

it('many who wait for a company’s directory leave the connections to others, and each gets his turn', async () => {
  await openWorld();
  const { database, companyId } = world;
  const { id } = await user('p1');
  const held = Promise.withResolvers<void>();
  const holding = Promise.withResolvers<void>();
  const longRun = database.kysely.transaction().execute(async (trx) => {
    await lockDirectory(trx, companyId);
    holding.resolve();
    await held.promise;
  });
  await holding.promise;
  const deeds = Array.from({ length: 30 }, () => holdUser(hand(), id));
  try {
    const answer = database.pool.query('select 1');
    expect(await Promise.race([answer, pause(3_000)])).toMatchObject({ rowCount: 1 });
  } finally {
    held.resolve();
    await longRun;
  }
  expect(await Promise.all(deeds)).toEqual(deeds.map(() => ({ ok: true })));
});
