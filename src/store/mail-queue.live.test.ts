// Which mails are next: in turn, and found without looking at those that wait behind them.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailWorld } from '../../test/mail-world.ts';
import type { MailWorld } from '../../test/mail-world.ts';
import type { NextMail } from './mail-queue.ts';
import { MailClaimLost, readNextMails, writeHandedOver, writeMailResult, writeTaken } from './mail-queue.ts';
import type { Tables } from './tables.ts';

let world: MailWorld;
beforeEach(async () => void (world = await openMailWorld()));
afterEach(() => world.close());

const now = new Date('2026-03-02T08:00:00Z');
const words = { to: 'bo@nordvik.example', subject: 'Hej', text: 'Hej', html: '<p>Hej</p>' };

/** How often a look went through all of `mails`, and how many rows it took into its hands. */
async function lookForNext(
  { database }: MailWorld,
  options: { isWelcome: boolean; after: string | null },
): Promise<{ found: NextMail[]; whole: number; touched: number }> {
  return database.kysely.transaction().execute(async (tx) => {
    // What the connection did before is counted too.
    const before = await countTouched(tx);
    const found = await readNextMails(tx, { ...options, now, most: 25 });
    const { whole, touched } = await countTouched(tx);
    return { found, whole: whole - before.whole, touched: touched - before.touched };
  });
}

async function countTouched(tx: Transaction<Tables>): Promise<{ whole: number; touched: number }> {
  const { rows } = await sql<{ whole: number; touched: number }>`
    select seq_scan::int as whole, (coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as touched
    from pg_stat_xact_user_tables where relname = 'mails'`.execute(tx);
  return rows[0] ?? { whole: 0, touched: 0 };
}

/** So many in each company, on a table that has not been analysed: what a first load leaves at once. */
async function writeMany({ database: { kysely } }: MailWorld, each: number, notBefore: string) {
  await sql`alter table mails set (autovacuum_enabled = false)`.execute(kysely);
  await sql`insert into mails (id, company_id, kind, state, to_address, language, created_at, not_before, state_at)
    select gen_random_uuid(), c.id, 'welcome', 'waiting', n || '@nordvik.example', 'sv', ${now}, ${notBefore}::timestamptz, ${now}
    from companies c, generate_series(1, ${each}::int) n`.execute(kysely);
}

test.each([
  ['just written', false],
  ['analysed', true],
])(
  'of ten thousand mails that wait, %s, those that are next are found by looking at a few',
  async (_how, isAnalysed) => {
    const { kysely } = world.database;
    for (let nth = 0; nth < 39; nth += 1) await world.company(`Bolag ${nth}`);
    await writeMany(world, 250, 'epoch');
    await world.write(['larm']);
    if (isAnalysed) await sql`vacuum analyze mails`.execute(kysely);
    const look = async (isWelcome: boolean, after: string | null) => {
      const { found, whole, touched } = await lookForNext(world, { isWelcome, after });
      expect(whole).toBe(0);
      expect(touched).toBeLessThan(1_000);
      return found;
    };
    expect(await look(false, null)).toHaveLength(1);
    const next = await look(true, null);
    expect(new Set(next.map(({ companyId }) => companyId)).size).toBe(25);
    const companies = next.map(({ companyId }) => companyId).toSorted();
    const rest = await look(true, companies.at(-1) ?? null);
    // The fifteen that are left have their first mail each, and then some their second.
    expect(rest).toHaveLength(25);
    expect(new Set(rest.slice(0, 15).map(({ companyId }) => companyId)).size).toBe(15);
  },
);

test('ten thousand mails that are to be tried later are not walked through to find the one that is due', async () => {
  await writeMany(world, 10_000, '2026-03-03T08:00:00Z');
  const due = await world.write(['sven'], { kind: 'welcome', company: await world.company('Söderort AB') });
  const { found, touched } = await lookForNext(world, { isWelcome: true, after: null });
  expect(found.map(({ id }) => id)).toEqual(due);
  expect(touched).toBeLessThan(20);
});

test('a mail is taken once, and only whoever has taken it says what came of it', async () => {
  const { kysely } = world.database;
  const [id = ''] = await world.write(['bo']);
  const [mine, other] = [randomUUID(), randomUUID()];
  expect(await writeTaken(kysely, id, { claim: mine, now })).toMatchObject({ id, to: 'bo@nordvik.example' });
  expect(await writeTaken(kysely, id, { claim: other, now })).toBeNull();
  await expect(writeHandedOver(kysely, id, other, words)).rejects.toThrow(MailClaimLost);
  expect(await writeMailResult(kysely, id, other, { state: 'failed', answer: '550' }, now)).toBe(false);
  await writeHandedOver(kysely, id, mine, words);
  expect(await writeMailResult(kysely, id, mine, { state: 'sent', answer: '250' }, now)).toBe(true);
  expect(await world.states()).toEqual({ bo: 'sent' });
});

test('an answer that comes after the mail was taken for lost still counts, unless somebody has decided otherwise', async () => {
  const { kysely } = world.database;
  const late = async (id: string, between: () => Promise<unknown>) => {
    const claim = randomUUID();
    await writeTaken(kysely, id, { claim, now });
    await writeHandedOver(kysely, id, claim, words);
    await writeMailResult(kysely, id, claim, { state: 'uncertain', answer: 'Nobody knows.' }, now);
    await between();
    return writeMailResult(kysely, id, claim, { state: 'sent', answer: '250' }, now);
  };
  const [one = '', two = ''] = await world.write(['bo', 'eva']);
  expect(await late(one, async () => undefined)).toBe(true);
  const again = kysely.updateTable('mails').set({ state: 'waiting', claim: null }).where('id', '=', two);
  expect(await late(two, () => again.execute())).toBe(false);
});
