// At most so many requests in any minute, as the service's terms have it: a request waits for its turn, and turns are given in the
// order in which they were asked for.
import { setTimeout as sleep } from 'node:timers/promises';

export interface Clock {
  /** ms, of any zero; never goes back. */
  now(): number;
  wait(ms: number): Promise<unknown>;
}

const steadyClock: Clock = { now: () => performance.now(), wait: (ms) => sleep(ms) };
const MINUTE_MS = 60_000;

/** A function whose promise resolves when the next request may go. */
export function openPace(perMinute: number | null, clock: Clock = steadyClock): () => Promise<void> {
  const sent: number[] = [];
  let last = Promise.resolve();
  const take = async (most: number): Promise<void> => {
    const first = sent.length < most ? undefined : sent.shift();
    const left = first === undefined ? 0 : first + MINUTE_MS - clock.now();
    if (left > 0) await clock.wait(left);
    sent.push(clock.now());
  };
  return () => {
    if (perMinute === null) return Promise.resolve();
    last = last.then(() => take(perMinute));
    return last;
  };
}
