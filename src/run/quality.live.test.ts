// The directory quality report on a real database: before anything exists, from a cache that knows when it is too old, with its
// trend, page by page, and nothing of it left when it should be.
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import type { NamedGroups } from '../connectors/source.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { readCompany, writeCompany } from '../store/companies.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { deleteForgottenRows } from '../store/forgetting.ts';
import { readSyncTemplate, writeSyncTemplate } from '../store/sync-templates.ts';
import { deleteTemplateRow } from '../store/template-endings.ts';
import { makeDueQuality } from './make-quality.ts';
import { readGroupNames } from './quality-groups.ts';
import { readQuality, readQualityPage } from './quality.ts';
import { readQualityCsv } from './quality-csv.ts';
import type { QualityAsk } from './quality.ts';

let world: RunWorld;
afterEach(() => world.close());

const noGroups = { found: [], notChecked: [] };
async function ask(now = firstNight): Promise<QualityAsk> {
  const { database } = world;
  const template = await readSyncTemplate(database.kysely, world.templateId);
  const company = await readCompany(database.kysely, world.companyId);
  if (!template || !company) throw new Error('the world has no template');
  return { database, template, company, now };
}
const report = async (now = firstNight) => readQuality(await ask(now), noGroups);
/** Code → how many. */
const counts = async (now = firstNight) =>
  Object.fromEntries((await report(now)).findings.map(({ code, count }) => [code, count]));
const found = async (code: string, now = firstNight) =>
  (await report(now)).findings.find((one) => one.code === code);
const reports = () => world.database.kysely.selectFrom('quality_reports').selectAll().execute();

/** Twelve people in order but for how their numbers are written, three of whom have something wrong. */
async function openDirectory(settings: Partial<SyncTemplate> = {}): Promise<void> {
  world = await runWorld(settings);
  for (let n = 1; n <= 12; n += 1)
    hire(
      world.tenant,
      `p${n}`,
      personFacts(n, { businessPhones: [`+46812345${String(n).padStart(3, '0')}`] }),
    );
  update(world.tenant, 'p3', { surname: null });
  update(world.tenant, 'p4', { businessPhones: ['08-123 45 005'] });
  update(world.tenant, 'p6', { userType: 'Guest' });
}

describe('a quality report', () => {
  it('says that nobody was read yet, and then reports before anything is mapped, on a paused template', async () => {
    await openDirectory({ mode: 'paused', fieldMapping: {} });
    expect(await report()).toMatchObject({ readAt: null, people: 0, findings: [], isCurrent: true });
    expect(await world.run({ preview: true })).toMatchObject({ state: 'succeeded' });
    expect(await counts()).toEqual({
      'surname.missing': 1,
      'pstnFixed.duplicate': 2,
      'pstnFixed.form': 1,
      'person.guest': 1,
    });
    expect((await report()).people).toBe(12);
    expect(await world.database.kysely.selectFrom('users').selectAll().execute()).toEqual([]);
  });

  it('shows the value that was found, by name, with those who share one side by side', async () => {
    await openDirectory();
    await world.run();
    expect(await found('pstnFixed.duplicate')).toMatchObject({
      weight: 'blocks',
      who: 'entra',
      count: 2,
      message: '2 people share phone numbers.',
      people: [
        { person: 'p4', name: 'Namn4 Efternamn4', found: '+46812345005', group: 1 },
        { person: 'p5', userPrincipalName: 'namn5@nordvik.example', found: '+46812345005', group: 1 },
      ],
    });
    expect(await found('pstnFixed.form')).toMatchObject({
      people: [{ found: '08-123 45 005', group: null }],
    });
  });

  it('knows only people in scope: who left the group or is gone is not in it', async () => {
    await openDirectory();
    await world.run();
    await report();
    leaveGroup(world.tenant, 'p3');
    remove(world.tenant, 'p4');
    await world.run({ at: firstNight + day });
    expect(await report(firstNight + day)).toMatchObject({ people: 10 });
    expect(await counts(firstNight + day)).toEqual({
      'person.guest': 1,
      // What is no more is told once.
      'surname.missing': 0,
      'pstnFixed.duplicate': 0,
      'pstnFixed.form': 0,
    });
  });
});

describe('a report that was made', () => {
  it('is not made again for a night that brought nothing, and is for one that did', async () => {
    await openDirectory();
    await world.run();
    await report();
    const [first] = await reports();
    await world.run({ at: firstNight + day });
    const second = await report(firstNight + day);
    const [stands] = await reports();
    expect(stands?.made_at).toEqual(first?.made_at);
    expect(second.readAt).toBe(new Date(firstNight + day).toISOString());
    update(world.tenant, 'p3', { surname: 'Ek' });
    await world.run({ at: firstNight + 2 * day });
    expect(await counts(firstNight + 2 * day)).toMatchObject({ 'surname.missing': 0 });
    expect((await reports())[0]?.made_at).toEqual(new Date(firstNight + 2 * day));
  });

  it('is made again when mapping, filter, series or reserved numbers become others', async () => {
    await openDirectory();
    await world.run();
    expect(await counts()).not.toHaveProperty('pstnFixed.outside');
    const series = {
      first: 46812345000,
      last: 46812345009,
      single: false,
      kind: 'fixed',
      note: null,
    } as const;
    await writeNumberSeries(world.database.kysely, world.companyId, [series]);
    // 010 to 012: none of them is in it.
    expect(await counts()).toMatchObject({ 'pstnFixed.outside': 3 });
    await world.change({ filter: 'surname != ""' });
    expect(await counts()).toMatchObject({ 'surname.missing': 0 });
    expect((await report()).people).toBe(11);
  });

  it('tells how a count went and since when it stands', async () => {
    await openDirectory();
    await world.run();
    expect(await found('surname.missing')).toMatchObject({
      before: null,
      since: new Date(firstNight).toISOString(),
    });
    update(world.tenant, 'p7', { surname: '' });
    await world.run({ at: firstNight + day });
    expect(await found('surname.missing', firstNight + day)).toMatchObject({
      count: 2,
      before: 1,
      since: new Date(firstNight + day).toISOString(),
    });
    // What stayed as it was has stood since the first report.
    expect(await found('person.guest', firstNight + day)).toMatchObject({
      before: 1,
      since: new Date(firstNight).toISOString(),
    });
  });

  it('asked for by many at once is made once', async () => {
    await openDirectory();
    await world.run();
    const all = await Promise.all(Array.from({ length: 8 }, () => report()));
    expect(new Set(all.map(({ findings }) => JSON.stringify(findings))).size).toBe(1);
    expect(await world.database.kysely.selectFrom('quality_counts').selectAll().execute()).toHaveLength(1);
  });

  it('waits for nobody: while another process makes the next one, the last is shown and said to be old', async () => {
    await openDirectory();
    await world.run();
    await report();
    update(world.tenant, 'p7', { surname: '' });
    await world.run({ at: firstNight + day });
    await world.database.kysely.transaction().execute(async (other) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('quality ' || ${world.templateId}, 0))`.execute(
        other,
      );
      const old = await report(firstNight + day);
      expect(old.isCurrent).toBe(false);
      expect(old.findings.find(({ code }) => code === 'surname.missing')?.count).toBe(1);
    });
    expect(await found('surname.missing', firstNight + day)).toMatchObject({ count: 2 });
  });

  it('is made by itself after a read, at most once an hour, and not for a template that never read', async () => {
    await openDirectory();
    const { database } = world;
    const calledOff = new AbortController();
    const due = (now: number) => makeDueQuality(database, now, calledOff.signal);
    expect(await due(firstNight)).toBe(0);
    await world.run();
    expect(await due(firstNight)).toBe(1);
    expect(await due(firstNight)).toBe(0);
    update(world.tenant, 'p7', { surname: '' });
    await world.run({ at: firstNight + 60_000 });
    expect(await due(firstNight + 60_000)).toBe(0);
    calledOff.abort();
    expect(await due(firstNight + 3_700_000)).toBe(0);
    expect((await reports())[0]?.made_at).toEqual(new Date(firstNight));
    expect(await makeDueQuality(database, firstNight + 3_700_000, new AbortController().signal)).toBe(1);
  });

  it('is nothing that a worker looks at after a night that brought nothing, and is made once somebody is other', async () => {
    await openDirectory();
    const { database } = world;
    const due = (at: number) => makeDueQuality(database, at, new AbortController().signal);
    const nothing = () => undefined;
    const nights = [
      nothing,
      () => leaveGroup(world.tenant, 'p9'),
      () => hire(world.tenant, 'p13', personFacts(13)),
      () => remove(world.tenant, 'p8'),
      () => world.tenant.excluded.push('p7'),
      nothing,
      () => world.tenant.excluded.pop(),
      () => update(world.tenant, 'p3', { surname: 'Ek' }),
    ];
    await world.run();
    expect(await due(firstNight)).toBe(1);
    for (const [nth, change] of nights.entries()) {
      change();
      const at = firstNight + (nth + 1) * day;
      await world.run({ at });
      expect([nth, await due(at)]).toEqual([nth, change === nothing ? 0 : 1]);
      expect(await report(at)).toMatchObject({ readAt: new Date(at).toISOString(), isCurrent: true });
    }
    update(world.tenant, 'p1', { givenName: '' });
    const at = firstNight + (nights.length + 1) * day;
    await world.run({ at, person: 'p1' });
    expect(await due(at)).toBe(1);
    expect(await found('name.missing', at)).toMatchObject({ count: 1 });
  });

  it('that can not be made keeps no other waiting', async () => {
    await openDirectory();
    await world.run();
    const { database, companyId } = world;
    const broken = { company_id: companyId, name: 'Trasig', mode: 'full', provider: '{}' };
    const settings = JSON.stringify({ fieldMapping: { alias: 5 } });
    const readAt = { last_complete_read_at: new Date(firstNight - day), roster_version: 1 };
    await database.kysely
      .insertInto('sync_templates')
      .values({ ...broken, settings, ...readAt })
      .execute();
    await expect(makeDueQuality(database, firstNight, new AbortController().signal)).rejects.toThrow(/5/u);
    expect((await reports()).map(({ template_id }) => template_id)).toEqual([world.templateId]);
  });

  it('goes with its template, and with the people whom it names when they are forgotten', async () => {
    await openDirectory();
    await world.run();
    await report();
    const { database, companyId, templateId } = world;
    await deleteForgottenRows(database.kysely, companyId, ['nobody']);
    expect(await reports()).toHaveLength(1);
    await deleteForgottenRows(database.kysely, companyId, ['p3']);
    expect(await reports()).toEqual([]);
    await report();
    const template = { id: templateId, companyId, name: 'Alla kontor' };
    await deleteTemplateRow(database.kysely, template, new Date(firstNight));
    for (const table of ['quality_reports', 'quality_people', 'quality_counts', 'quality_groups'] as const)
      expect(await database.kysely.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});

describe('people of one finding', () => {
  it('come page by page, each once, and a cursor of another report is refused', async () => {
    world = await runWorld();
    for (let n = 1; n <= 2_345; n += 1)
      hire(world.tenant, `p${String(n).padStart(4, '0')}`, personFacts(n, { surname: null }));
    await world.run();
    const seen: string[] = [];
    let page = await readQualityPage(await ask(), 'surname.missing', null, 200);
    const first = page?.next ?? null;
    while (page) {
      expect(page.total).toBe(2_345);
      seen.push(...page.rows.map(({ person }) => person));
      page = page.next && (await readQualityPage(await ask(), 'surname.missing', page.next, 200));
    }
    expect(seen).toHaveLength(2_345);
    expect(new Set(seen).size).toBe(2_345);
    update(world.tenant, 'p0001', { surname: 'Ek' });
    await world.run({ at: firstNight + day });
    expect(await readQualityPage(await ask(firstNight + day), 'surname.missing', first, 200)).toBeNull();
  });

  it('are all in the CSV, which no spreadsheet takes for formulas', async () => {
    await openDirectory();
    update(world.tenant, 'p3', { displayName: '=HYPERLINK("http://x.example")' });
    await world.run();
    let text = '';
    for await (const piece of readQualityCsv(await ask(), noGroups)) text += piece;
    const lines = text.split('\r\n');
    expect(text.startsWith('\uFEFFcode;weight;finding;name;')).toBe(true);
    expect(text.slice(1)).not.toContain('\uFEFF');
    expect(lines).toHaveLength(1 + 5 + 1);
    expect(lines.find((line) => line.startsWith('surname.missing'))).toContain('"\'=HYPERLINK(""http');
    expect(lines.filter((line) => line.includes('+46812345005'))).toHaveLength(2);
  });
});

describe('groups that are named by a name', () => {
  const two: NamedGroups[] = [
    {
      name: 'Telefoni',
      groups: [
        { id: 'a', kind: 'security group' },
        { id: 'b', kind: 'Microsoft 365 group' },
      ],
    },
    { name: 'Växel', groups: [{ id: 'c', kind: 'security group' }] },
  ];
  async function openNamed(): Promise<void> {
    await openDirectory();
    const { template } = await ask();
    await writeSyncTemplate(world.database.kysely, {
      ...template,
      provider: {
        ...template.provider,
        memberOf: ['Telefoni', 'Växel', '4f2f0d26-5b1c-4c0a-8f6f-1a2b3c4d5e6f'],
      },
      groups: [{ asked: 'Telefoni', id: 'a', name: 'Telefoni' }],
    });
  }
  const groupsAt = async (now: number, answer: (names: readonly string[]) => Promise<NamedGroups[]>) => {
    const { database, template } = await ask();
    return readGroupNames(database, template, now, answer);
  };

  it('and called as another one are told with the ids of both, asked for once an hour', async () => {
    await openNamed();
    const asked: (readonly string[])[] = [];
    const answer = async (names: readonly string[]) => {
      asked.push(names);
      return two;
    };
    const groups = await groupsAt(firstNight, answer);
    expect(groups).toEqual({
      found: [
        {
          name: 'Telefoni',
          uses: 'a',
          candidates: [
            { id: 'a', kind: 'security group' },
            { id: 'b', kind: 'Microsoft 365 group' },
          ],
        },
      ],
      notChecked: [],
    });
    expect(await readQuality(await ask(), groups)).toMatchObject({
      findings: [{ code: 'group.sameName', count: 1, groups: [{ uses: 'a' }] }],
    });
    await groupsAt(firstNight + 3_500_000, answer);
    expect(asked).toEqual([['Telefoni', 'Växel']]);
    await groupsAt(firstNight + 3_700_000, answer);
    expect(asked).toHaveLength(2);
  });

  it('are a check that was not made when the source does not answer, and the report is there all the same', async () => {
    await openNamed();
    await world.run();
    const fail = () =>
      Promise.reject(new OutsideError('entra', 'graph.unavailable', 'Graph is away.', 'Wait.'));
    const groups = await groupsAt(firstNight, fail);
    const made = await readQuality(await ask(), groups);
    expect(made.notChecked).toContainEqual({ code: 'group.sameName', why: 'Graph is away.', cure: 'Wait.' });
    expect(made.findings.map(({ code }) => code)).toContain('surname.missing');
    expect((await groupsAt(firstNight + 60_000, async () => two)).found).toEqual([]);
    expect((await groupsAt(firstNight + 301_000, async () => two)).found).toHaveLength(1);
  });
});

it('a company’s country decides how its numbers are read', async () => {
  await openDirectory();
  await world.run();
  const { company } = await ask();
  await writeCompany(world.database.kysely, { ...company, country: 'NO' });
  expect(await counts()).toMatchObject({ 'pstnFixed.invalid': 1 });
});
