// What is tried again by itself, when, and how often.
import { describe, expect, test } from 'vitest';
import { decideRetry } from './retry.ts';

const failed = (code: string | null, attempt = 1, isPreview = false) => ({ code, attempt, isPreview });

describe('a run that failed', () => {
  test('of something that can pass is tried again after pauses that grow up to an hour', () => {
    for (const code of ['graph.throttled', 'graph.unavailable', 'database.unavailable']) {
      const pauses = [1, 2, 3, 4, 5, 6, 7].map(
        (attempt) => decideRetry(failed(code, attempt), 0.5)?.afterSeconds,
      );
      expect(pauses).toEqual([60, 120, 240, 480, 960, 1_920, 3_600]);
      expect(decideRetry(failed(code, 8), 0.5)).toBeNull();
    }
  });

  test('together with others is not tried again in the same second as they', () => {
    const seconds = [0, 0.3, 0.6, 0.9].map(
      (random) => decideRetry(failed('graph.unavailable', 3), random)?.afterSeconds ?? 0,
    );
    expect(new Set(seconds).size).toBe(4);
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(192);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(288);
  });

  test('because its process died is tried again at once, then with pauses, and not for ever', () => {
    expect(decideRetry(failed('run.interrupted'), 0.5)).toEqual({ afterSeconds: 0, attempt: 2 });
    expect(decideRetry(failed('run.interrupted', 2), 0.5)?.afterSeconds).toBeGreaterThan(0);
    expect(decideRetry(failed('run.interrupted', 5), 0.5)).toBeNull();
  });

  test('of something that somebody has to see to is not tried again', () => {
    const codes = [
      'credential.wrong',
      'credential.expired',
      'credential.isId',
      'app.unknown',
      'tenant.unknown',
    ];
    codes.push(
      'tenant.changed',
      'permission.missing',
      'group.notFound',
      'group.ambiguous',
      'provider.invalid',
    );
    codes.push('template.paused', 'template.busy', 'plan.changed', 'approval.stale', 'approval.changed');
    for (const code of [...codes, 'graph.protocol', 'internal'])
      expect(decideRetry(failed(code), 0.5), code).toBeNull();
    expect(decideRetry(failed(null), 0.5)).toBeNull();
  });

  test('and was a preview is told to whoever asked, unless its process died', () => {
    expect(decideRetry(failed('graph.unavailable', 1, true), 0.5)).toBeNull();
    expect(decideRetry(failed('run.interrupted', 1, true), 0.5)).not.toBeNull();
  });
});
