// A target is made, changed or deleted, by hand or by the configuration document: what is sealed, who is written anew, and what the
// audit log tells of it, which is never a secret.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { SecretBox } from '../access/secret-box.ts';
import { presentPlace } from '../plan/target.ts';
import type { Tables } from '../store/tables.ts';
import { markEverybodyGone } from '../store/target-marks.ts';
import { deleteTarget, writeTarget } from '../store/targets.ts';
import type { StoredTarget } from '../store/targets.ts';
import { writeMoved } from '../store/tried-users.ts';
import { sealTargetSecrets } from './target-secrets.ts';
import { closeTargetIncidents } from './target-trouble.ts';

export interface TargetToSave extends Pick<
  StoredTarget,
  'id' | 'companyId' | 'name' | 'kind' | 'settings' | 'driftMode'
> {
  state: 'active' | 'paused';
  /** keep: those of today, or none yet. */
  secrets: object | 'keep';
}

/** before is locked. One without secrets is paused, whatever is asked. */
export async function saveTarget(
  db: Kysely<Tables>,
  openBox: () => Promise<SecretBox>,
  before: StoredTarget | null,
  { secrets, ...after }: TargetToSave,
): Promise<StoredTarget> {
  const sealed =
    secrets === 'keep'
      ? (before?.sealed ?? null)
      : await sealTargetSecrets(await openBox(), after.id, secrets);
  const now = new Date();
  const state = sealed === null ? 'paused' : after.state;
  const target: StoredTarget = {
    ...after,
    sealed,
    state,
    stateSince: before?.state === state ? before.stateSince : now,
    createdAt: before?.createdAt ?? now,
    version: (before?.version ?? 0) + 1,
  };
  const isOtherwise = before === null || !isDeepStrictEqual(before.settings, after.settings);
  const isAnew = isOtherwise || secrets !== 'keep' || before.state !== state;
  if (before !== null && isAnew) await closeTargetIncidents(db, before, now.getTime(), 'stopped');
  await writeTarget(db, target, { isAnew, wantsEverybody: isOtherwise });
  if (before !== null && presentPlace(before.settings) !== presentPlace(after.settings))
    await writeMoved(db, target.id);
  return target;
}

/** leave: everything stays at the exchange as it is. remove: what is Rollcall's there is removed first, by whoever feeds targets. */
export async function endTarget(
  db: Kysely<Tables>,
  before: StoredTarget,
  entries: 'leave' | 'remove',
  at: number,
): Promise<void> {
  await closeTargetIncidents(db, before, at, 'stopped');
  if (entries === 'leave' || before.sealed === null) return deleteTarget(db, before.id);
  const ending = {
    ...before,
    state: 'ending' as const,
    stateSince: new Date(at),
    version: before.version + 1,
  };
  await writeTarget(db, ending, { isAnew: true, wantsEverybody: false });
  await markEverybodyGone(db, before.id);
}

/** Of it what people may see, for the audit log. */
export function presentAuditedTarget({ name, kind, settings, state, driftMode }: StoredTarget) {
  return { name, kind, settings, state, driftMode };
}
