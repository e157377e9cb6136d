// Resource units (REFERENCE 10): what each call costs, a bucket that refills over 10 seconds of the emulator's
// clock, and the headers that tell of it. Off unless the settings ask for it; costs are always reported.
import type { Directory } from './directory.ts';
import type { GraphCall } from './graph-call.ts';

const WINDOW_MS = 10_000;
const LIMITS = { S: 3500, M: 5000, L: 8000 } as const;

export interface Throttle {
  /** Headers to add, and for a refused call how long to wait. */
  charge(appId: string, cost: number): { headers: Record<string, string>; retryAfterSeconds: number | null };
}

function decideBaseCost(segments: readonly string[]): number {
  const [collection = '', , kind] = segments;
  if (collection === 'users' && segments.length === 1) return 2;
  if (collection === 'groups' && kind === 'members') return 3;
  if (collection === 'groups' && kind === 'transitiveMembers') return 5;
  if (collection === 'users' && (kind === 'memberOf' || kind === 'transitiveMemberOf')) return 2;
  return collection.startsWith('applications') ? 2 : 1;
}

export function decideCost({ segments, options }: Pick<GraphCall, 'segments' | 'options'>): number {
  let cost = decideBaseCost(segments);
  if (options.select !== null) cost -= 1;
  if (options.expand !== null) cost += 1;
  if (options.top !== null && Number(options.top) < 20) cost -= 1;
  return Math.max(1, cost);
}

export function decideLimit(directory: Directory): number | null {
  const { throttle } = directory.settings;
  if (throttle === 'off') return null;
  if (typeof throttle === 'number') return throttle;
  if (throttle !== 'bySize') return LIMITS[throttle];
  const count = directory.people.count();
  return LIMITS[count < 50 ? 'S' : count <= 500 ? 'M' : 'L'];
}

export function createThrottle(directory: Directory): Throttle {
  const buckets = new Map<string, { used: number; at: number }>();
  return {
    charge(appId, cost) {
      const headers: Record<string, string> = { 'x-ms-resource-unit': String(cost) };
      const limit = decideLimit(directory);
      if (limit === null) return { headers, retryAfterSeconds: null };
      const now = directory.clock.now();
      const bucket = buckets.get(appId) ?? { used: 0, at: now };
      buckets.set(appId, bucket);
      bucket.used = Math.max(0, bucket.used - ((now - bucket.at) / WINDOW_MS) * limit);
      bucket.at = now;
      // Refused calls count too, but only so far that waiting two windows always helps.
      bucket.used = Math.min(bucket.used + cost, limit * 2);
      const share = bucket.used / limit;
      if (share > 0.8) headers['x-ms-throttle-limit-percentage'] = Math.min(share, 1.8).toFixed(2);
      if (bucket.used <= limit) return { headers, retryAfterSeconds: null };
      const seconds = ((bucket.used - limit + cost) / limit) * (WINDOW_MS / 1000);
      headers['x-ms-throttle-scope'] = `Tenant_Application/ReadWrite/${appId}/${directory.id}`;
      headers['x-ms-throttle-information'] = 'ResourceUnitLimitExceeded';
      return { headers, retryAfterSeconds: Math.max(0.001, Number(seconds.toFixed(3))) };
    },
  };
}
