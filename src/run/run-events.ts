// Tells whoever watches a run how far it has come, at most twice a second and outside the run's transaction. A run that
// ends sooner than that says nothing here. What cannot be written is left out: a run never fails for its audience.
import type { Database } from '../store/database.ts';
import { writeRunEvent } from '../store/run-events.ts';
import type { Progress } from './run-request.ts';

const EVERY_MS = 500;

export interface RunEvents {
  progress(progress: Progress): void;
  /** The source makes the run wait. */
  waiting(wait: { seconds: number; why: string }): void;
  /** Nothing is written any more once it has resolved. */
  close(): Promise<void>;
}

export function openRunEvents(database: Database, runId: string, now: () => number): RunEvents {
  let writtenAt = now();
  let latest: Progress | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let isClosed = false;
  const write = (kind: 'progress' | 'waiting', data: unknown) => {
    if (isClosed) return;
    writing = writing.then(() => writeRunEvent(database.kysely, runId, kind, data)).catch(() => undefined);
  };
  const writeLatest = () => {
    timer = null;
    if (latest) write('progress', latest);
    latest = null;
    writtenAt = now();
  };
  return {
    progress(progress) {
      latest = progress;
      timer ??= setTimeout(writeLatest, Math.max(0, writtenAt + EVERY_MS - now()));
      // A run that has ended is not kept alive by what it would still say.
      timer.unref();
    },
    waiting: ({ seconds, why }) => write('waiting', { seconds: Math.ceil(seconds), why }),
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await writing;
    },
  };
}
