// What saving a sync template comes to: the body through the document's checks against what is stored, all faults at once.
// Decides and reads; writing is save.ts.
import type { Kysely } from 'kysely';
import { openCredentials } from '../../access/credentials.ts';
import { SecretUnreadable } from '../../access/secret-unreadable.ts';
import { decideSyncTemplate, outdated } from '../../document/decide-sync-template.ts';
import type { OpenedCredentials } from '../../document/decide-credentials.ts';
import type { SyncTemplateToWrite } from '../../document/decide-sync-template.ts';
import { parseSyncTemplateChanges } from '../../document/parse-sync-template.ts';
import type { SyncTemplateChanges } from '../../document/parse-sync-template.ts';
import { fault } from '../../document/spot.ts';
import { parseSyntax } from '../../document/syntax.ts';
import type { SyncTemplate } from '../../plan/sync-template.ts';
import { presentRuleGroups } from '../../run/rule-groups.ts';
import { readKnownNumbers, readNumberSeries } from '../../store/number-series.ts';
import { readSettingsTemplates } from '../../store/settings-templates.ts';
import { readSyncTemplates } from '../../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { Tables } from '../../store/tables.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { invalid, refuse } from '../problems.ts';

export interface Decided {
  write: SyncTemplateToWrite;
  /** What the credentials are once it is saved; null when they can not be opened. */
  credentials: OpenedCredentials;
  /** The provider or its credentials are others than before. */
  isProviderChanged: boolean;
  /** A rule asks for a group that no rule asked for before. */
  isGroupNew: boolean;
  /** As it is now; null for a new one. */
  stored: StoredSyncTemplate | null;
  /** The body says when the credential ends. */
  saysExpiry: boolean;
}

/** stored: null for a new one. id: what a new one is to be called by. text: what is saved, in place of the request's body. */
export async function decideTemplate(
  c: Asked<CompanyEnv>,
  db: Kysely<Tables>,
  stored: StoredSyncTemplate | null,
  id: string,
  text?: string,
): Promise<Decided> {
  const changes = parseChanges(c, stored !== null, text ?? (await c.req.text()));
  const companyId = c.var.company.id;
  const all = await readSyncTemplates(db, companyId);
  const name = changes.name ?? stored?.template.name ?? '';
  const opened = stored === null ? null : await openStored(c, stored);
  const ofRules = (changes.rules ?? []).map(({ rule }) => rule.callerId);
  const callerIds = [changes.values.defaultCallerId, ...ofRules].flatMap((digits) => digits ?? []);
  const world = {
    company: c.var.company,
    series: await readNumberSeries(db, companyId),
    knownNumbers: await readKnownNumbers(db, companyId, callerIds),
    // What is saved is answered with what is to be said of it (read.ts).
    isFree: () => false,
    settingsTemplates: await readSettingsTemplates(db, companyId),
    newId: () => id,
  };
  const position = stored?.position ?? Math.max(-1, ...all.map((one) => one.position)) + 1;
  const found = stored && { stored, credentials: opened };
  const { write } = decideSyncTemplate({ ...changes, name }, found, position, world);
  write.setup.template.name = name;
  faultMode(changes, write);
  // An import goes on with a warning; here somebody waits for an answer.
  if (write.isOutdated)
    fault(changes.members.get('provider') ?? changes.spot, outdated.message, outdated.cure);
  throwFaults(changes);
  const isProviderChanged =
    write.credentials !== 'keep' ||
    JSON.stringify(write.setup.provider) !== JSON.stringify(stored?.provider ?? null);
  return {
    write,
    credentials: write.credentials === 'keep' ? opened : write.credentials,
    isProviderChanged,
    isGroupNew: isGroupNew(write.setup.template, stored),
    stored,
    saysExpiry: changes.values.credentialExpires !== undefined,
  };
}

function isGroupNew(template: SyncTemplate, stored: StoredSyncTemplate | null): boolean {
  const before = presentRuleGroups(stored?.template.rules ?? []);
  return presentRuleGroups(template.rules).some((group) => !before.includes(group));
}

/** Apart from the rest: whoever repeats a request gets the first answer and not that its own name is taken. */
export async function refuseTakenName(
  db: Kysely<Tables>,
  { companyId, template }: Decided['write']['setup'],
): Promise<void> {
  const all = await readSyncTemplates(db, companyId);
  if (!all.some((one) => one.template.name === template.name && one.template.id !== template.id)) return;
  const message = `There is a sync template called ${JSON.stringify(template.name)} already.`;
  throw refuse({ code: 'name.taken', message, cure: 'Choose another name.' });
}

function parseChanges(c: Asked<CompanyEnv>, isStored: boolean, text: string): SyncTemplateChanges {
  const root = parseSyntax(text);
  if ('faults' in root) throw invalid(presentFaults(root.faults));
  const clouds = [...c.var.parts.clouds.keys()];
  const changes = parseSyncTemplateChanges(root, { clouds, secretMayBeAbsent: isStored });
  if (!changes) throw invalid(presentFaults(root.reading.faults));
  if (changes.name === null && !isStored)
    fault(root, 'The sync template has no name.', 'Add "name": it is shown wherever the template is.');
  return changes;
}

/** An import may leave a template without a secret paused and warn; here somebody waits for an answer. */
function faultMode({ values, members, spot }: SyncTemplateChanges, { setup }: SyncTemplateToWrite): void {
  if (values.mode === undefined || values.mode === setup.template.mode) return;
  const cure = 'Give a client_secret or a certificate in "provider" as well.';
  fault(members.get('mode') ?? spot, 'No secret is stored, so the sync template stays paused.', cure);
}

function throwFaults({ spot }: SyncTemplateChanges): void {
  if (spot.reading.faults.length > 0) throw invalid(presentFaults(spot.reading.faults));
}

export function presentFaults(
  faults: readonly {
    key: string;
    line: number | null;
    column: number | null;
    message: string;
    cure: string;
  }[],
) {
  return faults.map(({ key, line, column, message, cure }) => ({ path: key, line, column, message, cure }));
}

export async function openStored(
  c: Asked<CompanyEnv>,
  { template, credentials }: StoredSyncTemplate,
): Promise<OpenedCredentials> {
  if (credentials === null) return null;
  try {
    return await openCredentials(c.var.parts.box, template.id, credentials);
  } catch (error) {
    // With the key lost, giving the secret again is the way out, so it must not fail on the old one.
    if (error instanceof SecretUnreadable) return 'unreadable';
    throw error;
  }
}
