// What a run did is taken back (R17), and the nights after do not do it again.
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { UndoWhat } from '../store/undo-steps.ts';
import type { DirectoryEntry } from './directory-list.ts';
import { listUsers } from './directory-list.ts';
import type { Hand } from './hand-deed.ts';
import { changeUserByHand, createUserByHand } from './hand-users.ts';
import type { RunReport } from './report.ts';
import { readRunSteps } from './run-steps.ts';

let world: RunWorld;
afterEach(() => world.close());

const actor = { kind: 'administrator', id: 'a1', name: 'Ada Ek' } as const;
const night = (n: number, more = {}): Promise<RunReport> => world.run({ at: firstNight + n * day, ...more });
const undo = (n: number, what: UndoWhat, more = {}): Promise<RunReport> =>
  world.run({ at: firstNight + n * day + 3_600_000, undo: what, requestedBy: actor, ...more });
const users = () => listUsers(world.database, world.companyId);
const hand = (): Hand => ({ database: world.database, companyId: world.companyId, actor, now: firstNight });

async function openWorld(settings = {}): Promise<RunReport> {
  world = await runWorld({ keepDays: 10, ...settings });
  for (let n = 1; n <= 6; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  return world.run();
}

async function user(person: string): Promise<DirectoryEntry> {
  const found = (await users()).find((one) => one.person === person);
  if (!found) throw new Error(`${person} has no user`);
  return found;
}

async function mappingOf() {
  const stored = await readSyncTemplate(world.database.kysely, world.templateId);
  return stored?.template.fieldMapping ?? {};
}

const linkOf = (person: string) =>
  world.database.kysely.selectFrom('links').selectAll().where('person_id', '=', person).executeTakeFirst();

/** Why each row stays, by alias. */
async function kept(run: RunReport): Promise<[string | null, string, string][]> {
  const steps = await readRunSteps(world.database, run.run);
  return steps
    .filter((one) => one.outcome === 'kept')
    .map(({ step }): [string | null, string, string] => [step.alias, step.because.code, step.because.message])
    .toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1));
}

const keptCodes = async (run: RunReport) => (await kept(run)).map(([, code]) => code);

const unchanged = { create: 0, change: 0, leave: 0, return: 0, delete: 0 };

describe('an undone change', () => {
  it('comes back field by field and is pinned until the source says something else', async () => {
    await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef', department: 'Ekonomi' });
    update(world.tenant, 'p2', { jobTitle: 'Säljare' });
    const changed = await night(1);
    const undone = await undo(1, { run: changed.run });
    expect(undone).toMatchObject({
      state: 'succeeded',
      trigger: 'undo',
      counts: { ...unchanged, change: 2 },
    });
    expect(await user('p1')).toMatchObject({ title: null, department: 'Avdelning 1' });
    expect(await linkOf('p1')).toMatchObject({ pinned: { title: 'Chef', department: 'Ekonomi' } });
    const next = await night(2);
    expect(next).toMatchObject({ counts: unchanged, reasons: [{ code: 'field.pinned', count: 2 }] });
    expect((await night(8, { trigger: 'schedule' })).counts).toMatchObject(unchanged);
    update(world.tenant, 'p1', { jobTitle: 'Ekonomichef' });
    expect((await night(9)).counts).toMatchObject({ ...unchanged, change: 1 });
    expect(await user('p1')).toMatchObject({ title: 'Ekonomichef', department: 'Avdelning 1' });
    expect(await linkOf('p1')).toMatchObject({ pinned: { department: 'Ekonomi' } });
    // Back to what was undone, by somebody who means it now.
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    expect((await night(10)).counts.change).toBe(1);
    expect((await user('p1')).title).toBe('Chef');
  });

  it('that the source takes back itself leaves no pin behind', async () => {
    await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    await undo(1, { run: (await night(1)).run });
    update(world.tenant, 'p1', { jobTitle: null });
    expect(await night(2)).toMatchObject({ counts: unchanged, reasons: [] });
    expect(await linkOf('p1')).toMatchObject({ pinned: {} });
  });

  it('stays where the value was changed since, with the other fields taken back', async () => {
    await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef', department: 'Ekonomi' });
    const changed = await night(1);
    update(world.tenant, 'p1', { jobTitle: 'Ekonomichef' });
    await night(2);
    const undone = await undo(2, { run: changed.run });
    expect(undone).toMatchObject({ counts: { change: 1 }, reasons: [{ code: 'undo.changed', count: 1 }] });
    expect(await kept(undone)).toEqual([['namn1', 'undo.changed', 'Title has been changed since.']]);
    expect(await user('p1')).toMatchObject({ title: 'Ekonomichef', department: 'Avdelning 1' });
  });

  it('of an extension that one run took from somebody deleted and gave to somebody else is hers to have back', async () => {
    const extension = { field: 'officeLocation', onEmpty: 'clear' as const };
    await openWorld({ keepDays: 0 });
    await world.change({ fieldMapping: { ...(await mappingOf()), extension } });
    update(world.tenant, 'p1', { officeLocation: '3' });
    update(world.tenant, 'p2', { officeLocation: '4' });
    await night(1);
    remove(world.tenant, 'p1');
    update(world.tenant, 'p2', { officeLocation: '3' });
    expect((await night(2)).counts).toMatchObject({ ...unchanged, delete: 1, change: 1 });
    update(world.tenant, 'p2', { officeLocation: '5' });
    const changed = await night(3);
    expect(await undo(3, { run: changed.run })).toMatchObject({ counts: { change: 1 }, reasons: [] });
    expect(await user('p2')).toMatchObject({ extension: '3' });
  });

  it('of swapped numbers and a chain of aliases comes back in one transaction, numbers as they were', async () => {
    await openWorld();
    update(world.tenant, 'p1', { businessPhones: ['+46812345002'], mailNickname: 'namn2' });
    update(world.tenant, 'p2', { businessPhones: ['+46812345001'], mailNickname: 'namn3' });
    update(world.tenant, 'p3', { mailNickname: 'nytt' });
    const changed = await night(1);
    expect(changed.counts.change).toBe(3);
    const undone = await undo(1, { run: changed.run });
    expect(undone).toMatchObject({ state: 'succeeded', counts: { change: 3 }, reasons: [] });
    for (const n of [1, 2, 3])
      expect(await user(`p${n}`)).toMatchObject({ alias: `namn${n}`, pstnFixed: `4681234500${n}` });
    const numbers = await world.database.kysely.selectFrom('numbers').selectAll().execute();
    expect(numbers.filter((one) => one.state !== 'assigned')).toEqual([]);
    expect((await night(2)).counts).toMatchObject(unchanged);
  });

  it('stays when somebody else has got the value, and says who; nobody gets what such a user keeps', async () => {
    await openWorld();
    update(world.tenant, 'p1', { mailNickname: 'nytt1' });
    update(world.tenant, 'p2', { mailNickname: 'namn1' });
    const changed = await night(1);
    update(world.tenant, 'p2', { mailNickname: 'nytt2' });
    hire(world.tenant, 'p9', personFacts(9, { mailNickname: 'namn2' }));
    await night(2);
    // p1 could have namn1 back; p2 has been changed since.
    hire(world.tenant, 'p8', personFacts(8, { mailNickname: 'namn1' }));
    await night(3);
    const undone = await undo(3, { run: changed.run });
    expect(undone).toMatchObject({ state: 'refused', error: { code: 'undo.impossible' }, counts: unchanged });
    expect(await kept(undone)).toEqual([
      ['namn1', 'alias.taken', 'Alias namn1 belongs to Namn8 Efternamn8.'],
      ['namn2', 'undo.changed', 'Alias has been changed since.'],
    ]);
  });
});

describe('an undone create', () => {
  it('removes the user and ignores the person; undone again it brings back the same user', async () => {
    await openWorld();
    hire(world.tenant, 'p7', personFacts(7));
    hire(world.tenant, 'p8', personFacts(8));
    const created = await night(1);
    const { id } = await user('p7');
    const undone = await undo(1, { run: created.run, user: id });
    expect(undone).toMatchObject({ state: 'succeeded', counts: { ...unchanged, delete: 1 } });
    expect((await users()).map((one) => one.person)).not.toContain('p7');
    expect((await user('p8')).alias).toBe('namn8');
    expect(await night(2)).toMatchObject({
      counts: { ...unchanged, skip: 1 },
      reasons: [{ code: 'person.ignored', count: 1 }],
    });
    const again = await undo(2, { run: undone.run });
    expect(again).toMatchObject({ state: 'succeeded', counts: { ...unchanged, create: 1 } });
    expect(await user('p7')).toMatchObject({
      id,
      pstnFixed: '46812345007',
      extension: '5007',
      state: 'active',
    });
    expect(await night(3)).toMatchObject({ counts: { ...unchanged, skip: 0 }, reasons: [] });
    // The create stands again, so it can be taken back again.
    expect((await undo(3, { run: created.run, user: id })).counts.delete).toBe(1);
  });

  it('stays when the user was changed since', async () => {
    const created = await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    await night(1);
    const undone = await undo(1, { run: created.run });
    expect(undone).toMatchObject({ counts: { delete: 5 }, reasons: [{ code: 'undo.changed', count: 1 }] });
    expect((await users()).map((one) => one.person)).toEqual(['p1']);
  });
});

describe('an undone leave', () => {
  it('clears the clock and holds the user; undone again the clock is where it was', async () => {
    await openWorld();
    remove(world.tenant, 'p1');
    const left = await night(1);
    expect(await user('p1')).toMatchObject({ state: 'leaving', deleteOn: '2026-03-13' });
    const undone = await undo(1, { run: left.run });
    expect(undone.counts).toMatchObject({ ...unchanged, return: 1 });
    expect(await user('p1')).toMatchObject({ state: 'active' });
    expect(await linkOf('p1')).toMatchObject({ held: true, held_by: actor });
    expect(await night(12)).toMatchObject({ counts: unchanged, reasons: [{ code: 'user.held', count: 1 }] });
    const again = await undo(12, { run: undone.run });
    expect(again.counts).toMatchObject({ ...unchanged, leave: 1 });
    expect(await user('p1')).toMatchObject({ state: 'leaving', deleteOn: '2026-03-13' });
    expect(await linkOf('p1')).toMatchObject({ held: false, leave_code: 'person.gone' });
    expect((await night(13)).counts).toMatchObject({ ...unchanged, delete: 1 });
  });

  it('is no leave any more when the person came back; and a return by the source is not taken back', async () => {
    await openWorld();
    remove(world.tenant, 'p1');
    const left = await night(1);
    hire(world.tenant, 'p1', personFacts(1));
    const back = await night(2);
    expect(back.counts.return).toBe(1);
    expect(await keptCodes(await undo(2, { run: left.run }))).toEqual(['undo.changed']);
    expect(await keptCodes(await undo(2, { run: back.run }))).toEqual(['undo.inScope']);
  });
});

describe('an undone delete', () => {
  async function openDeleted(): Promise<{ deleted: RunReport; was: DirectoryEntry }> {
    await openWorld({ userFieldMapping: { floor: { field: 'officeLocation', onEmpty: 'clear' } } });
    update(world.tenant, 'p1', { officeLocation: 'Plan 4' });
    await night(1);
    const { id } = await user('p1');
    const settings = { ringTimeSeconds: 20, callWaiting: false };
    await changeUserByHand(hand(), id, { values: {}, settings, callerId: '08-123 45 002' });
    const was = await user('p1');
    remove(world.tenant, 'p1');
    await night(2);
    const deleted = await night(12);
    expect(deleted.counts.delete).toBe(1);
    return { deleted, was };
  }

  it('brings back the same user with all it had, number and extension included, and holds it', async () => {
    const { deleted, was } = await openDeleted();
    expect(was).toMatchObject({ callerId: '46812345002', fields: { floor: 'Plan 4' } });
    expect((await undo(13, { run: deleted.run })).counts).toMatchObject({ ...unchanged, create: 1 });
    expect(await user('p1')).toEqual(was);
    const db = world.database.kysely;
    expect(await db.selectFrom('tombstones').selectAll().execute()).toEqual([]);
    expect(await night(14)).toMatchObject({ counts: unchanged, reasons: [{ code: 'user.held', count: 1 }] });
    // Deleted, undone and deleted once more: everything follows as the first time.
    await db.updateTable('links').set({ held: false }).where('person_id', '=', 'p1').execute();
    await night(15);
    expect((await night(25)).counts.delete).toBe(1);
    expect(await db.selectFrom('tombstones').selectAll().execute()).toHaveLength(1);
  });

  it('stays when somebody has the number, and says who; comes back without an extension that is given away', async () => {
    const { deleted, was } = await openDeleted();
    await world.database.kysely
      .updateTable('numbers')
      .set({ state: 'free', last_person: null, last_user: null })
      .where('digits', '=', '46812345001')
      .execute();
    const values = {
      alias: 'vaxel',
      name: 'Växel',
      surname: 'Nord',
      pstnFixed: '08-12345001',
      extension: '1',
    };
    const made = await createUserByHand(hand(), crypto.randomUUID(), { values });
    if (!made.ok) throw new Error(made.message);
    const refused = await undo(13, { run: deleted.run });
    expect(refused).toMatchObject({ state: 'refused', error: { code: 'undo.impossible' } });
    expect(await kept(refused)).toEqual([
      ['namn1', 'pstnFixed.taken', 'PSTN Fixed 46812345001 belongs to Växel Nord.'],
    ]);
    await world.database.kysely
      .updateTable('tombstones')
      .set({ extension_until: new Date(firstNight) })
      .execute();
    const freed = { pstnFixed: '08-465 004 01', extension: was.extension };
    expect(await changeUserByHand(hand(), made.id, { values: freed })).toMatchObject({ ok: true });
    // The number cools for the one made by hand.
    expect(await keptCodes(await undo(13, { run: deleted.run }))).toEqual([
      'pstnFixed.cooling',
      'extension.taken',
    ]);
    const partly = await undo(60, { run: deleted.run });
    expect(partly).toMatchObject({ state: 'succeeded', counts: { create: 1 } });
    expect(await user('p1')).toEqual({ ...was, extension: null });
  });

  it('stays when the person has another user by now', async () => {
    const { deleted } = await openDeleted();
    hire(world.tenant, 'p1', personFacts(1));
    await night(13);
    expect(await kept(await undo(13, { run: deleted.run }))).toEqual([
      ['namn1', 'undo.personHasUser', 'The person has another user by now. It is namn1.'],
    ]);
  });
});

describe('an undo', () => {
  it('done twice changes nothing the second time and says so', async () => {
    await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    const changed = await night(1);
    await undo(1, { run: changed.run });
    const before = await users();
    const second = await undo(1, { run: changed.run });
    expect(second).toMatchObject({ state: 'refused', error: { code: 'undo.done' }, counts: unchanged });
    expect(await users()).toEqual(before);
  });

  it('asked for by two at once is done once', async () => {
    await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    const changed = await night(1);
    const both = await Promise.all([undo(1, { run: changed.run }), undo(1, { run: changed.run })]);
    expect(both.map((one) => one.state).toSorted()).toEqual(['refused', 'succeeded']);
    expect(await user('p1')).toMatchObject({ title: null });
  });

  it('is of a user: what the newest run did to it, however often it is asked for', async () => {
    await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    update(world.tenant, 'p2', { jobTitle: 'Chef' });
    await night(1);
    const { id } = await user('p1');
    expect((await undo(1, { user: id })).counts.change).toBe(1);
    expect(await undo(1, { user: id })).toMatchObject({ error: { code: 'undo.done' } });
    expect([(await user('p1')).title, (await user('p2')).title]).toEqual([null, 'Chef']);
  });

  it('is of single changes, also of two of one user', async () => {
    await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    const first = await night(1);
    update(world.tenant, 'p1', { department: 'Ekonomi' });
    const second = await night(2);
    const db = world.database.kysely;
    const rows = await db
      .selectFrom('steps')
      .select('id')
      .where('run_id', 'in', [first.run, second.run])
      .execute();
    const undone = await undo(2, { steps: rows.map((row) => row.id) });
    expect(undone.counts.change).toBe(1);
    expect(await user('p1')).toMatchObject({ title: null, department: 'Avdelning 1' });
    const marked = await db.selectFrom('steps').select('id').where('undone_by', 'is not', null).execute();
    expect(marked).toHaveLength(2);
    expect((await night(3)).counts).toMatchObject(unchanged);
  });

  it('of an undo makes the change again, and of that one takes it back again with its pin', async () => {
    await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    const changed = await night(1);
    const first = await undo(1, { run: changed.run });
    const second = await undo(1, { run: first.run });
    expect([(await user('p1')).title, (await linkOf('p1'))?.pinned]).toEqual(['Chef', {}]);
    expect((await night(2)).counts).toMatchObject(unchanged);
    await undo(2, { run: second.run });
    expect([(await user('p1')).title, (await linkOf('p1'))?.pinned]).toEqual([null, { title: 'Chef' }]);
    expect((await night(3)).counts).toMatchObject(unchanged);
  });

  it('shows beforehand what would happen and what cannot, and changes nothing then', async () => {
    const created = await openWorld();
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    await night(1);
    const before = await users();
    const preview = await undo(1, { run: created.run }, { preview: true });
    expect(preview).toMatchObject({ preview: true, state: 'succeeded', counts: { delete: 5 } });
    const steps = await readRunSteps(world.database, preview.run);
    expect(steps.map((one) => one.outcome).toSorted()).toEqual(['kept', ...Array<string>(5).fill('preview')]);
    expect(await users()).toEqual(before);
    const ordinary = await night(1, { apply: preview.run });
    expect(ordinary).toMatchObject({ state: 'refused', error: { code: 'preview.unknown' } });
  });

  it('works on a paused template, is withheld by no brake, and stands in history with who asked', async () => {
    const brakes = {
      removals: { count: 0, percent: 0 },
      numbers: { count: 0, percent: 0 },
      creates: { count: null },
    };
    const created = await openWorld({ brakes });
    await world.change({ mode: 'paused' });
    const undone = await undo(1, { run: created.run });
    expect(undone).toMatchObject({ state: 'succeeded', counts: { delete: 6 }, withheld: [] });
    expect(await users()).toEqual([]);
    const row = await world.database.kysely
      .selectFrom('runs')
      .selectAll()
      .where('id', '=', undone.run)
      .executeTakeFirst();
    expect(row).toMatchObject({
      trigger: 'undo',
      undoes: created.run,
      requested_by: actor,
      state: 'succeeded',
    });
    // What was taken back does not count for the brakes of the next night.
    const counted = await world.database.kysely
      .selectFrom('steps')
      .select('kind')
      .where('run_id', '=', undone.run)
      .execute();
    expect(new Set(counted.map((one) => one.kind))).toEqual(new Set([null]));
  });

  it('of two users of one person brings the last of them back', async () => {
    await openWorld({ keepDays: 0 });
    for (const n of [1, 3]) {
      remove(world.tenant, 'p1');
      await night(n);
      hire(world.tenant, 'p1', personFacts(n + 10));
      await night(n + 1);
    }
    const { kysely } = world.database;
    const deletes = await kysely.selectFrom('steps').select('id').where('do_what', '=', 'delete').execute();
    remove(world.tenant, 'p1');
    await night(5);
    const undone = await undo(5, { steps: deletes.map(({ id }) => id) });
    expect(undone).toMatchObject({ state: 'succeeded', counts: { create: 1 } });
    expect(await kept(undone)).toMatchObject([['namn1', 'undo.personHasUser', expect.any(String)]]);
    expect((await user('p1')).alias).toBe('namn11');
  });

  it('of nothing says so', async () => {
    await openWorld();
    const nothing = await night(1);
    expect(await undo(1, { run: nothing.run })).toMatchObject({
      state: 'refused',
      error: { code: 'undo.nothing' },
    });
    expect(await undo(1, { steps: [] })).toMatchObject({ error: { code: 'undo.nothing' } });
  });
});
