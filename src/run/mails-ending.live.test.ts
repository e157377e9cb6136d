// Mails whose reason ends: their user is deleted, undone or let go with a sync template. They stand as discarded at once, and not
// only when they would have been sent; what is out is out, and nobody is welcomed again.
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove } from '../../test/scripted-tenant.ts';
import { deleteTemplate, readDeletionSize } from './delete-template.ts';
import { deleteUserNow } from './hand-delete.ts';
import { composeMail } from './compose-mail.ts';
import { holdUser } from './hand-words.ts';
import { releaseHeld, sendMailAgain } from './outbox.ts';
import { mapMail } from '../store/mails.ts';
import { anyMail } from '../store/outbox-list.ts';

const service = { name: 'Nordvik Telefoni AB', contact: null, origin: null };

let world: RunWorld;
afterEach(() => world.close());

const db = () => world.database.kysely;
const actor = { kind: 'administrator', id: randomUUID(), name: 'Berit Falk' } as const;
const hand = (now: number) => ({ database: world.database, companyId: world.companyId, actor, now });
const mailOf = (user: string) =>
  db().selectFrom('mails').selectAll().where('user_id', '=', user).executeTakeFirstOrThrow();
const setState = (user: string, state: string, answer: string | null = null) =>
  db().updateTable('mails').set({ state, answer }).where('user_id', '=', user).execute();
const states = async () =>
  Object.fromEntries(
    (
      await db()
        .selectFrom('mails')
        .innerJoin('users', 'users.id', 'mails.user_id')
        .select(['alias', 'mails.state'])
        .execute()
    ).map(({ alias, state }) => [alias, state]),
  );

async function openFilled(people: number, settings = {}): Promise<(n: number) => Promise<string>> {
  world = await runWorld({ keepDays: 0, welcomeMail: true, welcomeFirstLoad: 'hold', ...settings });
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
  const users = await db().selectFrom('users').select(['id', 'alias']).execute();
  const ids = new Map(users.map(({ id, alias }) => [alias, id]));
  return async (n) => ids.get(`namn${n}`) ?? '';
}

describe('when a user is deleted', () => {
  it('by a run, its welcome mail is not sent any more and needs nobody; one that was sent stays what it is', async () => {
    const userOf = await openFilled(12);
    const [held, waiting, failed, uncertain, sent] = await Promise.all([1, 2, 3, 4, 5].map(userOf));
    await setState(waiting ?? '', 'waiting');
    await setState(failed ?? '', 'failed', '550 no such user');
    await setState(uncertain ?? '', 'uncertain');
    await setState(sent ?? '', 'sent', '250 OK');
    for (let n = 1; n <= 5; n += 1) remove(world.tenant, `p${n}`);
    expect((await world.run({ at: firstNight + day })).counts.delete).toBe(5);
    const before = { state: 'discarded', answer: 'The user was deleted before the mail was sent.' };
    expect(await mailOf(held ?? '')).toMatchObject({ ...before, state_at: new Date(firstNight + day) });
    expect(await mailOf(waiting ?? '')).toMatchObject(before);
    const answer = 'The user was deleted since. 550 no such user';
    expect(await mailOf(failed ?? '')).toMatchObject({ state: 'discarded', answer });
    expect(await mailOf(uncertain ?? '')).toMatchObject({ state: 'discarded' });
    expect(await mailOf(sent ?? '')).toMatchObject({ state: 'sent', answer: '250 OK' });
    expect(await mailOf(await userOf(6))).toMatchObject({ state: 'held' });
  });

  it('by hand, or because its creation is undone, the same holds; and who is brought back is not welcomed', async () => {
    const userOf = await openFilled(2);
    const [byHand, undone] = [await userOf(1), await userOf(2)];
    await deleteUserNow(hand(firstNight + 60_000), byHand, { ignorePerson: true });
    expect(await mailOf(byHand)).toMatchObject({ state: 'discarded' });
    const { id: run } = await db().selectFrom('runs').select('id').executeTakeFirstOrThrow();
    await world.run({ at: firstNight + 120_000, undo: { run }, requestedBy: actor });
    expect(await db().selectFrom('users').selectAll().execute()).toEqual([]);
    expect(await mailOf(undone)).toMatchObject({ state: 'discarded' });
    const redo = await db()
      .selectFrom('runs')
      .select('id')
      .where('trigger', '=', 'undo')
      .executeTakeFirstOrThrow();
    await world.run({ at: firstNight + 180_000, undo: { run: redo.id }, requestedBy: actor });
    expect(await db().selectFrom('users').selectAll().execute()).not.toEqual([]);
    expect(await mailOf(undone)).toMatchObject({ state: 'discarded' });
  });
});

describe('while a user is leaving', () => {
  const mailHand = (now: number) => ({ ...hand(now), db: db(), address: null });
  const release = (now: number) =>
    releaseHeld(mailHand(now), { choice: { filter: { ...anyMail, state: 'held' } }, preview: false });
  const send = async (user: string, now: number) =>
    sendMailAgain(mailHand(now), (await mailOf(user)).id, { to: null });

  it('she is not welcomed: a release leaves her mail held, and it goes out once she is back or held', async () => {
    const userOf = await openFilled(12, { keepDays: 30 });
    const [left, kept] = [await userOf(1), await userOf(2)];
    for (const n of [1, 2]) remove(world.tenant, `p${n}`);
    expect((await world.run({ at: firstNight + day })).counts.leave).toBe(2);
    expect(await send(left, firstNight + day)).toMatchObject({ code: 'mail.userLeaving' });
    expect(await release(firstNight + day)).toMatchObject({ count: 10, others: 2 });
    expect(await mailOf(left)).toMatchObject({ state: 'held' });
    await holdUser(hand(firstNight + day), kept, { why: 'vikarie' });
    hire(world.tenant, 'p1', personFacts(1));
    expect((await world.run({ at: firstNight + 2 * day })).counts.return).toBe(1);
    expect(await release(firstNight + 2 * day)).toMatchObject({ count: 2, others: 0 });
  });

  it('a mail that waited for the mail server is not sent, and says why', async () => {
    const userOf = await openFilled(12, { keepDays: 30 });
    const user = await userOf(1);
    await setState(user, 'waiting');
    remove(world.tenant, 'p1');
    await world.run({ at: firstNight + day });
    const made = await composeMail(db(), mapMail(await mailOf(user)), service, firstNight + day);
    expect(made).toEqual({ is: 'void', why: 'The user was leaving when the mail was to be sent.' });
  });
});

describe('when a sync template is deleted', () => {
  const deleteIt = (users: 'keep' | 'letGo') => {
    const { companyId, templateId, database } = world;
    const deed = { companyId, templateId, actor, now: firstNight + day, newId: randomUUID };
    return deleteTemplate(database, { ...deed, users, trigger: 'api' });
  };

  it('and its users are let go, they are not welcomed any more, but for those who are held; it is said beforehand', async () => {
    const userOf = await openFilled(3, { keepDays: 30 });
    await setState(await userOf(2), 'waiting');
    await holdUser(hand(firstNight), await userOf(3), { why: 'vikarie' });
    expect(await readDeletionSize(world.database, world.templateId)).toEqual({
      users: 3,
      leaving: 0,
      held: 1,
      welcomes: 3,
    });
    expect(await deleteIt('letGo')).toMatchObject({ leave: 2, kept: 1 });
    expect(await states()).toEqual({ namn1: 'discarded', namn2: 'discarded', namn3: 'held' });
    expect(await mailOf(await userOf(1))).toMatchObject({
      answer: 'The sync template was deleted and lets the user go.',
    });
  });

  it('and its users are kept, their mails stay as they are', async () => {
    const userOf = await openFilled(2);
    await setState(await userOf(2), 'waiting');
    expect(await deleteIt('keep')).toMatchObject({ kept: 2 });
    expect(await states()).toEqual({ namn1: 'held', namn2: 'waiting' });
  });
});
