// Which mails are next: in turn, and found without looking at those that wait behind them.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailWorld } from '../../test/mail-world.ts';
import type { MailWorld } from '../../test/mail-world.ts';
import { MailClaimLost, readNextMails, writeHandedOver, writeMailResult, writeTaken } from './mail-queue.ts';

let world: MailWorld;
beforeEach(async () => void (world = await openMailWorld()));
afterEach(() => world.close());

const now = new Date('2026-03-02T08:00:00Z');
const words = { to: 'bo@nordvik.example', subject: 'Hej', text: 'Hej', html: '<p>Hej</p>' };

test('of ten thousand mails that wait, those that are next are found by looking at a few', async () => {
  const { kysely } = world.database;
  for (let nth = 0; nth < 39; nth += 1) await world.company(`Bolag ${nth}`);
  await sql`insert into mails (id, company_id, kind, state, to_address, language, created_at, not_before, state_at)
    select gen_random_uuid(), c.id, 'welcome', 'waiting', n || '@nordvik.example', 'sv', ${now}, 'epoch', ${now}
    from companies c, generate_series(1, 250) n`.execute(kysely);
  await sql`vacuum analyze mails`.execute(kysely);
  const next = await kysely.transaction().execute(async (tx) => {
    const found = await readNextMails(tx, { isWelcome: true, after: null, now, most: 25 });
    const { rows } = await sql<{ whole: number; touched: number }>`
      select seq_scan::int as whole, coalesce(idx_tup_fetch, 0)::int as touched
      from pg_stat_xact_user_tables where relname = 'mails'`.execute(tx);
    expect(rows[0]?.whole).toBe(0);
    expect(rows[0]?.touched).toBeLessThan(1_000);
    return found;
  });
  expect(new Set(next.map(({ companyId }) => companyId)).size).toBe(25);
  const after =
    next
      .map(({ companyId }) => companyId)
      .toSorted()
      .at(-1) ?? null;
  const rest = await readNextMails(kysely, { isWelcome: true, after, now, most: 25 });
  // The fifteen that are left have their first mail each, and then some their second.
  expect(rest).toHaveLength(25);
  expect(new Set(rest.slice(0, 15).map(({ companyId }) => companyId)).size).toBe(15);
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
