// The hand-over of a SIP account: a link, behind it a button, and behind that the secret, which is made at that moment, shown once and
// stored as digests alone. Whoever merely opens the link (a mail filter does) uses nothing up.
import type { Kysely } from 'kysely';
import { hashSecret, makeSecret } from '../access/one-time-secret.ts';
import type { TargetKinds, TargetSettings } from '../connectors/targets.ts';
import type { MailLanguage } from '../plan/company-mail.ts';
import { presentLinphoneSetup } from '../plan/phone-setup.ts';
import type { PhoneAccount } from '../plan/phone-setup.ts';
import type { Database } from '../store/database.ts';
import {
  endPhoneLinks,
  readMd5Digests,
  readPhoneLink,
  takePhoneSetup,
  writePhoneLink,
  writePhoneLinkShown,
} from '../store/phone-links.ts';
import type { PhoneLink } from '../store/phone-links.ts';
import { readSipAccount, readTargetSettings } from '../store/sip-accounts.ts';
import type { Tables } from '../store/tables.ts';
import { makeSipSecret } from './ensure-sip-account.ts';
import { decideMailLanguage } from './tell.ts';

const DAY_MS = 24 * 3_600_000;
/** Whoever begins in a month has her welcome mail by then; a link that lies in a mailbox for longer is one that others find. */
const LINK_DAYS = 30;
/** Long enough to install an app; the page is closed by then. */
const SETUP_MS = 15 * 60_000;

/** A new link, of which only the hash is kept. replace: those before it that nobody opened are over. */
export async function makePhoneLink(
  db: Kysely<Tables>,
  { companyId, userId, now, replace }: { companyId: string; userId: string; now: number; replace: boolean },
): Promise<{ path: string; expiresAt: Date }> {
  const { text, hash } = makeSecret();
  const madeAt = new Date(now);
  const expiresAt = new Date(now + LINK_DAYS * DAY_MS);
  if (replace) await endPhoneLinks(db, userId, madeAt, null);
  await writePhoneLink(db, { hash, companyId, user: userId, madeAt, expiresAt });
  return { path: `/phone/${text}`, expiresAt };
}

/** What anybody with the link may know. */
export interface PhoneLinkLook {
  /** unknown: never was, or its user is gone. */
  is: 'open' | 'shown' | 'over' | 'unknown';
  language: MailLanguage;
  company: string;
  name: string;
  help: string | null;
}

const nobody: PhoneLinkLook = { is: 'unknown', language: 'sv', company: '', name: '', help: null };

export async function lookAtPhoneLink(
  db: Kysely<Tables>,
  token: string,
  now: number,
): Promise<PhoneLinkLook> {
  const link = await readPhoneLink(db, hashSecret(token), { lock: false });
  return link === null ? nobody : presentLook(link, now);
}

function presentLook(link: PhoneLink, now: number): PhoneLinkLook {
  const { company, help, name, surname, language } = link;
  const isOver = link.endedAt !== null || link.expiresAt.getTime() <= now;
  return {
    is: link.shownAt !== null ? 'shown' : isOver ? 'over' : 'open',
    language: decideMailLanguage(language),
    company,
    name: `${name} ${surname}`.trim(),
    help,
  };
}

export interface ShownAccount {
  accounts: PhoneAccount[];
  /** Clear, for now and never again. */
  secret: string;
  /** What a softphone reads its account from, below the server's own address. */
  setupPath: string;
}

/** Makes the secret and uses the link up, and every other link of the user. account: null where the link is not open. */
export async function openPhoneLink(
  database: Database,
  token: string,
  now: number,
  kinds: TargetKinds,
): Promise<{ look: PhoneLinkLook; shown: ShownAccount | null }> {
  const hash = hashSecret(token);
  const at = new Date(now);
  return database.kysely.transaction().execute(async (trx) => {
    const link = await readPhoneLink(trx, hash, { lock: true });
    const look = link === null ? nobody : presentLook(link, now);
    if (link === null || look.is !== 'open') return { look, shown: null };
    const { companyId, user } = link;
    const made = await makeSipSecret(trx, { companyId, userId: user, at }, kinds);
    const accounts = await readPhoneAccounts(trx, companyId, made?.account ?? '', kinds);
    // No exchange of the company knows phones by a secret any more: the link stays as it is.
    if (made === null || accounts.length === 0) return { look: { ...look, is: 'over' }, shown: null };
    const setup = makeSecret();
    await writePhoneLinkShown(trx, hash, { at, setupHash: setup.hash, setupUntil: new Date(now + SETUP_MS) });
    await endPhoneLinks(trx, user, at, hash);
    return { look, shown: { accounts, secret: made.secret, setupPath: `/phone/setup/${setup.text}` } };
  });
}

/** The account at each exchange that knows phones by a secret, once a realm. */
async function readPhoneAccounts(
  db: Kysely<Tables>,
  companyId: string,
  account: string,
  kinds: TargetKinds,
): Promise<PhoneAccount[]> {
  const targets = await readTargetSettings(db, companyId);
  const accounts = targets.flatMap(({ kind, settings }) => {
    const realm = kinds[kind]?.realmOf(settings as TargetSettings) ?? null;
    if (realm === null) return [];
    const server = kinds[kind]?.phoneServerOf?.(settings as TargetSettings) ?? realm;
    return [{ account, realm, server }];
  });
  return accounts.filter(({ realm }, at) => accounts.findIndex((one) => one.realm === realm) === at);
}

/** The file that Linphone reads, once and within minutes. null: there is none at this address any more. */
export async function takeLinphoneSetup(
  db: Kysely<Tables>,
  token: string,
  now: number,
  kinds: TargetKinds,
): Promise<string | null> {
  const taken = await takePhoneSetup(db, hashSecret(token), new Date(now));
  const found = taken && (await readSipAccount(db, taken.user));
  if (!taken || !found) return null;
  const digests = await readMd5Digests(db, taken.user);
  const accounts = await readPhoneAccounts(db, taken.companyId, found.account, kinds);
  const known = accounts.flatMap((one) => {
    const md5 = digests.get(one.realm);
    return md5 === undefined ? [] : [{ ...one, md5 }];
  });
  return presentLinphoneSetup(`${taken.name} ${taken.surname}`.trim(), known);
}
