// What is told of an exchange that does not take what it should: one that refuses us is paused, and one that has not answered for an
// hour is an incident, too. No sync hears of either. It is over when something arrives again, or when somebody resumes or deletes it.
import type { Kysely } from 'kysely';
import { UNAVAILABLE_AFTER_MS } from '../plan/target.ts';
import type { TargetTrouble } from '../plan/target.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { IncidentData } from '../store/incidents.ts';
import type { Tables } from '../store/tables.ts';
import { writeTargetRefused } from '../store/target-line.ts';
import type { HeldTarget } from '../store/target-line.ts';
import type { StoredTarget } from '../store/targets.ts';
import { closeCompanyIncident, openCompanyIncident } from './company-incident.ts';

const refusedKey = ({ id }: Pick<StoredTarget, 'id'>): string => `target.${id}.refused`;
const unavailableKey = ({ id }: Pick<StoredTarget, 'id'>): string => `target.${id}.unavailable`;

/** The target is locked. One that ends stays so, and is asked again: nobody wants it any more. */
export async function pauseRefused(
  trx: Kysely<Tables>,
  target: HeldTarget,
  trouble: TargetTrouble,
): Promise<void> {
  await writeTargetRefused(trx, target, trouble);
  await writeAudit(trx, {
    companyId: target.companyId,
    actor: { kind: 'system', id: null, name: 'targets' },
    action: 'target.refused',
    subject: { kind: 'target', id: target.id, name: target.name },
    details: { code: trouble.code, message: trouble.message },
  });
  await closeCompanyIncident(trx, target.companyId, unavailableKey(target), {
    at: Date.now(),
    ended: 'over',
  });
  await openCompanyIncident(
    trx,
    target.companyId,
    refusedKey(target),
    presentIncident(target, 'target.refused', trouble, {
      message: `The exchange ${JSON.stringify(target.name)} refuses Rollcall: ${trouble.message}`,
      cure: `${trouble.cure} Then resume it.`,
    }),
  );
}

/** The target is locked; nothing is told before the hour. */
export async function tellUnavailable(
  trx: Kysely<Tables>,
  target: HeldTarget,
  trouble: TargetTrouble,
  unavailableForMs: number,
): Promise<void> {
  if (unavailableForMs < UNAVAILABLE_AFTER_MS) return;
  await openCompanyIncident(
    trx,
    target.companyId,
    unavailableKey(target),
    presentIncident(target, 'target.unavailable', trouble, {
      message: `The exchange ${JSON.stringify(target.name)} has not answered for an hour: ${trouble.message}`,
      cure: `${trouble.cure} What has changed meanwhile is written when it answers again.`,
    }),
  );
}

function presentIncident(
  { name }: StoredTarget,
  code: string,
  trouble: TargetTrouble,
  said: { message: string; cure: string },
): IncidentData {
  return {
    code,
    ...said,
    about: { target: name, why: trouble.message, cure: trouble.cure },
    brake: null,
    run: null,
  };
}

/** ended: over when it answers again, stopped when somebody resumes, changes or deletes it. at: ms. */
export async function closeTargetIncidents(
  db: Kysely<Tables>,
  target: StoredTarget,
  at: number,
  ended: 'over' | 'stopped',
): Promise<void> {
  for (const key of [refusedKey(target), unavailableKey(target)])
    await closeCompanyIncident(db, target.companyId, key, { at, ended });
}
