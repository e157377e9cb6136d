// Writes a batch of users to Asterisk's tables in one transaction. Whom something stands in the way of is left as she is, and so is
// every row that Rollcall neither made nor was told to adopt. A phone that is suspended is also taken off.
import { presentDone, presentNumberTaken } from '../sql-target/batch-outcome.ts';
import type { Query } from '../sql-target/connection.ts';
import { makeMask, makeRandomDigest, makeSuspendedDigest } from '../sql-target/digest-mark.ts';
import { decideNumbers } from '../sql-target/numbers.ts';
import { insertRows, updateRows } from '../sql-target/write-rows.ts';
import type { Values } from '../sql-target/write-rows.ts';
import type { Outcome, Upsert } from '../target.ts';
import { decideAccounts } from './decide-accounts.ts';
import { MASK, extensOf } from './present.ts';
import { readNumbers } from './read-present.ts';
import { endContacts, removeNumbers } from './remove.ts';
import { lockSql } from './tables.ts';
import type { World, Writing } from './world.ts';
import { writeNumbers } from './write-numbers.ts';

export async function writeUsers(world: World, items: readonly Upsert[]): Promise<Outcome[]> {
  const { query, settings } = world;
  await query(lockSql);
  const { writings, failed } = await decideAccounts(world, items);
  const wishes = writings.map(({ account, entry }) => ({ account, wanted: extensOf(entry) }));
  // Whoever is new has no numbers to give up: what may lead to her name already is somebody else's.
  const accounts = writings.flatMap(({ account, present, item }) =>
    present === null && item.before === null ? [] : [account],
  );
  const numbers = wishes.flatMap(({ wanted }) => wanted);
  const plan = decideNumbers(wishes, await readNumbers(query, settings.numberContext, { numbers, accounts }));
  const outcomes = writings.map(({ item, account, entry }) => {
    const met = plan.conflicts.get(account);
    return met ? presentNumberTaken(item.view.user, met) : presentDone(item.view.user, account, entry);
  });
  const going = writings.filter(({ account }) => !plan.conflicts.has(account));
  await writePhones(world, going);
  // Where numbers were kept until the setting was changed.
  const moved = going.flatMap(({ item }) => item.before ?? []);
  await removeNumbers(query, moved, (stored) =>
    stored === null || stored === settings.numberContext ? [] : [stored],
  );
  await writeNumbers(world, plan, new Map(going.map(({ account, entry }) => [account, entry])));
  await endContacts(
    query,
    going.filter(({ item }) => item.view.state === 'suspended').map(({ account }) => account),
  );
  return [...failed, ...outcomes];
}

async function writePhones(world: World, writings: readonly Writing[]): Promise<void> {
  const kept = writings.filter(({ isAdopted }) => isAdopted);
  const made = writings.filter(({ isAdopted }) => !isAdopted);
  await writeRows(world, 'ps_aors', made.map(presentAor));
  await writeRows(
    world,
    'ps_auths',
    writings.flatMap((writing) => presentAuth(writing, world)),
  );
  await writeRows(
    world,
    'ps_endpoints',
    made.map((writing) => presentEndpoint(writing)),
  );
  await updateRows(world, 'ps_endpoints', ['id'], kept.map(presentPerson));
  const masked = kept.filter(({ item }) => item.view.digest === null);
  await maskNames(world.query, masked);
}

/** Only rows that are not there are inserted, and only rows that differ are changed. */
async function writeRows(world: World, table: string, rows: readonly Values[]): Promise<void> {
  const found = await world.query(`select id from ${table} where id = any($1)`, [rows.map(({ id }) => id)]);
  const there = new Set(found.map((row) => String(row['id'])));
  await updateRows(
    world,
    table,
    ['id'],
    rows.filter(({ id }) => there.has(String(id))),
  );
  await insertRows(
    world,
    table,
    rows.filter(({ id }) => !there.has(String(id))),
  );
}

/** Whoever was there before may have a secret by another name; of ours it is the account, whatever somebody makes of the endpoint. */
const authOf = ({
  account,
  isAdopted,
  present,
}: Pick<Writing, 'account' | 'isAdopted' | 'present'>): string =>
  isAdopted ? (present?.auth ?? account) : account;

const presentAor = ({ account, entry }: Writing): Values => ({
  id: account,
  max_contacts: entry['max_contacts'] ?? null,
  // A phone that registers one too many takes the place of the oldest.
  remove_existing: 'yes',
});

const presentPerson = ({ account, entry }: Writing): Values => {
  const { context, callerid, callerid_privacy, language, device_state_busy_at } = entry;
  const person = { context, callerid, callerid_privacy, language, device_state_busy_at };
  const said = Object.entries(person).filter(
    (pair): pair is [string, string | null] => pair[1] !== undefined,
  );
  return { id: account, ...Object.fromEntries(said) };
};

const presentEndpoint = (writing: Writing): Values => ({
  ...presentPerson(writing),
  aors: writing.account,
  auth: writing.account,
  transport: writing.entry['transport'] ?? null,
  disallow: 'all',
  allow: writing.entry['allow'] ?? null,
  // Sound through Asterisk: phones behind different networks hear each other.
  direct_media: 'no',
  // Who is called sees the caller's number as the exchange knows it; trust_id_outbound stays off, so that a hidden one stays hidden.
  send_pai: 'yes',
  accountcode: writing.entry['accountcode'] ?? null,
});

/** None where the secret is not ours to write. */
function presentAuth(
  { item, account, present, isAdopted }: Writing,
  { catalogue, settings }: World,
): Values[] {
  const { digest, state } = item.view;
  if (digest === null && present !== null) return [];
  const md5 = state === 'suspended' ? makeSuspendedDigest() : (digest?.md5 ?? makeRandomDigest());
  const columns = catalogue.get('ps_auths')?.columns;
  // Newer Asterisks want digests so; the enumeration of their own schema has not heard of it in all versions.
  const isNew =
    columns?.get('auth_type')?.choices?.includes('digest') === true && columns.has('password_digest');
  return [
    {
      id: authOf({ account, isAdopted, present }),
      auth_type: isNew ? 'digest' : 'md5',
      username: account,
      realm: settings.realm,
      password: null,
      md5_cred: isNew ? null : md5,
      password_digest: isNew ? `MD5:${md5}` : null,
    },
  ];
}

/** Takes the mask off and, where she is suspended, puts one on; both can be repeated. */
async function maskNames(query: Query, writings: readonly Writing[]): Promise<void> {
  if (writings.length === 0) return;
  const of = (state: string) => writings.filter(({ item }) => item.view.state === state).map(authOf);
  await query(
    `update ps_auths set username = regexp_replace(username, '${MASK}', '')
      where id = any($1) and username ~ '${MASK}'`,
    [of('active')],
  );
  const masks = of('suspended').map((auth) => ({ auth, mask: `!${makeMask(8)}!` }));
  await query(
    `update ps_auths set username = n.mask || username from json_to_recordset($1) n(auth text, mask text)
      where id = n.auth and username !~ '${MASK}'`,
    [JSON.stringify(masks)],
  );
}
