// What an Asterisk has of a user, by the names of its own columns, in a form that can be compared: what is to be there, made of the
// directory's view, and what is there, made of rows. Never a secret. Pure.
import type { TargetUser } from '../../plan/target-user.ts';
import { isSuspendedDigest, md5Of, presentFingerprint } from '../sql-target/digest-mark.ts';
import { textOf } from '../sql-target/catalogue.ts';
import type { Row } from '../sql-target/connection.ts';
import { mapTemplate } from '../sql-target/user-faults.ts';
import type { TargetEntry } from '../target.ts';
import { presentCallerId } from './caller-id.ts';
import type { AsteriskSettings } from './settings.ts';

/** How long a phone rings where nothing is set, seconds. */
export const RING_SECONDS = 30;

/** Columns of ps_endpoints that say what the person is; Rollcall keeps them of everybody. */
const personColumns = [
  'context',
  'callerid',
  'callerid_privacy',
  'language',
  'device_state_busy_at',
] as const;
/** Columns of ps_endpoints and ps_aors that say how the phone speaks; of adopted users they stay as they were. */
const phoneColumns = ['accountcode', 'transport', 'allow', 'max_contacts'] as const;
const endpointColumns = [...personColumns, 'accountcode', 'transport', 'allow'] as const;

export function presentEntry(view: TargetUser, settings: AsteriskSettings): TargetEntry {
  const isAdopted = view.digest === null;
  const person = {
    context: mapTemplate(view, settings) ?? null,
    callerid: presentCallerId(
      `${view.name} ${view.surname}`,
      view.callerId ?? view.pstnFixed ?? digitsOrNull(view.extension),
    ),
    ...presentPrivacy(view, isAdopted),
    language: view.settings['language'] === undefined ? view.language : textOf(view.settings['language']),
    ...presentBusy(view, isAdopted),
    numberContext: settings.numberContext,
    exten: presentExtens(view).join(' '),
    ...presentRing(view, isAdopted),
    suspended: view.state === 'suspended' ? 'yes' : 'no',
  };
  if (view.digest === null) return person;
  return {
    ...person,
    accountcode: view.user,
    transport: settings.transport,
    allow: settings.codecs,
    max_contacts: String(settings.maxContacts),
    auth: view.state === 'suspended' ? null : presentFingerprint(view.digest.md5),
  };
}

const digitsOrNull = (text: string | null): string | null =>
  text !== null && /^\d+$/.test(text) ? text : null;

/** What the user's settings do not say stays as it is with an adopted user. */
function presentPrivacy({ settings }: TargetUser, isAdopted: boolean) {
  const hidden = settings['hiddenNumber'];
  if (hidden === undefined && isAdopted) return {};
  return { callerid_privacy: hidden === true ? 'prohib' : null };
}

function presentBusy({ settings }: TargetUser, isAdopted: boolean) {
  const { busyOnAll, callWaiting } = settings;
  if (busyOnAll === undefined && callWaiting === undefined && isAdopted) return {};
  return { device_state_busy_at: busyOnAll === true || callWaiting === false ? '1' : null };
}

function presentRing(view: TargetUser, isAdopted: boolean) {
  const seconds = view.settings['ringTimeSeconds'];
  if (seconds === undefined && isAdopted) return {};
  return { ring: presentExtens(view).length === 0 ? null : String(Number(seconds ?? RING_SECONDS)) };
}

/** A row beginning with an underscore is a pattern, and single letters are events of the dialplan (h: hangup, i: invalid …). */
const DIALABLE = /^(?!.$|fax$)[A-Za-z0-9+*#][A-Za-z0-9._+*#-]{0,39}$/;

/** Number, extension and alias, sorted; an alias that cannot be dialled is left out. A single digit is an extension. */
export const presentExtens = ({ pstnFixed, extension, alias }: TargetUser): string[] =>
  [...new Set([pstnFixed, extension, alias].filter((one) => one !== null))]
    .filter((one) => DIALABLE.test(one) || /^\d$/.test(one))
    .toSorted();

/** Of an entry: what leads to the user. */
export const extensOf = (entry: TargetEntry): string[] =>
  (entry['exten'] ?? '').split(' ').filter((one) => one !== '');

/** Of an adopted user Rollcall keeps the person, not the phone. */
export const leaveOutPhone = (entry: TargetEntry): TargetEntry =>
  Object.fromEntries(Object.entries(entry).filter(([key]) => !phoneColumns.some((column) => column === key)));

/** row: of ps_endpoints with max_contacts of its aor and all of its auth as auth_…; extens: rows of extensions that dial it. */
export function mapEntry(
  row: Row,
  numberContext: string,
  extens: readonly { exten: string; appdata: string }[],
): TargetEntry {
  const digest = readDigest(row);
  const isSuspended =
    digest !== null && (isSuspendedDigest(digest) || isMasked(textOf(row['auth_username'])));
  const ring = new Set(extens.map(({ appdata }) => appdata.split(',')[1] ?? ''));
  return {
    ...Object.fromEntries(endpointColumns.map((column) => [column, textOf(row[column])])),
    max_contacts: textOf(row['max_contacts']),
    numberContext,
    exten: extens
      .map(({ exten }) => exten)
      .toSorted()
      .join(' '),
    ring: ring.size === 0 ? null : [...ring].toSorted().join(' '),
    suspended: isSuspended ? 'yes' : 'no',
    auth: digest === null || isSuspended ? null : presentFingerprint(digest),
  };
}

/** MD5 of account, realm and secret, however the row has it; null: phones need no secret, or one of another kind. */
function readDigest(row: Row): string | null {
  const [cred, digest, password] = ['auth_md5_cred', 'auth_password_digest', 'auth_password'].map((key) =>
    textOf(row[key]),
  );
  if (row['auth_auth_type'] === 'digest' && digest) return digest.replace(/^MD5:/i, '').toLowerCase();
  if (row['auth_auth_type'] === 'md5' && cred) return cred.toLowerCase();
  if (!password) return null;
  return md5Of(`${textOf(row['auth_username'])}:${textOf(row['auth_realm'])}:${password}`);
}

/** An adopted user's secret stays; while she is suspended her phone's user name is another, which nobody can guess. */
export const MASK = '^![0-9a-f]{8}!';
const isMasked = (username: string | null): boolean => username !== null && new RegExp(MASK).test(username);
