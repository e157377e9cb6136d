// Deleting a sync template both ways, pointing it at another tenant, and pausing it: what becomes of its users, of what
// was read, of its secret and of a run that is under way (SPEC §2, R3, R8, R9).
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, scriptedTenant } from '../../test/scripted-tenant.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { deleteTemplate } from './delete-template.ts';
import type { TemplateDeletion } from './delete-template.ts';
import { listUsers } from './directory-list.ts';
import { holdUser, keepUserUntil } from './hand-words.ts';
import { keepUsers } from './keep-users.ts';
import { setMode } from './set-mode.ts';

let world: RunWorld;
afterEach(() => world.close());

const actor = { kind: 'administrator', id: randomUUID(), name: 'Berit Falk' } as const;
const users = () => listUsers(world.database, world.companyId);
const db = () => world.database.kysely;
const deed = (now: number) => ({ companyId: world.companyId, templateId: world.templateId, actor, now });
const deleteIt = (who: TemplateDeletion['users'], now: number) =>
  deleteTemplate(world.database, { ...deed(now), users: who, trigger: 'api', newId: randomUUID });
const steps = (what: string) =>
  db().selectFrom('steps').selectAll().where('do_what', '=', what).orderBy('id').execute();
const audit = async () =>
  (await db().selectFrom('audit_log').select('action').execute()).map((a) => a.action);
const count = async (table: 'roster' | 'links' | 'staged_people' | 'sync_templates') =>
  (await db().selectFrom(table).selectAll().execute()).length;

async function openFilled(people: number, settings = {}): Promise<void> {
  world = await runWorld({ keepDays: 2, ...settings });
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

describe('a template that is deleted and whose users are kept', () => {
  it('cuts links and clocks, forgets roster and secret, and leaves users, runs and change log', async () => {
    await openFilled(4);
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    expect((await users())[0]).toMatchObject({ alias: 'namn1', state: 'leaving', deleteOn: '2026-03-05' });
    const waiting = {
      id: randomUUID(),
      template_id: world.templateId,
      trigger: 'manual',
      state: 'queued',
      fence: 0,
    };
    const at = new Date(firstNight);
    await db()
      .insertInto('runs')
      .values({ ...waiting, nominal_at: at, started_at: at })
      .execute();
    expect(await deleteIt('keep', firstNight + 2 * day)).toMatchObject({ ok: true, isGone: true, kept: 4 });
    const left = await users();
    expect(left).toHaveLength(4);
    expect(left[0]).toMatchObject({ alias: 'namn1', state: 'active', deleteOn: null, person: null });
    expect([await count('roster'), await count('links'), await count('sync_templates')]).toEqual([0, 0, 0]);
    const unlinked = await steps('unlink');
    expect(unlinked).toHaveLength(4);
    expect(unlinked[0]).toMatchObject({
      person_id: 'p1',
      alias: 'namn1',
      outcome: 'applied',
      actor,
      run_id: null,
    });
    expect(await steps('create')).toHaveLength(4);
    const runs = await db().selectFrom('runs').select('state').execute();
    expect(runs.map((run) => run.state).toSorted()).toEqual(['refused', 'succeeded', 'succeeded']);
    expect(await audit()).toEqual(['syncTemplate.delete']);
    const refused = await world.run({ at: firstNight + 3 * day });
    expect(refused).toMatchObject({
      state: 'refused',
      template: 'Alla kontor',
      error: { code: 'template.deleted' },
    });
  });

  it('is unknown to another company, which changes nothing', async () => {
    await openFilled(1);
    const other = { ...deed(firstNight), companyId: randomUUID() };
    const answer = await deleteTemplate(world.database, {
      ...other,
      users: 'keep',
      trigger: 'api',
      newId: randomUUID,
    });
    expect(answer).toMatchObject({ ok: false, code: 'template.unknown' });
    expect(await count('links')).toBe(1);
  });

  it('ends a run that is reading it, and leaves nothing of what that one has read', async () => {
    await openFilled(6);
    hire(world.tenant, 'p7', personFacts(7));
    await db().updateTable('sync_templates').set({ cursor: null, last_full_read_at: null }).execute();
    const beforePage = async (page: number) => {
      if (page === 1) expect(await deleteIt('keep', firstNight + day)).toMatchObject({ ok: true });
    };
    const report = await world.run({ at: firstNight + day, beforePage });
    expect(report).toMatchObject({ state: 'failed', error: { code: 'run.interrupted' } });
    expect([await count('staged_people'), await count('roster')]).toEqual([0, 0]);
    expect(await users()).toHaveLength(6);
    const states = await db().selectFrom('runs').select('state').orderBy('started_at').execute();
    expect(states.map((run) => run.state)).toEqual(['succeeded', 'failed']);
  });
});

describe('a template that is deleted and lets its users go', () => {
  it('lets everybody leave with its keepDays, deletes who is due without reading, and goes with the last', async () => {
    await openFilled(4);
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    const answer = await deleteIt('letGo', firstNight + 2 * day);
    expect(answer).toMatchObject({ ok: true, isGone: false, leave: 3, delete: 0, moved: 0, kept: 0 });
    const stored = await readSyncTemplate(db(), world.templateId);
    expect(stored).toMatchObject({
      credentials: null,
      groups: [],
      retiringSince: new Date(firstNight + 2 * day),
    });
    expect(await count('roster')).toBe(0);
    expect((await users()).map((user) => user.deleteOn)).toEqual([
      '2026-03-05',
      ...Array(3).fill('2026-03-06'),
    ]);
    const first = await world.run({ at: firstNight + 3 * day, trigger: 'schedule' });
    expect(first).toMatchObject({
      state: 'succeeded',
      counts: { delete: 1, leave: 0, unchanged: 3 },
      read: { requests: 0 },
    });
    expect((await users()).map((user) => user.alias)).toEqual(['namn2', 'namn3', 'namn4']);
    const last = await world.run({ at: firstNight + 4 * day, trigger: 'schedule' });
    expect(last).toMatchObject({ state: 'succeeded', template: 'Alla kontor', counts: { delete: 3 } });
    expect(await users()).toEqual([]);
    expect(await readSyncTemplate(db(), world.templateId)).toBeNull();
    expect((await steps('delete')).map((step) => step.before)).toContainEqual(
      expect.objectContaining({ alias: 'namn2', pstnFixed: '46812345002', mobile: null }),
    );
    expect(await db().selectFrom('tombstones').selectAll().execute()).toHaveLength(4);
    const numbers = await db().selectFrom('numbers').select(['state', 'last_person']).execute();
    expect(new Set(numbers.map((number) => number.state))).toEqual(new Set(['cooling']));
  });

  it('deletes nobody an hour early', async () => {
    await openFilled(2);
    await deleteIt('letGo', firstNight);
    expect((await world.run({ at: firstNight + 2 * day - 1 })).counts.delete).toBe(0);
    expect((await world.run({ at: firstNight + 2 * day })).counts.delete).toBe(2);
  });

  it('deletes them at once with keepDays 0, and is gone itself', async () => {
    await openFilled(3, { keepDays: 0 });
    expect(await deleteIt('letGo', firstNight)).toMatchObject({ isGone: true, delete: 3, leave: 0 });
    expect(await users()).toEqual([]);
    expect(await count('sync_templates')).toBe(0);
  });

  it('can be neither paused, approved, previewed nor let go again, but its users can still be kept', async () => {
    await openFilled(3);
    await deleteIt('letGo', firstNight);
    expect(await setMode(world.database, { ...deed(firstNight), mode: 'paused' })).toMatchObject({
      code: 'template.retiring',
    });
    expect(await deleteIt('letGo', firstNight)).toMatchObject({ ok: false, code: 'template.retiring' });
    expect(await world.run({ preview: true })).toMatchObject({
      state: 'refused',
      error: { code: 'template.retiring' },
    });
    const approve = { run: randomUUID(), kind: 'removals' as const };
    expect(await world.run({ approve })).toMatchObject({
      state: 'refused',
      error: { code: 'template.retiring' },
    });
    expect(await deleteIt('keep', firstNight + day)).toMatchObject({ ok: true, isGone: true, kept: 3 });
    expect((await users()).map((user) => user.state)).toEqual(['active', 'active', 'active']);
  });

  it('lets go of those of a paused template too', async () => {
    await openFilled(2);
    await world.change({ mode: 'paused' });
    await deleteIt('letGo', firstNight);
    expect((await users()).map((user) => user.deleteOn)).toEqual(['2026-03-04', '2026-03-04']);
    expect((await world.run({ at: firstNight + 2 * day })).counts.delete).toBe(2);
  });

  it('waits for a hold that has an end: until then nothing, after it a leave, or the deletion of who was leaving', async () => {
    await openFilled(3);
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    const hand = { database: world.database, companyId: world.companyId, actor, now: firstNight + day };
    const [leaving, active] = await users();
    expect(await keepUserUntil(hand, leaving?.id ?? '', '2026-03-20')).toMatchObject({ ok: true });
    expect(await holdUser(hand, active?.id ?? '', { until: '2026-03-20' })).toMatchObject({ ok: true });
    expect(await deleteIt('letGo', firstNight + 2 * day)).toMatchObject({ kept: 0, leave: 1 });
    expect((await world.run({ at: firstNight + 17 * day })).counts).toMatchObject({
      delete: 1,
      unchanged: 2,
    });
    expect((await world.run({ at: firstNight + 18 * day })).counts).toMatchObject({ delete: 1, leave: 1 });
    expect((await world.run({ at: firstNight + 20 * day })).counts).toMatchObject({ delete: 1 });
    expect(await count('sync_templates')).toBe(0);
  });

  it('goes also when somebody is held for good after it, who stays as one held before', async () => {
    await openFilled(2);
    await deleteIt('letGo', firstNight + day);
    const [held] = await users();
    const { companyId, database } = world;
    expect(await holdUser({ companyId, database, actor, now: firstNight + day }, held?.id ?? '')).toEqual({
      ok: true,
    });
    const last = await world.run({ at: firstNight + 3 * day });
    expect(last.counts).toMatchObject({ delete: 1, leave: 0, unchanged: 0 });
    expect(await users()).toMatchObject([{ id: held?.id, state: 'active', person: null }]);
    expect(await count('sync_templates')).toBe(0);
    expect(await steps('unlink')).toMatchObject([{ user_id: held?.id, run_id: last.run }]);
  });

  it('keeps users who are held, and passes those to another template that has their people in scope', async () => {
    await openFilled(4);
    const second = await writeTestTemplate(world.database, world.companyId, { name: 'Göteborg' });
    const other = scriptedTenant();
    hire(other, 'p2', personFacts(2));
    expect((await world.run({ template: second, tenant: other })).counts).toMatchObject({
      skip: 1,
      create: 0,
    });
    await db().updateTable('links').set({ held: true }).where('person_id', '=', 'p1').execute();
    expect(await deleteIt('letGo', firstNight + 3_600_000)).toMatchObject({ kept: 1, moved: 1, leave: 2 });
    const now = new Map((await users()).map((user) => [user.alias, user]));
    expect(now.get('namn1')).toMatchObject({ state: 'active', person: null });
    expect(now.get('namn2')).toMatchObject({ state: 'active', person: 'p2' });
    const moved = (await steps('change'))[0];
    expect(moved).toMatchObject({ because: { code: 'link.moved' }, details: { toTemplate: { id: second } } });
    expect((await world.run({ template: second, tenant: other, at: firstNight + day })).counts).toMatchObject(
      { unchanged: 1 },
    );
  });
});

describe('a template that was pointed at another tenant', () => {
  const elsewhere = { ...scriptedTenant('22222222-aaaa-4bbb-8ccc-000000000002') };

  it('keeps its users and cuts their links when an administrator says so, and begins afresh', async () => {
    await openFilled(3);
    const nothing = await keepUsers(world.database, deed(firstNight));
    expect(nothing).toMatchObject({ ok: false, code: 'tenant.unchanged' });
    hire(elsewhere, 'q9', personFacts(9));
    expect(await world.run({ tenant: elsewhere })).toMatchObject({ error: { code: 'tenant.changed' } });
    expect(await keepUsers(world.database, deed(firstNight))).toEqual({ ok: true, users: 3 });
    expect((await users()).map((user) => user.person)).toEqual([null, null, null]);
    expect(await count('roster')).toBe(0);
    expect(await steps('unlink')).toHaveLength(3);
    const afresh = await world.run({ at: firstNight + day, tenant: elsewhere });
    expect(afresh).toMatchObject({
      state: 'succeeded',
      read: { mode: 'full' },
      counts: { create: 1, delete: 0, leave: 0 },
    });
    expect(await readSyncTemplate(db(), world.templateId)).toMatchObject({ tenant: elsewhere.id });
    expect(await keepUsers(world.database, deed(firstNight))).toMatchObject({ code: 'tenant.unchanged' });
  });

  it('runs on as before when the old tenant is put back', async () => {
    await openFilled(3);
    expect(await world.run({ tenant: elsewhere })).toMatchObject({ state: 'refused' });
    expect((await world.run({ at: firstNight + day })).counts).toMatchObject({ unchanged: 3, leave: 0 });
  });
});

describe('setting the mode', () => {
  it('pauses and resumes as an import does: the next run reads everybody and looks up who is due', async () => {
    await openFilled(30, {
      brakes: {
        removals: { count: 1, percent: 0 },
        numbers: { count: 5, percent: 20 },
        creates: { count: null },
      },
    });
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + 2 * day });
    const pause = await setMode(world.database, { ...deed(firstNight), mode: 'paused' });
    expect(pause).toEqual({ ok: true, isChanged: true });
    expect((await users())[0]).toMatchObject({ state: 'leaving', deleteOn: null });
    expect(await world.run({ at: firstNight + 9 * day })).toMatchObject({ state: 'refused' });
    await setMode(world.database, { ...deed(firstNight), mode: 'full' });
    const again = await setMode(world.database, { ...deed(firstNight), mode: 'full' });
    expect(again).toEqual({ ok: true, isChanged: false });
    expect(await readSyncTemplate(db(), world.templateId)).toMatchObject({ resumed: true });
    const run = await world.run({ at: firstNight + 9 * day });
    expect(run).toMatchObject({ state: 'succeeded', read: { mode: 'full' }, counts: { delete: 1 } });
    expect(world.source().lookedUp).toEqual(['p1']);
    expect(await steps('delete')).toMatchObject([{ kind: 'removals', details: { counted: true } }]);
    expect(await audit()).toEqual(['syncTemplate.setMode', 'syncTemplate.setMode']);
  });

  it('leaves a template without a secret paused, and refuses what somebody else has changed meanwhile', async () => {
    await openFilled(1, { mode: 'paused' });
    const stale = { ...deed(firstNight), mode: 'full' as const, isCurrent: () => false };
    expect(await setMode(world.database, stale)).toMatchObject({ ok: false, code: 'template.changed' });
    await db().updateTable('sync_templates').set({ credentials: null }).execute();
    const answer = await setMode(world.database, { ...deed(firstNight), mode: 'full' });
    expect(answer).toMatchObject({
      ok: false,
      code: 'provider.invalid',
      cure: expect.stringContaining('secret'),
    });
    expect(await readSyncTemplate(db(), world.templateId)).toMatchObject({ template: { mode: 'paused' } });
  });

  it('ends a run that is under way', async () => {
    await openFilled(2);
    hire(world.tenant, 'p3', personFacts(3));
    const beforePage = async () => {
      await setMode(world.database, { ...deed(firstNight), mode: 'paused' });
    };
    expect(await world.run({ at: firstNight + day, beforePage })).toMatchObject({
      state: 'failed',
      error: { code: 'run.interrupted' },
    });
    expect(await users()).toHaveLength(2);
  });
});
