// What every deed on a whole template begins with: the template is the company's, nobody else changes it meanwhile, and
// a run that is being applied has ended. Says who did it in words for the audit log. Decides nothing of its own.
import type { Kysely } from 'kysely';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Actor } from '../store/audit-log.ts';
import type { Database } from '../store/database.ts';
import type { RunError } from '../store/runs.ts';
import { lockSyncTemplate } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { changeDirectory } from '../store/users.ts';

/** Who does what to which template. */
export interface TemplateDeed {
  companyId: string;
  templateId: string;
  actor: Actor;
  /** Network address of whoever does it; null or left out for commands. */
  address?: string | null;
  /** Nominal time, ms. */
  now: number;
  /** False refuses with `template.changed`: what somebody has seen is no more (an ETag's check). */
  isCurrent?: (stored: StoredSyncTemplate) => boolean;
}

export type Refusal = { ok: false } & RunError;

export const refuse = (error: RunError): Refusal => ({ ok: false, ...error });

const unknown: RunError = {
  code: 'template.unknown',
  message: 'There is no such sync template.',
  cure: 'Look at the list of sync templates; it may have been deleted.',
};

const changed: RunError = {
  code: 'template.changed',
  message: 'The sync template was changed by somebody else in the meantime.',
  cure: 'Look at it again, then repeat what you wanted.',
};

export interface Chosen {
  db: Kysely<Tables>;
  stored: StoredSyncTemplate;
  company: Company;
}

/** Carries the work out in one transaction; a refusal has to come before anything is written. `touches` users: takes turns
 * with everybody who plans or changes the company's directory. */
export async function withTemplate<T>(
  database: Database,
  deed: TemplateDeed,
  touches: 'users' | 'template',
  work: (chosen: Chosen) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const choose = async (db: Kysely<Tables>) => {
    const stored = await lockSyncTemplate(db, deed.templateId);
    const company = await readCompany(db, deed.companyId);
    if (stored === null || company === null || stored.companyId !== company.id) return refuse(unknown);
    if (deed.isCurrent?.(stored) === false) return refuse(changed);
    return work({ db, stored, company });
  };
  // The directory first, as runs do, so that the two never wait for each other.
  if (touches === 'users') return changeDirectory(database, deed.companyId, choose);
  return database.kysely.transaction().execute(choose);
}

/** The subject of an audit entry about the template. */
export const presentSubject = ({ template }: StoredSyncTemplate) => ({
  kind: 'syncTemplate',
  id: template.id,
  name: template.name,
});
