// Which properties users and groups have, read from the OpenAPI description: type, default set, filterable or
// not; plus what that description does not say (REFERENCE: what a list answers with 501, what needs an advanced
// query, what needs a permission of its own). Holds no values.
import { readFileSync } from 'node:fs';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** undefined = never set; null = set once and cleared. Lists show both as null, delta omits the first. */
export type Props = Record<string, Json | undefined>;

export interface Property {
  name: string;
  isCollection: boolean;
  type: 'string' | 'boolean' | 'number' | 'date' | 'object';
  isDefault: boolean;
  /** Filter operators in lower case; null = cannot be filtered on. */
  filter: ReadonlySet<string> | null;
}

export interface Catalog {
  user: ReadonlyMap<string, Property>;
  group: ReadonlyMap<string, Property>;
  userDefaults: readonly string[];
  groupDefaults: readonly string[];
}

/** Held outside the directory store: readable for one user only, 501 in a list or a delta. */
export const UNLISTABLE: ReadonlySet<string> = new Set(
  'aboutMe birthday hireDate interests mySite pastProjects preferredName responsibilities schools skills mailboxSettings'.split(
    ' ',
  ),
);

/** Every filter on these is an advanced query (REFERENCE section 4, column A). */
export const ADVANCED_ONLY: ReadonlySet<string> = new Set(
  'mobilePhone companyName officeLocation employeeType streetAddress postalCode preferredLanguage onPremisesExtensionAttributes onPremisesSamAccountName showInAddressList employeeHireDate'.split(
    ' ',
  ),
);

/** Selecting these needs a permission beyond User.Read.All. */
export const EXTRA_PERMISSION: ReadonlyMap<string, string> = new Map([
  ['employeeLeaveDateTime', 'User-LifeCycleInfo.Read.All'],
  ['signInActivity', 'AuditLog.Read.All'],
  ['mailboxSettings', 'MailboxSettings.Read'],
  ['customSecurityAttributes', 'CustomSecAttributeAssignment.Read.All'],
]);

/** The text of a value that should be text; '' for anything else. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export const isDirectoryExtension = (name: string): boolean =>
  /^extension_[0-9a-fA-F]{32}_[A-Za-z0-9_]+$/.test(name);

interface RawProperty {
  type?: string;
  format?: string;
  'x-returned'?: string;
  'x-filter'?: string[];
  'x-ms-navigationProperty'?: boolean;
}
interface RawSchema {
  allOf?: { properties?: Record<string, RawProperty> }[];
}

function mapType(raw: RawProperty): Property['type'] {
  if (raw.format === 'date-time') return 'date';
  if (raw.type === 'boolean' || raw.type === 'number' || raw.type === 'string') return raw.type;
  return raw.type === 'array' ? 'string' : 'object';
}

function mapProperties(schemas: Record<string, RawSchema>, name: string): Map<string, Property> {
  const found = new Map<string, Property>();
  const add = (property: string, raw: RawProperty): void => {
    if (raw['x-ms-navigationProperty'] || property.startsWith('@')) return;
    const operators = raw['x-filter'];
    found.set(property, {
      name: property,
      isCollection: raw.type === 'array',
      type: mapType(raw),
      isDefault: raw['x-returned'] === 'default',
      filter: operators ? new Set(operators.map((o) => o.toLowerCase())) : null,
    });
  };
  add('id', { type: 'string', 'x-returned': 'default', 'x-filter': ['eq', 'ne', 'not', 'in'] });
  add('deletedDateTime', {
    type: 'string',
    format: 'date-time',
    'x-filter': ['eq', 'ne', 'not', 'ge', 'le'],
  });
  for (const part of schemas[name]?.allOf ?? []) {
    for (const [property, raw] of Object.entries(part.properties ?? {})) {
      if (!found.has(property)) add(property, raw);
    }
  }
  return found;
}

const DESCRIPTION_FILE = new URL('./openapi/graph-v1.0-subset.openapi.json', import.meta.url);

export function readCatalog(): Catalog {
  const description = JSON.parse(readFileSync(DESCRIPTION_FILE, 'utf8')) as {
    components: { schemas: Record<string, RawSchema> };
  };
  const user = mapProperties(description.components.schemas, 'microsoft.graph.user');
  const group = mapProperties(description.components.schemas, 'microsoft.graph.group');
  const defaults = (all: Map<string, Property>): string[] =>
    [...all.values()].filter((p) => p.isDefault).map((p) => p.name);
  // The user's default set is fixed by its own list page; the description's marks are the same eleven.
  return { user, group, userDefaults: defaults(user), groupDefaults: defaults(group) };
}
