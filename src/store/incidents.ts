// Trouble that lasts, as rows: what is open for a template or a company's number series, and what was there a short while ago.
// When it is told is decided in plan/incidents.ts. Lists are incidents-list.ts.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Incident } from '../plan/incidents.ts';
import type { Brake } from '../plan/told.ts';
import type { Ended } from '../plan/trouble.ts';
import type { Severity } from '../plan/notice.ts';
import type { Tables } from './tables.ts';
import type { IncidentsTable } from './telling-tables.ts';

/** What it is about; nobody is named here. */
export interface IncidentData {
  /** A code of SPEC §11, brake.KIND or series.… */
  code: string;
  message: string;
  cure: string;
  about: Record<string, string | string[]>;
  brake: Omit<Brake, 'people'> | null;
  /** The run that met it last. */
  run: string | null;
}

export interface StoredIncident extends Incident {
  id: string;
  companyId: string;
  /** null: of the company's number series. */
  templateId: string | null;
  key: string;
  data: IncidentData;
}

/**
 * Of a template, or of the company's number series (null): those that are open, and those of these keys that closed since then.
 * The newest first.
 */
export async function readIncidentsOf(
  db: Kysely<Tables>,
  of: { companyId: string; templateId: string | null },
  lately: { keys: readonly string[]; since: Date },
): Promise<StoredIncident[]> {
  const { rows } = await sql<Selectable<IncidentsTable>>`
    select * from incidents
    where company_id = ${of.companyId} and template_id is not distinct from ${of.templateId}::uuid
      and (closed_at is null or (key = any(${lately.keys}::text[]) and closed_at > ${lately.since}))
    order by coalesce(closed_at, 'infinity') desc, id desc`.execute(db);
  return rows.map(mapIncident);
}

/** Makes it or replaces all that changes of it. */
export async function writeIncident(db: Kysely<Tables>, incident: StoredIncident): Promise<void> {
  const date = (at: number | null) => (at === null ? null : new Date(at));
  const values = {
    severity: incident.severity,
    seen_at: new Date(incident.seenAt),
    seen: incident.seen,
    back_at: date(incident.backAt),
    came_back: incident.cameBack,
    told: incident.told,
    told_at: date(incident.toldAt),
    told_to: incident.toldTo,
    tell_after: new Date(incident.tellAfter),
    closed_at: date(incident.closedAt),
    ended: incident.ended,
    data: JSON.stringify(incident.data),
  };
  await db
    .insertInto('incidents')
    .values({
      id: incident.id,
      company_id: incident.companyId,
      template_id: incident.templateId,
      key: incident.key,
      opened_at: new Date(incident.openedAt),
      ...values,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

function mapIncident(row: Selectable<IncidentsTable>): StoredIncident {
  return {
    id: row.id,
    companyId: row.company_id,
    templateId: row.template_id,
    key: row.key,
    severity: row.severity as Severity,
    openedAt: row.opened_at.getTime(),
    backAt: row.back_at?.getTime() ?? null,
    cameBack: row.came_back,
    seenAt: row.seen_at.getTime(),
    seen: row.seen,
    told: row.told,
    toldAt: row.told_at?.getTime() ?? null,
    toldTo: row.told_to,
    tellAfter: row.tell_after.getTime(),
    quietUntil: row.quiet_until?.getTime() ?? null,
    closedAt: row.closed_at?.getTime() ?? null,
    ended: row.ended as Ended | null,
    data: row.data as IncidentData,
  };
}
