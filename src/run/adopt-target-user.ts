// Takes over what is at an exchange already: which entries are nobody's of ours, whose they may be, and an administrator's word that one
// is a user's. The account's name becomes the one that is there, and the secret stays. Nothing else at the exchange is ever touched.
import { TargetError } from '../connectors/target.ts';
import type { Found } from '../connectors/target.ts';
import type { TargetSettings } from '../connectors/targets.ts';
import type { Database } from '../store/database.ts';
import { readSipAccount, readTakenAccounts } from '../store/sip-accounts.ts';
import {
  readLikely,
  readOtherTargets,
  readOwners,
  readTargetUser,
  renameAccount,
  writeAdopted,
} from '../store/target-users.ts';
import { lockTarget } from '../store/targets.ts';
import type { StoredTarget } from '../store/targets.ts';
import { readUserDetails } from '../store/user-details.ts';
import { ensureSipAccounts, readSipRealms } from './ensure-sip-account.ts';
import { failure } from './hand-deed.ts';
import type { HandResult } from './hand-deed.ts';
import { audit, isEnding } from './hand-targets.ts';
import type { TargetHand } from './hand-targets.ts';
import { openStoredTarget } from './open-target.ts';
import type { TargetDeps } from './open-target.ts';

export interface UnknownEntry extends Omit<Found, 'entry'> {
  /** Who has its number or mail, if that is one user alone. */
  likely: { user: string; alias: string } | null;
}

/** The first so many that are not Rollcall's, after this id at the exchange, in its own order. Throws TargetError. */
export async function readUnknownEntries(
  deps: TargetDeps,
  { kysely }: Database,
  target: StoredTarget,
  { search, limit }: { search: string | null; limit: number },
): Promise<{ entries: UnknownEntry[]; hasMore: boolean }> {
  const opened = await openStoredTarget(deps, target);
  const entries: UnknownEntry[] = [];
  try {
    for await (const page of opened.list()) {
      const owners = await readOwners(
        kysely,
        target.id,
        page.map(({ externalId }) => externalId),
      );
      const others = page.filter((one) => !owners.has(one.externalId) && isLike(one, search));
      const wanted = others.slice(0, limit + 1 - entries.length);
      entries.push(...(await addLikely(kysely, target.companyId, wanted)));
      if (entries.length > limit) break;
    }
  } finally {
    await opened.close().catch(() => undefined);
  }
  return { entries: entries.slice(0, limit), hasMore: entries.length > limit };
}

function isLike({ account, displayName, numbers, email }: Found, search: string | null): boolean {
  if (search === null) return true;
  const words = [account, displayName ?? '', email ?? '', ...numbers].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

async function addLikely(
  db: Database['kysely'],
  companyId: string,
  found: readonly Found[],
): Promise<UnknownEntry[]> {
  const likely = await readLikely(db, companyId, {
    numbers: found.flatMap(({ numbers }) => numbers),
    emails: found.flatMap(({ email }) => email?.toLowerCase() ?? []),
  });
  return found.map(({ externalId, account, displayName, numbers, email }) => {
    const has = (value: string | null) => value !== null && numbers.includes(value);
    const those = likely.filter(
      (one) =>
        has(one.pstnFixed) ||
        has(one.extension) ||
        (email !== null && one.email?.toLowerCase() === email.toLowerCase()),
    );
    const [only] = those;
    return {
      externalId,
      account,
      displayName,
      numbers,
      email,
      likely: only && those.length === 1 ? { user: only.user, alias: only.alias } : null,
    };
  });
}

/** Asks the exchange first, and then decides with the target locked. */
export async function adoptTargetUser(
  deps: TargetDeps,
  hand: Omit<TargetHand, 'db'>,
  database: Database,
  target: StoredTarget,
  { userId, externalId }: { userId: string; externalId: string },
): Promise<HandResult> {
  const found = await readEntry(deps, target, externalId);
  if (found === null)
    return failure(
      'targetUser.entryUnknown',
      'There is no such entry at the exchange.',
      'Look at the list again.',
    );
  if (found instanceof TargetError) return failure(found.code, found.message, found.cure);
  return database.kysely.transaction().execute(async (trx) => {
    const locked = await lockTarget(trx, target.companyId, target.id);
    if (locked === null)
      return failure('target.unknown', 'There is no such target.', 'Look at the list again.');
    if (locked.state === 'ending') return isEnding(locked);
    return adopt(deps, { ...hand, db: trx }, locked, userId, found);
  });
}

async function readEntry(
  deps: TargetDeps,
  target: StoredTarget,
  externalId: string,
): Promise<Found | TargetError | null> {
  try {
    const opened = await openStoredTarget(deps, target);
    try {
      return (await opened.read([externalId])).get(externalId) ?? null;
    } finally {
      await opened.close().catch(() => undefined);
    }
  } catch (error) {
    if (error instanceof TargetError) return error;
    throw error;
  }
}

async function adopt(
  { kinds }: TargetDeps,
  hand: TargetHand,
  target: StoredTarget,
  userId: string,
  found: Found,
): Promise<HandResult> {
  const { db } = hand;
  const { id: targetId, companyId } = target;
  const [user] = await readUserDetails(db, companyId, [userId]);
  if (!user)
    return failure('user.unknown', 'There is no such user.', 'Look the user up in the directory again.');
  const owner = (await readOwners(db, targetId, [found.externalId])).get(found.externalId);
  if (owner !== undefined) return owner === userId ? { ok: true } : ownedBy(found.account);
  const standing = await readTargetUser(db, targetId, userId);
  if (standing !== null && standing.externalId !== null) return hasOne(user.alias);
  await ensureSipAccounts(db, companyId, [userId], await readSipRealms(db, companyId, kinds));
  const isDigest = kinds[target.kind]?.realmOf(target.settings as unknown as TargetSettings) !== null;
  const refusal = isDigest ? await takeAccount(kinds, hand, target, userId, found.account) : null;
  if (refusal !== null) return refusal;
  await writeAdopted(db, { targetId, companyId, userId }, found);
  // Names are in the directory, where they can be forgotten.
  await audit(hand, 'target.adopt', target, { user: userId });
  return { ok: true };
}

/** The user's account is called as the one that is there; null: it is. */
async function takeAccount(
  kinds: TargetDeps['kinds'],
  { db }: TargetHand,
  target: StoredTarget,
  userId: string,
  account: string,
): Promise<HandResult | null> {
  const own = await readSipAccount(db, userId);
  if (own?.account === account) return null;
  if (!/^[a-z0-9._-]{1,40}$/.test(account))
    return failure(
      'targetUser.accountForm',
      `The account ${JSON.stringify(account)} has other signs than a–z, 0–9, dot, hyphen and underscore, or more than 40.`,
      'Rename it at the exchange, or let Rollcall make a new one.',
    );
  const others = (await readOtherTargets(db, userId, target.id)).filter(
    ({ kind, settings }) => kinds[kind]?.realmOf(settings as TargetSettings) !== null,
  );
  if (others[0])
    return failure(
      'targetUser.accountInUse',
      `The user has the account ${own?.account ?? ''} at ${others[0].name} already, and an account is called the same everywhere.`,
      'Rename the entry at this exchange to that, and adopt it then.',
    );
  if ((await readTakenAccounts(db, [account])).has(account))
    return failure(
      'targetUser.accountTaken',
      `Another user’s account is called ${account}.`,
      'Adopt the entry for that user, or rename it at the exchange.',
    );
  await renameAccount(db, userId, account);
  return null;
}

const ownedBy = (account: string) =>
  failure(
    'targetUser.entryOwned',
    `The entry ${account} is another user’s already.`,
    'Look at the list again.',
  );
const hasOne = (alias: string) =>
  failure(
    'targetUser.hasEntry',
    `${alias} has an entry of her own at this exchange.`,
    'Remove the user from the exchange first, or leave the other entry as it is.',
  );
