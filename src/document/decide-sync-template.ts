// What an import makes of one sync template: given keys replace, absent ones stay, a new one begins with the
// defaults and without a secret stays paused. Knows which stored things a change makes stale (found groups).
// Pure; opening and sealing credentials is access/secret-box's.
import { isDeepStrictEqual } from 'node:util';
import { presentFreeCallerId } from '../plan/caller-id-notes.ts';
import type { Credentials, Provider } from '../plan/provider.ts';
import { syncTemplateDefaults } from '../plan/sync-template.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { presentCallerIds } from '../run/caller-id-notes.ts';
import { decideResumed } from '../run/set-mode.ts';
import type { Company } from '../store/companies.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { SettingsTemplate } from '../store/settings-templates.ts';
import type { KnownGroup, StoredSyncTemplate, SyncTemplateSetup } from '../store/sync-templates.ts';
import { presentNearest } from '../plan/nearest.ts';
import type { Change, Warning } from './change.ts';
import type { SyncTemplateDocument } from './parse-sync-template.ts';
import { presentTemplateWarnings } from './template-warnings.ts';
import { decideCredentials, decideExpiry } from './decide-credentials.ts';
import type { DecidedCredentials, OpenedCredentials } from './decide-credentials.ts';
import { checkTables } from './decide-lookups.ts';
import { checkSeries, decideRules } from './decide-rules.ts';
import { fault } from './spot.ts';

export interface SyncTemplateToWrite {
  setup: Omit<SyncTemplateSetup, 'credentials'>;
  /** keep: the sealed bytes stay as they are. */
  credentials: Credentials | 'keep';
  /** The sealed bytes stored so far. */
  sealed: Buffer | null;
  /** The document's credential is one that a second one has taken over from: it was left out. */
  isOutdated: boolean;
}

export const outdated = {
  message: 'The second credential has taken over from the one given here, so the newer one stays.',
  cure: 'Give the new one as "client_secret" and leave "next" out; to go back to the old one, give it in "next".',
};

export interface World {
  company: Company;
  series: readonly NumberSeries[];
  knownNumbers: ReadonlySet<string>;
  /** Whether a number is nobody's, reserved by nobody and no service's. */
  isFree: (digits: string) => boolean;
  settingsTemplates: readonly SettingsTemplate[];
  newId: () => string;
}

type Found = { stored: StoredSyncTemplate; credentials: OpenedCredentials } | null;

export interface DecidedTemplate {
  write: SyncTemplateToWrite;
  change: Change;
  warnings: Warning[];
}

export function decideSyncTemplate(
  document: SyncTemplateDocument,
  found: Found,
  position: number,
  world: World,
): DecidedTemplate {
  const before = found?.stored ?? null;
  faultRetiring(document, before);
  const provider = document.provider?.provider ?? before?.provider ?? missingProvider(document);
  const { credentials, isOutdated } = decideCredentials(
    document.provider?.credentials ?? {},
    found?.credentials ?? null,
  );
  const hasSecret = credentials === 'keep' ? (before?.credentials ?? null) !== null : true;
  const wanted = {
    ...decideValues(document, before, world),
    ...decideEnd(document, found, { credentials, isOutdated }),
  };
  const template: SyncTemplate = hasSecret ? wanted : { ...wanted, mode: 'paused' };
  const resumed = decideResumed(
    before && { mode: before.template.mode, resumed: before.resumed },
    template.mode,
  );
  const setup = {
    companyId: world.company.id,
    position,
    template,
    provider,
    groups: decideGroups(before, provider, template),
    resumed,
  };
  const fields = [
    ...changedKeys(before?.template ?? syncTemplateDefaults, template),
    ...(isDeepStrictEqual(before?.provider, provider) && credentials === 'keep' ? [] : ['provider']),
  ];
  const did = before === null ? 'created' : fields.length ? 'updated' : 'unchanged';
  return {
    write: { setup, credentials, sealed: before?.credentials ?? null, isOutdated },
    change: { what: 'sync template', company: world.company.name, name: document.name, did, fields },
    warnings: [
      ...(isOutdated ? [{ company: world.company.name, name: document.name, ...outdated }] : []),
      ...decideWarnings(document, before, wanted, hasSecret, world),
    ],
  };
}

function faultRetiring({ spot, name }: SyncTemplateDocument, before: StoredSyncTemplate | null): void {
  if (before === null || before.retiringSince === null) return;
  fault(
    spot,
    `The sync template ${JSON.stringify(name)} was deleted and lets its users go.`,
    'Give it another name here, or take it out of the document.',
  );
}

/** What the document says of it wins, unless it is about the credential before. */
function decideEnd(
  { values }: SyncTemplateDocument,
  found: Found,
  { credentials, isOutdated }: DecidedCredentials,
): Partial<Pick<SyncTemplate, 'credentialExpires'>> {
  if (isOutdated) return { credentialExpires: found?.stored.template.credentialExpires ?? null };
  const expires =
    values.credentialExpires === undefined
      ? decideExpiry(credentials, found?.credentials ?? null)
      : undefined;
  return expires === undefined ? {} : { credentialExpires: expires };
}

const changedKeys = (before: object, after: SyncTemplate) => {
  const old = new Map(Object.entries(before));
  return Object.entries(after).flatMap(([key, value]) =>
    key === 'id' || key === 'name' || isDeepStrictEqual(old.get(key), value) ? [] : [key],
  );
};

function decideValues(
  document: SyncTemplateDocument,
  before: StoredSyncTemplate | null,
  world: World,
): SyncTemplate {
  const id = before?.template.id ?? world.newId();
  const base = before?.template ?? { ...syncTemplateDefaults, id, name: document.name };
  checkCallerId(document, before, world);
  checkTables(document.spot, before?.template ?? null, world.company.lookups);
  const { automaticNumbers } = document.values;
  if (automaticNumbers && automaticNumbers.series !== base.automaticNumbers?.series)
    checkSeries(
      automaticNumbers.series,
      document.members.get('automaticNumbers') ?? document.spot,
      world.series,
    );
  const rulesWorld = { ...world, isOwn: (digits: string) => isOwn(digits, world) };
  return {
    ...base,
    ...document.values,
    rules: document.rules ? decideRules(document.rules, base.rules, rulesWorld) : [...base.rules],
    defaultSettingsTemplate: decideSettingsTemplate(document, base.defaultSettingsTemplate, world),
  };
}

/** A fault already stands in the document's list; this value goes nowhere. */
function missingProvider(document: SyncTemplateDocument): Provider {
  // A provider that was given and could not be read has its own faults.
  if (!document.members.has('provider')) {
    const cure =
      'Add "provider": { "tenant_id": "…", "client_id": "…", "client_secret": "…", "user_filter": { "memberOf": [""] } }.';
    fault(document.spot, `The new sync template ${JSON.stringify(document.name)} has no provider.`, cure);
  }
  return { tenantId: '', clientId: '', cloud: '', memberOf: [], notMemberOf: [] };
}

/** Groups found once stay found while they are asked for; another tenant has none of them. */
function decideGroups(
  before: StoredSyncTemplate | null,
  provider: Provider,
  { rules }: SyncTemplate,
): KnownGroup[] {
  if (!before || before.provider.tenantId !== provider.tenantId || before.provider.cloud !== provider.cloud)
    return [];
  const ofRules = rules.flatMap(({ when }) => ('group' in when ? [when.group] : []));
  const asked = new Set([...provider.memberOf, ...provider.notMemberOf, ...ofRules]);
  return before.groups.filter((group) => asked.has(group.asked));
}

function decideSettingsTemplate(
  document: SyncTemplateDocument,
  stored: string | null,
  world: World,
): string | null {
  const name = document.defaultSettingsTemplate;
  if (name === undefined) return stored;
  const found = world.settingsTemplates.find((template) => template.name === name);
  if (name === null || found) return found?.id ?? null;
  const names = world.settingsTemplates.map((template) => template.name);
  const known = names.length
    ? `The company has ${names.map((one) => JSON.stringify(one)).join(', ')}.`
    : 'The company has none.';
  const spot = document.members.get('defaultSettingsTemplate') ?? document.spot;
  fault(
    spot,
    `There is no settings template ${JSON.stringify(name)}.${presentNearest(name, names)}`,
    `${known} Correct the name or add it to "settingsTemplates".`,
  );
  return null;
}

const isOwn = (digits: string, world: World) =>
  world.knownNumbers.has(digits) ||
  world.series.some(({ first, last }) => first <= Number(digits) && Number(digits) <= last);

function checkCallerId(
  document: SyncTemplateDocument,
  before: StoredSyncTemplate | null,
  world: World,
): void {
  const digits = document.values.defaultCallerId ?? null;
  // The one that stands is not questioned: export and import of the same store have to go together.
  if (digits === null || digits === before?.template.defaultCallerId || isOwn(digits, world)) return;
  const spot = document.members.get('defaultCallerId') ?? document.spot;
  fault(
    spot,
    `${digits} is not one of the company’s numbers.`,
    'Add it to "numbers", or choose one of those.',
  );
}

function decideWarnings(
  document: SyncTemplateDocument,
  before: StoredSyncTemplate | null,
  wanted: SyncTemplate,
  hasSecret: boolean,
  world: World,
): Warning[] {
  const about = { company: world.company.name, name: document.name };
  const warnings: Warning[] = [];
  if (!hasSecret && (before === null || wanted.mode !== 'paused')) {
    const meant =
      wanted.mode === 'paused' ? '' : `, although the document says ${JSON.stringify(wanted.mode)}`;
    warnings.push({
      ...about,
      message: `No client secret is stored, so the sync template is paused${meant}.`,
      cure: 'Import it again with "client_secret" in "provider", and with the mode it should have.',
    });
  }
  for (const { message, cure } of presentTemplateWarnings(wanted, world.company, world.series))
    warnings.push({ ...about, message, cure });
  const stands = before?.template.defaultCallerId ?? null;
  if (stands !== null && wanted.defaultCallerId === stands && !isOwn(stands, world)) {
    warnings.push({
      ...about,
      message: `Its default caller id ${stands} is no longer one of the company’s numbers.`,
      cure: 'Add the number to "numbers", or choose another "defaultCallerId".',
    });
  }
  for (const digits of presentCallerIds(wanted)) {
    if (!isOwn(digits, world) || !world.isFree(digits)) continue;
    const { message, cure } = presentFreeCallerId(digits);
    warnings.push({ ...about, message, cure });
  }
  return warnings;
}
