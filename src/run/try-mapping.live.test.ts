// Trying a mapping over everybody: what each field would come to, with names, and what a run would do; a run afterwards
// does just that (M4).
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, scriptedTenant, update } from '../../test/scripted-tenant.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import type { TrialAsk } from '../plan/try-mapping.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { tryMapping } from './try-mapping.ts';
import type { TrialChanges, TrialReport } from './try-mapping.ts';

let world: RunWorld;
afterEach(() => world.close());

const none = { create: 0, change: 0, leave: 0, return: 0, delete: 0, skip: 0, conflict: 0 };
const fill = (count: number) => {
  for (let n = 1; n <= count; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
};
async function trial(changes: TrialChanges, ask: TrialAsk | null = null): Promise<TrialReport> {
  const { templateId, database } = world;
  const deps = { database, openSource: null };
  const tried = await tryMapping(deps, { templateId, changes, ask, now: firstNight + day });
  if (tried === null || 'refused' in tried) throw new Error('not tried');
  return tried;
}
async function mappingWith(more: SyncTemplate['fieldMapping']): Promise<SyncTemplate['fieldMapping']> {
  const stored = await readSyncTemplate(world.database.kysely, world.templateId);
  return { ...stored?.template.fieldMapping, ...more };
}
const field = (report: TrialReport, name: string) => {
  const found = report.fields.find((one) => one.field === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
};
const expression = (text: string) => ({ expression: text, onEmpty: 'clear' as const });

describe('trying a mapping', () => {
  it('tells each field’s usable, empty and unusable values, and what differs from today, by name', async () => {
    world = await runWorld();
    fill(5);
    update(world.tenant, 'p3', { mobilePhone: 'ring inte' });
    update(world.tenant, 'p4', { mobilePhone: '070-174 06 05' });
    await world.run();
    const report = await trial({
      fieldMapping: await mappingWith({
        mobile: expression('phone(mobilePhone)'),
        department: expression('upper(department)'),
      }),
    });
    expect(report).toMatchObject({ people: 5, inScope: 5, filteredOut: 0, unread: [] });
    const mobile = field(report, 'mobile');
    expect([mobile.usable.count, mobile.empty.count, mobile.unusable.count]).toEqual([1, 3, 1]);
    expect(mobile.unusable.people).toMatchObject([
      { person: 'p3', name: 'Namn3 Efternamn3', why: expect.stringMatching(/ring inte/) },
    ]);
    expect(mobile.why).toEqual([{ why: expect.stringMatching(/^"…" can not be read/), count: 1 }]);
    const department = field(report, 'department');
    expect(department.differing).toMatchObject({
      count: 5,
      people: [{ person: 'p1', value: 'AVDELNING 1', today: 'Avdelning 1' }, {}, {}, {}, {}],
    });
    expect(report.plan).toMatchObject({ counts: { ...none, change: 5, unchanged: 0 } });
    expect(field(report, 'alias')).toMatchObject({ usable: { count: 5 }, differing: { count: 0 } });
  });

  it('tells who would share a value with whom: people of the roster and users of the directory', async () => {
    world = await runWorld({ mode: 'paused' });
    fill(4);
    const db = world.database.kysely;
    await db
      .insertInto('users')
      .values({
        id: 'aaaaaaaa-0000-4000-8000-000000000001',
        company_id: world.companyId,
        alias: 'Chef',
        alias_key: 'CHEF',
        name: 'Berit',
        surname: 'Ek',
        fields: '{}',
        settings: '{}',
      })
      .execute();
    update(world.tenant, 'p1', { jobTitle: 'chef' });
    update(world.tenant, 'p2', { jobTitle: 'säljare' });
    update(world.tenant, 'p3', { jobTitle: 'Säljare' });
    update(world.tenant, 'p4', { jobTitle: 'ekonom' });
    await world.run({ preview: true });
    const alias = field(
      await trial({ fieldMapping: await mappingWith({ alias: { field: 'jobTitle', onEmpty: 'clear' } }) }),
      'alias',
    );
    expect(alias.colliding).toMatchObject({
      count: 3,
      people: [
        {
          person: 'p1',
          value: 'chef',
          with: { name: 'Berit Ek', user: 'aaaaaaaa-0000-4000-8000-000000000001' },
        },
        { person: 'p2', name: 'Namn2 Efternamn2', with: { person: 'p3', name: 'Namn3 Efternamn3' } },
        { person: 'p3', with: { person: 'p2', name: 'Namn2 Efternamn2' } },
      ],
    });
  });

  it('comes to what the next run then does, with filter, conflicts, taken and reserved numbers', async () => {
    world = await runWorld({ keepDays: 5 });
    const second = await writeTestTemplate(world.database, world.companyId, { name: 'Göteborg' });
    const other = scriptedTenant();
    hire(other, 'o1', personFacts(7, { mailNickname: 'annan', mail: 'annan@nordvik.example' }));
    fill(12);
    await world.run();
    await world.run({ template: second, tenant: other });
    await writeNumberSeries(world.database.kysely, world.companyId, [
      { first: 46812345000, last: 46812345999, kind: 'fixed', note: null, single: false },
      { first: 46812345020, last: 46812345020, kind: 'service', note: null, single: true },
    ]);
    hire(world.tenant, 'p20', personFacts(20));
    hire(world.tenant, 'p21', personFacts(21, { userType: 'Guest' }));
    hire(world.tenant, 'p22', personFacts(22, { surname: null }));
    hire(world.tenant, 'p23', personFacts(23, { businessPhones: ['+46812345003'] }));
    hire(world.tenant, 'p24', personFacts(24, { department: 'Lab' }));
    hire(world.tenant, 'p25', personFacts(25));
    update(world.tenant, 'p1', { department: 'Lab' });
    leaveGroup(world.tenant, 'p2');
    await world.run({ at: firstNight + 60_000 });
    const changes = {
      filter: 'department != "Lab"',
      fieldMapping: await mappingWith({ title: expression('"Avd " + department') }),
    };
    const report = await trial(changes);
    expect(report.plan.counts).toMatchObject({ leave: 2, skip: 4 });
    await world.change(changes);
    const ran = await world.run({ at: firstNight + day });
    expect(ran.counts).toEqual(report.plan.counts);
    expect(ran.reasons).toEqual(report.plan.reasons);
    expect(ran.read.people).toBe(report.inScope);
  });

  it('takes lookup tables that are not saved, says which fields are not read yet, and changes nothing', async () => {
    world = await runWorld();
    fill(3);
    await world.run();
    const before = await world.database.kysely
      .selectFrom('roster')
      .selectAll()
      .orderBy('person_id')
      .execute();
    const report = await trial({
      lookups: { Avd: { 'Avdelning 1': 'Ett' } },
      fieldMapping: await mappingWith({ department: expression('lookup("Avd", department, city)') }),
    });
    expect(report.unread).toEqual(['city']);
    expect(field(report, 'department')).toMatchObject({ usable: { count: 1 }, empty: { count: 2 } });
    const after = await world.database.kysely.selectFrom('roster').selectAll().orderBy('person_id').execute();
    expect(after).toEqual(before);
  });

  it('of what stands as it was comes to the same from stored values as mapped anew', async () => {
    world = await runWorld();
    fill(12);
    update(world.tenant, 'p3', { mobilePhone: 'ring inte', surname: null });
    update(world.tenant, 'p4', { department: 'Lab' });
    await world.change({
      filter: 'department != "Lab"',
      userFieldMapping: { Ort: expression('"i " + city') },
    });
    await world.run();
    hire(world.tenant, 'p20', personFacts(20, { businessPhones: ['n/a'] }));
    await world.run({ at: firstNight + 60_000, preview: true });
    const some: TrialChanges[] = [
      {},
      { filter: null },
      { lookups: { Avd: {} } },
      { fieldMapping: await mappingWith({ title: expression('upper(department)') }) },
      { userFieldMapping: { Ort: expression('"på " + city') }, filter: 'mail != "namn5@nordvik.example"' },
    ];
    const stored = await Promise.all(some.map((changes) => trial(changes)));
    // Of another mapping than the one that is stored.
    await sql`update roster set facts_hash = 'x.y', mapped = '{"values":{},"problems":[]}'`.execute(
      world.database.kysely,
    );
    expect(await Promise.all(some.map((changes) => trial(changes)))).toEqual(stored);
    expect(stored[0]).toMatchObject({ people: 13, filteredOut: 1, plan: { counts: { skip: 2 } } });
  });

  it('gives a whole category page by page', async () => {
    world = await runWorld();
    fill(45);
    await world.run();
    const seen: string[] = [];
    const page = { field: 'title', category: 'empty' as const, limit: 10 };
    for (let after: string | null = null; ; after = seen.at(-1) ?? null) {
      const { empty } = field(await trial({}, { ...page, after }), 'title');
      expect(empty.count).toBe(45);
      seen.push(...empty.people.map(({ person }) => person));
      if (empty.people.length < 10) break;
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, n) => `p${n + 1}`).toSorted());
  });

  it('of a template that has read nobody is empty, and does not wait for a run', async () => {
    world = await runWorld();
    expect(await trial({})).toMatchObject({ readAt: null, people: 0, plan: { counts: none } });
    fill(6);
    let during: TrialReport | null = null;
    await world.run({
      pageSize: 3,
      async beforePage(page) {
        if (page === 1) during = await trial({});
      },
    });
    expect(during).toMatchObject({ people: 0 });
    expect(await trial({})).toMatchObject({ people: 6, plan: { counts: { ...none, unchanged: 6 } } });
  });
});
