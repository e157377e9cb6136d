// One number from hand to hand: reserved, given, cooling, freed, come back to; and that its history says all of it, when and
// why, whatever undid or forgot what.
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { readCompany } from '../store/companies.ts';
import { readNumberHistory } from '../store/number-history.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { listUsers } from './directory-list.ts';
import { erasePersonalData } from './erase.ts';
import { deleteUserNow } from './hand-delete.ts';
import type { Hand } from './hand-deed.ts';
import { freeNumber } from './hand-numbers.ts';
import { reserveNumbers, unreserveNumbers } from './hand-reserved.ts';
import { changeUserByHand, createUserByHand } from './hand-users.ts';
import { readNumberAnswer } from './number-answer.ts';
import { readSeriesStock } from './series-stock.ts';
import { readStatus } from './status.ts';
import { undoByHand } from './undo-by-hand.ts';

let world: RunWorld;
afterEach(() => world.close());

const db = () => world.database.kysely;
const actor = { kind: 'administrator', id: 'a1', name: 'Ada Ek' } as const;
const hand = (at = firstNight): Hand => ({
  database: world.database,
  companyId: world.companyId,
  actor,
  now: at,
});
const one = (digits: number) => ({ first: digits, last: digits });
const night = (n: number) => world.run({ at: firstNight + n * day });

async function openFilled(people: number, settings = {}): Promise<void> {
  world = await runWorld({ keepDays: 5, ...settings });
  const series = {
    first: 46_812_345_000,
    last: 46_812_345_999,
    single: false,
    kind: 'fixed',
    note: null,
  } as const;
  await writeNumberSeries(db(), world.companyId, [series]);
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
}

async function ask(digits: string, at = firstNight) {
  const company = await readCompany(db(), world.companyId);
  if (!company) throw new Error('no company');
  return readNumberAnswer(db(), company, digits, new Date(at));
}

async function historyOf(digits: string): Promise<string[]> {
  const { rows } = await readNumberHistory(db(), world.companyId, digits, { limit: 50, after: null });
  return rows.map(({ what }) => what);
}

const userOf = async (person: string) => {
  const found = (await listUsers(world.database, world.companyId)).find((user) => user.person === person);
  if (!found) throw new Error(`${person} has no user`);
  return found;
};

const values = { alias: 'hand', name: 'Hanna', surname: 'Hand', pstnFixed: '08-123 45 500' };

describe('a reserved number', () => {
  it('is nobody’s, by hand and by a sync, until it is released', async () => {
    await openFilled(0);
    const why = 'Konferensrum';
    // One of several ranges.
    for (const around of [46_812_345_100, 46_812_345_900]) await reserveNumbers(hand(), one(around));
    expect(await reserveNumbers(hand(), one(46_812_345_500), { why })).toEqual({
      ok: true,
      count: 1,
      cooling: 0,
    });
    expect(await createUserByHand(hand(), randomUUID(), { values })).toMatchObject({
      code: 'pstnFixed.reserved',
    });
    hire(world.tenant, 'p500', personFacts(500));
    const report = await night(1);
    expect(report).toMatchObject({
      counts: { create: 0, skip: 1 },
      reasons: [{ code: 'pstnFixed.reserved', count: 1 }],
    });
    expect(await ask('46812345500')).toMatchObject({
      state: 'reserved',
      reserved: { note: why, by: actor },
      wanted: { count: 1, by: [{ person: 'p500', reasons: [{ code: 'pstnFixed.reserved' }] }] },
    });
    expect(await unreserveNumbers(hand(), one(46_812_345_500))).toEqual({ ok: true, count: 1 });
    expect((await night(2)).counts).toMatchObject({ create: 1 });
    expect(await historyOf('46812345500')).toEqual(['assigned', 'released', 'reserved']);
  });

  it('is refused when somebody or a service has it or it is reserved, and names who', async () => {
    await openFilled(3);
    const service = {
      first: 46_812_345_900,
      last: 46_812_345_900,
      single: true,
      kind: 'service',
      note: 'Växel',
    } as const;
    const series = {
      first: 46_812_345_000,
      last: 46_812_345_999,
      single: false,
      kind: 'fixed',
      note: null,
    } as const;
    await writeNumberSeries(db(), world.companyId, [series, service]);
    expect(await reserveNumbers(hand(), { first: 46_812_345_000, last: 46_812_345_009 })).toMatchObject({
      code: 'number.assigned',
      message:
        '46812345001 belongs to Namn1 Efternamn1, 46812345002 belongs to Namn2 Efternamn2, 46812345003 belongs to Namn3 Efternamn3.',
    });
    expect(await reserveNumbers(hand(), { first: 46_812_345_850, last: 46_812_345_950 })).toMatchObject({
      code: 'number.service',
      message: "46812345900 is kept for a service (Växel) and so is nobody's already.",
    });
    await reserveNumbers(hand(), { first: 46_812_345_100, last: 46_812_345_199 }, { why: 'Kampanj' });
    expect(await reserveNumbers(hand(), one(46_812_345_150))).toMatchObject({
      code: 'number.reserved',
      message: '46812345100–46812345199 are reserved already by Ada Ek: Kampanj.',
    });
    expect(await unreserveNumbers(hand(), one(46_812_345_300))).toMatchObject({ code: 'number.notReserved' });
    const long = { why: 'x'.repeat(201) };
    expect(await reserveNumbers(hand(), one(46_812_345_300), long)).toMatchObject({
      code: 'number.noteTooLong',
    });
  });

  it('can be one of a million, whose row is one, and what is released of it parts the range', async () => {
    await openFilled(0);
    const range = { first: 46_850_000_000, last: 46_850_999_999 };
    expect(await reserveNumbers(hand(), range, { why: 'Köpt' })).toMatchObject({
      ok: true,
      count: 1_000_000,
    });
    await unreserveNumbers(hand(), { first: 46_850_000_100, last: 46_850_000_199 });
    const rows = await db().selectFrom('reserved_numbers').selectAll().orderBy('first_digits').execute();
    expect(rows.map(({ first_digits: first, last_digits: last, note }) => [first, last, note])).toEqual([
      [46_850_000_000, 46_850_000_099, 'Köpt'],
      [46_850_000_200, 46_850_999_999, 'Köpt'],
    ]);
    expect((await ask('46850000150')).state).toBe('free');
    expect((await ask('46850000200')).state).toBe('reserved');
  });

  it('may still cool, for nobody, and comes back to its last holder when it is released in time', async () => {
    await openFilled(2);
    update(world.tenant, 'p1', { businessPhones: ['+46 8 123 45 701'] });
    await night(1);
    const answer = await reserveNumbers(hand(firstNight + day), one(46_812_345_001));
    expect(answer).toEqual({ ok: true, count: 1, cooling: 1 });
    update(world.tenant, 'p1', { businessPhones: ['+46 8 123 45 001'] });
    expect((await night(2)).reasons).toEqual([{ code: 'pstnFixed.reserved', count: 1 }]);
    await unreserveNumbers(hand(firstNight + 2 * day), one(46_812_345_001));
    expect((await night(3)).counts).toMatchObject({ change: 1 });
    expect((await userOf('p1')).pstnFixed).toBe('46812345001');
    expect(await historyOf('46812345001')).toEqual([
      'assigned',
      'released',
      'reserved',
      'givenUp',
      'assigned',
    ]);
  });
});

describe('who has a number, since when and why', () => {
  it('is told from the step that gave it, with who wants it and who shows it', async () => {
    await openFilled(1, { defaultCallerId: '46812345001' });
    hire(world.tenant, 'p2', personFacts(2, { businessPhones: ['08-123 45 001'] }));
    await night(1);
    const answer = await ask('46812345001', firstNight + day);
    expect(answer).toMatchObject({
      state: 'assigned',
      since: new Date(firstNight),
      why: { code: 'person.new' },
      holder: { alias: 'namn1', name: 'Namn1 Efternamn1', person: 'p1' },
      cooling: null,
      reserved: null,
      series: [{ first: 46_812_345_000, kind: 'fixed' }],
      wanted: {
        count: 1,
        by: [
          {
            person: 'p2',
            name: 'Namn2 Efternamn2',
            standing: 'skip',
            reasons: [{ code: 'pstnFixed.taken' }],
          },
        ],
      },
      shownBy: { count: 1, users: [{ alias: 'namn1' }] },
      callerIdOf: [{ template: 'Alla kontor', rule: null }],
      notes: [],
    });
  });

  it('is told of a free number that is shown as caller id: what will happen to it', async () => {
    await openFilled(1, { defaultCallerId: '46812345999' });
    const note = {
      code: 'callerId.free',
      message: expect.stringMatching(/^46812345999 .* free: whoever has it in Entra gets it/u) as string,
      cure: expect.stringContaining('Reserve it') as string,
    };
    expect((await ask('46812345999')).notes).toEqual([note]);
    await reserveNumbers(hand(), one(46_812_345_999));
    expect((await ask('46812345999')).notes).toEqual([]);
  });

  it('follows a swap in one run, an undo, and what was freed by hand', async () => {
    await openFilled(2);
    update(world.tenant, 'p1', { businessPhones: ['08-123 45 002'] });
    update(world.tenant, 'p2', { businessPhones: ['08-123 45 001'] });
    const swap = await night(1);
    expect(swap.counts).toMatchObject({ change: 2 });
    for (const [digits, alias] of [
      ['46812345001', 'namn2'],
      ['46812345002', 'namn1'],
    ] as const) {
      const swapped = await ask(digits, firstNight + day);
      expect(swapped).toMatchObject({
        state: 'assigned',
        holder: { alias },
        since: new Date(firstNight + day),
        why: { code: 'source.changed' },
      });
      expect(await historyOf(digits)).toEqual(['assigned', 'givenUp', 'assigned']);
    }
    const undone = await world.run({ at: firstNight + 2 * day, undo: { run: swap.run } });
    expect(undone.counts).toMatchObject({ change: 2 });
    expect(await ask('46812345001', firstNight + 2 * day)).toMatchObject({ holder: { alias: 'namn1' } });
    expect((await historyOf('46812345001')).slice(0, 2)).toEqual(['assigned', 'givenUp']);
  });

  it('says who gave a number up and until when it cools, and that it was freed', async () => {
    await openFilled(1);
    const made = await createUserByHand(hand(), randomUUID(), { values });
    if (!made.ok) throw new Error(made.message);
    await changeUserByHand(hand(firstNight + day), made.id, {
      values: { pstnFixed: '08-123 45 501' },
      why: 'Flyttad',
    });
    const at = firstNight + 2 * day;
    expect(await ask('46812345500', at)).toMatchObject({
      state: 'cooling',
      since: new Date(firstNight + day),
      why: { message: 'Done by hand: Flyttad' },
      cooling: { user: made.id, alias: 'hand', person: null },
    });
    await freeNumber(hand(at), '46812345500', { why: 'Behövs' });
    expect(await ask('46812345500', at)).toMatchObject({
      state: 'free',
      since: new Date(at),
      why: { message: 'Done by hand: Behövs' },
    });
    // Left to cool, it is free from the day on which its days are over.
    await deleteUserNow(hand(at), made.id);
    const free = await ask('46812345501', at + 31 * day);
    expect(free).toMatchObject({ state: 'free', cooling: null });
    expect(free.since?.getTime()).toBeGreaterThan(at + 29 * day);
  });

  it('forgets whom it was about with the rest of the change log, and what is left still agrees', async () => {
    await openFilled(2);
    remove(world.tenant, 'p1');
    for (const n of [1, 8]) await night(n);
    expect(await historyOf('46812345001')).toEqual(['givenUp', 'assigned']);
    await erasePersonalData(world.database, firstNight + 200 * day);
    const answer = await ask('46812345001', firstNight + 200 * day);
    expect(answer).toMatchObject({ state: 'free', why: null, step: null });
    expect(await historyOf('46812345001')).toEqual([]);
  });

  it('is paged, and an undone create gives the number back', async () => {
    await openFilled(0);
    const made = await createUserByHand(hand(), randomUUID(), { values });
    if (!made.ok) throw new Error(made.message);
    await undoByHand(hand(firstNight + 1), { steps: [made.step] }, { preview: false });
    expect(await historyOf('46812345500')).toEqual(['givenUp', 'assigned']);
    const first = await readNumberHistory(db(), world.companyId, '46812345500', { limit: 1, after: null });
    expect([first.rows.map(({ what }) => what), first.total]).toEqual([
      ['givenUp'],
      { count: 2, isExact: true },
    ]);
    const second = await readNumberHistory(db(), world.companyId, '46812345500', {
      limit: 1,
      after: first.next,
    });
    expect([second.rows.map(({ what }) => what), second.next]).toEqual([['assigned'], null]);
  });
});

describe('a leaver who comes back while the number cools', () => {
  it('is a new user with the number and the extension that were kept, and nobody else had them', async () => {
    await openFilled(2);
    const before = await userOf('p1');
    remove(world.tenant, 'p1');
    for (const n of [1, 6]) await night(n);
    expect((await ask('46812345001', firstNight + 7 * day)).state).toBe('cooling');
    // Somebody else who has it in Entra meanwhile waits, and so does an administrator.
    hire(world.tenant, 'p3', personFacts(3, { businessPhones: ['08-123 45 001'] }));
    expect((await night(7)).reasons).toEqual([{ code: 'pstnFixed.cooling', count: 1 }]);
    const taken = { values: { ...values, pstnFixed: '08-123 45 001', extension: before.extension } };
    expect(await createUserByHand(hand(firstNight + 7 * day), randomUUID(), taken)).toMatchObject({
      code: 'user.invalid',
      faults: [{ code: 'pstnFixed.cooling' }, { code: 'extension.cooling' }],
    });
    hire(world.tenant, 'p1', personFacts(1));
    await night(8);
    const back = await userOf('p1');
    expect(back).toMatchObject({ pstnFixed: before.pstnFixed, extension: before.extension });
    expect(back.id).not.toBe(before.id);
    expect(await historyOf('46812345001')).toEqual(['assigned', 'givenUp', 'assigned']);
  });
});

describe('a company that takes numbers of its own series only', () => {
  it('refuses others by a sync and by hand, says what to do, and takes them when a series has them', async () => {
    world = await runWorld();
    await db().updateTable('companies').set({ own_numbers_only: true }).execute();
    const narrow = {
      first: 46_812_345_000,
      last: 46_812_345_001,
      single: false,
      kind: 'fixed',
      note: null,
    } as const;
    await writeNumberSeries(db(), world.companyId, [narrow]);
    for (const n of [1, 2]) hire(world.tenant, `p${n}`, personFacts(n, { mobilePhone: '070-174 06 05' }));
    expect(await world.run()).toMatchObject({
      counts: { create: 1, skip: 1 },
      reasons: [{ code: 'pstnFixed.invalid', count: 1 }],
    });
    const { reasons } = await db()
      .selectFrom('roster')
      .select('reasons')
      .where('person_id', '=', 'p2')
      .executeTakeFirstOrThrow();
    expect(reasons).toMatchObject([
      {
        message: expect.stringContaining("it is in none of the company's number series") as string,
        cure: "Add the number to one of the company's number series, or correct businessPhones for this person in Entra.",
      },
    ]);
    // A mobile number is not one of the company's.
    expect(await userOf('p1')).toMatchObject({ mobile: '46701740605' });
    const other = { values: { ...values, mobile: '070-174 06 06' } };
    expect(await createUserByHand(hand(), randomUUID(), other)).toMatchObject({
      code: 'pstnFixed.invalid',
      cure: "Add the number to one of the company's number series, or write another PSTN Fixed.",
    });
    const made = await userOf('p1');
    await world.change({ mode: 'onlyNew' });
    const change = { values: { pstnFixed: '08-123 45 500' } };
    expect(await changeUserByHand(hand(), made.id, change)).toMatchObject({ code: 'pstnFixed.invalid' });
    await world.change({ mode: 'full' });
    await writeNumberSeries(db(), world.companyId, [{ ...narrow, last: 46_812_345_999 }]);
    expect((await night(1)).counts).toMatchObject({ create: 1, skip: 0 });
    expect(await createUserByHand(hand(), randomUUID(), other)).toMatchObject({ ok: true });
  });
});

describe('the pace of a series', () => {
  it('is of what came and went by the month, without the first run and what undid it', async () => {
    await openFilled(40);
    const first = await db().selectFrom('runs').select('id').executeTakeFirstOrThrow();
    const stock = async (n: number) => {
      const company = { id: world.companyId, timeZone: 'Europe/Stockholm' };
      const [series] = await readSeriesStock(db(), company, firstNight + n * day);
      return series;
    };
    expect(await stock(10)).toMatchObject({ assigned: 40, pace: null, warning: null });
    for (let n = 41; n <= 45; n += 1) {
      hire(world.tenant, `p${n}`, personFacts(n));
      await night(n - 40);
    }
    remove(world.tenant, 'p1');
    for (const n of [7, 13]) await night(n);
    expect(await stock(30)).toMatchObject({ assigned: 44, pace: { net: 4, days: 30, perMonth: 4.1 } });
    // Of the last 90 days alone.
    expect(await stock(94)).toMatchObject({ pace: { days: 90, net: 1 } });
    await world.run({ at: firstNight + 14 * day, undo: { run: first.id } });
    expect(await stock(30)).toMatchObject({ pace: { net: 4, days: 30 } });
  });

  it('does not take a run of one person for the first, which many try before they let everybody in', async () => {
    world = await runWorld();
    for (let n = 1; n <= 40; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
    const series = { first: 46_812_345_000, last: 46_812_345_999, single: false, kind: 'fixed' } as const;
    await writeNumberSeries(db(), world.companyId, [{ ...series, note: null }]);
    await world.run({ at: firstNight, person: 'p1' });
    expect((await night(1)).counts).toMatchObject({ create: 39 });
    const company = { id: world.companyId, timeZone: 'Europe/Stockholm' };
    const [stock] = await readSeriesStock(db(), company, firstNight + 30 * day);
    expect(stock).toMatchObject({ assigned: 40, pace: { net: 1, days: 30 } });
  });

  it('tells when a series will run out, which the status says too', async () => {
    await openFilled(1);
    const narrow = {
      first: 46_812_345_000,
      last: 46_812_345_029,
      single: false,
      kind: 'fixed',
      note: null,
    } as const;
    await writeNumberSeries(db(), world.companyId, [narrow]);
    for (let n = 2; n <= 11; n += 1) {
      hire(world.tenant, `p${n}`, personFacts(n));
      await night(n);
    }
    const [entry] = await readStatus(world.database, {
      companyId: world.companyId,
      now: firstNight + 30 * day,
    });
    expect(entry?.numberWarnings).toEqual([
      {
        code: 'series.runsOut',
        message:
          'The number series 46812345000–46812345029 has 19 free numbers left and runs out about 2026-05, at 10.1 a month (the last 30 days).',
        cure: expect.stringContaining('Order more numbers') as string,
        series: { first: 46_812_345_000, last: 46_812_345_029, free: 19, runsOut: '2026-05' },
      },
    ]);
  });
});
