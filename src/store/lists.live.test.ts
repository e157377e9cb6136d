// Long lists against a real database: every row once and in order, filters and searches that find what there is, nothing of
// another company, and plans that do not read a whole table where its index is enough.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillCrowd, settleTables } from '../../bench/crowd.ts';
import type { Crowd } from '../../bench/crowd.ts';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { mapSearch } from '../plan/search.ts';
import { readAuditPage } from './audit-list.ts';
import { readChangeLogPage } from './change-log-list.ts';
import { readLedgerPage, readSeriesCounts } from './numbers-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import { readPeoplePage } from './people-list.ts';
import { readRunsPage } from './runs-list.ts';
import { readStepsPage } from './steps-list.ts';
import { readUsersPage, userSorts } from './users-list.ts';

const PEOPLE = 4_000;
let opened: TestDatabase;
let crowd: Crowd;
let other: Crowd;
beforeAll(async () => {
  opened = await testDatabase();
  crowd = await fillCrowd(opened.database, PEOPLE);
  other = await fillCrowd(opened.database, 200, 'Annat AB');
  await settleTables(opened.database);
});
afterAll(() => opened.close());

const db = () => opened.database.kysely;
const first = { limit: 50, after: null };
const noUsers = { ...first, search: null, state: null, source: null, settingsTemplate: null };
const noPeople = { ...first, search: null, standing: null, code: null, isPresent: null };
const noRuns = {
  ...first,
  trigger: null,
  state: null,
  isPreview: null,
  hasChanges: null,
  from: null,
  to: null,
};
const noSteps = { ...first, search: null, do: null, outcome: null, code: null, kind: null };
const noChanges = {
  ...first,
  user: null,
  person: null,
  run: null,
  actor: null,
  do: null,
  from: null,
  to: null,
};
const noAudit = {
  ...first,
  actor: null,
  action: null,
  subjectKind: null,
  subjectId: null,
  from: null,
  to: null,
};

/** Every page to the end. */
async function readAll<T>(read: (ask: PageAsk) => Promise<Page<T>>, limit = 200): Promise<T[]> {
  const rows: T[] = [];
  let after: string[] | null = null;
  do {
    const page: Page<T> = await read({ limit, after });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

describe('users', () => {
  test.each(userSorts.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]))(
    'by %s %s are at a place what they are when one goes there page by page',
    async (sort, direction) => {
      const all = await readAll((ask) => read({ ...ask, sort, direction }));
      for (const offset of [0, 50, 1_970, PEOPLE - 40, PEOPLE]) {
        const page = await read({ offset, sort, direction });
        expect(page.rows.map(({ id }) => id)).toEqual(all.slice(offset, offset + 50).map(({ id }) => id));
        expect(page.total).toEqual(offset === 0 ? { count: PEOPLE, isExact: true } : null);
      }
    },
  );

  test('found by a filter are at a place, too, whether few are found or many', async () => {
    const few = { search: mapSearch('lind', 'SE'), state: 'active' } as const;
    const many = { state: 'active' } as const;
    for (const filter of [few, many]) {
      const all = await readAll((ask) => read({ ...ask, ...filter }));
      const page = await read({ ...filter, offset: 150 });
      expect(page.rows.map(({ id }) => id)).toEqual(all.slice(150, 200).map(({ id }) => id));
      expect((await read({ ...filter, offset: 0 })).total).toEqual({ count: all.length, isExact: true });
    }
  });

  const read = (ask: Partial<Parameters<typeof readUsersPage>[2]> = {}) =>
    readUsersPage(db(), crowd.companyId, { ...noUsers, sort: 'name', direction: 'asc', ...ask });

  test.each(userSorts.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]))(
    'come by %s %s, each once',
    async (sort, direction) => {
      const users = await readAll((ask) => read({ ...ask, sort, direction }));
      expect(new Set(users.map(({ id }) => id)).size).toBe(PEOPLE);
      const keys = users.map((user) =>
        sort === 'number' ? (user.pstnFixed ?? '') : sort === 'alias' ? user.alias.toUpperCase() : '',
      );
      const sorted = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(keys).toEqual(direction === 'asc' ? sorted : sorted.toReversed());
    },
  );

  test('by name put å ä ö last and in this order, and é beside e', async () => {
    const users = await readAll((ask) => read(ask));
    const names = [...new Set(users.map(({ name }) => name))];
    expect(names.slice(-3)).toEqual(['Åsa', 'Ängla', 'Örjan']);
    expect(names.indexOf('José')).toBe(names.indexOf('Fatima') + 1);
  });

  test('without a number come after all others, whichever way these go', async () => {
    const id = randomUUID();
    await sql`insert into users (id, company_id, alias, alias_key, name, surname)
      values (${id}, ${other.companyId}, 'utan', 'UTAN', 'Utan', 'Nummer')`.execute(db());
    for (const direction of ['asc', 'desc'] as const) {
      const ask = { ...noUsers, sort: 'number', direction } as const;
      const users = await readAll((page) =>
        readUsersPage(db(), other.companyId, { ...ask, ...page, limit: 7 }),
      );
      expect(users.map((user) => user.id).indexOf(id)).toBe(200);
      expect(users.length).toBe(201);
    }
    await db().deleteFrom('users').where('id', '=', id).execute();
  });

  test.each([
    ['+46 8 46 50 12 34', 'p1234.77'],
    ['08-46 50 12 34', 'p1234.77'],
    ['46846501234', 'p1234.77'],
    ['P1234.', 'p1234.77'],
    ['p1234.77@NORDVIK', 'p1234.77'],
  ])('are found by %s', async (typed, alias) => {
    const { rows } = await read({ search: mapSearch(typed, 'SE') });
    expect(rows.map((user) => user.alias)).toContain(alias);
    expect(rows.length).toBeLessThan(60);
  });

  test('are found by every word, whatever its case or accent, and å is not a', async () => {
    const find = async (typed: string) =>
      readAll((ask) => read({ ...ask, search: mapSearch(typed, 'SE') }), 200);
    const jose = await find('jose åkesson');
    expect(jose.length).toBeGreaterThan(0);
    expect(jose.every(({ name, surname }) => name === 'José' && surname.startsWith('Åkesson'))).toBe(true);
    expect((await find('ÅSA')).every(({ name }) => name === 'Åsa')).toBe(true);
    expect(await find('asa akesson')).toEqual([]);
    expect(await find('%')).toEqual([]);
    expect(await find("' or 1=1")).toEqual([]);
  });

  test('are counted and filtered by state, source and settings template', async () => {
    const count = async (ask: Parameters<typeof read>[0]) => {
      const { total } = await read(ask);
      expect(total?.count).toBe((await readAll((page) => read({ ...ask, ...page }))).length);
      return total;
    };
    expect(await count({})).toEqual({ count: PEOPLE, isExact: true });
    expect(await count({ state: 'leaving' })).toEqual({ count: 2, isExact: true });
    expect(await count({ state: 'active' })).toEqual({ count: PEOPLE - 2, isExact: true });
    expect(await count({ source: 'hand' })).toEqual({ count: PEOPLE / 50, isExact: true });
    expect(await count({ source: crowd.small })).toEqual({ count: PEOPLE / 100, isExact: true });
    expect(await count({ settingsTemplate: crowd.settingsTemplate })).toEqual({ count: 8, isExact: true });
    expect(await count({ source: crowd.small, search: mapSearch('qqzx', 'SE') })).toMatchObject({ count: 0 });
    expect(await count({ source: other.large })).toMatchObject({ count: 0 });
  });
});

test('texts of plain letters are folded as all others are, in the short way or not', async () => {
  const { rows } = await sql<{ plain: number; other: number; wrong: number }>`
    with texts as (
      select search, name || ' ' || surname as name, name || ' ' || surname || ' ' || alias || ' ' || coalesce(email, '') || ' '
        || coalesce(pstn_fixed, '') || ' ' || coalesce(mobile, '') || ' ' || coalesce(extension, '') as whole from users)
    select count(*) filter (where octet_length(name) = length(name)) as plain,
      count(*) filter (where octet_length(name) > length(name)) as other,
      count(*) filter (where search <> left(search_fold(whole), 500)) as wrong from texts`.execute(db());
  expect(rows[0]?.plain).toBeGreaterThan(0);
  expect(rows[0]?.other).toBeGreaterThan(0);
  expect(rows[0]?.wrong).toBe(0);
});

describe('people', () => {
  const templates = () => [crowd.large, crowd.small];
  const read = (ask: Partial<Parameters<typeof readPeoplePage>[2]> = {}) =>
    readPeoplePage(db(), crowd.companyId, { ...noPeople, templates: templates(), ...ask });

  test('come by name, each once, of one template and of all', async () => {
    for (const some of [[crowd.large], templates()]) {
      const people = await readAll((ask) => read({ ...ask, templates: some }));
      expect(new Set(people.map(({ person }) => person)).size).toBe(PEOPLE);
      expect(people.at(-1)?.name).toMatch(/^Örjan Öberg/u);
    }
  });

  test('are filtered by standing, reason, presence and search', async () => {
    expect((await read({ standing: 'skip' })).total).toEqual({ count: 80, isExact: true });
    expect((await read({ code: 'pstnFixed.missing' })).total).toEqual({ count: 80, isExact: true });
    expect((await read({ code: 'alias.taken' })).rows).toEqual([]);
    expect((await read({ isPresent: false })).total).toEqual({ count: 1, isExact: true });
    const { rows } = await read({ search: mapSearch('p1234.77', 'SE') });
    expect(rows).toMatchObject([{ standing: 'linked', alias: 'p1234.77', templateId: crowd.large }]);
    expect((await read({ templates: [] })).rows).toEqual([]);
  });
});

describe('runs', () => {
  test('come newest first, each once, and by template, trigger, state and time', async () => {
    const read = (ask: Partial<Parameters<typeof readRunsPage>[1]> = {}) =>
      readRunsPage(db(), { ...noRuns, templates: [crowd.large, crowd.small], ...ask });
    const runs = await readAll((ask) => read(ask));
    expect(new Set(runs.map(({ run }) => run.id)).size).toBe(PEOPLE);
    const times = runs.map(({ run }) => run.started_at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect((await read({ trigger: 'manual' })).total).toEqual({ count: 4, isExact: true });
    expect((await read({ state: 'refused' })).rows).toEqual([]);
    expect((await read({ templates: [crowd.small] })).rows).toEqual([]);
    const [from, to] = [new Date(times[20] ?? 0), new Date(times[10] ?? 0)];
    expect((await read({ from, to })).total?.count).toBeLessThanOrEqual(10);
  });
});

describe('steps of a run', () => {
  const read = (ask: Partial<Parameters<typeof readStepsPage>[2]> = {}) =>
    readStepsPage(
      db(),
      { id: crowd.run, templateId: crowd.large, companyId: crowd.companyId },
      {
        ...noSteps,
        ...ask,
      },
    );

  test('begin with what takes away, each once', async () => {
    const steps = await readAll((ask) => read(ask));
    expect(new Set(steps.map(({ id }) => id)).size).toBe(PEOPLE - 4);
    expect(steps.map((step) => step.do_what)).toEqual([
      'delete',
      ...Array.from({ length: PEOPLE - 5 }, () => 'create'),
    ]);
    expect(steps[0]?.displayName).toMatch(/\S/u);
  });

  test('are filtered by kind, outcome and reason, and searched by the people they are about', async () => {
    expect((await read({ do: 'delete' })).total).toEqual({ count: 1, isExact: true });
    expect((await read({ code: 'person.gone' })).total).toEqual({ count: 1, isExact: true });
    expect((await read({ outcome: 'withheld' })).rows).toEqual([]);
    expect((await read({ search: mapSearch('p1234.', 'SE') })).rows).toMatchObject([{ alias: 'p1234.77' }]);
    expect((await read({ search: mapSearch('qqzx', 'SE') })).rows).toEqual([]);
    const everybody = await readAll((ask) => read({ ...ask, search: mapSearch('nordvik', 'SE') }));
    expect(everybody.length).toBe(PEOPLE - 4);
  });

  test('that a filter finds come each once and in the order of all of them, the tenth after the ninth', async () => {
    const created = await readAll((ask) => read({ ...ask, do: 'create' }));
    const ids = created.map(({ id }) => Number(id));
    expect(ids.length).toBe(PEOPLE - 5);
    expect(ids).toEqual([...new Set(ids)].toSorted((one, another) => one - another));
  });

  test('of somebody who was deleted and whom the roster forgot are found by her alias', async () => {
    const step = await db()
      .selectFrom('steps')
      .selectAll()
      .where('run_id', '=', other.run)
      .where('do_what', '=', 'delete')
      .executeTakeFirstOrThrow();
    await db()
      .deleteFrom('roster')
      .where('person_id', '=', step.person_id ?? '')
      .execute();
    await db()
      .deleteFrom('users')
      .where('id', '=', step.user_id ?? '')
      .execute();
    const { rows } = await readStepsPage(
      db(),
      { id: other.run, templateId: other.large, companyId: other.companyId },
      { ...noSteps, search: mapSearch(step.alias ?? '', 'SE') },
    );
    expect(rows).toMatchObject([{ id: step.id, displayName: null }]);
  });
});

describe('change log and audit log', () => {
  test('come newest first, each entry once', async () => {
    const changes = await readAll((ask) =>
      readChangeLogPage(db(), crowd.companyId, { ...noChanges, ...ask }),
    );
    expect(changes.length).toBe(PEOPLE);
    const ids = changes.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    const entries = await readAll((ask) => readAuditPage(db(), crowd.companyId, { ...noAudit, ...ask }));
    expect(entries.length).toBe(PEOPLE);
  });

  test('are filtered by user, person, run, actor, kind and time', async () => {
    const read = (ask: Partial<typeof noChanges> & object) =>
      readChangeLogPage(db(), crowd.companyId, { ...noChanges, ...ask });
    const [one] = (await read({})).rows;
    const by = async (ask: object) => (await read(ask)).total?.count;
    expect(await by({ user: one?.user_id })).toBe(1);
    expect(await by({ person: one?.person_id })).toBe(1);
    expect(await by({ run: crowd.run })).toBe(PEOPLE - 4);
    expect(await by({ actor: crowd.actor })).toBe(4);
    expect(await by({ actor: other.actor })).toBe(0);
    expect(await by({ do: 'delete' })).toBe(1);
    expect(await by({ from: new Date(Date.now() + 3_600_000) })).toBe(0);
    expect(await by({ to: new Date(Date.now() + 3_600_000) })).toBe(PEOPLE);
  });

  test('of the audit are filtered by actor, action and subject, a word alone standing for all of its kind', async () => {
    const by = async (ask: object) =>
      (await readAuditPage(db(), crowd.companyId, { ...noAudit, ...ask })).total?.count;
    expect(await by({ actor: crowd.actor })).toBe(4);
    expect(await by({ action: 'user.hold' })).toBe(2);
    expect(await by({ action: 'user' })).toBe(2);
    expect(await by({ action: 'use' })).toBe(0);
    expect(await by({ subjectKind: 'run', subjectId: 'x' })).toBe(0);
  });
});

describe('numbers', () => {
  const now = new Date();
  const read = (ask: Partial<Parameters<typeof readLedgerPage>[2]> = {}) =>
    readLedgerPage(db(), crowd.companyId, { ...first, state: null, digits: null, now, ...ask });

  test('are counted for each series, a service’s own left out', async () => {
    const counts = await readSeriesCounts(db(), [crowd.companyId], now);
    expect(counts.get(crowd.companyId)).toEqual([
      { assigned: PEOPLE - 4, cooling: 4 },
      { assigned: 0, cooling: 0 },
    ]);
  });

  test('that are known come in order, each once; cooling ones are free when their days are over', async () => {
    const known = await readAll((ask) => read(ask));
    expect(known.length).toBe(PEOPLE);
    expect((await read({ state: 'cooling' })).total).toEqual({ count: 4, isExact: true });
    const later = new Date(now.getTime() + 20 * 86_400_000);
    expect((await read({ state: 'cooling', now: later })).rows).toEqual([]);
    expect((await read({ state: 'free', now: later })).rows.map(({ digits }) => digits)).toContain(
      '46846501000',
    );
  });

  test('that are free are those of the series that nobody has and no service keeps', async () => {
    const { rows, next } = await read({ state: 'free', after: ['46846999900'], limit: 200 });
    expect([rows[0]?.digits, rows.at(-1)?.digits, next]).toEqual(['46846999901', '46846999989', null]);
    const beginning = await read({ state: 'free', limit: 2 });
    expect(beginning.rows.map(({ digits }) => digits)).toEqual(['46846500000', '46846504001']);
  });

  test('that are free are looked for a part of the series at a time', async () => {
    const page = await read({ state: 'free', digits: ['846999'] });
    expect(page).toMatchObject({ rows: [], next: ['46846549999'] });
    const all = await readAll((ask) => read({ ...ask, state: 'free', digits: ['8469995'] }));
    expect(all.length).toBe(100);
  });

  test('are at a place what they are when one goes there page by page, those that are made up as well', async () => {
    for (const state of ['assigned', 'service', 'free'] as const) {
      const all = (await read({ state, limit: 7 })).rows;
      const page = await read({ state, offset: 3, limit: 4 });
      expect(page.rows.map(({ digits }) => digits)).toEqual(all.slice(3, 7).map(({ digits }) => digits));
      expect(page.total).toBeNull();
    }
    expect((await read({ state: 'service', offset: 0, limit: 4 })).total).toEqual({
      count: 10,
      isExact: true,
    });
    expect((await read({ state: 'free', offset: 0 })).total).toMatchObject({ isExact: false });
  });

  test('of a service are its series’', async () => {
    const { rows } = await read({ state: 'service' });
    expect(rows.map(({ digits }) => digits)).toEqual(
      Array.from({ length: 10 }, (_, at) => String(46846999990 + at)),
    );
  });
});

test('the searches of users, people and mails read the index alone, and a deep page begins where it begins', async () => {
  const plan = async (query: ReturnType<typeof sql>) => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (costs off) ${query}`.execute(db());
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  // Small tables are read whole, rightly; what is asked here is whether the index could do it.
  await db()
    .transaction()
    .execute(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx);
      await sql`set local enable_bitmapscan = off`.execute(trx);
      const ask = async (query: ReturnType<typeof sql>) => {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (costs off) ${query}`.execute(trx);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      };
      expect(
        await ask(
          sql`select search, id from users where company_id = ${crowd.companyId} and strpos(search, search_fold('å')) > 0`,
        ),
      ).toMatch(/Index Only Scan using users_search/u);
      expect(
        await ask(sql`select search, person_id from roster r where template_id = ${crowd.large}
        and strpos(search, 'x') > 0 and standing = 'linked' and present`),
      ).toMatch(/Index Only Scan using roster_search/u);
      expect(
        await ask(sql`select created_at, id from mails m where company_id = ${crowd.companyId}
        and strpos(lower(m.to_address collate "C"), 'x') > 0`),
      ).toMatch(/Index Only Scan using mails_of_company/u);
    });
  expect(
    await plan(sql`select search, id from users u where company_id = ${crowd.companyId} and (search, id) > ('lars', ${crowd.run})
      order by search, id limit 51`),
  ).toMatch(/Limit\n.*Index (Only )?Scan using users_search[^]*Index Cond: [^\n]*ROW/u);
  expect(
    await plan(sql`select rank, id from steps s where run_id = ${crowd.run} and (rank, id) > (5::smallint, 900)
      order by rank, id limit 51`),
  ).toMatch(/Limit\n.*Index (Only )?Scan using steps_shown[^]*Index Cond: [^\n]*ROW/u);
});
