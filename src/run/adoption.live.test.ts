// People who may be users that no sync keeps: created anyway, linked by exact mail in a run, adopted in one sitting, and
// all of it taken back.
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestCompany } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { readCompany } from '../store/companies.ts';
import { readCreateAnyway } from '../store/create-anyway.ts';
import { readIgnored } from '../store/hand-people.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { adoptUsers } from './adopt.ts';
import { createAnyway, revokeCreateAnyway } from './create-anyway.ts';
import { listUsers } from './directory-list.ts';
import type { Hand } from './hand-deed.ts';
import { linkUser, unlinkUser } from './hand-links.ts';
import { createUserByHand } from './hand-users.ts';
import { ignorePerson } from './hand-words.ts';
import { readProposalsPage } from './list-proposals.ts';
import { readRunSteps } from './run-steps.ts';
import { undoByHand } from './undo-by-hand.ts';

let world: RunWorld;
afterEach(() => world.close());

const actor = { kind: 'administrator', id: 'a1', name: 'Ada Ek' } as const;
const hand = (): Hand => ({ database: world.database, companyId: world.companyId, actor, now: firstNight });
const night = (n: number, more = {}) => world.run({ at: firstNight + n * day, ...more });
const users = () => listUsers(world.database, world.companyId);
const userOf = async (person: string) => (await users()).find((one) => one.person === person);
const byAlias = async (alias: string) => (await users()).find((one) => one.alias === alias);
const wordOf = async (person: string) =>
  (await readCreateAnyway(world.database.kysely, world.templateId, [person])).get(person);
const logged = () =>
  world.database.kysely.selectFrom('steps').selectAll().where('run_id', 'is', null).orderBy('id').execute();
const audited = async () =>
  (await world.database.kysely.selectFrom('audit_log').select('action').orderBy('id').execute()).map(
    ({ action }) => action,
  );

let nextUser = 1;
async function byHand(values: {
  alias: string;
  email?: string;
  pstnFixed?: string;
  name?: string;
  surname?: string;
}) {
  const id = `00000000-0000-4000-8000-${String(nextUser++).padStart(12, '0')}`;
  const pstnFixed = `+46 8 465 004 ${String(nextUser % 100).padStart(2, '0')}`;
  const all = { name: 'Dörr', surname: 'Telefon', pstnFixed, ...values };
  const made = await createUserByHand(hand(), id, { values: all });
  expect(made).toMatchObject({ ok: true });
  return id;
}

/** Three people; a user with p1's mail, one with p2's name, one with p3's alias. */
async function openWorld(settings = {}) {
  world = await runWorld({ keepDays: 10, ...settings });
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  return {
    mail: await byHand({ alias: 'gammal.ett', email: 'NAMN1@nordvik.example' }),
    name: await byHand({ alias: 'gammal.tva', name: 'Namn2', surname: 'Efternamn2' }),
    alias: await byHand({ alias: 'NAMN3' }),
  };
}

describe('a person who is created anyway', () => {
  it('gets a user beside the one who has the same name, and the word is used up', async () => {
    await openWorld();
    expect((await night(0)).counts).toMatchObject({ create: 0, conflict: 3 });
    expect(await createAnyway(hand(), world.templateId, 'p2', { why: 'En annan Namn2' })).toEqual({
      ok: true,
    });
    expect(await wordOf('p2')).toMatchObject({ why: 'En annan Namn2', by: actor });
    const run = await night(1);
    expect(run.counts).toMatchObject({ create: 1, conflict: 2 });
    expect(await userOf('p2')).toMatchObject({ alias: 'namn2' });
    expect(await byAlias('gammal.tva')).toMatchObject({ person: null });
    expect(await wordOf('p2')).toBeUndefined();
    expect((await night(2)).counts).toMatchObject({ create: 0, conflict: 2 });
    // Taken back, she is ignored as anybody whose creation is, and no conflict again.
    expect((await night(3, { undo: { run: run.run } })).counts).toMatchObject({ delete: 1 });
    expect((await night(4)).counts).toMatchObject({ create: 0, conflict: 2, skip: 1 });
  });

  it('is told in the change log and the audit log, and taken back until a run has acted on it', async () => {
    await openWorld();
    await night(0);
    await createAnyway(hand(), world.templateId, 'p1');
    expect(await revokeCreateAnyway(hand(), world.templateId, 'p1')).toEqual({ ok: true });
    expect(await revokeCreateAnyway(hand(), world.templateId, 'p1')).toMatchObject({
      code: 'createAnyway.notSaid',
    });
    expect((await night(1)).counts).toMatchObject({ create: 0, conflict: 3 });
    const words = (await logged()).filter(({ person_id }) => person_id === 'p1');
    expect(words).toMatchObject([
      { do_what: 'createAnyway', actor },
      { do_what: 'notCreateAnyway', actor },
    ]);
    expect((await audited()).slice(-2)).toEqual(['person.createAnyway', 'person.notCreateAnyway']);
  });

  it('is none with the alias or the number of a user, nor who is like nobody, ignored, linked or not there', async () => {
    await openWorld();
    await byHand({ alias: 'vaxel', pstnFixed: '+46 8 123 45 004' });
    for (const n of [4, 5]) hire(world.tenant, `p${n}`, personFacts(n));
    await night(0);
    const say = async (person: string, template = world.templateId) => createAnyway(hand(), template, person);
    expect(await say('p3')).toMatchObject({
      code: 'createAnyway.taken',
      message: expect.stringContaining('NAMN3') as unknown,
    });
    expect(await say('p4')).toMatchObject({
      code: 'createAnyway.taken',
      message: expect.stringContaining('number') as unknown,
    });
    expect(await say('p5')).toMatchObject({ code: 'person.hasUser' });
    await ignorePerson(hand(), world.templateId, 'p2');
    expect(await say('p2')).toMatchObject({
      code: 'createAnyway.notAlike',
      cure: 'Stop ignoring the person first.',
    });
    remove(world.tenant, 'p1');
    await night(1);
    expect(await say('p1')).toMatchObject({ code: 'person.unknown' });
    expect(await say('p9')).toMatchObject({ code: 'person.unknown' });
    expect(await say('p2', 'no id')).toMatchObject({ code: 'template.unknown' });
    expect(await say('p2', '00000000-0000-4000-8000-000000000999')).toMatchObject({
      code: 'template.unknown',
    });
  });

  it('is forgotten with the template', async () => {
    await openWorld();
    await night(0);
    await createAnyway(hand(), world.templateId, 'p2');
    await world.database.kysely.deleteFrom('sync_templates').where('id', '=', world.templateId).execute();
    expect(await wordOf('p2')).toBeUndefined();
  });
});

describe('exact mail, where the template links by it', () => {
  it('links and changes in one step of the run, exactly as the preview said, and the user stays the same', async () => {
    const { mail } = await openWorld({ linkByMail: true });
    const preview = await night(0, { preview: true });
    expect(preview.counts).toMatchObject({ create: 0, change: 1, conflict: 2 });
    const run = await night(0, { apply: preview.run });
    expect(run).toMatchObject({
      state: 'succeeded',
      counts: { create: 0, change: 1, conflict: 2, unchanged: 0 },
    });
    const steps = await readRunSteps(world.database, run.run);
    expect(steps.map(({ step }) => step)).toMatchObject([
      {
        do: 'change',
        person: 'p1',
        user: mail,
        links: true,
        from: { alias: 'gammal.ett', name: 'Dörr' },
        to: { alias: 'namn1', name: 'Namn1' },
        because: { code: 'link.matched' },
      },
    ]);
    expect(await userOf('p1')).toMatchObject({ id: mail, alias: 'namn1', pstnFixed: '46812345001' });
    expect((await night(1)).counts).toMatchObject({ change: 0, conflict: 2, unchanged: 1 });
  });

  it('is taken back: the link is cut, the values are those of before, and the person is ignored', async () => {
    const { mail } = await openWorld({ linkByMail: true });
    const before = await byAlias('gammal.ett');
    const run = await night(0);
    const undo = await night(1, { undo: { run: run.run } });
    expect(undo).toMatchObject({ state: 'succeeded', counts: { change: 1 } });
    expect(await byAlias('gammal.ett')).toEqual(before);
    expect(await readIgnored(world.database.kysely, world.companyId, world.templateId, 'p1')).toBe(true);
    expect((await night(2)).counts).toMatchObject({ change: 0, conflict: 2, skip: 1 });
    // … and that in its turn: linked again, with the person's values, and ignored no longer.
    expect((await night(3, { undo: { run: undo.run } })).counts).toMatchObject({ change: 1 });
    expect(await userOf('p1')).toMatchObject({ id: mail, alias: 'namn1' });
    expect(await readIgnored(world.database.kysely, world.companyId, world.templateId, 'p1')).toBe(false);
    expect((await night(4)).counts).toMatchObject({ change: 0, unchanged: 1 });
    expect((await night(5, { undo: { user: mail } })).counts).toMatchObject({ change: 1 });
    expect(await byAlias('gammal.ett')).toEqual(before);
  });

  it('does not link again whom an administrator has unlinked, whether by a link or by taking an adoption back', async () => {
    const { mail } = await openWorld({ linkByMail: true });
    await night(0);
    expect(await unlinkUser(hand(), mail)).toEqual({ ok: true });
    // What is the same is what it was linked by; an administrator may see it otherwise once more.
    expect((await night(1)).counts).toMatchObject({ create: 0, change: 0, conflict: 3 });
    expect((await night(2, { person: 'p1' })).counts).toMatchObject({ create: 0, change: 0 });
    const adopted = await adoptUsers(hand(), world.templateId, { evidence: ['email'], preview: false });
    expect(adopted).toMatchObject({ ok: true, count: 1 });
    const { batch } = adopted as { batch: string };
    expect(await undoByHand(hand(), { batch }, { preview: false })).toMatchObject({ ok: true });
    expect((await night(3)).counts).toMatchObject({ create: 0, change: 0, conflict: 3 });
    expect(await linkUser(hand(), mail, { templateId: world.templateId, person: 'p1' })).toMatchObject({
      ok: true,
    });
    expect((await night(4)).counts).toMatchObject({ conflict: 2, unchanged: 1 });
  });

  it('links without changing anything where only new people are taken', async () => {
    const { mail } = await openWorld({ linkByMail: true, mode: 'onlyNew' });
    const before = await byAlias('gammal.ett');
    expect((await night(0)).counts).toMatchObject({ change: 1, create: 0, conflict: 2 });
    expect(await byAlias('gammal.ett')).toEqual({ ...before, person: 'p1' });
    expect((await night(1)).counts).toMatchObject({ change: 0, conflict: 2 });
    await world.change({ mode: 'full' });
    expect((await night(2)).counts).toMatchObject({ change: 1 });
    expect(await userOf('p1')).toMatchObject({ id: mail, alias: 'namn1' });
  });

  it('links neither of two people with one mail, in whatever run, and nobody of whom it was said that she is another', async () => {
    await openWorld({ linkByMail: true });
    hire(world.tenant, 'p4', { ...personFacts(4), mail: 'namn1@nordvik.example' });
    expect((await night(0)).counts).toMatchObject({ change: 0, conflict: 4 });
    expect((await night(1, { person: 'p1', trigger: 'person' })).counts).toMatchObject({
      change: 0,
      conflict: 1,
    });
    await createAnyway(hand(), world.templateId, 'p4');
    expect((await night(2)).counts).toMatchObject({ create: 1, change: 1, conflict: 2 });
    expect([(await userOf('p1'))?.alias, (await userOf('p4'))?.alias]).toEqual(['namn1', 'namn4']);
  });

  it('counts a number that linking changes for the brake on numbers, and links all the same', async () => {
    const brakes = {
      removals: { count: 5, percent: 10 },
      numbers: { count: 0, percent: 0 },
      creates: { count: null },
    };
    await openWorld({ linkByMail: true, brakes });
    const run = await night(0);
    expect(run).toMatchObject({
      state: 'withheld',
      counts: { change: 1 },
      withheld: [{ kind: 'numbers', count: 1 }],
    });
    expect(await userOf('p1')).toMatchObject({
      alias: 'namn1',
      pstnFixed: expect.stringMatching(/^46846500/u) as unknown,
    });
    const approved = await night(0, { approve: { run: run.run, kind: 'numbers' }, trigger: 'approval' });
    expect(approved).toMatchObject({ state: 'succeeded', counts: { change: 1 } });
    expect(await userOf('p1')).toMatchObject({ pstnFixed: '46812345001' });
  });
});

describe('adoption in one sitting', () => {
  const look = async (evidence: ('alias' | 'pstnFixed' | 'email' | 'name')[], more = {}) => {
    const answer = await adoptUsers(hand(), world.templateId, { evidence, preview: true, ...more });
    if (!answer.ok) throw new Error(answer.code);
    return answer;
  };

  it('works on a paused template after a preview, and is taken back as a whole', async () => {
    const made = await openWorld({ mode: 'paused' });
    expect(await look(['email'])).toMatchObject({
      count: 0,
      next: expect.stringContaining('changes no user') as unknown,
    });
    await night(0, { preview: true });
    const seen = await look(['alias', 'email', 'name']);
    expect(seen.pairs.map(({ person, user }) => [person, user])).toEqual([
      ['p1', made.mail],
      ['p2', made.name],
      ['p3', made.alias],
    ]);
    expect(seen.pairs[0]?.changes).toContainEqual({
      field: 'alias',
      from: 'gammal.ett',
      to: 'namn1',
      stays: null,
    });
    const done = await adoptUsers(hand(), world.templateId, {
      evidence: ['alias', 'email', 'name'],
      preview: false,
      expected: seen.fingerprint,
    });
    expect(done).toEqual({ ...seen, batch: expect.any(String) as unknown });
    expect((await users()).map(({ person }) => person ?? '').toSorted()).toEqual(['p1', 'p2', 'p3']);
    const batch = done.ok ? (done.batch ?? '') : '';
    expect(await undoByHand(hand(), { batch }, { preview: false })).toMatchObject({
      ok: true,
      undone: 3,
      kept: [],
    });
    expect((await users()).map(({ person }) => person)).toEqual([null, null, null]);
    // Nothing else was said of them: they can be adopted again.
    expect((await look(['email'])).count).toBe(1);
    expect((await audited()).filter((action) => action === 'user.adopt')).toHaveLength(1);
  });

  it('links nobody when other pairs fit by now than were seen, and says so', async () => {
    await openWorld();
    await night(0, { preview: true });
    const { fingerprint } = await look(['email']);
    await byHand({ alias: 'gammal.tre', email: 'namn2@nordvik.example' });
    const ask = { evidence: ['email'] as const, preview: false, expected: fingerprint };
    expect(await adoptUsers(hand(), world.templateId, ask)).toMatchObject({ code: 'adoption.changed' });
    const nobody = { evidence: ['pstnFixed'] as const, preview: false };
    expect(await adoptUsers(hand(), world.templateId, nobody)).toMatchObject({ code: 'adoption.nobody' });
    expect((await users()).map(({ person }) => person)).toEqual([null, null, null, null]);
  });

  it('tells what stays because somebody else has it', async () => {
    await openWorld();
    hire(world.tenant, 'p4', personFacts(4));
    await night(0);
    await byHand({ alias: 'gammal.fyra', email: 'namn5@nordvik.example' });
    hire(world.tenant, 'p5', { ...personFacts(5), businessPhones: personFacts(4)['businessPhones'] ?? [] });
    await night(1, { preview: true });
    const { pairs } = await look(['email']);
    const stays = pairs.flatMap(({ changes }) => changes.filter((one) => one.stays !== null));
    expect(stays).toMatchObject([
      { field: 'pstnFixed', to: '46812345004', stays: { code: 'pstnFixed.taken' } },
    ]);
  });

  it('is of one company alone', async () => {
    await openWorld();
    await night(0, { preview: true });
    const other = '00000000-0000-4000-8000-0000000000aa';
    await writeTestCompany(world.database, other, 'Annat AB');
    for (const preview of [true, false]) {
      const asked = adoptUsers({ ...hand(), companyId: other }, world.templateId, {
        evidence: ['email'],
        preview,
      });
      expect(await asked).toMatchObject({ code: 'template.unknown' });
    }
    expect(await createAnyway({ ...hand(), companyId: other }, world.templateId, 'p1')).toMatchObject({
      code: 'template.unknown',
    });
  });
});

it('a person without a number, to whom a rule for a group would give one, is proposed with what the run says of her', async () => {
  const rule = { name: 'Växel', when: { group: 'Sälj' }, numberSeries: '46846500490' };
  const gets = { settingsTemplate: null, callerId: null, language: null };
  await openWorld({ rules: [{ ...gets, ...rule }] });
  await writeNumberSeries(world.database.kysely, world.companyId, [
    { first: 46_846_500_490, last: 46_846_500_499, kind: 'fixed', note: null, single: false },
  ]);
  world.tenant.groups['Sälj'] = ['p1'];
  update(world.tenant, 'p1', { businessPhones: [] });
  expect((await night(0)).counts).toMatchObject({ create: 0, conflict: 3 });
  const stored = await readSyncTemplate(world.database.kysely, world.templateId);
  const company = await readCompany(world.database.kysely, world.companyId);
  if (!stored || !company) throw new Error('They are there.');
  const ask = { search: null, evidence: null, limit: 10, after: null };
  const page = await readProposalsPage(world.database, { company, stored, now: firstNight }, ask);
  expect(page.rows.map(({ person }) => person).toSorted()).toEqual(['p1', 'p2', 'p3']);
  expect(await createAnyway(hand(), world.templateId, 'p1')).toEqual({ ok: true });
});
