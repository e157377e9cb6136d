// How well or badly behaved the emulated service is. Defaults are the calm case, so that tests and the
// benchmark meet a mishap only when they ask for one. Everything here may be changed while it runs.
export interface Settings {
  /** Milliseconds every answer waits. */
  latencyMs: number;
  /** A token's life is picked at random between these. Entra: 60 to 90 minutes. */
  tokenMinSeconds: number;
  tokenMaxSeconds: number;
  /** Undocumented in the real service; after this a page token is Directory_ExpiredPageToken. */
  pageTokenLifeMs: number;
  deltaTokenLifeMs: number;
  recycleBinMs: number;
  /** How long a rule-based group waits before a changed attribute moves people. */
  dynamicDelayMs: number;
  /** Share of list pages that arrive empty, with a nextLink. */
  emptyPages: number;
  deltaPageSize: number;
  /** Age a change must have before delta shows it. */
  deltaLagMs: number;
  /** Share of items that a first round sends a second time, on a later page. */
  deltaDuplicates: number;
  /** First rounds come in no recognisable order. */
  deltaShuffle: boolean;
  /** How many changes before the token a later round tells again. */
  deltaReplays: number;
  /** First rounds list what lies in the recycle bin as @removed. */
  deltaRemovedFirst: boolean;
  /** Members of one group told per item of groups/delta. */
  deltaMembersPerItem: number;
  /** What an app without Member.Read.Hidden gets; the real answer is not documented. */
  hiddenMembers: 'empty' | 'forbidden';
  /** A cast with options but without the advanced header: 400 at once, or only on page two. */
  castWithoutHeader: 'refuse' | 'failSecondPage';
  /** Resource units per 10 seconds: none, the tenant's size class, or a number. */
  throttle: 'off' | 'S' | 'M' | 'L' | 'bySize' | number;
}

const DAY_MS = 86_400_000;

export const createSettings = (given: Partial<Settings> = {}): Settings => ({
  latencyMs: 0,
  tokenMinSeconds: 3600,
  tokenMaxSeconds: 5400,
  pageTokenLifeMs: 3_600_000,
  deltaTokenLifeMs: 7 * DAY_MS,
  recycleBinMs: 30 * DAY_MS,
  dynamicDelayMs: 300_000,
  emptyPages: 0,
  deltaPageSize: 200,
  deltaLagMs: 0,
  deltaDuplicates: 0,
  deltaShuffle: false,
  deltaReplays: 0,
  deltaRemovedFirst: false,
  deltaMembersPerItem: 1000,
  hiddenMembers: 'empty',
  castWithoutHeader: 'refuse',
  throttle: 'off',
  ...given,
});
