// Writes a batch of users to Kamailio's tables in one transaction. Whom something stands in the way of is left as she is, and so is every
// row that Rollcall neither made nor was told to adopt.
import {
  presentAccountTaken,
  presentAdoptedGone,
  presentDone,
  presentNumberTaken,
} from '../sql-target/batch-outcome.ts';
import { makeMask, makeRandomDigest, makeSuspendedDigest } from '../sql-target/digest-mark.ts';
import { decideNumbers } from '../sql-target/numbers.ts';
import type { NumberPlan } from '../sql-target/numbers.ts';
import { insertRows, updateRows } from '../sql-target/write-rows.ts';
import type { Outcome, Upsert } from '../target.ts';
import { MASK, listOf, presentEntry } from './present.ts';
import { readAccounts, readNumbers } from './read-present.ts';
import { endRegistrations, removeRows } from './remove.ts';
import { lockSql } from './tables.ts';
import type { World, Writing } from './world.ts';
import { writeGroups, writePreferences } from './write-rights.ts';

export async function writeUsers(world: World, items: readonly Upsert[]): Promise<Outcome[]> {
  const { query, settings } = world;
  await query(lockSql);
  const { writings, failed } = await decideAccounts(world, items);
  const accounts = writings.map(({ account }) => account);
  // Nobody else may have her account as an alias: it would take her calls. So it counts like a number that she wants.
  const wishes = writings.map(({ account, entry }) => ({
    account,
    wanted: [account, ...listOf(entry['dbaliases'])],
  }));
  const numbers = wishes.flatMap(({ wanted }) => wanted);
  const plan = decideNumbers(wishes, await readNumbers(query, settings.realm, { numbers, accounts }));
  const going = writings.filter(({ account }) => !plan.conflicts.has(account));
  // The domain that ours were in until the setting was changed: whoever could register there can no more.
  const moved = going.flatMap(({ item }) => (item.before?.origin === 'made' ? [item.before] : []));
  await removeRows(world, moved, (stored) => (stored === null || stored === settings.realm ? [] : [stored]));
  await writeSubscribers(world, going);
  await writeAliases(world, plan);
  await writeGroups(world, going);
  await writePreferences(world, going);
  const suspended = going.filter(({ item }) => item.view.state === 'suspended');
  await endRegistrations(
    world,
    suspended.map(({ account }) => account),
    settings.realm,
  );
  const outcomes = writings.map(({ item, account, entry }) => {
    const met = plan.conflicts.get(account);
    return met ? presentNumberTaken(item.view.user, met) : presentDone(item.view.user, account, entry);
  });
  return [...failed, ...outcomes];
}

/** Whose account is there, made by us or adopted; and who cannot be written because somebody else's is. */
async function decideAccounts(
  { query, settings }: World,
  items: readonly Upsert[],
): Promise<{ writings: Writing[]; failed: Outcome[] }> {
  const accountOf = ({ view, before }: Upsert) => before?.externalId ?? view.account;
  const there = await readAccounts(query, settings.realm, items.map(accountOf));
  const writings: Writing[] = [];
  const failed: Outcome[] = [];
  for (const item of items) {
    const { view, before } = item;
    const account = accountOf(item);
    const { tables = [], writtenFor = [], ha1 = null } = there.get(account) ?? {};
    const isThere = tables.includes('subscriber');
    // Written before, with an answer that never reached us.
    const wasHere = before !== null && (before.entry['domain'] ?? settings.realm) === settings.realm;
    const isOurs = wasHere || writtenFor.includes(view.user);
    if (tables.length > 0 && !isOurs)
      failed.push(presentAccountTaken(view.user, account, `${tables.join(', ')} know it`));
    else if (!isThere && before?.origin === 'adopted' && view.digest === null)
      failed.push(presentAdoptedGone(view.user, account));
    else writings.push({ item, account, isThere, ha1, entry: presentEntry({ ...view, account }, settings) });
  }
  return { writings, failed };
}

/**
 * The digest alone lets a phone in. The clear password and the digest for names with a domain stay random: a configuration that asks for
 * them lets nobody in, where an empty one might let everybody in.
 */
async function writeSubscribers(world: World, writings: readonly Writing[]): Promise<void> {
  const domain = world.settings.realm;
  const rows = writings.flatMap(({ item, account, isThere, ha1: present }) => {
    const { digest, state } = item.view;
    if (digest === null && isThere) return [];
    const ha1 = state === 'suspended' ? makeSuspendedDigest() : (digest?.md5 ?? makeRandomDigest());
    // With a new secret an adopted user's old one is worth nothing, however it was kept.
    const others = present === ha1 ? {} : { password: makeRandomDigest(), ha1b: makeRandomDigest() };
    return [{ isThere, values: { username: account, domain, ha1, ...others } }];
  });
  const ofThere = (there: boolean) =>
    rows.filter(({ isThere }) => isThere === there).map(({ values }) => values);
  await updateRows(world, 'subscriber', ['username', 'domain'], ofThere(true));
  await insertRows(world, 'subscriber', ofThere(false));
  await maskSecrets(
    world,
    writings.filter(({ item, isThere }) => item.view.digest === null && isThere),
  );
}

/** Takes the mask off and, where she is suspended, puts one on; both can be repeated. Without a secret there is nothing to mask. */
async function maskSecrets({ query, settings }: World, writings: readonly Writing[]): Promise<void> {
  if (writings.length === 0) return;
  const of = (state: string) =>
    writings.filter(({ item }) => item.view.state === state).map(({ account }) => account);
  const set = (change: (column: string) => string) =>
    ['password', 'ha1', 'ha1b'].map((column) => `${column} = ${change(column)}`).join(', ');
  await query(
    `update subscriber set ${set((column) => `regexp_replace(${column}, '${MASK}', '')`)}
      where domain = $1 and username = any($2) and (password ~ '${MASK}' or ha1 ~ '${MASK}' or ha1b ~ '${MASK}')`,
    [settings.realm, of('active')],
  );
  const masks = of('suspended').map((account) => ({ account, mask: `${makeMask(16)}~` }));
  await query(
    `update subscriber set ${set((column) => `case when ${column} = '' then '' else n.mask || ${column} end`)}
       from json_to_recordset($2) n(account text, mask text)
      where domain = $1 and username = n.account and ha1 !~ '${MASK}' and password !~ '${MASK}'`,
    [settings.realm, JSON.stringify(masks)],
  );
}

async function writeAliases(world: World, plan: NumberPlan): Promise<void> {
  const { query, settings } = world;
  const domain = settings.realm;
  if (plan.remove.length > 0)
    await query(
      `delete from dbaliases d using json_to_recordset($2) n(account text, number text)
        where d.alias_domain = $1 and d.domain = $1 and d.alias_username = n.number and d.username = n.account`,
      [domain, JSON.stringify(plan.remove)],
    );
  await insertRows(
    world,
    'dbaliases',
    plan.add
      .filter(({ account, number }) => number !== account)
      .map(({ account, number }) => ({
        alias_username: number,
        alias_domain: domain,
        username: account,
        domain,
      })),
  );
}
