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

export interface FormWatch {
  /** Throws once it is clear that people of a list came without fields that were asked for. */
  check(items: readonly JsonObject[], fields: readonly string[]): void;
  /** Whether one person, asked for alone, came whole. */
  isWhole(item: JsonObject, fields: readonly string[]): boolean;
}

/** Watches a run's answers for half objects. Graph sends every selected field, null where it is empty (only directory
 * extensions may be absent): once a null was seen, a field that is absent was lost on the way. */
export function openFormWatch(): FormWatch {
  let sendsNull = false;
  let half: JsonObject | null = null;
  return {
    check(items, fields) {
      const fixed = fields.filter(isFixed);
      for (const item of items) {
        for (const field of fixed) {
          if (item[field] === null) sendsNull = true;
          else if (item[field] === undefined) half ??= item;
        }
      }
      if (sendsNull && half) {
        throw protocolError(
          `the person ${parseId(half, 'a person')} came without fields that were asked for.`,
        );
      }
    },
    // A service that was seen to leave out what is empty may do so here too.
    isWhole: (item, fields) =>
      (half !== null && !sendsNull) || fields.every((field) => !isFixed(field) || item[field] !== undefined),
  };
}

function isFixed(field: string): boolean {
  return !field.startsWith('extension_');
}
