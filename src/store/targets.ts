// Targets of companies: exchanges that users are written to, and how each is doing. Secrets are one sealed value that only
// run/target-secrets.ts makes and opens.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { DriftMode, TargetState, TargetTrouble } from '../plan/target.ts';
import type { TargetsTable } from './target-tables.ts';
import type { Tables } from './tables.ts';

export interface StoredTarget {
  id: string;
  companyId: string;
  /** Unique in the company. */
  name: string;
  /** Of connectors/targets.ts. */
  kind: string;
  /** As the kind has checked them. */
  settings: Record<string, unknown>;
  /** null: none have been given yet. */
  sealed: Buffer | null;
  state: TargetState;
  stateSince: Date;
  driftMode: DriftMode;
  createdAt: Date;
  /** Grows with every change by somebody. */
  version: number;
}

/** How it is doing; no part of what is edited. */
export interface TargetHealth {
  /** null: nothing is known to be wrong. */
  trouble: TargetTrouble | null;
  /** Since when the exchange has not answered; null: it does. */
  unavailableSince: Date | null;
  restsUntil: Date | null;
  /** What the last probe found. */
  probe: { findings: unknown; at: Date } | null;
  fedAt: Date | null;
  comparedAt: Date | null;
  /** Of others, when everything there was last compared. */
  unknownEntries: number | null;
  users: { ok: number; pending: number; failed: number; drift: number };
  /** Of whoever has waited longest to be written. */
  pendingSince: Date | null;
}

/** The company's targets by name; null: of all companies. after: the name on which the page before ended. */
export async function readTargets(
  db: Kysely<Tables>,
  companyId: string | null,
  page: { after?: string | null; limit?: number } = {},
): Promise<StoredTarget[]> {
  const { after = null, limit = 1_000 } = page;
  const rows = await db
    .selectFrom('targets')
    .selectAll()
    .$if(companyId !== null, (query) => query.where('company_id', '=', companyId ?? ''))
    .$if(after !== null, (query) => query.where(sql<boolean>`name collate "C" > ${after}`))
    .orderBy(sql`name collate "C"`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(mapTarget);
}

/** null: there is none of this id in the company. */
export async function readTarget(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<StoredTarget | null> {
  const row = await selectTarget(db, companyId, id).executeTakeFirst();
  return row ? mapTarget(row) : null;
}

/** The same, held until the transaction ends; users are marked for it meanwhile. */
export async function lockTarget(
  db: Kysely<Tables>,
  companyId: string,
  id: string,
): Promise<StoredTarget | null> {
  const row = await selectTarget(db, companyId, id).forNoKeyUpdate().executeTakeFirst();
  return row ? mapTarget(row) : null;
}

function selectTarget(db: Kysely<Tables>, companyId: string, id: string) {
  return db.selectFrom('targets').selectAll().where('id', '=', id).where('company_id', '=', companyId);
}

/**
 * Makes it or replaces what was set of it. isAnew: what was wrong before says nothing any more. wantsEverybody: what is written of users
 * may be something else now.
 */
export async function writeTarget(
  db: Kysely<Tables>,
  target: StoredTarget,
  { isAnew, wantsEverybody }: { isAnew: boolean; wantsEverybody: boolean },
): Promise<void> {
  const values = {
    name: target.name,
    settings: JSON.stringify(target.settings),
    secrets: target.sealed,
    state: target.state,
    state_since: target.stateSince,
    drift_mode: target.driftMode,
    version: target.version,
    ...(wantsEverybody && { wants_everybody: true }),
    ...(isAnew && {
      trouble: null,
      unavailable_since: null,
      failures: 0,
      rests_until: new Date(0),
      // Whoever feeds it does so by the settings of before: what comes of it is not written down.
      claim: null,
      claimed_until: null,
    }),
  };
  await db
    .insertInto('targets')
    .values({
      id: target.id,
      company_id: target.companyId,
      kind: target.kind,
      created_at: target.createdAt,
      ...values,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** With all that is known of users there; nothing is removed at the exchange. */
export async function deleteTarget(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('targets').where('id', '=', id).execute();
}

export async function writeProbe(db: Kysely<Tables>, id: string, findings: unknown): Promise<void> {
  await db
    .updateTable('targets')
    .set({ probe: JSON.stringify(findings), probed_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

type HealthRow = Pick<
  Selectable<TargetsTable>,
  | 'id'
  | 'trouble'
  | 'unavailable_since'
  | 'rests_until'
  | 'probe'
  | 'probed_at'
  | 'fed_at'
  | 'compared_at'
  | 'unknown_entries'
> & { counts: Record<string, number> | null; pending_since: Date | null };

/** By the target's id. */
export async function readTargetHealth(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<string, TargetHealth>> {
  const { rows } = await sql<HealthRow>`
    select t.id, t.trouble, t.unavailable_since, t.rests_until, t.probe, t.probed_at, t.fed_at, t.compared_at, t.unknown_entries,
      (select jsonb_object_agg(s.state, s.n) from (
        select state, count(*) as n from target_users u where u.target_id = t.id group by state) s) as counts,
      (select min(state_since) from target_users u where u.target_id = t.id and u.state = 'pending') as pending_since
    from targets t where t.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, mapHealth(row)]));
}

function mapHealth(row: HealthRow): TargetHealth {
  const count = (state: string) => row.counts?.[state] ?? 0;
  return {
    trouble: row.trouble as TargetTrouble | null,
    unavailableSince: row.unavailable_since,
    restsUntil: row.rests_until.getTime() > Date.now() ? row.rests_until : null,
    probe: row.probed_at && { findings: row.probe, at: row.probed_at },
    fedAt: row.fed_at,
    comparedAt: row.compared_at,
    unknownEntries: row.unknown_entries,
    users: {
      ok: count('ok'),
      pending: count('pending'),
      failed: count('failed'),
      drift: count('drift'),
    },
    pendingSince: row.pending_since,
  };
}

export function mapTarget(row: Selectable<TargetsTable>): StoredTarget {
  return {
    id: row.id,
    companyId: row.company_id,
    name: row.name,
    kind: row.kind,
    settings: row.settings as Record<string, unknown>,
    sealed: row.secrets,
    state: row.state as TargetState,
    stateSince: row.state_since,
    driftMode: row.drift_mode as DriftMode,
    createdAt: row.created_at,
    version: row.version,
  };
}
