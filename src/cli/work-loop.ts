// Starts the runs that are due, until it is told to stop. When a template is due is run/next-start's decision;
// this only looks often enough, starts a few at a time so that one throttled tenant does not hold up the
// others, and says on standard error what came of each. A failure of one is nobody else's.
import { setTimeout as pause } from 'node:timers/promises';
import { runTemplate } from '../run/run.ts';
import { readStatus } from '../run/status.ts';
import type { StatusEntry } from '../run/status.ts';
import { openSchedulerLock } from '../store/scheduler-lock.ts';
import type { SchedulerLock } from '../store/scheduler-lock.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { CommandContext } from './command.ts';
import { presentOneLine } from './present-report.ts';
import { openRunDeps } from './run-deps.ts';
import type { OpenedStore } from './with-store.ts';

/** An import may change a schedule at any time, and a stop must not wait long. */
const LOOK_EVERY_MS = 1_000;
/** Each run holds a few of the ten connections. */
const AT_A_TIME = 3;
/** After a refusal the template is due still; asking again at once would hammer Entra for nothing. */
const AFTER_REFUSAL_MINUTES = 60;

export async function workUntilStopped(context: CommandContext, opened: OpenedStore): Promise<number> {
  const { signal, say } = context;
  const now = openClock(context);
  const going = new Map<string, Promise<void>>();
  const resting = new Map<string, Rest>();
  let lock: SchedulerLock | null = null;
  let runs = 0;
  let lastTrouble = '';
  const start = (entry: StatusEntry) => {
    runs += 1;
    const run = runScheduled(context, opened, entry, now).then((rest) => {
      resting.set(entry.templateId, rest);
      going.delete(entry.templateId);
    });
    going.set(entry.templateId, run);
  };
  while (!signal.aborted) {
    try {
      if (lock && !(await lock.isHeld())) lock = await closeLock(lock);
      lock ??= await openSchedulerLock(opened.store.database);
      const entries = lock ? await readStatus(opened.store.database, { companyId: null, now: now() }) : [];
      const due = entries.filter(
        (entry) => isDue(entry, now(), resting.get(entry.templateId)) && !going.has(entry.templateId),
      );
      for (const entry of due.slice(0, AT_A_TIME - going.size)) start(entry);
      lastTrouble = '';
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      // Said once: a database that is away for an hour is one line, not a thousand.
      if (trouble !== lastTrouble) say(`Can not look what is due: ${trouble}`);
      lastTrouble = trouble;
    }
    await pauseUnlessStopped(LOOK_EVERY_MS, signal);
  }
  await Promise.all(going.values());
  await lock?.close();
  return runs;
}

/** The clock, or with --now one that starts there and goes on. */
function openClock({ config }: CommandContext): () => number {
  if (config.now === null) return Date.now;
  const ahead = config.now - Date.now();
  return () => Date.now() + ahead;
}

/** Until when a template is left alone after a run of this process; a night does not wait for an interval. */
interface Rest {
  until: number;
  mayNightStart: boolean;
}

function isDue({ nextStart, nextStartWhy }: StatusEntry, now: number, rest: Rest | undefined): boolean {
  if (nextStart === null || Date.parse(nextStart) > now) return false;
  return rest === undefined || rest.until <= now || (rest.mayNightStart && nextStartWhy === 'nightly');
}

/**
 * The nominal time, in ms, of a run that is due. A night that is caught up keeps its slot. An interval has none: after a long
 * pause it would date a leave weeks back, and the days that the user is kept would be over at once (R3).
 */
export function decideNominal(
  { nextStart, nextStartWhy }: Pick<StatusEntry, 'nextStart' | 'nextStartWhy'>,
  now: number,
): number {
  return nextStart !== null && nextStartWhy === 'nightly' ? Date.parse(nextStart) : now;
}

async function closeLock(lock: SchedulerLock): Promise<null> {
  await lock.close();
  return null;
}

async function pauseUnlessStopped(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Runs one template in its slot and never fails; tells how long to leave the template alone. */
async function runScheduled(
  context: CommandContext,
  opened: OpenedStore,
  entry: StatusEntry,
  now: () => number,
): Promise<Rest> {
  const { say, signal } = context;
  const name = `${entry.company}: ${entry.template}`;
  const restFor = (minutes: number, mayNightStart: boolean) => ({
    until: now() + minutes * 60_000,
    mayNightStart,
  });
  try {
    const stored = await readSyncTemplate(opened.store.database.kysely, entry.templateId);
    if (!stored) return restFor(0, true);
    const deps = await openRunDeps(context, opened, stored.template);
    const nominalAt = decideNominal(entry, now());
    const request = {
      templateId: entry.templateId,
      trigger: 'schedule',
      preview: false,
      nominalAt,
      signal,
    } as const;
    const report = await runTemplate(deps, request);
    say(`${name}: ${presentOneLine(report)}`);
    const { everyMinutes } = stored.template.schedule;
    if (report.state === 'refused') return restFor(everyMinutes ?? AFTER_REFUSAL_MINUTES, false);
    return restFor(everyMinutes ?? 0, true);
  } catch (error) {
    say(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return restFor(AFTER_REFUSAL_MINUTES, false);
  }
}
