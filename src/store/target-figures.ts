// How targets stand, for whoever watches: who is not yet written, and since when. Cheap however many users are written. Reads only.
import { type Kysely, sql } from 'kysely';
import type { TargetState, TargetTrouble } from '../plan/target.ts';
import type { Tables } from './tables.ts';

export interface TargetFigures {
  companyId: string;
  id: string;
  name: string;
  kind: string;
  state: TargetState;
  trouble: TargetTrouble | null;
  pending: number;
  failed: number;
  drift: number;
  /** Of whoever has waited longest to be written; 0 when nobody waits. */
  oldestPendingSeconds: number;
}

/** By name. companyId: null for those of all companies. */
export async function readTargetFigures(
  db: Kysely<Tables>,
  companyId: string | null,
): Promise<TargetFigures[]> {
  const { rows } = await sql<TargetFigures>`
    select t.company_id as "companyId", t.id, t.name, t.kind, t.state, t.trouble,
      open.pending, open.failed, open.drift, open.oldest as "oldestPendingSeconds"
    from targets t cross join lateral (
      select count(*) filter (where u.state = 'pending') as pending, count(*) filter (where u.state = 'failed') as failed,
        count(*) filter (where u.state = 'drift') as drift,
        coalesce(extract(epoch from now() - min(u.state_since) filter (where u.state = 'pending')), 0)::float8 as oldest
      from target_users u where u.target_id = t.id and u.state in ('pending', 'failed', 'drift')) open
    where ${companyId}::uuid is null or t.company_id = ${companyId}::uuid
    order by t.name collate "C", t.id`.execute(db);
  return rows;
}
