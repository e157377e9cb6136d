// What the directory quality report can find: for each code a sentence, what to do about it and who can do it, and how much
// it matters. Pure; who has it is quality-person.ts.

/** blocks: no user is made of such a person. warning: somebody loses something, or may. note: as it should not be, and works. */
export type QualityWeight = 'blocks' | 'warning' | 'note';

interface QualityEntry {
  weight: QualityWeight;
  /** entra: whoever looks after people in Entra. here: an administrator of the exchange. */
  who: 'entra' | 'here';
  /** After "1 person" and after "12 people". */
  says: readonly [one: string, several: string];
  cure: string;
}

const missing = (what: string): QualityEntry['says'] => [`has no ${what}`, `have no ${what}`];
const inEntra = { weight: 'blocks', who: 'entra' } as const;
const noted = { weight: 'note', who: 'entra' } as const;

export const qualityCodes = {
  'alias.missing': {
    ...inEntra,
    says: missing('alias'),
    cure: 'Fill in the mail nickname in Entra, or map Alias to a field that everybody has.',
  },
  'name.missing': { ...inEntra, says: missing('given name'), cure: 'Fill in the given name in Entra.' },
  'surname.missing': { ...inEntra, says: missing('surname'), cure: 'Fill in the surname in Entra.' },
  'pstnFixed.missing': {
    ...inEntra,
    says: missing('phone number'),
    cure: 'Fill in the business phone in Entra, or have numbers given automatically ("automaticNumbers").',
  },
  'email.missing': {
    weight: 'warning',
    who: 'entra',
    says: missing('e-mail address'),
    cure: 'Fill in the mail in Entra: without it no welcome mail can be sent.',
  },
  'alias.invalid': {
    weight: 'blocks',
    who: 'here',
    says: ['has what can not be an alias', 'have what can not be an alias'],
    cure: 'Map Alias to lower(ascii(…)) of the field, or correct the mail nickname in Entra.',
  },
  'name.invalid': {
    ...inEntra,
    says: ['has a given name that can not be taken', 'have given names that can not be taken'],
    cure: 'Shorten it to 64 characters and take control characters out.',
  },
  'surname.invalid': {
    ...inEntra,
    says: ['has a surname that can not be taken', 'have surnames that can not be taken'],
    cure: 'Shorten it to 64 characters and take control characters out.',
  },
  'pstnFixed.invalid': {
    ...inEntra,
    says: ['has a phone number that can not be called', 'have phone numbers that can not be called'],
    cure: 'Correct the business phone in Entra; a short number needs a series of the company’s that has it.',
  },
  'pstnFixed.several': {
    weight: 'warning',
    who: 'entra',
    says: ['has several phone numbers in one field', 'have several phone numbers in one field'],
    cure: 'Leave one number in the business phone; a mobile number belongs in the mobile phone.',
  },
  'pstnFixed.premium': {
    ...inEntra,
    says: ['has a premium rate number', 'have premium rate numbers'],
    cure: 'Write the person’s own number in Entra.',
  },
  'pstnFixed.outside': {
    weight: 'warning',
    who: 'here',
    says: [
      'has a number outside the company’s number series',
      'have numbers outside the company’s number series',
    ],
    cure: 'Add the series if the numbers are the company’s; else correct the business phone in Entra.',
  },
  'pstnFixed.service': {
    ...inEntra,
    says: [
      'has a number that is kept for a service, such as the switchboard',
      'have numbers that are kept for a service, such as the switchboard',
    ],
    cure: 'Write the person’s own number in Entra: a service’s number is never a user’s.',
  },
  'pstnFixed.reserved': {
    weight: 'blocks',
    who: 'here',
    says: ['has a number that is reserved', 'have numbers that are reserved'],
    cure: 'Release the number, or give the person another one in Entra.',
  },
  'pstnFixed.duplicate': {
    ...inEntra,
    says: ['shares a phone number', 'share phone numbers'],
    cure: 'Give each person a number of their own: only the one created first in Entra gets the shared one.',
  },
  'pstnFixed.extension': {
    ...noted,
    says: [
      'has an extension behind the phone number, which is cut off',
      'have an extension behind the phone number, which is cut off',
    ],
    cure: 'Nothing has to be done. To use it, map Extension to lastDigits(…).',
  },
  'pstnFixed.form': {
    ...noted,
    says: [
      'has a phone number that is not written as +46812345678',
      'have phone numbers that are not written as +46812345678',
    ],
    cure: 'Nothing has to be done here: they are read all the same. Other programs may need +46….',
  },
  'mobile.invalid': {
    weight: 'warning',
    who: 'entra',
    says: ['has a mobile number that can not be called', 'have mobile numbers that can not be called'],
    cure: 'Correct the mobile phone in Entra; the user is made without it.',
  },
  'email.invalid': {
    weight: 'warning',
    who: 'entra',
    says: ['has what is no e-mail address', 'have what is no e-mail address'],
    cure: 'Correct the mail in Entra; the user is made without it.',
  },
  'email.duplicate': {
    weight: 'warning',
    who: 'entra',
    says: ['shares an e-mail address', 'share e-mail addresses'],
    cure: 'Give each person their own: welcome mails of several go to one address.',
  },
  'alias.duplicate': {
    ...inEntra,
    says: [
      'has an alias that differs from another only in case, or not at all',
      'have aliases that differ only in case, or not at all',
    ],
    cure: 'Change the mail nickname of one of them: only the one created first in Entra gets the alias.',
  },
  'name.duplicate': {
    ...noted,
    says: [
      'has the same given name and surname as somebody else',
      'have the same given name and surname as somebody else',
    ],
    cure: 'See whether it is one person with two accounts; two people of one name are fine.',
  },
  'filter.failed': {
    weight: 'warning',
    who: 'here',
    says: [
      'is somebody for whom the filter can not be told',
      'are people for whom the filter can not be told',
    ],
    cure: 'Change the filter so that it gives true or false for everybody; until then they stay where they were.',
  },
  'person.guest': {
    ...noted,
    says: ['is a guest', 'are guests'],
    cure: 'Take guests out of the groups, or set "guests" to include if they are to have phones.',
  },
  'person.disabled': {
    ...noted,
    says: ['has a disabled account', 'have disabled accounts'],
    cure: 'Take them out of the groups if they have left; a disabled person is never made a user.',
  },
  'account.resource': {
    weight: 'warning',
    who: 'entra',
    says: [
      'is a resource account (isResourceAccount), such as a room',
      'are resource accounts (isResourceAccount), such as rooms',
    ],
    cure: 'Take them out of the groups, or leave them out with the filter !isResourceAccount.',
  },
  'mailbox.likelyShared': {
    ...noted,
    says: [
      'is likely a shared mailbox: a disabled account with mail and without given name and surname',
      'are likely shared mailboxes: disabled accounts with mail and without given name and surname',
    ],
    cure: 'Take them out of the groups: they are never made users while the account is disabled.',
  },
  'account.likelyFunctional': {
    weight: 'warning',
    who: 'entra',
    says: [
      'is likely no person but a function: an account without given name, surname, phone and title',
      'are likely no people but functions: accounts without given name, surname, phone and title',
    ],
    cure: 'Take them out of the groups, or fill in the names if they are people.',
  },
  'group.sameName': {
    weight: 'warning',
    who: 'here',
    says: ['', ''],
    cure: 'Write the object id of the one that is meant in place of the name, or rename the other group in Entra.',
  },
} as const satisfies Record<string, QualityEntry>;

export type QualityCode = keyof typeof qualityCodes;

export const isQualityCode = (text: string): text is QualityCode => Object.hasOwn(qualityCodes, text);

/** As an administrator reads it. */
export function presentQualityMessage(code: QualityCode, count: number): string {
  const [one, several] = qualityCodes[code].says;
  if (code === 'group.sameName')
    return count === 1
      ? 'A group is named here by a name that several groups have now.'
      : `${count} groups are named here by names that several groups have now.`;
  if (count === 0) return `Nobody ${one}.`;
  return count === 1 ? `1 person ${one}.` : `${count} people ${several}.`;
}

const weights: Record<QualityWeight, number> = { blocks: 0, warning: 1, note: 2 };
const order = new Map(Object.keys(qualityCodes).map((code, at) => [code, at]));

/** What stops people first, then as the table above goes. */
export function compareQualityCodes(a: QualityCode, b: QualityCode): number {
  const byWeight = weights[qualityCodes[a].weight] - weights[qualityCodes[b].weight];
  return byWeight || (order.get(a) ?? 0) - (order.get(b) ?? 0);
}
