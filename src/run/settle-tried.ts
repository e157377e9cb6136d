// First writes that were begun, and nobody knows what came of them: the process was killed, or the answer was lost. What is there after
// all is written down as known before anything else is done with the user, so that it is changed or removed like everything of ours.
import { TargetError } from '../connectors/target.ts';
import type { Applied, Target } from '../connectors/target.ts';
import type { Database } from '../store/database.ts';
import { lockHeld } from '../store/target-line.ts';
import type { DueUser, HeldTarget } from '../store/target-line.ts';
import { readOwners } from '../store/target-users.ts';
import { writeSettled } from '../store/tried-users.ts';

export interface Settled {
  due: DueUser[];
  /** Of whom it is still not known, by user. */
  failed: Map<string, TargetError>;
}

/** accounts: by user, as they are now; of whoever is gone there is none. null: the target is no longer ours. Throws TargetError. */
export async function settleTried(
  { kysely }: Database,
  held: HeldTarget,
  target: Target,
  due: readonly DueUser[],
  accounts: ReadonlyMap<string, { account: string }>,
): Promise<Settled | null> {
  const open = due.filter(({ tried }) => tried !== null);
  if (open.length === 0) return { due: [...due], failed: new Map() };
  const lost = await readLost(kysely, held, target, open);
  const settled = open.map((one) => {
    const own = lost.filter(({ user }) => user === one.user);
    return { one, ...sortOut(one, own, accounts.get(one.user)?.account ?? null) };
  });
  const failed = await removeLost(
    target,
    settled.flatMap(({ stray }) => stray),
  );
  const sure = settled.filter(({ one, isSure }) => isSure && !failed.has(one.user));
  const isOurs = await kysely.transaction().execute(async (trx) => {
    if (!(await lockHeld(trx, held))) return false;
    const rows = sure.map(({ one, found }) => ({ user: one.user, known: one.externalId, found }));
    await writeSettled(trx, held, rows);
    return true;
  });
  if (!isOurs) return null;
  const known = new Map(sure.map(({ one, found }) => [one.user, presentKnown(one, found)]));
  return {
    due: due.filter(({ user }) => !failed.has(user)).map((one) => known.get(one.user) ?? one),
    failed,
  };
}

/** What has become somebody's since, by adoption, is not lost. */
async function readLost(
  kysely: Database['kysely'],
  held: HeldTarget,
  target: Target,
  open: readonly DueUser[],
): Promise<Applied[]> {
  const found = await target.readTried(
    open.flatMap(({ user, tried }) => (tried === null ? [] : [{ user, ...tried }])),
  );
  const owners = await readOwners(
    kysely,
    held.id,
    found.map(({ externalId }) => externalId),
  );
  return found.filter(({ externalId }) => !owners.has(externalId));
}

/**
 * One that is there is hers. It is removed if she has another by now: an adopted one, or one by another account. Several of one who is not
 * gone are the exchange's administrator's to decide about, and the write tells of them.
 */
function sortOut(
  { externalId, isGone, tried }: DueUser,
  own: readonly Applied[],
  account: string | null,
): { isSure: boolean; found: Applied | null; stray: readonly Applied[] } {
  const [first] = own;
  const isSame = isGone || account === null || account === tried?.account;
  if (first !== undefined && own.length === 1 && externalId === null && isSame)
    return { isSure: true, found: first, stray: [] };
  const isTwice = own.length > 1 && externalId === null && !isGone;
  return { isSure: !isTwice, found: null, stray: isTwice ? [] : own };
}

async function removeLost(target: Target, stray: readonly Applied[]): Promise<Map<string, TargetError>> {
  if (stray.length === 0) return new Map();
  const outcomes = await target.remove(stray);
  await target.finish();
  const done = new Set(outcomes.flatMap((one) => (one.is === 'done' ? [one.user] : [])));
  const untold = stray
    .filter(({ user }) => !done.has(user))
    .map(({ user }) => [user, presentUntold()] as const);
  return new Map([
    ...untold,
    ...outcomes.flatMap((one) => (one.is === 'failed' ? [[one.user, one.error] as const] : [])),
  ]);
}

/** A connector that says nothing of somebody is a fault of ours; it must not count as done. */
export const presentUntold = () =>
  new TargetError(
    'retry',
    'target.untold',
    'Rollcall does not know what became of this user at the exchange.',
    MAINTAINERS,
  );

export const MAINTAINERS =
  'It is tried again by itself; if it lasts, send the server’s log to whoever maintains Rollcall.';

const presentKnown = (one: DueUser, found: Applied | null): DueUser => ({
  ...one,
  tried: null,
  ...(found && { externalId: found.externalId, entry: { ...found.entry } }),
});
