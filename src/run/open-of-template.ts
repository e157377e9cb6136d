// What of a sync template is open for somebody to see to: trouble that lasts, and mails that wait, are held, uncertain or failed.
import type { Kysely } from 'kysely';
import { readOpenIncidents } from '../store/incidents-list.ts';
import type { ListedIncident } from '../store/incidents-list.ts';
import { readOpenMails } from '../store/outbox-list.ts';
import type { OpenMails } from '../store/outbox-list.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';

export interface OpenOfTemplate {
  /** Trouble that lasts, the oldest first. */
  incidents: StatusIncident[];
  mails: OpenMails;
}

interface StatusIncident {
  id: string;
  code: string;
  severity: string;
  message: string;
  cure: string;
  since: string;
  /** Until then it is not told again, by somebody's word. */
  quietUntil: string | null;
}

const noMails: OpenMails = { held: 0, waiting: 0, uncertain: 0, failed: 0 };

/** Two statements, whatever number of templates; gives what is open of each by its id. */
export async function readOpenOfTemplates(
  db: Kysely<Tables>,
  companyId: string | null,
  templates: readonly StoredSyncTemplate[],
): Promise<(templateId: string) => OpenOfTemplate> {
  const open = Map.groupBy(await readOpenIncidents(db, companyId), ({ templateId }) => templateId);
  const mails = await readOpenMails(db, [...new Set(templates.map((one) => one.companyId))]);
  return (id) => ({
    incidents: (open.get(id) ?? []).map(presentIncident),
    mails: mails.get(id) ?? noMails,
  });
}

function presentIncident({ id, key, severity, data, openedAt, quietUntil }: ListedIncident): StatusIncident {
  const { code = key, message = '', cure = '' } = data;
  const since = openedAt.toISOString();
  return { id, code, severity, message, cure, since, quietUntil: quietUntil?.toISOString() ?? null };
}
