// When a template starts by itself: nights with a stable jitter, summer time, missed nights, minutes after the last end.
import { describe, expect, it } from 'vitest';
import { decideNextStart } from './next-start.ts';
import type { NextStartInput } from './next-start.ts';

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);
const input = (more: Partial<NextStartInput>): NextStartInput => ({
  templateId: '0b9a4a51-9f2c-4f0e-8a55-27c10ce0a9a1',
  mode: 'full',
  schedule: { nightlyAt: '02:00', everyMinutes: null },
  timeZone: 'Europe/Stockholm',
  lastNominalAt: null,
  lastFinishedAt: null,
  lastRefusedAt: null,
  expectedAt: null,
  now: at('2026-01-10T12:00:00Z'),
  ...more,
});
const jitter = (decideNextStart(input({}))?.at ?? 0) - at('2026-01-11T01:00:00Z');

describe('the nightly start', () => {
  it('is at its wall-clock time plus less than an hour that is always the same for the template', () => {
    expect(jitter).toBeGreaterThanOrEqual(0);
    expect(jitter).toBeLessThan(hour);
    expect(decideNextStart(input({ now: at('2026-01-20T12:00:00Z') }))?.at).toBe(
      at('2026-01-21T01:00:00Z') + jitter,
    );
    const others = Array.from(
      { length: 50 },
      (_, n) => decideNextStart(input({ templateId: `template ${n}` }))?.at,
    );
    expect(new Set(others).size).toBeGreaterThan(40);
  });

  it('stays at the same wall-clock time when summer time begins', () => {
    const before = decideNextStart(input({ now: at('2026-03-27T12:00:00Z') }));
    expect(before?.at).toBe(at('2026-03-28T01:00:00Z') + jitter);
    const skipped = decideNextStart(input({ now: at('2026-03-28T12:00:00Z') }));
    expect(skipped?.at).toBe(at('2026-03-29T01:00:00Z') + jitter);
    const after = decideNextStart(input({ now: at('2026-03-29T12:00:00Z') }));
    expect(after?.at).toBe(at('2026-03-30T00:00:00Z') + jitter);
  });

  it('is caught up when it was missed by less than 20 hours, and not when by more', () => {
    const slot = at('2026-01-10T01:00:00Z') + jitter;
    const lastNominalAt = slot - 24 * hour;
    expect(decideNextStart(input({ lastNominalAt, now: slot + 19 * hour }))?.at).toBe(slot);
    expect(decideNextStart(input({ lastNominalAt, now: slot + 20 * hour }))?.at).toBe(slot + 24 * hour);
  });

  it('keeps its slot as the moment that it stands for, however late it is caught up', () => {
    const slot = at('2026-01-10T01:00:00Z') + jitter;
    const late = decideNextStart(input({ lastNominalAt: slot - 24 * hour, now: slot + 5 * hour }));
    expect(late).toEqual({ at: slot, why: 'nightly', nominalAt: slot });
  });

  it('of a template that never ran is the one that it was told to begin with', () => {
    const slot = at('2026-01-10T01:00:00Z') + jitter;
    const due = decideNextStart(input({ expectedAt: slot, now: slot + 1 }));
    expect(due).toEqual({ at: slot, why: 'nightly', nominalAt: slot });
    expect(decideNextStart(input({ expectedAt: slot, now: slot + 21 * hour }))?.at).toBe(slot + 24 * hour);
  });

  it('is due still after a refusal, an hour later, and stands for its slot then', () => {
    const slot = at('2026-01-10T01:00:00Z') + jitter;
    const refused = { lastNominalAt: slot - 24 * hour, lastRefusedAt: slot + 1_000, now: slot + 2_000 };
    expect(decideNextStart(input(refused))).toEqual({
      at: slot + 1_000 + hour,
      why: 'nightly',
      nominalAt: slot,
    });
  });

  it('is not caught up when some run came after it, or the template never ran', () => {
    const slot = at('2026-01-10T01:00:00Z') + jitter;
    expect(decideNextStart(input({ lastNominalAt: slot, now: slot + hour }))?.at).toBe(slot + 24 * hour);
    expect(decideNextStart(input({ now: slot + hour }))?.at).toBe(slot + 24 * hour);
  });
});

describe('the interval', () => {
  const schedule = { nightlyAt: '02:00', everyMinutes: 15 };

  it('begins when the last run ended', () => {
    const lastFinishedAt = at('2026-01-10T12:00:00Z');
    const next = decideNextStart(
      input({ schedule, lastNominalAt: lastFinishedAt, lastFinishedAt, now: lastFinishedAt }),
    );
    expect(next).toMatchObject({ at: lastFinishedAt + 15 * 60_000, why: 'interval' });
  });

  it('gives way to the night when that comes first', () => {
    const lastFinishedAt = at('2026-01-11T01:00:00Z') + jitter - 60_000;
    const next = decideNextStart(
      input({ schedule, lastNominalAt: lastFinishedAt, lastFinishedAt, now: lastFinishedAt }),
    );
    expect(next).toMatchObject({ at: at('2026-01-11T01:00:00Z') + jitter, why: 'nightly' });
  });

  it('starts a template that never ran at once', () => {
    const now = at('2026-01-10T12:00:00Z');
    expect(decideNextStart(input({ schedule }))).toEqual({ at: now, why: 'interval', nominalAt: now });
  });

  it('that was over weeks ago stands for now, so that no leave is dated back (R3)', () => {
    const now = at('2026-01-10T12:00:00Z');
    const lastFinishedAt = now - 40 * 24 * hour;
    const next = decideNextStart(input({ schedule, lastNominalAt: lastFinishedAt, lastFinishedAt, now }));
    expect(next).toEqual({ at: lastFinishedAt + 15 * 60_000, why: 'interval', nominalAt: now });
  });
});

it('is never for a paused template', () => {
  expect(
    decideNextStart(input({ mode: 'paused', schedule: { nightlyAt: '02:00', everyMinutes: 5 } })),
  ).toBeNull();
});
