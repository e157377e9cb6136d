// Everything one emulated tenant holds, as plain stores handed around together. The operations that change it
// are in person-changes.ts and group-changes.ts; tenant.ts joins both.
import { createApps, type Apps } from './apps.ts';
import { createChangeLog, type ChangeLog } from './change-log.ts';
import type { Clock } from './clock.ts';
import { createGroups, type Groups } from './groups.ts';
import { createIndexLag, type IndexLag } from './index-lag.ts';
import { createPeople, type People } from './people.ts';
import { isDirectoryExtension, type Catalog, type Property, type Props } from './properties.ts';
import type { Random } from './random.ts';
import type { Settings } from './settings.ts';

export interface Directory {
  readonly id: string;
  readonly domain: string;
  readonly displayName: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly people: People;
  readonly groups: Groups;
  readonly apps: Apps;
  readonly userChanges: ChangeLog;
  readonly groupChanges: ChangeLog;
  readonly index: IndexLag;
  /** Rises with every change; caches of computed answers are good for one version. */
  version: number;
  /** Member lists computed for `version`; see group-members.ts. */
  memberLists: { version: number; lists: Map<string, readonly string[]> };
  /** Rises when all delta tokens are called back (410). */
  deltaEpoch: number;
}

/** Somebody asked for a change that makes no sense; the control API answers 400 or 404 with the message. */
export class TenantError extends Error {
  readonly code: 'notFound' | 'invalid';
  constructor(code: 'notFound' | 'invalid', message: string) {
    super(message);
    this.code = code;
  }
}

export function createDirectory(
  parts: Pick<Directory, 'id' | 'domain' | 'displayName' | 'clock' | 'random' | 'settings' | 'catalog'>,
): Directory {
  return {
    ...parts,
    people: createPeople(),
    groups: createGroups(),
    apps: createApps(parts.clock, parts.random),
    userChanges: createChangeLog(parts.clock),
    groupChanges: createChangeLog(parts.clock),
    index: createIndexLag(),
    version: 0,
    memberLists: { version: 0, lists: new Map() },
    deltaEpoch: 0,
  };
}

function fits(property: Property, value: unknown): boolean {
  if (property.isCollection) return Array.isArray(value);
  if (value === null) return true;
  if (property.type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === (property.type === 'date' ? 'string' : property.type);
}

/** Refuses unknown names and wrong types, so that a mistyped test does not silently test nothing. */
export function assertProps(known: ReadonlyMap<string, Property>, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || isDirectoryExtension(name)) continue;
    const property = known.get(name);
    if (!property || name === 'id' || name === 'deletedDateTime') {
      throw new TenantError('invalid', `there is no property ${name} to set`);
    }
    if (!fits(property, value)) {
      const wanted = property.isCollection ? 'a list' : `${property.type} or null`;
      throw new TenantError('invalid', `${name} must be ${wanted}`);
    }
  }
}
