// For a process that stays: looks now and then whether the server of its data folder still runs, and starts it when it does not
// (killed for want of memory, say). Without it a service would answer 503 until somebody came. Knows no server itself.
import { setTimeout as pause } from 'node:timers/promises';

/** A look costs one small file and one process id. */
const LOOK_EVERY_MS = 2_000;

export interface KeptServer {
  isRunning(): Promise<boolean>;
  start(): Promise<unknown>;
}

export interface RestartNews {
  onRestarted(): void;
  /** What stands in the way may pass, such as a full disk: it is tried again. */
  onFault(error: unknown): void;
}

/** Gives back how to end it; resolves when nothing of it goes on. */
export function keepRunning(server: KeptServer, news: RestartNews): () => Promise<void> {
  const closing = new AbortController();
  const { signal } = closing;
  const look = async () => {
    try {
      if (await server.isRunning()) return;
      await server.start();
      news.onRestarted();
    } catch (error) {
      news.onFault(error);
    }
  };
  const keep = async () => {
    for (;;) {
      await pause(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await look();
    }
  };
  const ended = keep();
  return async () => {
    closing.abort();
    await ended;
  };
}
