// What a Kamailio has of a user, by the names of its own tables and attributes, in a form that can be compared: what is to be there,
// made of the directory's view, and what is there, made of rows. Never a secret. Pure.
import type { TargetUser } from '../../plan/target-user.ts';
import { textOf, textsOf } from '../sql-target/catalogue.ts';
import type { Row } from '../sql-target/connection.ts';
import { isSuspendedDigest, presentFingerprint } from '../sql-target/digest-mark.ts';
import { mapTemplate } from '../sql-target/user-faults.ts';
import type { Found, TargetEntry } from '../target.ts';
import type { KamailioSettings } from './settings.ts';
import { attributes } from './tables.ts';

/** Characters of usr_preferences.value. */
const MOST_NAME = 128;

export function presentEntry(view: TargetUser, settings: KamailioSettings): TargetEntry {
  const { digest, state } = view;
  const secret = state === 'suspended' || digest === null ? null : presentFingerprint(digest.md5);
  return {
    domain: settings.realm,
    dbaliases: presentAliases(view).join(' '),
    grp: (mapTemplate(view, settings) ?? []).toSorted().join(' '),
    callerid: view.callerId ?? view.pstnFixed ?? view.extension,
    name: presentName(view),
    ...presentPrivacy(view),
    suspended: state === 'suspended' ? 'yes' : 'no',
    ...(digest !== null && { ha1: secret }),
  };
}

/** What the user's settings do not say stays as it is with an adopted user. */
function presentPrivacy({ settings, digest }: TargetUser) {
  const hidden = settings['hiddenNumber'];
  if (hidden === undefined && digest === null) return {};
  // A value of the SIP header of the same name.
  return { privacy: hidden === true ? 'id' : null };
}

/** Becomes a display name between quotes. */
const presentName = ({ name, surname }: TargetUser): string =>
  Array.from(
    `${name} ${surname}`
      .normalize('NFC')
      .replaceAll(/["“”„]/g, "'")
      .replaceAll(/[\\<>]/g, '')
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim(),
  )
    .slice(0, MOST_NAME)
    .join('');

/** What can stand before the @ of an address. */
const DIALABLE = /^[A-Za-z0-9+*#._-]{1,64}$/;

/** Number, extension and alias, sorted; the account itself is reached without. An alias that cannot be dialled is left out. */
const presentAliases = ({ pstnFixed, extension, alias, account }: TargetUser): string[] =>
  [...new Set([pstnFixed, extension, alias].filter((one) => one !== null))]
    .filter((one) => one !== account && DIALABLE.test(one))
    .toSorted();

/** Of a field of an entry that is a list. */
export const listOf = (value: string | null | undefined): string[] =>
  (value ?? '').split(' ').filter((one) => one !== '');

/**
 * An adopted user's secret stays; while she is suspended something stands before it that nobody can guess. Before: of a digest Kamailio
 * reads the first 32 characters.
 */
export const MASK = '^[0-9a-f]{16}~';
const isMasked = (text: string): boolean => new RegExp(MASK).test(text);

/** row: of subscriber, with dbaliases and grp as lists and each attribute as preference_…. */
export function mapFound(row: Row): Found {
  const account = String(row['username']);
  const [ha1, password] = [textOf(row['ha1']) ?? '', textOf(row['password']) ?? ''];
  const aliases = textsOf(row['dbaliases']).toSorted();
  const isSuspended = isSuspendedDigest(ha1) || isMasked(ha1) || isMasked(password);
  const preferences = attributes.map((name) => [name, textOf(row[`preference_${name}`])] as const);
  return {
    externalId: account,
    account,
    displayName: textOf(row['preference_name']),
    numbers: aliases,
    email: null,
    entry: {
      domain: textOf(row['domain']),
      dbaliases: aliases.join(' '),
      grp: textsOf(row['grp']).toSorted().join(' '),
      ...Object.fromEntries(preferences),
      suspended: isSuspended ? 'yes' : 'no',
      ha1: isSuspended || ha1 === '' ? null : presentFingerprint(ha1),
    },
  };
}
