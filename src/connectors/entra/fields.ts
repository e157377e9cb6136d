// Which fields of a person Entra can list, and how they are asked for and taken from an answer. Values stay as
// they were sent, with one exception: a list of phones is always a list.
import assert from 'node:assert/strict';
import type { FactValue, Facts } from '../../plan/facts.ts';
import type { SourcePerson } from '../source.ts';
import { protocolError } from './entra-error.ts';
import { parseId } from './schema.ts';
import type { JsonObject } from './schema.ts';

/** Everything that a list of people may name without further permission. Left out: what needs one
 * (employeeLeaveDateTime, signInActivity) and what can be read for a single person only. */
export const listableFields: readonly string[] = [
  'accountEnabled',
  'businessPhones',
  'city',
  'companyName',
  'country',
  'createdDateTime',
  'deletedDateTime',
  'department',
  'displayName',
  'employeeHireDate',
  'employeeId',
  'employeeType',
  'externalUserState',
  'faxNumber',
  'givenName',
  'imAddresses',
  'isResourceAccount',
  'jobTitle',
  'mail',
  'mailNickname',
  'mobilePhone',
  'officeLocation',
  'onPremisesExtensionAttributes',
  'onPremisesSamAccountName',
  'onPremisesSyncEnabled',
  'otherMails',
  'postalCode',
  'preferredLanguage',
  'proxyAddresses',
  'showInAddressList',
  'state',
  'streetAddress',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
];

/** Always asked for besides: without a readable name an answer is a sign of a missing permission, not data. */
const nameFields = ['userPrincipalName', 'displayName'];

export function planSelect(fields: readonly string[]): string {
  const names = new Set(['id', ...nameFields, ...fields]);
  for (const name of names) assert(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name), `not a field of a person: ${name}`);
  return `$select=${[...names].join(',')}`;
}

export function isNamed(item: JsonObject): boolean {
  return nameFields.some((name) => typeof item[name] === 'string' && item[name] !== '');
}

/** `whole`: a field that is not there has no value. Otherwise it stands as it was and is left out. */
export function mapPerson(item: JsonObject, fields: readonly string[], whole: boolean): SourcePerson {
  const facts: Facts = {};
  for (const field of fields) {
    // Everything in a parsed answer is a JSON value.
    const value = item[field] as FactValue | undefined;
    if (value === undefined && !whole) continue;
    facts[field] = field === 'businessPhones' ? mapPhones(value) : (value ?? null);
  }
  return { id: parseId(item, 'a person'), facts };
}

function mapPhones(value: FactValue | undefined): FactValue {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/**
 * Whether a person came whole, as far as can be told: these two are never empty in Entra, so an answer without them lost
 * something on the way. Another field that is absent has no value: not every service that speaks Graph sends null.
 */
export function isWhole(item: JsonObject, fields: readonly string[]): boolean {
  return isNamed(item) && (!fields.includes('accountEnabled') || item['accountEnabled'] !== undefined);
}

/** Throws when somebody of a list came as half an object: her lost fields would look as if they had been emptied (R1). */
export function checkWhole(items: readonly JsonObject[], fields: readonly string[]): void {
  const half = items.find((item) => !isWhole(item, fields));
  if (half)
    throw protocolError(`the person ${parseId(half, 'a person')} came without fields that were asked for.`);
}
