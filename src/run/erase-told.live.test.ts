// What was told of people is forgotten with them, in mails, notices and incidents alike, and everything that was told goes after
// the company's retention time, in slices, not a day early and nothing that still waits (SPEC §5, §8).
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { findTextsIn } from '../../test/find-texts.ts';
import { putIncident, putMail, putUser, putWebhook } from '../../test/outbox-rows.ts';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove } from '../../test/scripted-tenant.ts';
import { mapMail } from '../store/mails.ts';
import { composeMail } from './compose-mail.ts';
import { erasePersonalData } from './erase.ts';
import { eraseOldTellings } from './erase-told.ts';
import { tell } from './tell.ts';

let world: RunWorld;
afterEach(() => world.close());

const db = () => world.database.kysely;
const service = { name: 'Nordvik Telefoni AB', contact: null, origin: null };
const findTexts = (texts: string[]) => findTextsIn(world.database, texts);
const mails = () => db().selectFrom('mails').selectAll().orderBy('id').execute();

const marked = {
  mailNickname: 'zq.alias',
  givenName: 'Zqgiven',
  surname: 'Zqsurname',
  displayName: 'Zqgiven Zqsurname',
  mail: 'zq.mail@nordvik.example',
  mobilePhone: '+46 70 174 06 05',
};
const markers = ['zq', '46701740605', 'eva-id'];
const toldIn = (found: string[]) => found.filter((one) => /^(mails|notices|incidents|webhook)/.test(one));

/** As the sending job leaves them: handed over, with what was handed over. */
async function sendAll(at: number): Promise<void> {
  for (const row of await mails()) {
    if (row.state !== 'waiting') continue;
    const made = await composeMail(db(), mapMail(row), service, at);
    if (made.is === 'void') continue;
    const { subject, text, html } = made.content;
    const sent = {
      state: 'sent',
      state_at: new Date(at),
      sent_at: new Date(at),
      answer: `250 OK ${made.to}`,
    };
    await db()
      .updateTable('mails')
      .set({ ...sent, to_address: made.to, subject, body_text: text, body_html: html })
      .where('id', '=', row.id)
      .execute();
  }
}

/** Eva is hired, told of, welcomed, named in trouble, and deleted. */
async function tellOfEva(): Promise<{ user: string; deletedAt: number }> {
  const to = 'it@nordvik.example';
  const told = { welcomeMail: true, welcomeFirstLoad: 'send', welcomeCopyTo: to, errorMailTo: to } as const;
  world = await runWorld({ ...told, errorMailLevel: 'info', keepDays: 0 });
  hire(world.tenant, 'p1', personFacts(1));
  hire(world.tenant, 'eva-id', personFacts(77, marked));
  await world.run();
  const { id: user } = await db()
    .selectFrom('users')
    .select('id')
    .where('alias', '=', 'zq.alias')
    .executeTakeFirstOrThrow();
  await sendAll(firstNight);
  const about = {
    company: { id: world.companyId, language: 'sv' },
    templateId: world.templateId,
    runId: null,
  };
  const eva = { person: 'eva-id', user, name: 'Zqgiven Zqsurname' };
  const due = { ...eva, deleteOn: '2026-03-03' };
  const reasons = [{ code: 'alias.taken', count: 1, people: [eva] }];
  await putWebhook(world.database, world.companyId, ['people.leftOut']);
  const leftOut = { count: 1, reasons, deletedSoon: [due], deletedSoonCount: 1 };
  const telling = {
    ...about,
    kind: 'people.leftOut',
    severity: 'warning',
    at: new Date(firstNight),
  } as const;
  await tell(db(), { ...telling, data: leftOut, mails: [{ kind: 'warning', to }] });
  // Its receiver could do nothing with it, and says so in words of its own.
  const refused = { state: 'failed', status: 400, answer: 'user ZQSURNAME not found' };
  await db().updateTable('webhook_deliveries').set(refused).execute();
  // Names her without being about her alone.
  const said = { subject: 'Zqgiven', body_text: 'Zqgiven Zqsurname', body_html: '<p>Zqgiven Zqsurname</p>' };
  const sent = { ...said, state: 'sent', state_at: new Date(firstNight) };
  await db().updateTable('mails').set(sent).where('kind', '=', 'warning').execute();
  const incident = await putIncident(world.database, world.companyId, {
    key: 'brake.removals',
    at: new Date(firstNight),
  });
  const brake = {
    kind: 'removals',
    count: 1,
    counted: 1,
    percent: 50,
    limit: { count: 5, percent: 10 },
    people: [eva],
  };
  const data = JSON.stringify({ message: 'Withheld: Zqgiven Zqsurname.', cure: 'Approve it.', brake });
  await db().updateTable('incidents').set({ data }).where('id', '=', incident).execute();
  remove(world.tenant, 'eva-id');
  const deletedAt = firstNight + day;
  expect((await world.run({ at: deletedAt })).counts.delete).toBe(1);
  return { user, deletedAt };
}

describe('somebody who is forgotten', () => {
  it('is nowhere in mails, notices and incidents, which stay and tell the same of everybody else', async () => {
    const { user, deletedAt } = await tellOfEva();
    expect(toldIn(await findTexts(markers))).toEqual([
      'incidents.data',
      'mails.answer',
      'mails.body_html',
      'mails.body_text',
      'mails.subject',
      'mails.to_address',
      'notices.data',
      'webhook_deliveries.answer',
    ]);
    const before = await mails();
    await db().updateTable('companies').set({ retention_days: 0 }).execute();
    await erasePersonalData(world.database, deletedAt);
    expect(toldIn(await findTexts(markers))).toEqual([]);
    const after = await mails();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const welcome = after.find((mail) => mail.kind === 'welcome' && mail.user_id === user);
    expect(welcome).toMatchObject({ state: 'sent', to_address: user, subject: null, answer: null });
    // The other one's own is untouched, and what was told of both is made again without her.
    const other = after.find((mail) => mail.kind === 'welcome' && mail.user_id !== user);
    expect(other).toMatchObject({
      to_address: 'namn1@nordvik.example',
      body_text: expect.stringContaining('Namn1'),
    });
    const copy = after.find((mail) => mail.kind === 'welcomeCopy' && mail.user_id === user);
    expect(copy).toMatchObject({ to_address: 'it@nordvik.example', subject: null });
    if (!copy) throw new Error('no copy');
    const made = await composeMail(db(), mapMail(copy), service, deletedAt);
    expect(made.is === 'mail' && made.content.text).toContain(user);
    const incident = await db().selectFrom('incidents').selectAll().executeTakeFirstOrThrow();
    expect(incident.data).toMatchObject({
      message: `Withheld: ${user}.`,
      brake: { count: 1, kind: 'removals' },
    });
  });

  it('had her own address given by hand in the audit log, and is forgotten there too', async () => {
    const { user, deletedAt } = await tellOfEva();
    const entry = {
      actor: '{"kind":"cli","id":null,"name":"test"}',
      action: 'mail.send',
      subject_kind: 'mail',
    };
    const details = JSON.stringify({
      kind: 'welcome',
      state: 'failed',
      whom: { user, to: 'zq.private@nordvik.example' },
    });
    await db()
      .insertInto('audit_log')
      .values({ ...entry, company_id: world.companyId, details })
      .execute();
    await db().updateTable('companies').set({ retention_days: 0 }).execute();
    await erasePersonalData(world.database, deletedAt);
    expect(await findTexts(['zq.private'])).toEqual([]);
    const row = await db()
      .selectFrom('audit_log')
      .select('details')
      .where('action', '=', 'mail.send')
      .executeTakeFirst();
    expect(row?.details).toMatchObject({ kind: 'welcome', state: 'failed', whom: { user } });
  });
});

describe('what was told', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  const ago = (days: number) => new Date(now - days * day - 2 * 3_600_000);
  const open = async (retentionDays: number) => {
    world = await runWorld();
    await db().updateTable('companies').set({ retention_days: retentionDays }).execute();
    return { id: world.companyId, retentionDays };
  };
  const put = (row: Parameters<typeof putMail>[2]) => putMail(world.database, world.companyId, row);
  const left = async () => (await mails()).map(({ id }) => id).toSorted();

  it('goes after the retention time, but for what waits, is held, or is younger', async () => {
    const company = await open(90);
    const body = { subject: 'Hej', text: 'Hej', html: '' };
    for (const state of ['sent', 'kept', 'failed', 'uncertain', 'discarded'] as const)
      await put({ state, at: ago(91), body });
    const stays = [
      await put({ state: 'waiting', at: ago(91) }),
      await put({ state: 'sending', at: ago(91) }),
      await put({ state: 'held', at: ago(91) }),
      // Written long ago, sent the other day.
      await put({ state: 'sent', at: ago(91), stateAt: ago(3) }),
      await put({ state: 'sent', at: new Date(now - 90 * day) }),
    ].toSorted();
    await eraseOldTellings(db(), company, now, 2);
    expect(await left()).toEqual(stays);
    const notices = await db().selectFrom('notices').select('id').execute();
    const told = (await mails()).flatMap((mail) => mail.notice_id ?? []);
    expect(notices.map(({ id }) => id).toSorted()).toEqual(told.toSorted());
    expect(await eraseOldTellings(db(), company, now)).toBe(0);
  });

  it('leaves of welcome mails the rows, so that nobody is welcomed twice, and a living user’s can still be sent', async () => {
    const company = await open(90);
    const user = await putUser(world.database, company.id, { alias: 'eva', email: 'eva.ek@nordvik.example' });
    const body = { subject: 'Välkommen', text: 'Hej Eva', html: '<p>Hej Eva</p>' };
    const id = await put({
      kind: 'welcome',
      state: 'sent',
      user,
      to: 'eva@nordvik.example',
      at: ago(91),
      body,
    });
    expect(await eraseOldTellings(db(), company, now)).toBe(1);
    const [row] = await mails();
    expect(row).toMatchObject({
      id,
      user_id: user,
      to_address: null,
      subject: null,
      body_text: null,
      body_html: null,
    });
    if (!row) throw new Error('no row');
    expect(await composeMail(db(), mapMail(row), service, now)).toMatchObject({
      is: 'mail',
      to: 'eva.ek@nordvik.example',
    });
    await expect(put({ kind: 'welcome', user, id: randomUUID() })).rejects.toThrow('mails_welcome_once');
  });

  it('stays a day where nothing is to be kept, so that what failed can be seen', async () => {
    const company = await open(0);
    const young = await put({ state: 'failed', at: new Date(now - 20 * 3_600_000) });
    await put({ state: 'failed', at: ago(1) });
    await eraseOldTellings(db(), company, now);
    expect(await left()).toEqual([young]);
  });

  it('of incidents goes when they have been over for the retention time; open ones stay', async () => {
    const company = await open(90);
    const lasting = await putIncident(world.database, company.id, { at: ago(200) });
    const over = { closedAt: ago(91), at: ago(200) };
    await putIncident(world.database, company.id, { ...over, key: 'brake.numbers' });
    const young = await putIncident(world.database, company.id, {
      ...over,
      key: 'brake.removals',
      closedAt: ago(89),
    });
    await db()
      .updateTable('mails')
      .set({ state: 'sent', state_at: ago(200) })
      .execute();
    await eraseOldTellings(db(), company, now);
    const incidents = await db().selectFrom('incidents').select('id').execute();
    expect(incidents.map(({ id }) => id).toSorted()).toEqual([lasting, young].toSorted());
    expect(await left()).toEqual([]);
  });

  it('is not taken from a webhook that still waits to be told', async () => {
    const company = await open(90);
    await putWebhook(world.database, company.id, ['test']);
    await put({ state: 'sent', at: ago(91) });
    await eraseOldTellings(db(), company, now);
    expect(await db().selectFrom('webhook_deliveries').selectAll().execute()).toHaveLength(1);
    await db().updateTable('webhook_deliveries').set({ state: 'sent' }).execute();
    await eraseOldTellings(db(), company, now);
    expect(await db().selectFrom('webhook_deliveries').selectAll().execute()).toHaveLength(0);
    expect(await db().selectFrom('notices').selectAll().execute()).toHaveLength(0);
  });

  it('in one company is nothing to another one', async () => {
    const company = await open(90);
    await put({ state: 'sent', at: ago(91) });
    await eraseOldTellings(db(), { id: randomUUID(), retentionDays: 0 }, now);
    expect(await left()).toHaveLength(1);
    await eraseOldTellings(db(), company, now);
    expect(await left()).toEqual([]);
  });
});
