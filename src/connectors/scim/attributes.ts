// Where the value of an attribute comes from: a field of the user, a constant, or what the target has for the user's settings
// template; and the map that most services take. Pure.
import { attributeFields } from '../../plan/attribute-fields.ts';
import type { TargetUser } from '../../plan/target-user.ts';
import type { ScimValue } from './resource.ts';

type AttributeField = (typeof attributeFields)[number];

export type Source = (
  | { field: AttributeField | `fields.${string}` }
  | { constant: ScimValue }
  | { templateValue: true }
) & {
  /** The service takes the value and never gives it back, so that nobody can tell whether it changed there. */
  writeOnly?: boolean;
};

export const isAttributeField = (text: string): text is AttributeField | `fields.${string}` =>
  attributeFields.some((field) => field === text) || /^fields\.[^\s.]{1,100}$/u.test(text);

export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What a new SCIM target begins with; numbers as E.164 with the plus. */
export const standardAttributes: Readonly<Record<string, Source>> = {
  userName: { field: 'userName' },
  'name.givenName': { field: 'name' },
  'name.familyName': { field: 'surname' },
  displayName: { field: 'displayName' },
  'emails[type eq "work"].value': { field: 'email' },
  'phoneNumbers[type eq "work"].value': { field: 'pstnFixed' },
  'phoneNumbers[type eq "mobile"].value': { field: 'mobile' },
  title: { field: 'title' },
  [`${ENTERPRISE}:department`]: { field: 'department' },
};

const plus = (digits: string | null): string | null => (digits === null ? null : `+${digits}`);

const readers: Record<AttributeField, (view: TargetUser) => string | null> = {
  // What people sign in with at a service is mostly their mail address.
  userName: ({ email, alias }) => email ?? alias,
  account: ({ account }) => account,
  alias: ({ alias }) => alias,
  name: ({ name }) => name,
  surname: ({ surname }) => surname,
  displayName: ({ name, surname }) => `${name} ${surname}`.trim(),
  email: ({ email }) => email,
  pstnFixed: ({ pstnFixed }) => plus(pstnFixed),
  mobile: ({ mobile }) => plus(mobile),
  extension: ({ extension }) => extension,
  callerId: ({ callerId }) => plus(callerId),
  title: ({ title }) => title,
  department: ({ department }) => department,
  language: ({ language }) => language,
  settingsTemplate: ({ settingsTemplate }) => settingsTemplate?.name ?? null,
};

/** null: there is nothing to write. ofTemplate: what the target has for the user's settings template. */
export function presentSource(
  source: Source,
  view: TargetUser,
  ofTemplate: ScimValue | null,
): ScimValue | null {
  if ('constant' in source) return source.constant;
  if ('templateValue' in source) return ofTemplate;
  const { field } = source;
  const known = attributeFields.find((one) => one === field);
  const text =
    known === undefined ? (view.fields[field.slice('fields.'.length)] ?? null) : readers[known](view);
  return text === '' ? null : text;
}
