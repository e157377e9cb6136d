// What an import would do: the parsed document against what is stored ─▶ values to write, changes, warnings
// and the faults that only the store can tell. Pure. Nothing is deleted by absence, an absent key leaves what
// is stored, and companies are decided each by itself (R16).
import { isDeepStrictEqual } from 'node:util';
import { openRanges } from '../plan/number-stock.ts';
import { isServiceNumber } from '../plan/numbers.ts';
import type { WantedRange } from '../run/number-changes.ts';
import type { Company } from '../store/companies.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { SettingsTemplate } from '../store/settings-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Change, Warning } from './change.ts';
import { decideLinks } from './decide-links.ts';
import type { LinkToWrite, StoredLinkFacts } from './decide-links.ts';
import { decideReserved, decideServiceWarnings } from './decide-reserved.ts';
import type { StoredReserved } from './decide-reserved.ts';
import { decideSyncTemplate } from './decide-sync-template.ts';
import type { OpenedCredentials } from './decide-credentials.ts';
import type { SyncTemplateToWrite, World } from './decide-sync-template.ts';
import { targetKinds } from '../connectors/target-kinds.ts';
import type { TargetKinds } from '../connectors/targets.ts';
import { decideTargets } from './decide-targets.ts';
import type { StoredTargetSecrets, TargetSurroundings, TargetToWrite } from './decide-targets.ts';
import { decideWebhooks } from './decide-webhooks.ts';
import type { StoredWebhook, WebhookToWrite } from './decide-webhooks.ts';
import { companyDefaults } from './parse-company.ts';
import type { CompanyDocument } from './parse-document.ts';
import { presentLostTables } from './template-warnings.ts';

/** What is stored of one company, as far as the document asks about it. */
export interface StoredCompany {
  company: Company;
  series: NumberSeries[];
  reserved: StoredReserved;
  settingsTemplates: SettingsTemplate[];
  webhooks: StoredWebhook[];
  targets: StoredTargetSecrets[];
  syncTemplates: { stored: StoredSyncTemplate; credentials: OpenedCredentials }[];
  /** Digits of the document's caller ids that the number ledger knows. */
  knownNumbers: ReadonlySet<string>;
  /** Those of them that somebody has. */
  heldNumbers: ReadonlySet<string>;
  links: StoredLinkFacts;
}

/** What is to be written for one company; parts that stay as they are are not in it. */
export interface CompanyToWrite {
  company: Company;
  isCompanyChanged: boolean;
  series: NumberSeries[] | null;
  reserved: WantedRange[] | null;
  settingsTemplates: SettingsTemplate[];
  webhooks: WebhookToWrite[];
  targets: TargetToWrite[];
  syncTemplates: SyncTemplateToWrite[];
  links: LinkToWrite[];
}

export interface Decision {
  write: CompanyToWrite;
  changes: Change[];
  warnings: Warning[];
}

/** Faults go to the document's own list, beside those of its form. */
export function decideImport(
  document: CompanyDocument,
  stored: StoredCompany | null,
  newId: () => string,
  kinds: TargetKinds = targetKinds,
): Decision {
  const identity = decideCompany(document, stored, newId);
  const { company } = identity;
  const numbers = decideNumbers(document, stored, company);
  const settings = decideSettingsTemplates(document, stored, company, newId);
  const outward = decideOutward(document, stored, { company, settingsTemplates: settings.all, kinds, newId });
  const world = {
    company,
    series: numbers.own,
    knownNumbers: stored?.knownNumbers ?? new Set<string>(),
    isFree: numbers.isFree,
    settingsTemplates: settings.all,
    newId,
  };
  const templates = decideSyncTemplates(document, stored, world);
  const links = decideLinks(templates.map(presentLinked), stored?.links ?? null, company);
  const sync = templates.map(({ decided }) => decided);
  const lost = decideLookupWarnings(document, stored, company);
  const own = [numbers, outward, ...sync].flatMap((one) => one.warnings);
  return {
    write: {
      company,
      isCompanyChanged: identity.change.did !== 'unchanged',
      series: numbers.series,
      reserved: numbers.reserved,
      settingsTemplates: settings.write,
      ...outward.write,
      syncTemplates: sync.filter(({ change }) => change.did !== 'unchanged').map(({ write }) => write),
      links: links.write,
    },
    changes: [
      identity.change,
      ...numbers.changes,
      ...settings.changes,
      ...outward.changes,
      ...sync.map(({ change }) => change),
      ...links.changes,
    ],
    warnings: [...own, ...lost, ...links.warnings],
  };
}

/** Where what is known of people goes. */
function decideOutward(document: CompanyDocument, stored: StoredCompany | null, around: TargetSurroundings) {
  const { company, newId } = around;
  const webhooks = decideWebhooks(document.webhooks, stored?.webhooks ?? [], company, newId);
  const targets = decideTargets(document.targets, stored?.targets ?? [], around);
  return {
    write: { webhooks: webhooks.write, targets: targets.write },
    changes: [...webhooks.changes, ...targets.changes],
    warnings: [...webhooks.warnings, ...targets.warnings],
  };
}

type DecidedOne = ReturnType<typeof decideSyncTemplates>[number];

const presentLinked = ({ one, found, decided }: DecidedOne) => ({
  document: one,
  stored: found?.stored ?? null,
  templateId: decided.write.setup.template.id,
});

function decideSyncTemplates(document: CompanyDocument, stored: StoredCompany | null, world: World) {
  const after = presentPlaceAfter((stored?.syncTemplates ?? []).map(({ stored: kept }) => kept));
  return document.syncTemplates.map((one, at) => {
    const found = stored?.syncTemplates.find(({ stored: kept }) => kept.template.name === one.name) ?? null;
    const position = found?.stored.position ?? after + at;
    return { one, found, decided: decideSyncTemplate(one, found, position, world) };
  });
}

/** Behind all there are. Not their number: where one was deleted, that is the place of another. */
function presentPlaceAfter(all: readonly { position: number }[]): number {
  return Math.max(-1, ...all.map(({ position }) => position)) + 1;
}

/** own: the series as they are after the import; null in the other two: they stay as they are. */
function decideNumbers(document: CompanyDocument, stored: StoredCompany | null, company: Company) {
  const own = document.numbers ?? stored?.series ?? [];
  const before = stored?.reserved ?? { ranges: [], holders: new Map() };
  const series = decideSeries(document, stored, company);
  const reserved = decideReserved(document.reserved, before, company.name);
  const ranges = reserved.write ?? before.ranges;
  const isAsked = document.numbers !== undefined || document.reserved !== undefined;
  return {
    own,
    series: series.write,
    reserved: reserved.write,
    changes: [...series.changes, ...reserved.changes],
    isFree: openIsFree(stored, own, ranges),
    warnings: isAsked ? decideServiceWarnings(ranges, own, company.name) : [],
  };
}

/** Whether a number is nobody's, as things are after the import. */
function openIsFree(
  stored: StoredCompany | null,
  series: readonly NumberSeries[],
  reserved: readonly WantedRange[],
): (digits: string) => boolean {
  const ranges = openRanges(reserved);
  return (digits) =>
    !(stored?.heldNumbers.has(digits) ?? false) &&
    !isServiceNumber(digits, series) &&
    ranges.count({ first: Number(digits), last: Number(digits) }) === 0;
}

/** Keys whose values differ. */
function matchDifferences(before: object, after: object): string[] {
  const old = new Map(Object.entries(before));
  return Object.entries(after).flatMap(([key, value]) =>
    isDeepStrictEqual(old.get(key), value) ? [] : [key],
  );
}

function decideCompany(
  document: CompanyDocument,
  stored: StoredCompany | null,
  newId: () => string,
): { company: Company; change: Change } {
  const { name, values } = document.company;
  const named = (did: Change['did'], fields: string[]): Change => ({
    what: 'company',
    company: name,
    name,
    did,
    fields,
  });
  if (!stored) {
    return {
      company: { ...companyDefaults, ...values, id: newId(), name },
      change: named('created', Object.keys(values)),
    };
  }
  const fields = matchDifferences(stored.company, values);
  return {
    company: { ...stored.company, ...values },
    change: named(fields.length ? 'updated' : 'unchanged', fields),
  };
}

/** Of templates that the document does not name, when it takes a table away that they look into. */
function decideLookupWarnings(
  document: CompanyDocument,
  stored: StoredCompany | null,
  company: Company,
): Warning[] {
  if (stored === null || isDeepStrictEqual(stored.company.lookups, company.lookups)) return [];
  const named = new Set(document.syncTemplates.map(({ name }) => name));
  return stored.syncTemplates.flatMap(({ stored: { template } }) =>
    named.has(template.name)
      ? []
      : presentLostTables(template, company).map(({ message, cure }) => ({
          company: company.name,
          name: template.name,
          message,
          cure,
        })),
  );
}

function decideSeries(document: CompanyDocument, stored: StoredCompany | null, company: Company) {
  const { numbers } = document;
  if (!numbers) return { write: null, changes: [] };
  const before = stored?.series ?? [];
  const isSame = isDeepStrictEqual(before, numbers);
  const did = isSame ? 'unchanged' : before.length === 0 ? 'created' : 'updated';
  const change: Change = {
    what: 'number series',
    company: company.name,
    name: company.name,
    did,
    fields: isSame ? [] : ['numbers'],
  };
  return { write: isSame ? null : numbers, changes: [change] };
}

function decideSettingsTemplates(
  document: CompanyDocument,
  stored: StoredCompany | null,
  company: Company,
  newId: () => string,
) {
  const all = new Map((stored?.settingsTemplates ?? []).map((template) => [template.name, template]));
  const write: SettingsTemplate[] = [];
  const changes: Change[] = [];
  for (const { name, settings } of document.settingsTemplates) {
    const found = all.get(name);
    const template: SettingsTemplate = found
      ? { ...found, settings: settings ?? found.settings }
      : {
          id: newId(),
          companyId: company.id,
          name,
          settings: settings ?? {},
          position: presentPlaceAfter([...all.values()]),
        };
    const isSame = found !== undefined && isDeepStrictEqual(found.settings, template.settings);
    all.set(name, template);
    if (!isSame) write.push(template);
    const did = isSame ? 'unchanged' : found ? 'updated' : 'created';
    changes.push({
      what: 'settings template',
      company: company.name,
      name,
      did,
      fields: isSame || !settings ? [] : ['settings'],
    });
  }
  return { all: [...all.values()], write, changes };
}
