// How many requests one address may make: a bucket that fills at an even rate and is emptied by one a request. In the
// memory of this process: it protects the process, while sign-in failures are counted in the database.

export interface RateLimit {
  /** 0: go on; else the seconds to wait. */
  take(key: string, now: number): number;
}

/** Buckets that are remembered at most; beyond that the oldest are forgotten, which lets their owners start afresh. */
const MOST_BUCKETS = 50_000;

export function openRateLimit({ burst, perSecond }: { burst: number; perSecond: number }): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key, now) {
      const { left, at } = buckets.get(key) ?? { left: burst, at: now };
      const filled = Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond);
      // Put at the end: the map is in order of last use.
      buckets.delete(key);
      buckets.set(key, { left: filled >= 1 ? filled - 1 : filled, at: now });
      if (buckets.size > MOST_BUCKETS)
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest);
          break;
        }
      return filled >= 1 ? 0 : Math.max(1, Math.ceil((1 - filled) / perSecond));
    },
  };
}
