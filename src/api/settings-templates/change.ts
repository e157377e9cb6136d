// Settings templates made, changed and deleted, each with its entry in the audit log in the same transaction. None of it
// touches a user who exists (SPEC §7).
import type { Transaction } from 'kysely';
import { writeAudit } from '../../store/audit-log.ts';
import { lockCompany } from '../../store/companies.ts';
import {
  deleteSettingsTemplate,
  lockSettingsTemplate,
  readSettingsTemplates,
  readSettingsTemplateUse,
  writeSettingsTemplate,
} from '../../store/settings-templates.ts';
import type { SettingsTemplate, UserSettings } from '../../store/settings-templates.ts';
import type { Tables } from '../../store/tables.ts';
import { requireMatch } from '../etag.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { notFound, refuse } from '../problems.ts';
import { presentCopyName } from './copy-name.ts';
import type { ShownSettingsTemplate } from './schema.ts';

/** What of it can be edited, and is its ETag: not how many users have it, which changes without anybody editing. */
export function presentEditable({
  id,
  name,
  settings,
}: SettingsTemplate): Omit<ShownSettingsTemplate, 'users'> {
  return { id, name, settings: { ...settings } };
}

export function presentSettingsTemplate(template: SettingsTemplate, users: number): ShownSettingsTemplate {
  return { ...presentEditable(template), users };
}

export async function createTemplate(
  c: Asked<CompanyEnv>,
  trx: Transaction<Tables>,
  /** of: the one that is cloned; it gets that name with a number. */
  name: string | { of: string },
  settings: UserSettings,
): Promise<SettingsTemplate> {
  const companyId = c.var.company.id;
  // Names and positions are the company's: whoever makes one takes turns.
  await lockCompany(trx, companyId);
  const all = await readSettingsTemplates(trx, companyId);
  const chosen =
    typeof name === 'string' ? name : presentCopyName(name.of, new Set(all.map((one) => one.name)));
  refuseTakenName(all, chosen, null);
  const position = Math.max(-1, ...all.map((one) => one.position)) + 1;
  const template = { id: crypto.randomUUID(), companyId, name: chosen, settings, position };
  await writeSettingsTemplate(trx, template);
  await audit(c, trx, 'settingsTemplate.create', null, template);
  return template;
}

export async function changeTemplate(
  c: Asked<CompanyEnv>,
  id: string,
  changes: { name: string | null; settings: UserSettings | null },
): Promise<SettingsTemplate> {
  return c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const companyId = c.var.company.id;
    await lockCompany(trx, companyId);
    const stored = await lockSettingsTemplate(trx, companyId, id);
    if (!stored) throw notFound('settings template');
    requireMatch(c, presentEditable(stored));
    const template = {
      ...stored,
      name: changes.name ?? stored.name,
      settings: changes.settings ?? stored.settings,
    };
    refuseTakenName(await readSettingsTemplates(trx, companyId), template.name, id);
    await writeSettingsTemplate(trx, template);
    await audit(c, trx, 'settingsTemplate.update', stored, template);
    return template;
  });
}

export async function deleteTemplate(c: Asked<CompanyEnv>, id: string): Promise<void> {
  await c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const companyId = c.var.company.id;
    await lockCompany(trx, companyId);
    const stored = await lockSettingsTemplate(trx, companyId, id);
    if (!stored) throw notFound('settings template');
    requireMatch(c, presentEditable(stored));
    const { syncTemplates, targets } = await readSettingsTemplateUse(trx, companyId, id);
    if (syncTemplates.length > 0) {
      const names = syncTemplates.map((name) => JSON.stringify(name)).join(', ');
      const message = `New users of ${names} get this settings template.`;
      const cure = 'Give those sync templates another one first, as default and in their rules.';
      throw refuse({ code: 'settingsTemplate.used', message, cure });
    }
    if (targets.length > 0) {
      // Users with it would be given what the target gives those without one, which may be more than they were allowed.
      const names = targets.map((name) => JSON.stringify(name)).join(', ');
      const message = `It says what users may do at the exchange ${names}.`;
      const cure =
        'Give its users another one first, and then take it out of the settings of those exchanges.';
      throw refuse({ code: 'settingsTemplate.mapped', message, cure });
    }
    await deleteSettingsTemplate(trx, id);
    await audit(c, trx, 'settingsTemplate.delete', stored, null);
  });
}

function refuseTakenName(all: readonly SettingsTemplate[], name: string, own: string | null): void {
  if (!all.some((one) => one.name === name && one.id !== own)) return;
  const message = `There is a settings template called ${JSON.stringify(name)} already.`;
  throw refuse({ code: 'name.taken', message, cure: 'Choose another name.' });
}

async function audit(
  c: Asked<CompanyEnv>,
  trx: Transaction<Tables>,
  action: string,
  before: SettingsTemplate | null,
  after: SettingsTemplate | null,
): Promise<void> {
  const about = after ?? before;
  await writeAudit(trx, {
    companyId: c.var.company.id,
    actor: actorOf(c.var.principal),
    action,
    subject: { kind: 'settingsTemplate', id: about?.id ?? null, name: about?.name ?? null },
    ...(before ? { before: presentEditable(before) } : {}),
    ...(after ? { after: presentEditable(after) } : {}),
    address: c.var.address,
  });
}
