// Sync templates made and changed: decided, tried on the source where that was asked for, and only then locked, compared
// with what was seen, and written with the entry in the audit log. No lock is held while the source is asked.
import type { Transaction } from 'kysely';
import { sealCredentials } from '../../access/credentials.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { lockCompany } from '../../store/companies.ts';
import { readConnectionMarks, writeConnectionMark } from '../../store/connection-marks.ts';
import type { ConnectionMark } from '../../store/connection-marks.ts';
import { forgetNextStart } from '../../store/schedule.ts';
import { readSettingsTemplates } from '../../store/settings-templates.ts';
import { lockSyncTemplate, readSyncTemplate, writeSyncTemplate } from '../../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { Tables } from '../../store/tables.ts';
import { requireMatch } from '../etag.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { notFound, refuse } from '../problems.ts';
import { isUuid } from '../route.ts';
import { checkBeforeSaving } from './connection.ts';
import { readCredentialStates } from './credential.ts';
import { decideTemplate, refuseTakenName } from './decide.ts';
import type { Decided } from './decide.ts';
import { presentSetup, presentSyncTemplate } from './present.ts';
import type { ShownSyncTemplate } from './schema.ts';
import { readTemplateWarnings } from './warnings.ts';

interface Tried {
  mark: ConnectionMark;
  credentialExpires: string | null;
}

const untried: Tried = { mark: { state: 'notChecked', at: null }, credentialExpires: null };

/** All faults of the body together, before its schema speaks: the document's checks know more and say it better. */
export async function checkTemplateBody(c: Asked<CompanyEnv>): Promise<void> {
  const { kysely } = c.var.parts.database;
  const id = c.req.param('template');
  if (id === undefined) return void (await decideTemplate(c, kysely, null, crypto.randomUUID()));
  const stored = isUuid(id) ? await readSyncTemplate(kysely, id) : null;
  if (stored?.companyId !== c.var.company.id) throw notFound('sync template');
  await decideTemplate(c, kysely, stored, id);
}

/** What is asked before anything is locked; null where nothing has to be asked. */
async function readTried(c: Asked<CompanyEnv>, decided: Decided, check: boolean): Promise<Tried | null> {
  if (!check) return decided.isProviderChanged ? untried : null;
  if (!decided.isProviderChanged && !decided.isGroupNew) return null;
  const tried = await checkBeforeSaving(c, decided);
  // Where only a rule's group was to be found, silence says nothing about the connection.
  return decided.isProviderChanged || tried.mark.state === 'ok' ? tried : null;
}

/**
 * The source is asked before the transaction that `save` is, which is why this comes in two parts. text: what is saved, in place
 * of the request's body.
 */
export async function prepareNew(c: Asked<CompanyEnv>, check: boolean, text?: string) {
  const id = crypto.randomUUID();
  const { kysely } = c.var.parts.database;
  const tried = await readTried(c, await decideTemplate(c, kysely, null, id, text), check);
  return async (trx: Transaction<Tables>): Promise<ShownSyncTemplate> => {
    await lockCompany(trx, c.var.company.id);
    const decided = await decideTemplate(c, trx, null, id, text);
    return write(c, trx, null, decided, tried);
  };
}

export async function changeSyncTemplate(
  c: Asked<CompanyEnv>,
  id: string,
  check: boolean,
): Promise<ShownSyncTemplate> {
  const admit = async (trx: Transaction<Tables>, stored: StoredSyncTemplate) =>
    requireMatch(c, presentSetup(stored, await readSettingsTemplates(trx, stored.companyId)));
  const save = await prepareChange(c, id, { check, admit });
  return c.var.parts.database.kysely.transaction().execute(save);
}

interface ChangeDeed {
  /** What is saved, in place of the request's body. */
  text?: string;
  /** Whether the source is asked first. */
  check: boolean;
  /** With the template locked, before it is written; throws where it must not be. */
  admit: (trx: Transaction<Tables>, stored: StoredSyncTemplate) => Promise<void>;
}

/** In two parts, as above. */
export async function prepareChange(
  c: Asked<CompanyEnv>,
  id: string,
  { text, check, admit }: ChangeDeed,
): Promise<(trx: Transaction<Tables>) => Promise<ShownSyncTemplate>> {
  const { kysely } = c.var.parts.database;
  const seen = await readSyncTemplate(kysely, id);
  if (seen?.companyId !== c.var.company.id) throw notFound('sync template');
  const tried = await readTried(c, await decideTemplate(c, kysely, seen, id, text), check);
  return async (trx) => {
    await lockCompany(trx, c.var.company.id);
    const stored = await lockSyncTemplate(trx, id);
    if (stored?.companyId !== c.var.company.id) throw notFound('sync template');
    await admit(trx, stored);
    if (stored.retiringSince !== null) {
      const message = 'The sync template is deleted and lets its users go.';
      throw refuse({ code: 'template.retiring', message, cure: 'Make a new sync template.' });
    }
    return write(c, trx, stored, await decideTemplate(c, trx, stored, id, text), tried);
  };
}

async function write(
  c: Asked<CompanyEnv>,
  trx: Transaction<Tables>,
  before: StoredSyncTemplate | null,
  { write: decided, saysExpiry }: Decided,
  tried: Tried | null,
): Promise<ShownSyncTemplate> {
  const { box } = c.var.parts;
  const { template } = decided.setup;
  await refuseTakenName(trx, decided.setup);
  const credentials =
    decided.credentials === 'keep'
      ? decided.sealed
      : await sealCredentials(box, template.id, decided.credentials);
  if (!saysExpiry && tried?.credentialExpires) template.credentialExpires = tried.credentialExpires;
  await writeSyncTemplate(trx, { ...decided.setup, credentials });
  if (tried) await writeConnectionMark(trx, template.id, tried.mark);
  await forgetNextStart(trx, template.id);
  const after = await readSyncTemplate(trx, template.id);
  if (!after) throw new Error('A sync template that was just written is not there.');
  const settingsTemplates = await readSettingsTemplates(trx, after.companyId);
  await writeAudit(trx, {
    companyId: after.companyId,
    actor: actorOf(c.var.principal),
    action: before ? 'syncTemplate.update' : 'syncTemplate.create',
    subject: { kind: 'syncTemplate', id: template.id, name: template.name },
    ...(before ? { before: presentSetup(before, settingsTemplates) } : {}),
    after: presentSetup(after, settingsTemplates),
    details: { isSecretChanged: decided.credentials !== 'keep' },
    address: c.var.address,
  });
  const marks = await readConnectionMarks(trx, after.companyId);
  const [warnings = []] = await readTemplateWarnings(trx, c.var.company, [after]);
  const [credential = null] = await readCredentialStates(trx, c.var.company, [after], c.var.parts.clock());
  const mark = marks.get(template.id) ?? null;
  return presentSyncTemplate(after, settingsTemplates, { mark, credential, warnings });
}
