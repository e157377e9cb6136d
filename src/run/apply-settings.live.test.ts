// Settings templates and the users who exist (SPEC §7): changing one touches nobody, applying one changes exactly what the preview
// said, leaves alone what it does not set, and is taken back as a whole or user by user.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstNight, runWorld, writeTestCompany } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, update } from '../../test/scripted-tenant.ts';
import type { ChosenUsers } from '../store/settings-applying.ts';
import { writeSettingsTemplate } from '../store/settings-templates.ts';
import type { UserSettings } from '../store/settings-templates.ts';
import { applySettings } from './apply-settings.ts';
import type { SettingsApplied, SettingsWish } from './apply-settings.ts';
import { listUsers } from './directory-list.ts';
import type { Hand } from './hand-deed.ts';
import { changeUserByHand, createUserByHand } from './hand-users.ts';
import { readUndoTarget, undoByHand } from './undo-by-hand.ts';

let world: RunWorld;
const office = randomUUID();
beforeEach(async () => {
  world = await runWorld();
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
  await writeTemplate(office, 'Kontor', { ringTimeSeconds: 20, voicemail: true });
});
afterEach(() => world.close());

const actor = { kind: 'token', id: 't1', name: 'Skript' } as const;
const hand = (): Hand => ({ database: world.database, companyId: world.companyId, actor, now: firstNight });
const users = () => listUsers(world.database, world.companyId);
const settingsOf = async () => (await users()).map(({ settings }) => settings);
const all: ChosenUsers = { filter: { search: null, state: null, source: null, settingsTemplate: null } };

function writeTemplate(id: string, name: string, settings: UserSettings, companyId = world.companyId) {
  return writeSettingsTemplate(world.database.kysely, { id, companyId, name, settings, position: 0 });
}
async function apply(wish: Partial<SettingsWish>): Promise<SettingsApplied> {
  const answer = await tryApply(wish);
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}
const tryApply = (wish: Partial<SettingsWish>) =>
  applySettings(hand(), { template: office, chosen: all, preview: false, ...wish }, randomUUID);
async function applyAsSeen(wish: Partial<SettingsWish> = {}): Promise<SettingsApplied> {
  const { fingerprint } = await apply({ ...wish, preview: true });
  return apply({ ...wish, expected: fingerprint });
}
async function give(nth: number, settings: Record<string, string | number | boolean | null>): Promise<void> {
  const user = (await users())[nth];
  await changeUserByHand(hand(), user?.id ?? '', { values: {}, settings });
}

/** How many wait for a lock in this database. */
async function readWaiting(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    world.database.kysely,
  );
  return rows[0]?.n ?? 0;
}

describe('changing a settings template', () => {
  it('touches nobody who exists, whatever of it changes; new users get it as it is then', async () => {
    await world.change({ defaultSettingsTemplate: office });
    hire(world.tenant, 'p4', personFacts(4));
    await world.run();
    const before = await users();
    expect(before.map(({ settings }) => settings)).toEqual([
      {},
      {},
      {},
      { ringTimeSeconds: 20, voicemail: true },
    ]);
    await writeTemplate(office, 'Kontoret', { ringTimeSeconds: 45 });
    const other = randomUUID();
    await writeTemplate(other, 'Lager', { voicemail: false });
    await world.change({ defaultSettingsTemplate: other });
    update(world.tenant, 'p1', { jobTitle: 'Chef' });
    await world.run();
    expect(await settingsOf()).toEqual(before.map(({ settings }) => settings));
    hire(world.tenant, 'p5', personFacts(5));
    await world.run();
    expect((await settingsOf()).at(-1)).toEqual({ voicemail: false });
  });
});

describe('a settings template that is applied', () => {
  it('says first whom it would change and how, changes that and nothing else, and is one deed', async () => {
    await give(0, { ringTimeSeconds: 20, voicemail: true, language: 'sv' });
    await give(1, { ringTimeSeconds: 60, hiddenNumber: true });
    const preview = await apply({ preview: true });
    expect(preview).toMatchObject({ preview: true, change: 3, unchanged: 0, unknown: [], batch: null });
    expect(preview.changes).toEqual([
      { setting: 'settingsTemplate', from: null, to: 'Kontor', users: 3 },
      { setting: 'voicemail', from: null, to: true, users: 2 },
      { setting: 'ringTimeSeconds', from: 60, to: 20, users: 1 },
      { setting: 'ringTimeSeconds', from: null, to: 20, users: 1 },
    ]);
    expect(preview.users[1]).toMatchObject({
      alias: 'namn2',
      from: { ringTimeSeconds: 60, voicemail: null, settingsTemplate: null },
      to: { ringTimeSeconds: 20, voicemail: true, settingsTemplate: 'Kontor' },
    });
    expect((await users()).map(({ settingsTemplate }) => settingsTemplate)).toEqual([null, null, null]);
    const done = await apply({ expected: preview.fingerprint, why: 'Ny växel' });
    expect(done).toEqual({ ok: true, ...preview, preview: false, batch: done.batch });
    expect(await settingsOf()).toEqual([
      { ringTimeSeconds: 20, voicemail: true, language: 'sv' },
      { ringTimeSeconds: 20, voicemail: true, hiddenNumber: true },
      { ringTimeSeconds: 20, voicemail: true },
    ]);
    const db = world.database.kysely;
    const steps = await db.selectFrom('steps').selectAll().where('do_what', '=', 'change').execute();
    const hers = steps.filter((step) => (step.details as { batch?: string }).batch === done.batch);
    expect(hers).toHaveLength(3);
    expect(hers[0]).toMatchObject({
      actor,
      outcome: 'applied',
      because: { code: 'user.byHand' },
      run_id: null,
    });
    const audit = await db
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'settingsTemplate.apply')
      .execute();
    expect(audit).toMatchObject([
      { details: { batch: done.batch, users: 3, why: 'Ny växel' }, subject_name: 'Kontor' },
    ]);
    // The next night has nothing to set back, and nobody to plan again.
    expect((await world.run()).counts).toMatchObject({ change: 0, unchanged: 3 });
  });

  it('changes nothing twice', async () => {
    await applyAsSeen();
    expect(await applyAsSeen()).toMatchObject({ change: 0, unchanged: 3, batch: null });
  });

  it('leaves the caller id alone', async () => {
    const [user] = await users();
    await changeUserByHand(hand(), user?.id ?? '', { values: {}, callerId: user?.pstnFixed ?? '' });
    await applyAsSeen();
    expect((await users())[0]).toMatchObject({ callerId: user?.pstnFixed, settingsTemplate: 'Kontor' });
  });

  it('is given to the users that are named, once each, and tells whom it does not find', async () => {
    const [one] = await users();
    const ids = [one?.id ?? '', one?.id ?? '', randomUUID()];
    const done = await apply({ chosen: { ids } });
    expect(done).toMatchObject({ change: 1, unchanged: 0, unknown: [ids[2]] });
    expect((await settingsOf()).filter((settings) => 'voicemail' in settings)).toHaveLength(1);
  });

  it('is given to those whom a filter of the list finds', async () => {
    const made = { values: { alias: 'vaxel', name: 'Växel', surname: 'Nord', pstnFixed: '08-465 004 01' } };
    const { id } = { ...(await createUserByHand(hand(), randomUUID(), made)) } as { id: string };
    const byHand = { filter: { search: null, state: null, source: 'hand', settingsTemplate: null } } as const;
    expect(await applyAsSeen({ chosen: byHand })).toMatchObject({ change: 1, users: [{ id }] });
    const search = { words: ['namn2'] };
    const found = {
      filter: { search, state: 'active', source: world.templateId, settingsTemplate: null },
    } as const;
    expect(await applyAsSeen({ chosen: found })).toMatchObject({ change: 1, users: [{ alias: 'namn2' }] });
    const using = { filter: { search: null, state: null, source: null, settingsTemplate: office } };
    expect(await apply({ chosen: using, preview: true })).toMatchObject({ change: 0, unchanged: 2 });
  });

  it('by a filter is carried out only as it was seen', async () => {
    expect(await tryApply({})).toMatchObject({ ok: false, code: 'settingsTemplate.previewFirst' });
    const { fingerprint } = await apply({ preview: true });
    hire(world.tenant, 'p4', personFacts(4));
    await world.run();
    const late = await tryApply({ expected: fingerprint });
    expect(late).toMatchObject({ ok: false, code: 'settingsTemplate.applyChanged' });
    const again = await apply({ preview: true });
    await writeTemplate(office, 'Kontor', { ringTimeSeconds: 21 });
    expect(await tryApply({ expected: again.fingerprint })).toMatchObject({ ok: false });
    expect(await settingsOf()).toEqual([{}, {}, {}, {}]);
    // What is none of it does not matter: another name, and users who have all of it already.
    const third = await apply({ preview: true });
    await give(0, { language: 'sv' });
    expect(await tryApply({ expected: third.fingerprint })).toMatchObject({ ok: true, change: 4 });
  });

  it('that somebody is just editing is waited for, and not carried out as another one than was seen', async () => {
    const { fingerprint } = await apply({ preview: true });
    const editing = Promise.withResolvers<void>();
    const isEdited = Promise.withResolvers<void>();
    const edit = world.database.kysely.transaction().execute(async (db) => {
      const edited = { id: office, companyId: world.companyId, name: 'Kontor', position: 0 };
      await writeSettingsTemplate(db, { ...edited, settings: { ringTimeSeconds: 99 } });
      editing.resolve();
      await isEdited.promise;
    });
    await editing.promise;
    const applying = tryApply({ expected: fingerprint });
    await expect.poll(() => readWaiting()).toBe(1);
    isEdited.resolve();
    await edit;
    expect(await applying).toMatchObject({ ok: false, code: 'settingsTemplate.applyChanged' });
    expect(await settingsOf()).toEqual([{}, {}, {}]);
  });

  it('is of the company’s own, and reaches nobody of another', async () => {
    const other = randomUUID();
    await writeTestCompany(world.database, other, 'Sydvik AB');
    const theirs = randomUUID();
    await writeTemplate(theirs, 'Kontor', { voicemail: false }, other);
    expect(await tryApply({ template: theirs })).toMatchObject({ code: 'settingsTemplate.unknown' });
    const [mine] = await users();
    const wish = { template: theirs, chosen: { ids: [mine?.id ?? ''] }, preview: false };
    const done = await applySettings({ ...hand(), companyId: other }, wish, randomUUID);
    expect(done).toMatchObject({ ok: true, change: 0, unknown: [mine?.id] });
    expect(await settingsOf()).toEqual([{}, {}, {}]);
  });
});

describe('what was applied', () => {
  it('is taken back as a whole, whichever template keeps the users, but for what was changed since', async () => {
    await give(1, { ringTimeSeconds: 60 });
    await createUserByHand(hand(), randomUUID(), {
      values: { alias: 'vaxel', name: 'Växel', surname: 'Nord', pstnFixed: '08-465 004 01' },
    });
    const before = await users();
    const { batch } = await applyAsSeen();
    await give(2, { ringTimeSeconds: 99 });
    const what = { batch: batch ?? '' };
    expect(await readUndoTarget(world.database, world.companyId, what)).toMatchObject({
      templateId: null,
      rows: 4,
    });
    expect(await undoByHand(hand(), what, { preview: true })).toMatchObject({
      undone: 4,
      kept: [{ alias: 'namn3' }],
    });
    expect(await undoByHand(hand(), what, { preview: false })).toMatchObject({ ok: true, undone: 4 });
    expect(await users()).toEqual(
      before.map((user) => (user.alias === 'namn3' ? { ...user, settings: { ringTimeSeconds: 99 } } : user)),
    );
    expect((await world.run()).counts).toMatchObject({ change: 0, unchanged: 3 });
    // Once each, and never by a batch of nobody's.
    expect(await undoByHand(hand(), what, { preview: false })).toMatchObject({ ok: false });
    const nobodys = { batch: randomUUID() };
    expect(await undoByHand(hand(), nobodys, { preview: false })).toMatchObject({ code: 'undo.nothing' });
  });

  it('comes back by undo exactly, whatever settings users had and the template sets', async () => {
    const names = ['ringTimeSeconds', 'voicemail', 'language', 'hiddenNumber'] as const;
    const value = fc.constantFrom<number | boolean | string>(5, 300, true, false, 'sv', 'en');
    const settings = fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(
        settings,
        fc.array(settings, { minLength: 3, maxLength: 3 }),
        async (template, theirs) => {
          for (const [nth, { id, settings: old }] of (await users()).entries()) {
            const cleared = Object.fromEntries(Object.keys(old).map((name) => [name, null]));
            await changeUserByHand(hand(), id, { values: {}, settings: { ...cleared, ...theirs[nth] } });
          }
          await writeTemplate(office, 'Kontor', template);
          const before = await users();
          const done = await applyAsSeen();
          const expected = theirs.map((hers) => ({ ...hers, ...template }));
          expect(await settingsOf()).toEqual(expected);
          if (done.batch === null) return;
          await undoByHand(hand(), { batch: done.batch }, { preview: false });
          expect(await users()).toEqual(before);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
