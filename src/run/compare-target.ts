// Compares everything at an exchange with what was written there: what is missing or different is drift, shown or written over as the
// target says; what is not Rollcall's is counted and never touched. Reads the exchange alone; writing is the feeder's.
import { isDeepStrictEqual } from 'node:util';
import type { Found, Target } from '../connectors/target.ts';
import { decideDrift } from '../plan/target.ts';
import { writeAudit } from '../store/audit-log.ts';
import {
  readWrittenAfter,
  readWrittenByIds,
  writeCompared,
  writeComparisonEnd,
} from '../store/target-comparison.ts';
import type { ComparedUser, WrittenUser } from '../store/target-comparison.ts';
import { lockHeld, renewTarget, writeTargetWell } from '../store/target-line.ts';
import type { HeldTarget } from '../store/target-line.ts';
import { repairUsers } from '../store/target-users.ts';
import type { FeedDeps } from './feed-target.ts';
import { closeTargetIncidents } from './target-trouble.ts';

export interface Comparison {
  /** Of these, so many are otherwise there. */
  compared: number;
  drift: number;
  unknownEntries: number;
}

const SLICE = 2_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Throws TargetError. null: the target is no longer ours, and nothing of it counts. */
export async function compareTarget(
  { database: { kysely } }: FeedDeps,
  held: HeldTarget,
  target: Target,
): Promise<Comparison | null> {
  const seen = new Set<string>();
  const all: Comparison = { compared: 0, drift: 0, unknownEntries: 0 };
  const write = async (users: readonly ComparedUser[]) => {
    all.compared += users.length;
    all.drift += users.filter(({ drift }) => drift !== null).length;
    return kysely.transaction().execute(async (trx) => {
      if (!(await lockHeld(trx, held))) return false;
      await writeCompared(trx, held, users);
      return renewTarget(trx, held);
    });
  };
  for await (const page of target.list()) {
    const ids = page.map(({ externalId }) => externalId);
    const own = await readWrittenByIds(kysely, held.id, ids);
    for (const id of ids) seen.add(id);
    all.unknownEntries += ids.length - own.length;
    if (!(await write(compareFound(page, own)))) return null;
  }
  for (let after = FIRST_ID; ;) {
    const rows = await readWrittenAfter(kysely, held.id, { after, limit: SLICE });
    const last = rows.at(-1);
    if (!last) break;
    after = last.user;
    const missing = rows.filter(({ externalId, isSettled }) => isSettled && !seen.has(externalId));
    if (!(await write(missing.map((one) => presentCompared(one, null))))) return null;
  }
  return (await endComparison(kysely, held, all)) ? all : null;
}

function compareFound(page: readonly Found[], own: readonly WrittenUser[]): ComparedUser[] {
  const there = new Map(page.map((found) => [found.externalId, found]));
  return own
    .filter(({ isSettled }) => isSettled)
    .map((one) => presentCompared(one, there.get(one.externalId) ?? null));
}

function presentCompared(one: WrittenUser, found: Found | null): ComparedUser {
  const drift = decideDrift(one.entry, found === null ? null : found.entry);
  const isKept = drift !== null && isDeepStrictEqual(drift, one.kept);
  return { user: one.user, wanted: one.wanted, drift: isKept ? null : drift };
}

async function endComparison(
  kysely: FeedDeps['database']['kysely'],
  held: HeldTarget,
  { unknownEntries }: Comparison,
): Promise<boolean> {
  return kysely.transaction().execute(async (trx) => {
    if (!(await lockHeld(trx, held))) return false;
    await writeComparisonEnd(trx, held, unknownEntries);
    const { wasAway } = await writeTargetWell(trx, held, false);
    if (wasAway) await closeTargetIncidents(trx, held, Date.now(), 'over');
    const repaired = held.driftMode === 'repair' ? await repairUsers(trx, held.id, null) : 0;
    if (repaired > 0) await auditRepair(trx, held, repaired);
    return true;
  });
}

async function auditRepair(
  trx: FeedDeps['database']['kysely'],
  { id, companyId, name }: HeldTarget,
  count: number,
): Promise<void> {
  await writeAudit(trx, {
    companyId,
    actor: { kind: 'system', id: null, name: 'targets' },
    action: 'target.repair',
    subject: { kind: 'target', id, name },
    details: { count },
  });
}
