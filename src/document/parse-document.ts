// The configuration document (SPEC §11) ─▶ what it says about each company, or every fault together. Pure:
// looks at nothing but the text, so what depends on the store is left to decide-import.
import type { Fault } from '../plan/json-object.ts';
import type { NumberSeries } from '../store/number-series.ts';
import { nothingMore } from '../connectors/webhook/network.ts';
import type { AllowedHosts } from '../connectors/webhook/network.ts';
import { parseCompany, parseNumbers } from './parse-company.ts';
import type { CompanyIdentity } from './parse-company.ts';
import { parseReserved } from './parse-reserved.ts';
import type { ReservedDocument } from './parse-reserved.ts';
import { parseSettingsTemplate } from './parse-settings-template.ts';
import type { SettingsTemplateDocument } from './parse-settings-template.ts';
import { parseSyncTemplate } from './parse-sync-template.ts';
import type { SyncTemplateDocument } from './parse-sync-template.ts';
import { parseTarget } from './parse-target.ts';
import type { TargetDocument } from './parse-target.ts';
import { parseWebhook } from './parse-webhook.ts';
import type { WebhookDocument } from './parse-webhook.ts';
import { fault, parseItems, parseMembers } from './spot.ts';
import type { Reading, Spot } from './spot.ts';
import { parseSyntax } from './syntax.ts';

export interface CompanyDocument {
  spot: Spot;
  company: CompanyIdentity;
  companySpot: Spot;
  /** Undefined when the key is absent; else the whole list. */
  numbers: NumberSeries[] | undefined;
  /** The same. */
  reserved: ReservedDocument[] | undefined;
  settingsTemplates: SettingsTemplateDocument[];
  webhooks: WebhookDocument[];
  targets: TargetDocument[];
  syncTemplates: SyncTemplateDocument[];
}

export interface ParsedDocument {
  reading: Reading | null;
  /** What could be read; nothing of it may be carried out while there are faults. */
  companies: CompanyDocument[];
  faults: Fault[];
}

const companyKeys = [
  'company',
  'numbers',
  'reservedNumbers',
  'settingsTemplates',
  'webhooks',
  'targets',
  'syncTemplates',
];

/** What depends on this installation, and not on the text. */
interface Surroundings {
  clouds: readonly string[];
  webhookHosts: AllowedHosts;
}

/** webhookHosts: where webhooks may go beside the public network. */
export function parseDocument(
  text: string,
  clouds: readonly string[],
  webhookHosts: AllowedHosts = nothingMore,
): ParsedDocument {
  const root = parseSyntax(text);
  if ('faults' in root) return { reading: null, companies: [], faults: root.faults };
  const companies = parseCompanies(root, { clouds, webhookHosts });
  faultRepeats(
    companies.map(({ company, companySpot }) => ({ name: company.name, spot: companySpot })),
    'companies',
  );
  return { reading: root.reading, companies, faults: root.reading.faults };
}

function parseCompanies(root: Spot, around: Surroundings): CompanyDocument[] {
  const members = parseMembers(root, ['companies', ...companyKeys], 'the document');
  if (!members) return [];
  const several = members.get('companies');
  if (!several) return parseOne(root, members, around);
  for (const key of companyKeys) {
    const beside = members.get(key);
    if (beside) fault(beside, `"${key}" stands beside "companies".`, `Move it into one of the companies.`);
  }
  const items =
    parseItems(several, 'Write "companies" as a list of documents, each with its "company".') ?? [];
  return items.flatMap((item) => {
    const keys = parseMembers(item, companyKeys, 'a company’s document');
    return keys ? parseOne(item, keys, around) : [];
  });
}

function parseOne(spot: Spot, members: Map<string, Spot>, around: Surroundings): CompanyDocument[] {
  const [companySpot, numbersSpot] = [members.get('company'), members.get('numbers')];
  const numbers = numbersSpot && parseNumbers(numbersSpot);
  const reservedSpot = members.get('reservedNumbers');
  const reserved = reservedSpot && parseReserved(reservedSpot);
  const settingsTemplates = parseList(
    members.get('settingsTemplates'),
    parseSettingsTemplate,
    'settings templates',
  );
  const webhooks = parseList(
    members.get('webhooks'),
    (item) => parseWebhook(item, around.webhookHosts),
    'webhooks',
  );
  const targets = parseList(members.get('targets'), parseTarget, 'targets');
  const syncTemplates = parseList(
    members.get('syncTemplates'),
    (item) => parseSyncTemplate(item, around.clouds),
    'sync templates',
  );
  if (!companySpot) {
    fault(
      spot,
      'The key "company" is missing.',
      'Add "company": { "name": "…" }: it says whose document this is.',
    );
    return [];
  }
  const company = parseCompany(companySpot);
  return company
    ? [{ spot, company, companySpot, numbers, reserved, settingsTemplates, webhooks, targets, syncTemplates }]
    : [];
}

function parseList<T extends { name: string }>(
  spot: Spot | undefined,
  parse: (item: Spot) => T | undefined,
  what: string,
): T[] {
  const items = spot ? (parseItems(spot, `Write the ${what} as a list [ … ].`) ?? []) : [];
  const parsed = items.flatMap((item) => {
    const value = parse(item);
    return value === undefined ? [] : [{ value, name: value.name, spot: item }];
  });
  faultRepeats(parsed, what);
  return parsed.map(({ value }) => value);
}

function faultRepeats(named: { name: string; spot: Spot }[], what: string): void {
  const seen = new Set<string>();
  for (const { name, spot } of named) {
    if (seen.has(name))
      fault(spot, `Two ${what} are called ${JSON.stringify(name)}.`, 'Rename or remove one of the two.');
    seen.add(name);
  }
}
