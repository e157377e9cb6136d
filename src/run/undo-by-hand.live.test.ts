// Changes by hand are taken back like those of a run, and the change log says what can be.
import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestCompany } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, update } from '../../test/scripted-tenant.ts';
import { readCompany } from '../store/companies.ts';
import { listUsers } from './directory-list.ts';
import type { Hand } from './hand-deed.ts';
import { deleteUserNow } from './hand-delete.ts';
import { changeUserByHand, createUserByHand } from './hand-users.ts';
import { holdUser } from './hand-words.ts';
import { readUndoTarget, undoByHand } from './undo-by-hand.ts';
import { readUndoVerdicts } from './undo-slices.ts';

let world: RunWorld;
afterEach(() => world.close());

const actor = { kind: 'token', id: 't1', name: 'Skript' } as const;
const hand = (at = firstNight): Hand => ({
  database: world.database,
  companyId: world.companyId,
  actor,
  now: at,
});
const users = () => listUsers(world.database, world.companyId);

async function openWorld(): Promise<void> {
  world = await runWorld();
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

async function lastStep(): Promise<number> {
  const row = await world.database.kysely
    .selectFrom('steps')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return row.id;
}

const values = { alias: 'reception', name: 'Växel', surname: 'Nord', pstnFixed: '08-465 004 01' };

it('takes back what was done to a user made by hand: change, delete and create, one by one', async () => {
  await openWorld();
  const made = await createUserByHand(hand(), randomUUID(), {
    values: { ...values, title: 'Växel' },
    settings: { voicemail: true },
  });
  if (!made.ok) throw new Error(made.message);
  const find = async () => (await users()).find((one) => one.id === made.id);
  const before = await find();
  const more = { values: { title: null, pstnFixed: '08-465 004 02' }, settings: { voicemail: null } };
  await changeUserByHand(hand(), made.id, more);
  const changed = await lastStep();
  expect(await find()).toMatchObject({ title: null, settings: {} });
  expect(await undoByHand(hand(), { steps: [changed] }, { preview: true })).toMatchObject({
    ok: true,
    undone: 1,
  });
  expect(await find()).toMatchObject({ title: null });
  expect(await undoByHand(hand(), { steps: [changed] }, { preview: false })).toMatchObject({
    ok: true,
    undone: 1,
  });
  expect(await find()).toEqual(before);
  await deleteUserNow(hand(), made.id);
  const deleted = await lastStep();
  expect(await undoByHand(hand(), { steps: [deleted] }, { preview: false })).toMatchObject({
    ok: true,
    undone: 1,
  });
  expect(await find()).toEqual(before);
  expect(await undoByHand(hand(), { steps: [made.step] }, { preview: false })).toMatchObject({
    ok: true,
    undone: 1,
  });
  expect(await find()).toBeUndefined();
  const again = await undoByHand(hand(), { steps: [made.step] }, { preview: false });
  expect(again).toMatchObject({ ok: false, code: 'undo.done' });
  const audit = await world.database.kysely.selectFrom('audit_log').select(['action', 'actor']).execute();
  expect(audit.map((one) => one.action)).toEqual([
    'user.create',
    'user.change',
    'change.undo',
    'user.delete',
    'change.undo',
    'change.undo',
  ]);
});

it('brings back whom somebody deleted now, who is then no longer ignored and follows the source again', async () => {
  await openWorld();
  const [first] = await users();
  await deleteUserNow(hand(), first?.id ?? '', { ignorePerson: true });
  const step = await lastStep();
  const target = await readUndoTarget(world.database, world.companyId, { steps: [step] });
  expect(target).toEqual({ ok: true, templateId: world.templateId, rows: 1 });
  const asDeed = await undoByHand(hand(), { steps: [step] }, { preview: false });
  expect(asDeed).toMatchObject({ ok: false, code: 'undo.isRun' });
  update(world.tenant, 'p1', { jobTitle: 'Chef' });
  const undone = await world.run({ at: firstNight + day, undo: { steps: [step] } });
  expect(undone.counts.create).toBe(1);
  expect(await users()).toContainEqual(first);
  const next = await world.run({ at: firstNight + 2 * day });
  expect(next).toMatchObject({
    counts: { create: 0, change: 1, skip: 0 },
    reasons: [{ code: 'source.changed' }],
  });
});

it('says of each row whether it can be taken back now, and why not', async () => {
  await openWorld();
  update(world.tenant, 'p1', { jobTitle: 'Chef', department: 'Ekonomi' });
  const first = await world.run({ at: firstNight + day });
  update(world.tenant, 'p1', { jobTitle: 'VD' });
  await world.run({ at: firstNight + 2 * day });
  const user = (await users()).find((one) => one.person === 'p1');
  await holdUser(hand(), user?.id ?? '');
  const db = world.database.kysely;
  const rows = await db.selectFrom('steps').selectAll().where('person_id', '=', 'p1').orderBy('id').execute();
  const company = await readCompany(db, world.companyId);
  if (!company) throw new Error('no company');
  const verdicts = await db.transaction().execute((trx) =>
    readUndoVerdicts(
      trx,
      company,
      rows.map((row) => row.id),
      firstNight,
    ),
  );
  expect(rows.map((row) => [row.do_what, verdicts.get(row.id)?.canUndo])).toEqual([
    ['create', false],
    ['change', true],
    ['change', true],
    ['hold', false],
  ]);
  const reasons = rows.map((row) => verdicts.get(row.id)?.reasons.map((reason) => reason.message));
  expect(reasons).toEqual([
    ['Title, Department have been changed since.'],
    ['Title has been changed since.'],
    [],
    ['Is an administrator’s own word and no change of the user.'],
  ]);
  expect(first.counts.change).toBe(1);
});

it('finds nothing to take back in another company, or by what is no id', async () => {
  await openWorld();
  const company = randomUUID();
  await writeTestCompany(world.database, company, 'Sydvik Vatten AB');
  const [first] = await users();
  const run = (await world.database.kysely.selectFrom('runs').select('id').executeTakeFirstOrThrow()).id;
  const step = await lastStep();
  const wrong = [{ run }, { user: first?.id ?? '' }, { steps: [step] }];
  for (const what of wrong)
    expect(await readUndoTarget(world.database, company, what)).toMatchObject({ code: 'undo.nothing' });
  const odd = [{ run: "x' or true --" }, { user: 'x' }, { steps: [1.5] }, { run, user: "'" }, { steps: [] }];
  for (const what of odd)
    expect(await readUndoTarget(world.database, world.companyId, what)).toMatchObject({
      code: 'undo.nothing',
    });
  expect(await readUndoTarget(world.database, 'no id', { run })).toMatchObject({ code: 'undo.nothing' });
});
