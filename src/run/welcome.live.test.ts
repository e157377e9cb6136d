// Welcome mails and messages about new users, as runs write them (R15): who gets one, who does not, in which language, and what
// the first load of a template comes to. The property over whole histories is welcome-once.live.test.ts.
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, scriptedDeps } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import type { UsersCreated } from '../plan/notice.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { readCompany, writeCompany } from '../store/companies.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { approveRun } from './approve.ts';
import { createAnyway } from './create-anyway.ts';
import { linkUser } from './hand-links.ts';
import { createUserByHand } from './hand-users.ts';
import { keepUsers } from './keep-users.ts';

let world: RunWorld;
afterEach(() => world.close());

const actor = { kind: 'cli', id: null, name: 'test' } as const;
const hand = () => ({ database: world.database, companyId: world.companyId, actor, now: firstNight });
const night = (n: number, more = {}) => world.run({ at: firstNight + n * day, ...more });

async function open(settings: Partial<SyncTemplate> = {}): Promise<void> {
  world = await runWorld({ welcomeMail: true, welcomeFirstLoad: 'send', keepDays: 10, ...settings });
}

function fill(from: number, to: number): void {
  for (let n = from; n <= to; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
}

/** "state language address", by address. */
async function mails(kind = 'welcome'): Promise<string[]> {
  const rows = await world.database.kysely.selectFrom('mails').selectAll().where('kind', '=', kind).execute();
  return rows
    .map((row) => `${row.state} ${row.language} ${row.to_address ?? '-'}`)
    .toSorted((a, b) => ((a.split(' ')[2] ?? '') < (b.split(' ')[2] ?? '') ? -1 : 1));
}

const mailTo = (...people: number[]) => people.map((n) => `waiting sv namn${n}@nordvik.example`);
/** Of users who were deleted before it was sent. */
const discardedTo = (...people: number[]) =>
  mailTo(...people).map((mail) => mail.replace('waiting', 'discarded'));
const nothing = { welcome: 0, held: 0, withoutAddress: 0, copies: 0, withheld: 0 };

async function userByHand(n: number, more = {}): Promise<string> {
  const values = {
    alias: `namn${n}`,
    name: `Namn${n}`,
    surname: `Efternamn${n}`,
    pstnFixed: `4681234500${n}`,
  };
  const made = await createUserByHand(hand(), randomUUID(), { values: { ...values, ...more } });
  if (!made.ok) throw new Error(made.message);
  return made.id;
}

describe('a welcome mail', () => {
  it('goes to each newly created user at the address mapped for them, and to nobody a second time', async () => {
    await open();
    fill(1, 3);
    hire(world.tenant, 'p4', personFacts(4, { mail: null }));
    const report = await night(0);
    expect(report.mail).toEqual({ ...nothing, welcome: 3, withoutAddress: 1 });
    expect(await mails()).toEqual(mailTo(1, 2, 3));
    const rows = await world.database.kysely.selectFrom('mails').selectAll().execute();
    const users = await world.database.kysely.selectFrom('users').selectAll().execute();
    for (const row of rows) {
      expect(row).toMatchObject({ run_id: report.run, template_id: world.templateId, kind: 'welcome' });
      expect(users.find(({ id }) => id === row.user_id)?.email).toBe(row.to_address);
      expect(row.created_at).toEqual(new Date(firstNight));
    }
    update(world.tenant, 'p1', { mail: 'annan@nordvik.example' });
    update(world.tenant, 'p4', { mail: 'namn4@nordvik.example' });
    expect((await night(1)).mail).toEqual(nothing);
    expect(await mails()).toEqual(mailTo(1, 2, 3));
  });

  it('is in the person’s language, or the company’s where she prefers another or none', async () => {
    await open();
    const company = await readCompany(world.database.kysely, world.companyId);
    if (company) await writeCompany(world.database.kysely, { ...company, language: 'en' });
    const languages = ['sv-FI', 'SV', 'sv_SE', 'en-GB', 'en', 'de-DE', 'swahili', '', null];
    for (const [n, preferredLanguage] of languages.entries())
      hire(world.tenant, `p${n}`, personFacts(n, { preferredLanguage }));
    await night(0);
    expect((await mails()).map((line) => line.split(' ')[1])).toEqual([
      'sv',
      'sv',
      'sv',
      'en',
      'en',
      'en',
      'en',
      'en',
      'en',
    ]);
  });

  it('is not written while welcomeMail is off, and switching it on sends nothing to users who exist', async () => {
    await open({ welcomeMail: false });
    fill(1, 3);
    expect((await night(0)).mail).toEqual(nothing);
    await world.change({ welcomeMail: true });
    hire(world.tenant, 'p9', personFacts(9));
    expect((await night(1)).mail).toEqual({ ...nothing, welcome: 1 });
    expect(await mails()).toEqual(mailTo(9));
  });

  it('does not go to people linked to an existing user: by mail, by hand, by adoption of the run', async () => {
    await open({ linkByMail: true });
    await userByHand(1, { alias: 'annat1', pstnFixed: '46812345901', email: 'namn1@nordvik.example' });
    const second = await userByHand(2);
    fill(1, 3);
    expect((await night(0)).counts).toMatchObject({ create: 1, conflict: 1 });
    const about = { templateId: world.templateId, person: 'p2' };
    expect((await linkUser(hand(), second, about)).ok).toBe(true);
    await night(1);
    expect(await mails()).toEqual(mailTo(3));
  });

  it('is not sent on return, and a person who returns after deletion gets her own as the new user she is', async () => {
    await open();
    fill(1, 3);
    await night(0);
    remove(world.tenant, 'p1');
    await night(1);
    hire(world.tenant, 'p1', personFacts(1));
    expect((await night(2)).counts.return).toBe(1);
    expect(await mails()).toHaveLength(3);
    remove(world.tenant, 'p1');
    await night(3);
    await night(14);
    hire(world.tenant, 'p1', personFacts(1));
    expect((await night(15)).mail.welcome).toBe(1);
    expect((await mails()).toSorted()).toEqual([...discardedTo(1), ...mailTo(1, 2, 3)]);
  });

  it('is not written by undo or redo, nor when a delete is undone', async () => {
    await open({ keepDays: 0 });
    fill(1, 3);
    const first = await night(0);
    const undone = await night(1, { undo: { run: first.run } });
    expect(undone.counts.delete).toBe(3);
    const redone = await night(2, { undo: { run: undone.run } });
    expect(redone).toMatchObject({ counts: { create: 3 }, mail: nothing });
    expect(await mails()).toEqual(discardedTo(1, 2, 3));
    remove(world.tenant, 'p1');
    const gone = await night(3);
    expect(gone.counts.delete).toBe(1);
    expect((await night(4, { undo: { run: gone.run } })).counts.create).toBe(1);
    expect(await mails()).toEqual(discardedTo(1, 2, 3));
  });

  it('goes to whoever is created anyway, by an approval, by an applied preview and by a run of one person', async () => {
    await open();
    await userByHand(1, { alias: 'annat', pstnFixed: '46812345901' });
    fill(1, 1);
    await night(0);
    expect((await createAnyway(hand(), world.templateId, 'p1')).ok).toBe(true);
    fill(2, 2);
    await night(1);
    expect(await mails()).toEqual(mailTo(1, 2));
    fill(3, 3);
    const preview = await night(2, { preview: true });
    expect(preview.mail).toEqual({ ...nothing, welcome: 1 });
    expect(await mails()).toEqual(mailTo(1, 2));
    expect((await night(2, { apply: preview.run })).mail).toEqual({ ...nothing, welcome: 1 });
    fill(4, 4);
    await night(3, { person: 'p4' });
    expect(await mails()).toEqual(mailTo(1, 2, 3, 4));
    await world.change({ brakes: { ...defaultBrakes, creates: { count: 1 } } });
    fill(5, 6);
    // Whoever approves has to know beforehand what goes out then.
    expect((await night(4, { preview: true })).mail).toEqual({ ...nothing, withheld: 2 });
    const withheld = await night(4);
    expect(withheld).toMatchObject({ state: 'withheld', mail: { ...nothing, withheld: 2 } });
    const approval = { run: withheld.run, kind: 'creates', companyTemplates: null } as const;
    const deps = scriptedDeps(world.database, world.tenant, {});
    await approveRun(deps, { ...approval, nominalAt: firstNight + 5 * day });
    expect(await mails()).toEqual(mailTo(1, 2, 3, 4, 5, 6));
  });

  it('stands with its run: a plan that is not as it was seen writes none', async () => {
    await open();
    fill(1, 2);
    const preview = await night(0, { preview: true });
    fill(3, 3);
    const other = await night(0, { apply: preview.run });
    expect(other).toMatchObject({ state: 'refused', mail: { welcome: 3 } });
    expect(await mails()).toEqual([]);
    const { mail } = await world.database.kysely
      .selectFrom('runs')
      .select('mail')
      .where('id', '=', other.run)
      .executeTakeFirstOrThrow();
    expect(mail).toEqual(other.mail);
  });
});

describe('the first load', () => {
  it('is held by default, said so in the preview, and over with the first run that went well', async () => {
    world = await runWorld({ welcomeMail: true });
    fill(1, 3);
    expect((await night(0, { preview: true })).mail).toEqual({ ...nothing, held: 3 });
    expect((await night(0, { person: 'p1' })).mail).toEqual({ ...nothing, held: 1 });
    expect((await night(0)).mail).toEqual({ ...nothing, held: 2 });
    expect((await mails()).map((line) => line.split(' ')[0])).toEqual(['held', 'held', 'held']);
    fill(4, 4);
    expect((await night(1, { preview: true })).mail).toEqual({ ...nothing, welcome: 1 });
    expect((await night(1)).mail).toEqual({ ...nothing, welcome: 1 });
    expect((await mails()).slice(3)).toEqual(mailTo(4));
  });

  it('writes no mails with none, also none for want of an address', async () => {
    await open({ welcomeFirstLoad: 'none' });
    fill(1, 3);
    hire(world.tenant, 'p4', personFacts(4, { mail: null }));
    expect((await night(0)).mail).toEqual(nothing);
    fill(5, 5);
    expect((await night(1)).mail).toEqual({ ...nothing, welcome: 1 });
    expect(await mails()).toEqual(mailTo(5));
  });

  it('is not over while a brake withholds it, a run has failed, the mapping is unfinished, or nobody is a user', async () => {
    await open({ welcomeFirstLoad: 'hold', brakes: { ...defaultBrakes, creates: { count: 2 } } });
    await night(0);
    fill(1, 3);
    const down = new OutsideError('entra', 'graph.unavailable', 'Graph does not answer.', 'Wait.');
    expect((await night(0, { failAtEnd: down })).state).toBe('failed');
    const stored = await readSyncTemplate(world.database.kysely, world.templateId);
    await world.change({ fieldMapping: {} });
    expect((await night(0)).fields).not.toBeNull();
    await world.change({ fieldMapping: stored?.template.fieldMapping ?? {} });
    const withheld = await night(1);
    expect(withheld).toMatchObject({ state: 'withheld', mail: { ...nothing, withheld: 3 } });
    const approval = { run: withheld.run, kind: 'creates', companyTemplates: null } as const;
    const deps = scriptedDeps(world.database, world.tenant, {});
    const approved = await approveRun(deps, { ...approval, nominalAt: firstNight + 2 * day });
    expect(approved?.mail).toEqual({ ...nothing, held: 3 });
    fill(4, 4);
    expect((await night(3)).mail).toEqual({ ...nothing, welcome: 1 });
  });

  it('starts afresh when it is undone as a whole, which is no reason to mail everybody the second time', async () => {
    await open({ welcomeFirstLoad: 'hold' });
    fill(1, 3);
    const first = await night(0);
    fill(4, 4);
    const second = await night(1);
    // Somebody is left: what comes now is no first load.
    await night(2, { undo: { run: first.run } });
    fill(5, 5);
    const third = await night(3);
    expect(third.mail).toEqual({ ...nothing, welcome: 1 });
    for (const { run } of [second, third]) await night(4, { undo: { run } });
    expect(await world.database.kysely.selectFrom('links').selectAll().execute()).toEqual([]);
    fill(6, 8);
    expect((await night(5)).mail).toEqual({ ...nothing, held: 3 });
  });

  it('starts afresh when the template is pointed at another tenant', async () => {
    await open({ welcomeFirstLoad: 'hold' });
    fill(1, 2);
    await night(0);
    world.tenant.id = '22222222-aaaa-4bbb-8ccc-000000000002';
    expect((await night(1)).error?.code).toBe('tenant.changed');
    const kept = await keepUsers(world.database, {
      templateId: world.templateId,
      companyId: world.companyId,
      actor,
      now: firstNight + day,
    });
    expect(kept.ok).toBe(true);
    fill(3, 4);
    expect((await night(2)).mail).toEqual({ ...nothing, held: 2 });
  });
});

describe('the separate message', () => {
  const notices = async () =>
    (
      await world.database.kysely
        .selectFrom('notices')
        .selectAll()
        .where('kind', '=', 'users.created')
        .execute()
    ).map((row) => ({
      ...(row.data as UsersCreated),
      run: row.run_id,
    }));

  it('tells of each new user, with welcomeMail off too, and says so in the report', async () => {
    await open({ welcomeMail: false, welcomeCopyTo: 'it@nordvik.example' });
    fill(1, 10);
    expect((await night(0, { preview: true })).mail).toEqual({ ...nothing, copies: 10 });
    const report = await night(0);
    expect(report.mail).toEqual({ ...nothing, copies: 10 });
    expect(await mails()).toEqual([]);
    expect(await mails('welcomeCopy')).toEqual(Array(10).fill('waiting sv it@nordvik.example'));
    const [notice, ...others] = await notices();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ count: 10, run: report.run });
    const rows = await world.database.kysely.selectFrom('mails').select('user_id').execute();
    expect(new Set(rows.map((row) => row.user_id))).toEqual(new Set(notice?.users.map(({ user }) => user)));
    expect(notice?.users.find(({ person }) => person === 'p7')).toMatchObject({
      alias: 'namn7',
      name: 'Namn7',
      surname: 'Efternamn7',
      email: 'namn7@nordvik.example',
      pstnFixed: '46812345007',
    });
  });

  it('is one digest above ten, which names a hundred and says how many there are', async () => {
    await open({ welcomeMail: false, welcomeCopyTo: 'it@nordvik.example' });
    fill(1, 11);
    expect((await night(0)).mail).toEqual({ ...nothing, copies: 1 });
    expect(await mails('welcomeCopy')).toEqual(['waiting sv it@nordvik.example']);
    fill(100, 220);
    expect((await night(1)).mail.copies).toBe(1);
    const [, many] = await notices();
    expect(many?.count).toBe(121);
    expect(many?.users).toHaveLength(100);
    expect((await night(2)).mail).toEqual(nothing);
    expect(await notices()).toHaveLength(2);
  });

  it('is written down for webhooks alone too, and not at all where nobody listens', async () => {
    await open({ welcomeMail: false });
    fill(1, 1);
    await night(0);
    expect(await notices()).toEqual([]);
    const webhook = { id: randomUUID(), company_id: world.companyId, name: 'Teams', shape: 'teams' };
    const where = { shown_url: 'https://hooks.example/…1', host: 'hooks.example:443' };
    const createdAt = { created_at: new Date(firstNight) };
    const kinds = ['credential.expiring'];
    await world.database.kysely
      .insertInto('webhooks')
      .values({ ...webhook, ...where, ...createdAt, kinds })
      .execute();
    fill(2, 2);
    await night(1);
    expect(await notices()).toEqual([]);
    await world.database.kysely
      .updateTable('webhooks')
      .set({ kinds: ['users.created'] })
      .execute();
    fill(3, 3);
    expect((await night(2)).mail).toEqual(nothing);
    expect(await notices()).toMatchObject([{ count: 1 }]);
    expect(await mails('welcomeCopy')).toEqual([]);
    const deliveries = world.database.kysely.selectFrom('webhook_deliveries').selectAll();
    expect(await deliveries.execute()).toHaveLength(1);
  });
});
