// One listening connection for each process: hears what becomes of runs anywhere (store/migrations/0004) and passes it on.
// It never says that something did not happen: whoever listens also looks by himself from time to time.
import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from '../store/database.ts';

interface RunNews {
  run: string;
  /** A run's state, or the kind of event. */
  what: string;
}

/** null: something may have been missed. */
type Listener = (news: RunNews | null) => void;

export interface RunFeed {
  /** Gives back how to stop listening. */
  listen(listener: Listener): () => void;
  close(): Promise<void>;
}

/** A line that was cut without a word is noticed within this, and an idle one is not taken for dead by the server. */
const PING_MS = 10_000;
const CONNECT_AGAIN_MS = 1_000;
const CLOSE_WITHIN_MS = 1_000;

export function openRunFeed(database: Database): RunFeed {
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  const tell: Listener = (news) => {
    for (const listener of listeners) listener(news);
  };
  const ended = keepListening(database, tell, closing.signal);
  return {
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closing.abort();
      // A database that is away does not hold up the end.
      await Promise.race([ended, pause(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

async function keepListening(database: Database, tell: Listener, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // Without a line everybody looks by himself; nothing is lost but speed.
    await listenOnce(database, tell, signal).catch(() => undefined);
    tell(null);
    await pause(CONNECT_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function listenOnce(database: Database, tell: Listener, signal: AbortSignal): Promise<void> {
  const client = await database.pool.connect();
  const onNotification = ({ payload = '' }: { payload?: string | undefined }) => {
    const [run = '', , what = ''] = payload.split(' ');
    tell({ run, what });
  };
  client.on('notification', onNotification);
  try {
    await client.query('listen rollcall_run');
    tell(null);
    await pingUntilLost(client, signal);
  } finally {
    client.off('notification', onNotification);
    // Not given back: another user of the connection would hear of runs.
    client.release(true);
  }
}

async function pingUntilLost(client: PoolClient, signal: AbortSignal): Promise<void> {
  const lost = new AbortController();
  const onLost = () => lost.abort();
  client.once('error', onLost);
  client.once('end', onLost);
  const either = AbortSignal.any([signal, lost.signal]);
  while (!either.aborted) {
    await pause(PING_MS, undefined, { signal: either }).catch(() => undefined);
    if (!either.aborted) await client.query('select 1');
  }
}
