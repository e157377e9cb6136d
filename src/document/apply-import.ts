// Carries an import out: reads what is stored, lets decide-import decide, writes all of it or nothing in one
// transaction. Never calls out and starts no run. Faults and dry runs write nothing.
import type { Kysely } from 'kysely';
import { lockDirectory } from '../store/users.ts';
import { sql } from 'kysely';
import { openCredentials, sealCredentials } from '../access/credentials.ts';
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import type { TargetKinds } from '../connectors/targets.ts';
import { foldAlias } from '../plan/claims.ts';
import type { Fault } from '../plan/json-object.ts';
import { presentCallerIds } from '../run/caller-id-notes.ts';
import { applyNumberSeries, applyReservedNumbers } from '../run/number-changes.ts';
import type { Actor } from '../store/audit-log.ts';
import { readHoldersWithin, readNumberHolders } from '../store/number-facts.ts';
import { lockCompany, readCompanies, writeCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readLinkFacts, readPresentPeople, writeLink } from '../store/link-settlement.ts';
import { readKnownNumbers, readNumberSeries } from '../store/number-series.ts';
import { saveTarget } from '../run/save-target.ts';
import { saveWebhook } from '../run/save-webhook.ts';
import { openWebhook } from '../run/webhook-secrets.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import { readLinkCounts } from '../store/links.ts';
import { readSettingsTemplates, writeSettingsTemplate } from '../store/settings-templates.ts';
import { lockSyncTemplates, readSyncTemplates, writeSyncTemplate } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { readWebhooks } from '../store/webhooks.ts';
import type { Webhook } from '../store/webhooks.ts';
import type { Warning } from './change.ts';
import { decideImport } from './decide-import.ts';
import type { CompanyToWrite, StoredCompany } from './decide-import.ts';
import type { StoredLinkFacts } from './decide-links.ts';
import type { StoredReserved } from './decide-reserved.ts';
import type { OpenedCredentials } from './decide-credentials.ts';
import type { SyncTemplateToWrite } from './decide-sync-template.ts';
import type { StoredWebhook } from './decide-webhooks.ts';
import type { CompanyDocument, ParsedDocument } from './parse-document.ts';
import type { Reach } from './meaning.ts';
import { readStoredTargets } from './read-stored-targets.ts';
import { presentPlan } from './present-plan.ts';
import type { PlannedChange } from './present-plan.ts';

export interface ImportOutcome {
  changes: PlannedChange[];
  warnings: Warning[];
  faults: Fault[];
}

export interface ImportOptions {
  isDryRun: boolean;
  newId: () => string;
  /** Opened only when a credential has to be sealed or compared: the key is made at first use. */
  openBox: () => Promise<SecretBox>;
  /** Of exchanges; left out: those that there are. */
  kinds?: TargetKinds;
  /** For the history of numbers; nobody and the moment when it is left out. */
  by?: { actor: Actor; at: Date };
  /** In the same transaction, with everything locked that the document is about and before it is compared; may throw. */
  onLocked?: (trx: Kysely<Tables>) => Promise<void>;
  /** In the same transaction, once everything is written; not for a dry run. */
  onApplied?: (trx: Kysely<Tables>, outcome: ImportOutcome) => Promise<void>;
}

/** Any number: imports on one database go one after the other. */
const IMPORT_LOCK = 7_203_114;

export async function applyImport(
  db: Kysely<Tables>,
  document: ParsedDocument,
  options: ImportOptions,
): Promise<ImportOutcome> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`.execute(transaction);
    const companies = new Map((await readCompanies(transaction)).map((company) => [company.name, company]));
    const decisions: { write: CompanyToWrite; changes: PlannedChange[]; warnings: Warning[] }[] = [];
    const seenCompanies = [];
    for (const one of document.companies) {
      const seen = companies.get(one.company.name);
      // A link that comes while a run is being applied could take the user that the run is about to link.
      if (seen) await lockDirectory(transaction, seen.id);
      // What is not named stays as it is stored: nobody may store something else between the look and the writing.
      const company = seen && (await lockCompany(transaction, seen.id));
      if (company) await lockSyncTemplates(transaction, company.id);
      seenCompanies.push({ one, company });
    }
    await options.onLocked?.(transaction);
    for (const { one, company } of seenCompanies) {
      const stored = company ? await readStored(transaction, company, one, options) : null;
      const decision = decideImport(one, stored, options.newId, options.kinds);
      const changes = presentPlan(decision, stored, await readReach(transaction, stored));
      decisions.push({ ...decision, changes });
    }
    const faults = [...document.faults].sort(
      (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    );
    const outcome = {
      changes: decisions.flatMap(({ changes }) => changes),
      warnings: decisions.flatMap(({ warnings }) => warnings),
      faults,
    };
    if (faults.length > 0 || options.isDryRun) return outcome;
    for (const { write } of decisions) await applyCompany(transaction, write, options);
    await options.onApplied?.(transaction, outcome);
    return outcome;
  });
}

async function readReach(db: Kysely<Tables>, stored: StoredCompany | null): Promise<Map<string, Reach>> {
  const reach = new Map<string, Reach>();
  for (const { stored: one } of stored?.syncTemplates ?? []) {
    const { users, leaving } = await readLinkCounts(db, one.template.id);
    reach.set(one.template.id, { linked: users, leaving });
  }
  return reach;
}

async function readStored(
  db: Kysely<Tables>,
  company: Company,
  document: CompanyDocument,
  options: ImportOptions,
): Promise<StoredCompany> {
  const templates = await readSyncTemplates(db, company.id);
  const syncTemplates = [];
  for (const stored of templates) {
    const isGiven = document.syncTemplates.some(
      ({ name, provider }) =>
        name === stored.template.name && Object.keys(provider?.credentials ?? {}).length > 0,
    );
    syncTemplates.push({
      stored,
      credentials: isGiven ? await openStored(stored, options) : notNeeded(stored),
    });
  }
  const callerIds = presentAllCallerIds(document, templates);
  return {
    company,
    series: await readNumberSeries(db, company.id),
    settingsTemplates: await readSettingsTemplates(db, company.id),
    webhooks: await readStoredWebhooks(db, company.id, document, options),
    targets: await readStoredTargets(db, company.id, document.targets, options.openBox),
    syncTemplates,
    reserved: await readStoredReserved(db, company.id, document),
    knownNumbers: await readKnownNumbers(db, company.id, callerIds),
    heldNumbers: new Set((await readNumberHolders(db, company.id, callerIds)).map(({ digits }) => digits)),
    links: await readStoredLinks(db, company.id, document, templates),
  };
}

/** Addresses are opened only where the document gives one to compare with. */
async function readStoredWebhooks(
  db: Kysely<Tables>,
  companyId: string,
  document: CompanyDocument,
  options: ImportOptions,
): Promise<StoredWebhook[]> {
  const stored: StoredWebhook[] = [];
  for (const webhook of await readWebhooks(db, companyId)) {
    const given = document.webhooks.find(({ name }) => name === webhook.name)?.values.address;
    stored.push({ webhook, url: given ? await openUrl(webhook, options) : null });
  }
  return stored;
}

async function openUrl({ id, sealed }: Webhook, options: ImportOptions): Promise<string | null> {
  if (sealed === null) return null;
  try {
    return (await openWebhook(await options.openBox(), id, sealed)).url;
  } catch (error) {
    if (error instanceof SecretUnreadable) return null;
    throw error;
  }
}

/** Of the document and of what is stored. */
function presentAllCallerIds(document: CompanyDocument, templates: readonly StoredSyncTemplate[]): string[] {
  const asked = document.syncTemplates.flatMap(({ values, rules }) => [
    values.defaultCallerId,
    ...(rules ?? []).map(({ rule }) => rule.callerId),
  ]);
  const stored = templates.flatMap(({ template }) => presentCallerIds(template));
  return [...new Set([...asked, ...stored].flatMap((digits) => digits ?? []))];
}

async function readStoredReserved(
  db: Kysely<Tables>,
  companyId: string,
  { reserved }: CompanyDocument,
): Promise<StoredReserved> {
  const holders = new Map<number, Awaited<ReturnType<typeof readHoldersWithin>>>();
  for (const { range } of reserved ?? [])
    holders.set(range.first, await readHoldersWithin(db, companyId, range, 1));
  return { ranges: await readReservedRanges(db, companyId), holders };
}

async function readStoredLinks(
  db: Kysely<Tables>,
  companyId: string,
  document: CompanyDocument,
  templates: readonly StoredSyncTemplate[],
): Promise<StoredLinkFacts> {
  const links = document.syncTemplates.flatMap((template) => template.links);
  const facts = await readLinkFacts(db, companyId, {
    aliasKeys: links.map(({ alias }) => foldAlias(alias)),
    people: links.map(({ person }) => person),
  });
  const present = new Map<string, Set<string>>();
  for (const { name, links: asked } of document.syncTemplates) {
    const id = templates.find(({ template }) => template.name === name)?.template.id;
    const people = asked.map(({ person }) => person);
    if (id !== undefined) present.set(id, await readPresentPeople(db, id, people));
  }
  return { ...facts, present };
}

const notNeeded = (stored: StoredSyncTemplate): OpenedCredentials =>
  stored.credentials === null ? null : 'unreadable';

async function openStored(
  { template, credentials }: StoredSyncTemplate,
  options: ImportOptions,
): Promise<OpenedCredentials> {
  if (credentials === null) return null;
  try {
    return await openCredentials(await options.openBox(), template.id, credentials);
  } catch (error) {
    // With the key lost, importing the secret again is the way out, so it must not fail on the old one.
    if (error instanceof SecretUnreadable) return 'unreadable';
    throw error;
  }
}

async function applyCompany(
  db: Kysely<Tables>,
  write: CompanyToWrite,
  options: ImportOptions,
): Promise<void> {
  if (write.isCompanyChanged) await writeCompany(db, write.company);
  const { actor = null, at = new Date() } = options.by ?? {};
  const deed = { companyId: write.company.id, actor, at, why: null };
  if (write.series) await applyNumberSeries(db, deed, write.series);
  if (write.reserved) await applyReservedNumbers(db, deed, write.reserved);
  for (const template of write.settingsTemplates) await writeSettingsTemplate(db, template);
  for (const { before, after } of write.webhooks) await saveWebhook(db, options.openBox, before, after);
  for (const { before, after } of write.targets) await saveTarget(db, options.openBox, before, after);
  for (const template of write.syncTemplates) {
    await writeSyncTemplate(db, { ...template.setup, credentials: await sealForStore(template, options) });
  }
  for (const link of write.links) await writeLink(db, link);
}

async function sealForStore(
  { credentials, sealed, setup }: SyncTemplateToWrite,
  options: ImportOptions,
): Promise<Buffer | null> {
  return credentials === 'keep'
    ? sealed
    : sealCredentials(await options.openBox(), setup.template.id, credentials);
}
