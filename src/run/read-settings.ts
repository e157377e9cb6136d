// What a run of a template reads and how: which fields, whole or only what has changed since, and the hashes by which
// the next run sees that something deciding was changed in between. Pure.
import type { Scope } from '../connectors/source.ts';
import { openMapping } from '../plan/mapping.ts';
import type { MappingSettings, OpenMapping } from '../plan/mapping.ts';
import { alwaysSelected } from '../plan/scope.ts';
import type { Company } from '../store/companies.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { shortHash } from './facts-hash.ts';

/** Everything a run is told about its template before it reads. */
export interface RunSetup {
  stored: StoredSyncTemplate;
  company: Company;
  series: NumberSeries[];
  /** What the run plans as: a preview on a paused template plans as full. */
  mode: 'full' | 'onlyNew';
  trigger: string;
  /** ms */
  nominalAt: number;
}

export interface ReadSettings {
  mapping: OpenMapping;
  fields: string[];
  scope: Scope;
  configHash: string;
  readHash: string;
  /** Where to read on; null reads everybody. */
  cursor: string | null;
}

/** What a template's mapping is opened with, in runs and in trials alike. */
export function presentMappingSettings({ stored, company, series }: RunSetup): MappingSettings {
  const { fieldMapping, userFieldMapping, filter, rules } = stored.template;
  const { country, ownNumbersOnly, lookups } = company;
  const ranges = series.map(({ first, last, kind }) => ({ first, last, kind }));
  return { fieldMapping, userFieldMapping, filter, rules, country, ownNumbersOnly, lookups, series: ranges };
}

const WEEK_MS = 7 * 24 * 3_600_000;

export function decideReadSettings(setup: RunSetup, tenant: string, scope: Scope): ReadSettings {
  const { stored } = setup;
  const { template } = stored;
  const { guests, disabledPeople, nestedGroups } = template;
  const mappingSettings = presentMappingSettings(setup);
  const mapping = openMapping(mappingSettings);
  const fields = [...new Set([...alwaysSelected, ...mapping.fields])].toSorted();
  const groups = { memberOf: presentIds(scope.memberOf), notMemberOf: presentIds(scope.notMemberOf) };
  const config = {
    ...mappingSettings,
    // Whoever lacked a number was left out for good; now a series may give it.
    automaticNumbers: template.automaticNumbers,
    mode: setup.mode,
    guests,
    disabledPeople,
    nestedGroups,
    ...groups,
  };
  const asked = { fields, tenant, isWholeTenant: scope.memberOf.length === 0 };
  const configHash = shortHash(config);
  const readHash = `${shortHash(asked)}.${configHash}`;
  const cursor = mustReadFully(setup, readHash) ? null : stored.cursor;
  return { mapping, fields, scope, configHash, readHash, cursor };
}

function mustReadFully({ stored, trigger, nominalAt }: RunSetup, readHash: string): boolean {
  if (stored.readHash !== readHash || stored.resumed || stored.lastFullReadAt === null) return true;
  // People created in Entra while the first listing ran can be in neither the listing nor the changes after it.
  if (trigger === 'schedule' && stored.fullReads === 1) return true;
  return nominalAt - stored.lastFullReadAt.getTime() >= WEEK_MS;
}

function presentIds(groups: Scope['memberOf']): string[] {
  return groups.map((group) => group.id).toSorted();
}
