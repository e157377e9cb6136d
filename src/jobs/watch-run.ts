// A run as whoever watches it sees it: its events from where the last look ended, as they come, until the run has ended.
// Woken by the process's feed, and looking by itself in between, so that a lost message costs seconds and nothing else.
import { readRunEvents, readRunState, readStateEvent } from '../store/run-events.ts';
import type { RunEvent } from '../store/run-events.ts';
import type { Queue } from './queue.ts';

/** Rare: a thousand who watch would otherwise keep the database busy with runs that say nothing. */
const LOOK_EVERY_MS = 10_000;
const AT_A_TIME = 500;

/**
 * Begins after the event with this id (0: with the first that is kept) and ends with the event that tells the run's end,
 * or when the signal is aborted. Yields nothing for a run that does not exist. Throws when the database is away.
 */
export async function* watchRun(
  queue: Queue,
  runId: string,
  afterId: number,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  const db = queue.database.kysely;
  const bell = openBell(queue, runId, signal);
  let after = afterId;
  let told: RunEvent | null = null;
  try {
    while (!signal.aborted) {
      bell.quieten();
      // Before the events: those of the end are among them then.
      const state = await readRunState(db, runId);
      if (state === null) return;
      const events = await readRunEvents(db, runId, after, AT_A_TIME);
      for (const event of events) {
        yield event;
        after = event.id;
        if (event.kind === 'state') told = event;
      }
      if (events.length === AT_A_TIME) continue;
      if (state !== 'queued' && state !== 'running') {
        // Its id was drawn in the run's transaction, and progress written beside it may have come first.
        const end = await readStateEvent(db, runId);
        if (end && end.id !== told?.id) yield end;
        return;
      }
      await bell.rung();
    }
  } finally {
    bell.close();
  }
}

interface Bell {
  quieten(): void;
  /** Resolves at the next news of the run, after a while, or when the watch is over. */
  rung(): Promise<void>;
  close(): void;
}

function openBell(queue: Queue, runId: string, signal: AbortSignal): Bell {
  let next = Promise.withResolvers<void>();
  const ring = () => next.resolve();
  const deaf = queue.feed.listen((news) => {
    if (news === null || news.run === runId) ring();
  });
  signal.addEventListener('abort', ring, { once: true });
  return {
    quieten: () => {
      next = Promise.withResolvers<void>();
      if (signal.aborted) ring();
    },
    async rung() {
      const timer = setTimeout(ring, LOOK_EVERY_MS);
      await next.promise;
      clearTimeout(timer);
    },
    close() {
      deaf();
      signal.removeEventListener('abort', ring);
    },
  };
}
