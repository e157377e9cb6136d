// What a person's facts say about taking part: guest or member, enabled or disabled, since when (SPEC §2).
// Whether she is in the tenant and its groups at all is the source's to say (PersonPresence).
import type { Facts } from './facts.ts';

/** Source fields that every read asks for, whatever is mapped (SPEC §4). */
export const alwaysSelected = [
  'accountEnabled',
  'businessPhones',
  'createdDateTime',
  'department',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mailNickname',
  'mobilePhone',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'userType',
] as const;

export interface ScopeFacts {
  isGuest: boolean;
  isDisabled: boolean;
  /** ms; null when the source has none. */
  createdAt: number | null;
}

export function decideScope(facts: Facts): ScopeFacts {
  const created =
    typeof facts['createdDateTime'] === 'string' ? Date.parse(facts['createdDateTime']) : Number.NaN;
  return {
    // userType is null on some old accounts: those are members.
    isGuest: facts['userType'] === 'Guest',
    isDisabled: facts['accountEnabled'] === false,
    createdAt: Number.isNaN(created) ? null : created,
  };
}
