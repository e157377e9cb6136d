// What an exchange is to have of a user, whichever exchange it is: the values of the directory with the SIP account, the
// settings template by name and id, and whether the user may telephone. A target's connector makes its own entry of it. Pure data.
import type { UserId } from './steps.ts';

/** Of account, realm and secret: what an exchange needs to know a phone by, without the secret itself (RFC 7616, RFC 8760). */
export interface SipDigest {
  /** 32 hex digits: MD5 of account:realm:secret. */
  md5: string;
  /** 64 hex digits: SHA-256 of the same. */
  sha256: string;
}

export interface TargetUser {
  user: UserId;
  /** SIP account: chosen once, `[a-z0-9._-]`, at most 40 characters. */
  account: string;
  /** For the target's realm. null: the secret at the target is not Rollcall's to write (an adopted user). */
  digest: SipDigest | null;
  alias: string;
  name: string;
  surname: string;
  email: string | null;
  /** Digits, E.164 without the plus; so are mobile and callerId. */
  pstnFixed: string | null;
  mobile: string | null;
  extension: string | null;
  title: string | null;
  department: string | null;
  callerId: string | null;
  /** Language of mails and announcements. */
  language: 'sv' | 'en';
  settingsTemplate: { id: string; name: string } | null;
  /** The user's settings by name: ringTimeSeconds, voicemail … What is not set is not in it. */
  settings: Readonly<Record<string, unknown>>;
  /** Further user fields by name. */
  fields: Readonly<Record<string, string>>;
  /** suspended: known, but neither calls nor registers (leaving, where the company wants it so). */
  state: 'active' | 'suspended';
}
