// The emulator's clock: real time plus an offset that tests move, so that a week of delta-token life,
// a month in the recycle bin or an hour of token life can pass in no time. It never moves backwards.
export interface Clock {
  now(): number;
  advance(milliseconds: number): void;
}

export function createClock(): Clock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance(milliseconds) {
      if (!Number.isFinite(milliseconds) || milliseconds < 0) {
        throw new RangeError('the clock moves forward by a number of milliseconds >= 0');
      }
      offset += milliseconds;
    },
  };
}

/** Graph writes whole seconds in UTC. */
export const presentInstant = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
