// What is left of the number series of several companies, read at once: each company's own numbers count, and nobody else's.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { companyDefaults } from '../document/parse-company.ts';
import { writeCompany } from '../store/companies.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { writeReservedRanges } from '../store/reserved-numbers.ts';
import { readSeriesStock, readSeriesStocks } from './series-stock.ts';

let server: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => void (server = await testDatabase()));
afterAll(() => server.close());

const now = Date.parse('2026-11-26T08:00:00Z');
const db = () => server.database.kysely;

/** A series of ten numbers, of which the first cool and the last are reserved, and one of a single number. */
async function putCompany({ cooling, reserved }: { cooling: number; reserved: number }) {
  const company = { ...companyDefaults, id: randomUUID(), name: `Bolaget ${randomUUID()}` };
  await writeCompany(db(), company);
  const first = 46_846_500_400;
  const of = { single: false, kind: 'fixed', note: null } as const;
  await writeNumberSeries(db(), company.id, [
    { first, last: first + 9, ...of },
    { first: first + 20, last: first + 20, ...of, single: true },
  ]);
  const at = new Date(now);
  for (let number = 0; number < cooling; number += 1)
    await db()
      .insertInto('numbers')
      .values({
        company_id: company.id,
        digits: String(first + number),
        state: 'cooling',
        cooling_until: new Date(now + 86_400_000),
        changed_at: at,
      })
      .execute();
  const range = { first: first + 10 - reserved, last: first + 9, note: null, by: null, at };
  if (reserved > 0) await writeReservedRanges(db(), company.id, [range]);
  return company;
}

test('each company has what is left of its own series, in their order, and one without series is not there', async () => {
  const one = await putCompany({ cooling: 4, reserved: 0 });
  const other = await putCompany({ cooling: 4, reserved: 7 });
  const none = { ...companyDefaults, id: randomUUID(), name: `Bolaget ${randomUUID()}` };
  await writeCompany(db(), none);
  const stocks = await readSeriesStocks(db(), [none, one, other], now);
  const leftOf = (id: string) =>
    stocks.get(id)?.map(({ free, cooling, reserved }) => [free, cooling, reserved]);
  expect([...stocks.keys()].toSorted()).toEqual([one.id, other.id].toSorted());
  expect(leftOf(one.id)).toEqual([
    [6, 4, 0],
    [1, 0, 0],
  ]);
  expect(leftOf(other.id)).toEqual([
    [0, 3, 7],
    [1, 0, 0],
  ]);
  expect(await readSeriesStock(db(), other, now)).toEqual(stocks.get(other.id));
});
