// Many people at one number series at once, over real connections: whatever comes first, no number is with two users, none is
// lost, and the last thing that a number's history tells is what the number is.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeTestCompany } from '../../test/run-world.ts';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { decideStock } from '../plan/number-stock.ts';
import { openDatabase } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { readCompany } from '../store/companies.ts';
import { readNumberHistory } from '../store/number-history.ts';
import { readNumberSeries, writeNumberSeries } from '../store/number-series.ts';
import { readLedgerPage, readSeriesCounts } from '../store/numbers-list.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import { deleteUserNow } from './hand-delete.ts';
import type { Hand, HandResult } from './hand-deed.ts';
import { freeNumber } from './hand-numbers.ts';
import { reserveNumbers, unreserveNumbers } from './hand-reserved.ts';
import { changeUserByHand, createUserByHand } from './hand-users.ts';
import { readNumberAnswer } from './number-answer.ts';
import { readSeriesStock } from './series-stock.ts';

/** Few, so that everybody wants the same. */
const NUMBERS = 8;
const FIRST = 46_846_500_400;
const numbers = Array.from({ length: NUMBERS }, (_, at) => FIRST + at);
const now = Date.parse('2026-03-02T09:00:00Z');

let server: TestDatabase;
let other: Database;
beforeAll(async () => {
  server = await testDatabase();
  other = await openDatabase(server.url, { applicationName: 'other' });
});
afterAll(async () => {
  await other.close();
  await server.close();
});

type Act = { do: string; number: number; last: number; user: number };
const act = fc.record<Act>({
  do: fc.constantFrom('create', 'create', 'change', 'delete', 'free', 'reserve', 'unreserve'),
  number: fc.integer({ min: 0, max: NUMBERS - 1 }),
  last: fc.integer({ min: 0, max: 2 }),
  user: fc.integer({ min: 0, max: 5 }),
});

async function carryOut(
  hand: Hand,
  { do: what, number, last, user }: Act,
  users: readonly string[],
): Promise<HandResult> {
  const digits = String(FIRST + number);
  const range = { first: FIRST + number, last: Math.min(FIRST + number + last, FIRST + NUMBERS - 1) };
  const id = users[user] ?? randomUUID();
  switch (what) {
    case 'create': {
      const made = randomUUID();
      const values = { alias: made, name: 'Hanna', surname: 'Hand', pstnFixed: `+${digits}` };
      return createUserByHand(hand, made, { values });
    }
    case 'change':
      return changeUserByHand(hand, id, { values: { pstnFixed: `+${digits}` } });
    case 'delete':
      return deleteUserNow(hand, id);
    case 'free':
      return freeNumber(hand, digits);
    case 'reserve':
      return reserveNumbers(hand, range);
    default:
      return unreserveNumbers(hand, range);
  }
}

/** What a number is after this: the last word of a range, and what became of it between people, each by itself. */
const leaves: Record<string, readonly string[]> = {
  assigned: ['assigned'],
  givenUp: ['cooling'],
  freed: ['free'],
  none: ['free'],
};

async function check(companyId: string): Promise<void> {
  const db = server.database.kysely;
  const company = await readCompany(db, companyId);
  if (!company) throw new Error('no company');
  const held = await db
    .selectFrom('users')
    .select('pstn_fixed')
    .where('company_id', '=', companyId)
    .execute();
  expect(new Set(held.map((user) => user.pstn_fixed)).size).toBe(held.length);
  const states = new Map<string, number>();
  for (const digits of numbers.map(String)) {
    const { state, holder, reserved, ...answer } = await readNumberAnswer(db, company, digits, new Date(now));
    states.set(state, (states.get(state) ?? 0) + 1);
    expect([digits, holder === null]).toEqual([digits, state !== 'assigned']);
    expect([digits, holder !== null && reserved !== null]).toEqual([digits, false]);
    const { rows } = await readNumberHistory(db, companyId, digits, { limit: 200, after: null });
    const [word] = rows.filter(({ what }) => what === 'reserved' || what === 'released');
    expect([digits, word?.what === 'reserved']).toEqual([digits, reserved !== null]);
    const [event] = rows.filter(({ what }) => what in leaves);
    const between = state === 'reserved' ? (answer.cooling ? 'cooling' : 'free') : state;
    expect([digits, between, leaves[event?.what ?? 'none']?.includes(between)]).toEqual([
      digits,
      between,
      true,
    ]);
    if (holder) expect(event?.user).toBe(holder.user);
  }
  await checkLists(company, states);
}

/** The lists and the counts say the same, and every number is in exactly one of them. */
async function checkLists(
  company: { id: string; timeZone: string },
  states: ReadonlyMap<string, number>,
): Promise<void> {
  const db = server.database.kysely;
  const of = (state: string) => states.get(state) ?? 0;
  const [stock] = await readSeriesStock(db, company, now);
  const expected = {
    free: of('free'),
    assigned: of('assigned'),
    cooling: of('cooling'),
    reserved: of('reserved'),
    size: NUMBERS,
  };
  expect(stock).toMatchObject(expected);
  for (const state of ['free', 'assigned', 'cooling', 'reserved'] as const) {
    const ask = { limit: 200, after: null, state, digits: null, now: new Date(now) };
    const { rows } = await readLedgerPage(db, company.id, ask);
    expect([state, rows.length]).toEqual([state, of(state)]);
  }
  const series = await readNumberSeries(db, company.id);
  const counts = (await readSeriesCounts(db, [company.id], new Date(now))).get(company.id) ?? [];
  expect(decideStock(series, counts, await readReservedRanges(db, company.id))[0]).toMatchObject(expected);
}

const readUsers = async (companyId: string) => {
  const query = server.database.kysely.selectFrom('users').select('id').where('company_id', '=', companyId);
  return (await query.orderBy('alias').execute()).map(({ id }) => id);
};

/** Each wave at once; what stands between two of them is looked at. */
async function carryOutWaves(waves: readonly Act[][]): Promise<void> {
  const companyId = randomUUID();
  await writeTestCompany(server.database, companyId, `Bolaget ${companyId}`);
  const series = {
    first: FIRST,
    last: FIRST + NUMBERS - 1,
    single: false,
    kind: 'fixed',
    note: null,
  } as const;
  await writeNumberSeries(server.database.kysely, companyId, [series]);
  const actor = { kind: 'administrator', id: 'a1', name: 'Ada Ek' } as const;
  for (const wave of waves) {
    const users = await readUsers(companyId);
    const answers = await Promise.all(
      wave.map((one, nth) => {
        // Two processes: their deeds meet in the database and nowhere before.
        const database = nth % 2 === 0 ? server.database : other;
        return carryOut({ database, companyId, actor, now }, one, users);
      }),
    );
    for (const answer of answers) if (!answer.ok) expect(answer.cure).not.toBe('');
    await check(companyId);
  }
}

test('of many deeds at once no number is with two users and none is lost, and its history says what it is', async () => {
  const waves = fc.array(fc.array(act, { minLength: 2, maxLength: 12 }), { minLength: 2, maxLength: 5 });
  const numRuns = Number(process.env['ROLLCALL_TEST_ROUNDS'] ?? 8);
  await expect(
    fc.assert(fc.asyncProperty(waves, carryOutWaves), { numRuns, endOnFailure: true }),
  ).resolves.toBeUndefined();
}, 120_000);
