// What people do with targets beside setting them: probing, pausing, resuming, trying again, and deciding about what was changed at the
// exchange. Each with its entry in the audit log, in the caller's transaction, on the locked target.
import type { Kysely } from 'kysely';
import { TargetError } from '../connectors/target.ts';
import type { Finding } from '../connectors/target.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import type { Tables } from '../store/tables.ts';
import { askForComparison, keepUsers, repairUsers, retryUsers } from '../store/target-users.ts';
import { writeTarget } from '../store/targets.ts';
import type { StoredTarget } from '../store/targets.ts';
import { failure } from './hand-deed.ts';
import type { HandFailure, HandResult } from './hand-deed.ts';
import type { TargetDeps } from './open-target.ts';
import { openStoredTarget } from './open-target.ts';
import { closeTargetIncidents } from './target-trouble.ts';

/** Who does it, and where. */
export interface TargetHand {
  db: Kysely<Tables>;
  actor: Actor;
  address: string | null;
  /** ms */
  now: number;
}

/** Looks at connection, version and rights, and changes nothing. What goes wrong is a finding, too. */
export async function probeTarget(deps: TargetDeps, target: StoredTarget): Promise<Finding[]> {
  try {
    const opened = await openStoredTarget(deps, target);
    try {
      return await opened.probe();
    } finally {
      await opened.close().catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const { code, message, cure } = error;
    return [{ code, is: 'fault', message, cure }];
  }
}

/** Nothing is written there until somebody resumes it; what changes meanwhile is kept. */
export async function pauseTarget(hand: TargetHand, target: StoredTarget): Promise<HandResult> {
  if (target.state === 'ending') return isEnding(target);
  if (target.state === 'paused') return { ok: true };
  await closeTargetIncidents(hand.db, target, hand.now, 'stopped');
  await writeState(hand, target, 'paused');
  await audit(hand, 'target.pause', target);
  return { ok: true };
}

/** What was wrong is tried anew at once. */
export async function resumeTarget(hand: TargetHand, target: StoredTarget): Promise<HandResult> {
  if (target.state === 'ending') return isEnding(target);
  if (target.sealed === null)
    return failure('target.noSecret', 'The target has no password or token.', 'Give it first.');
  await closeTargetIncidents(hand.db, target, hand.now, 'stopped');
  await writeState(hand, target, 'active');
  await audit(hand, 'target.resume', target);
  return { ok: true };
}

async function writeState(
  { db, now }: TargetHand,
  target: StoredTarget,
  state: 'active' | 'paused',
): Promise<void> {
  const after = { ...target, state, stateSince: new Date(now), version: target.version + 1 };
  await writeTarget(db, after, { isAnew: true, wantsEverybody: false });
}

const deeds = { retry: retryUsers, repair: repairUsers, keep: keepUsers };
export type TargetUserDeed = keyof typeof deeds;

/** userId: null for everybody whom it can be about. */
export async function decideTargetUsers(
  hand: TargetHand,
  target: StoredTarget,
  deed: TargetUserDeed,
  userId: string | null,
): Promise<HandResult<{ count: number }>> {
  if (target.state === 'ending' && deed !== 'retry') return isEnding(target);
  const count = await deeds[deed](hand.db, target.id, userId);
  if (userId !== null && count === 0) return deed === 'retry' ? nothingToRetry : noDrift;
  await audit(hand, `target.${deed}`, target, { count, ...(userId !== null && { user: userId }) });
  return { ok: true, count };
}

const nothingToRetry = failure(
  'targetUser.written',
  'The user is at the exchange as the directory says.',
  'There is nothing to try again.',
);
const noDrift = failure(
  'targetUser.noDrift',
  'Nothing of this user was found changed at the exchange.',
  'Have the exchange compared, and look again.',
);

/** Everything there is compared with what was written, as every night. */
export async function compareSoon(hand: TargetHand, target: StoredTarget): Promise<HandResult> {
  if (target.state !== 'active')
    return failure(
      'target.notActive',
      'The target is not active, so nothing is asked of the exchange.',
      'Resume it first.',
    );
  await askForComparison(hand.db, target.id);
  await audit(hand, 'target.compare', target);
  return { ok: true };
}

export const isEnding = ({ name }: StoredTarget): HandFailure =>
  failure(
    'target.ending',
    `The target ${JSON.stringify(name)} is being ended: its entries are removed.`,
    'Wait for it, or delete it and leave there what is left.',
  );

export async function audit(
  { db, actor, address }: TargetHand,
  action: string,
  { id, companyId, name }: StoredTarget,
  details: Record<string, unknown> = {},
): Promise<void> {
  await writeAudit(db, {
    companyId,
    actor,
    action,
    subject: { kind: 'target', id, name },
    details,
    address,
  });
}
