// One batch for a target in hand: whoever is to be removed before whoever is to be written, as the first may free a number that the
// second gets. What comes of it is written down only while the target is still ours, and of a user only as far as nobody has changed her since.
import { TargetError } from '../connectors/target.ts';
import type { Applied, Outcome, Target, TargetEntry, Upsert } from '../connectors/target.ts';
import type { TargetUser } from '../plan/target-user.ts';
import type { Log } from '../log.ts';
import { decideUserPause } from '../plan/target.ts';
import type { Database } from '../store/database.ts';
import { lockHeld, readDueUsers, writeFed, writeTargetWell } from '../store/target-line.ts';
import type { DueUser, FedUser, HeldTarget } from '../store/target-line.ts';
import { writeTried } from '../store/tried-users.ts';
import type { TargetDeps } from './open-target.ts';
import { MAINTAINERS, presentUntold, settleTried } from './settle-tried.ts';
import type { Settled } from './settle-tried.ts';
import { closeTargetIncidents } from './target-trouble.ts';
import { hashView, readTargetViews } from './target-views.ts';

export interface FeedDeps extends TargetDeps {
  database: Database;
  /** ms; what holds go by. */
  now: () => number;
  log: Log;
}

/** How many of one batch; all of them 0: there was nobody. */
export interface Fed {
  written: number;
  removed: number;
  same: number;
  failed: number;
}

/** Throws TargetError when it is about the whole target. null: it is no longer ours. */
export async function feedBatch(deps: FeedDeps, held: HeldTarget, target: Target): Promise<Fed | null> {
  const { kysely } = deps.database;
  const limit = Math.max(1, target.abilities.batch);
  const gone = await readDueUsers(kysely, held, { isGone: true, limit });
  const fed =
    gone.length > 0
      ? await removeUsers(deps, held, target, gone)
      : await writeUsers(deps, held, target, await readDueUsers(kysely, held, { isGone: false, limit }));
  if (fed === null) return null;
  const has = (is: FedUser['is']) => fed.filter((one) => one.is === is).length;
  const counts = {
    written: has('written'),
    removed: has('removed'),
    same: has('same'),
    failed: has('failed'),
  };
  const wasAsked = fed.some((one) => one.is !== 'same');
  if (counts.written + counts.removed > 0) await target.finish();
  const isOurs = await kysely.transaction().execute(async (trx) => {
    if (!(await lockHeld(trx, held))) return false;
    await writeFed(trx, held, fed);
    if (!wasAsked) return true;
    const { wasAway } = await writeTargetWell(trx, held, counts.written + counts.removed > 0);
    if (wasAway) await closeTargetIncidents(trx, held, Date.now(), 'over');
    return true;
  });
  return isOurs ? counts : null;
}

async function removeUsers(
  { database }: FeedDeps,
  held: HeldTarget,
  target: Target,
  gone: readonly DueUser[],
): Promise<FedUser[] | null> {
  const settled = await settleTried(database, held, target, gone, new Map());
  if (settled === null) return null;
  const { due } = settled;
  const there = due.flatMap((one) => presentApplied(one) ?? []);
  const outcomes = there.length === 0 ? [] : await target.remove(there);
  const failed = new Map(
    outcomes.flatMap((outcome) => (outcome.is === 'failed' ? [[outcome.user, outcome.error]] : [])),
  );
  const told = new Set(outcomes.map(({ user }) => user));
  const fed = due.map((one): FedUser => {
    const error =
      failed.get(one.user) ?? (one.externalId !== null && !told.has(one.user) ? presentUntold() : null);
    return error === null ? { user: one.user, wanted: one.wanted, is: 'removed' } : presentFailed(one, error);
  });
  return [...presentUnsettled(gone, settled), ...fed];
}

const presentUnsettled = (due: readonly DueUser[], { failed }: Settled): FedUser[] =>
  due.flatMap((one) => {
    const error = failed.get(one.user);
    return error ? [presentFailed(one, error)] : [];
  });

function presentApplied({ user, externalId, entry, origin }: DueUser): Applied | null {
  return externalId === null ? null : { user, externalId, entry: entry ?? {}, origin };
}

async function writeUsers(
  deps: FeedDeps,
  held: HeldTarget,
  target: Target,
  all: readonly DueUser[],
): Promise<FedUser[] | null> {
  if (all.length === 0) return [];
  const { database, log } = deps;
  const views = await readTargetViews(database.kysely, held, all, { kinds: deps.kinds, now: deps.now() });
  const settled = await settleTried(database, held, target, all, views);
  if (settled === null) return null;
  const fed = presentUnsettled(all, settled);
  const asked = new Map<string, Asked>();
  for (const one of settled.due) {
    const view = views.get(one.user);
    // Deleted in this very moment: her mark is on its way.
    if (!view) continue;
    const hash = hashView(view, held);
    const entry = check(log, target, view);
    if (entry instanceof TargetError) fed.push(presentFailed(one, entry));
    else if (one.hash === hash) fed.push({ user: one.user, wanted: one.wanted, is: 'same' });
    else asked.set(one.user, { one, view, hash, entry });
  }
  if (asked.size === 0) return fed;
  if (!(await noteTried(database, held, [...asked.values()]))) return null;
  const items: Upsert[] = [...asked.values()].map(({ one, view }) => ({ view, before: presentApplied(one) }));
  const outcomes = new Map((await upsert(log, target, items)).map((outcome) => [outcome.user, outcome]));
  for (const { one, hash } of asked.values()) fed.push(presentFed(one, hash, outcomes.get(one.user)));
  return fed;
}

interface Asked {
  one: DueUser;
  view: TargetUser;
  hash: string;
  /** As it is to be at the target. */
  entry: TargetEntry;
}

/** Before anything is sent: what is written there, and never told of, is found by this. False: the target is no longer ours. */
async function noteTried(
  { kysely }: FeedDeps['database'],
  held: HeldTarget,
  asked: readonly Asked[],
): Promise<boolean> {
  const first = asked.filter(({ one }) => one.externalId === null);
  if (first.length === 0) return true;
  return kysely.transaction().execute(async (trx) => {
    if (!(await lockHeld(trx, held))) return false;
    const tried = first.map(({ one, view, entry }) => ({
      user: one.user,
      account: view.account,
      entry: { ...entry },
    }));
    await writeTried(trx, held, tried);
    return true;
  });
}

/** What is to be at the target, or what stands in the way. */
function check(log: Log, target: Target, view: TargetUser): TargetEntry | TargetError {
  try {
    const [fault] = target.validate(view);
    if (fault) return new TargetError('rejected', fault.code, fault.message, fault.cure);
    return target.present(view);
  } catch (error) {
    return presentFault(log, error);
  }
}

/** A fault of ours in one user must not keep the others from the exchange: they are written one by one, then. */
async function upsert(log: Log, target: Target, items: readonly Upsert[]): Promise<Outcome[]> {
  try {
    return await target.upsert(items);
  } catch (error) {
    if (error instanceof TargetError) throw error;
    const [first] = items;
    if (first !== undefined && items.length === 1)
      return [{ user: first.view.user, is: 'failed', error: presentFault(log, error) }];
    const outcomes: Outcome[] = [];
    for (const item of items) outcomes.push(...(await upsert(log, target, [item])));
    return outcomes;
  }
}

function presentFault(log: Log, error: unknown): TargetError {
  log.error('A user could not be written to an exchange.', { error });
  return new TargetError(
    'retry',
    'target.internal',
    'Rollcall made a mistake while it wrote this user to the exchange.',
    MAINTAINERS,
    { cause: error },
  );
}

function presentFed(one: DueUser, hash: string, outcome: Outcome | undefined): FedUser {
  if (outcome?.is !== 'done') return presentFailed(one, outcome?.error ?? presentUntold());
  const { externalId, entry } = outcome;
  return {
    user: one.user,
    wanted: one.wanted,
    is: 'written',
    known: one.externalId,
    externalId,
    entry,
    hash,
  };
}

function presentFailed({ user, wanted, attempts }: DueUser, error: TargetError): FedUser {
  // What the whole target is refused is thrown; of one user it is as good as rejected.
  const is = error.is === 'refused' ? 'rejected' : error.is;
  const { code, message, cure } = error;
  const againMs = Math.max(decideUserPause(is, attempts + 1, Math.random()), error.retryAfterMs ?? 0);
  return { user, wanted, is: 'failed', error: { class: is, code, message, cure }, againMs };
}
