// A sync template of the company that the request is about, or 404.
import { readSyncTemplate } from '../../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { notFound } from '../problems.ts';

export async function readTemplateOr404(c: Asked<CompanyEnv>, id: string): Promise<StoredSyncTemplate> {
  const stored = await readSyncTemplate(c.var.parts.database.kysely, id);
  if (stored?.companyId !== c.var.company.id) throw notFound('sync template');
  return stored;
}
