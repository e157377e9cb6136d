// Sees to it that users have an account for their phones, with a digest for each realm of the company's targets. Until somebody has a
// secret made and shown, the digest is of a secret that nobody has ever seen, so that no phone gets in.
import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { TargetKinds, TargetSettings } from '../connectors/targets.ts';
import { presentAccountName, presentAccountStem, presentSipDigest } from '../plan/sip-account.ts';
import type { SipDigest } from '../plan/target-user.ts';
import {
  markSipSecretShown,
  readSipAccount,
  readTakenAccounts,
  readTargetSettings,
  readWithoutAccount,
  readWithoutDigest,
  writeSipAccounts,
  writeSipDigests,
} from '../store/sip-accounts.ts';
import type { Tables } from '../store/tables.ts';

/** Of the company's targets that know phones by a secret; empty: no user has a use for a SIP account. */
export async function readSipRealms(
  db: Kysely<Tables>,
  companyId: string,
  kinds: TargetKinds,
): Promise<string[]> {
  const targets = await readTargetSettings(db, companyId);
  const realms = targets.flatMap(
    ({ kind, settings }) => kinds[kind]?.realmOf(settings as TargetSettings) ?? [],
  );
  return [...new Set(realms)].toSorted();
}

/** Two who make accounts at the same time try other names; more often than that it is not met. */
const MOST_ROUNDS = 5;
/** Names that are tried at a time for each user. */
const NAMES_AT_A_TIME = 20;

/** Users that are not in the company are passed over. */
export async function ensureSipAccounts(
  db: Kysely<Tables>,
  companyId: string,
  userIds: readonly string[],
  realms: readonly string[],
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const without = await readWithoutAccount(db, companyId, userIds);
    if (without.length === 0) break;
    await writeSipAccounts(db, companyId, await nameAccounts(db, without, round));
  }
  const lacking = await readWithoutDigest(db, userIds, realms);
  if (lacking.length === 0) return;
  const digests = lacking.map((one) => ({ ...one, ...makeDigest({ ...one, secret: makeUnknownSecret() }) }));
  await writeSipDigests(db, digests, 'keep');
}

/** The first free name for each, none twice. */
async function nameAccounts(
  db: Kysely<Tables>,
  users: readonly { user: string; alias: string }[],
  round: number,
): Promise<{ user: string; account: string }[]> {
  const candidates = users.map(({ user, alias }) => {
    const stem = presentAccountStem(alias);
    const names = Array.from({ length: NAMES_AT_A_TIME }, (_, at) => presentAccountName(stem, at + 1));
    // Twenty who are called alike are rare; after them a number that is nobody's takes fewer looks than counting on.
    return { user, names: [...names, presentAccountName(stem, 1_000 + round * 997 + makeChance())] };
  });
  const taken = await readTakenAccounts(
    db,
    candidates.flatMap(({ names }) => names),
  );
  return candidates.flatMap(({ user, names }) => {
    const account = names.find((name) => !taken.has(name));
    if (account === undefined) return [];
    taken.add(account);
    return [{ user, account }];
  });
}

const makeChance = (): number => randomBytes(4).readUInt32BE() % 1_000_000;
const makeUnknownSecret = (): string => randomBytes(32).toString('hex');

function makeDigest(of: { account: string; realm: string; secret: string }): SipDigest {
  return presentSipDigest(of, (algorithm, text) => createHash(algorithm).update(text).digest('hex'));
}

export interface ShownSecret {
  account: string;
  realms: string[];
  /** Clear; to be shown now and never again. */
  secret: string;
}

/** Without the signs that are taken for one another on paper: 20 of 31 signs are 99 bits. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const SECRET_LENGTH = 20;

/**
 * Makes the secret that the user's phones use from now on; the one before is refused once the targets have been fed. null: there is no
 * such user in the company.
 */
export async function makeSipSecret(
  db: Kysely<Tables>,
  { companyId, userId, at }: { companyId: string; userId: string; at: Date },
  kinds: TargetKinds,
): Promise<ShownSecret | null> {
  const realms = await readSipRealms(db, companyId, kinds);
  await ensureSipAccounts(db, companyId, [userId], realms);
  const found = await readSipAccount(db, userId);
  if (found === null) return null;
  const { account } = found;
  const secret = makeReadableSecret();
  const digests = realms.map((realm) => ({
    user: userId,
    realm,
    ...makeDigest({ account, realm, secret }),
  }));
  if (digests.length > 0) await writeSipDigests(db, digests, 'replace');
  await markSipSecretShown(db, userId, at);
  return { account, realms, secret };
}

function makeReadableSecret(): string {
  let secret = '';
  while (secret.length < SECRET_LENGTH)
    for (const byte of randomBytes(SECRET_LENGTH))
      // Beyond the last whole multiple some signs would come more often than others.
      if (byte < 256 - (256 % SIGNS.length) && secret.length < SECRET_LENGTH)
        secret += SIGNS.charAt(byte % SIGNS.length);
  return secret;
}
