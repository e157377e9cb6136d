// A company's health: what needs somebody most, counted; what is quiet on purpose is no trouble.
import { expect, test } from 'vitest';
import { decideCompanyHealth } from './company-health.ts';
import type { TemplateStanding } from './company-health.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-26T08:00:00Z');

const aTemplate = (some: Partial<TemplateStanding> = {}): TemplateStanding => ({
  isPaused: false,
  isRetiring: false,
  newestRunAt: now - 7 * HOUR,
  hasFailed: false,
  withheld: 0,
  lastSuccessAt: now - 6 * HOUR,
  nextStartAt: now + 18 * HOUR,
  everyMinutes: null,
  credentialDaysLeft: 200,
  hasSecondCredential: false,
  ...some,
});
const decide = (templates: TemplateStanding[], incidents = 0) =>
  decideCompanyHealth(templates, incidents, now);

test('a company is as bad as the worst of it, whichever template that is of', () => {
  const late = aTemplate({ lastSuccessAt: now - 49 * HOUR });
  const expiring = aTemplate({ credentialDaysLeft: 30 });
  const waiting = aTemplate({ withheld: 6 });
  const failed = aTemplate({ hasFailed: true });
  expect(decide([aTemplate()])).toEqual({ is: 'ok', count: 0 });
  expect(decide([aTemplate(), late])).toEqual({ is: 'late', count: 1 });
  expect(decide([late, expiring])).toEqual({ is: 'expiring', count: 1 });
  expect(decide([late, expiring], 2)).toEqual({ is: 'trouble', count: 2 });
  expect(decide([late, waiting, waiting], 2)).toEqual({ is: 'waiting', count: 12 });
  expect(decide([late, waiting, failed, failed], 2)).toEqual({ is: 'failed', count: 2 });
});

test('a company without sync templates, or with none but deleted ones, is not set up', () => {
  expect(decide([])).toEqual({ is: 'notSetUp', count: 0 });
  expect(decide([aTemplate({ isRetiring: true, hasFailed: true })])).toEqual({ is: 'notSetUp', count: 0 });
});

test('a company is paused when all its templates are; that one failed before it was paused is over', () => {
  const paused = aTemplate({ isPaused: true, hasFailed: true, lastSuccessAt: null, nextStartAt: null });
  expect(decide([paused])).toEqual({ is: 'paused', count: 0 });
  expect(decide([paused, aTemplate()])).toEqual({ is: 'ok', count: 0 });
  expect(decide([{ ...paused, withheld: 3 }])).toEqual({ is: 'waiting', count: 3 });
});

test('a credential worries from 30 days before its end and after it, also while paused, unless a second one waits', () => {
  expect(decide([aTemplate({ credentialDaysLeft: 31 })]).is).toBe('ok');
  expect(decide([aTemplate({ credentialDaysLeft: 30 })]).is).toBe('expiring');
  expect(decide([aTemplate({ credentialDaysLeft: -400, isPaused: true })]).is).toBe('expiring');
  expect(decide([aTemplate({ credentialDaysLeft: 3, hasSecondCredential: true })]).is).toBe('ok');
  expect(decide([aTemplate({ credentialDaysLeft: null })]).is).toBe('ok');
});

test('a template is late after two of its intervals, 48 hours of a nightly one, and never within an hour', () => {
  const after = (minutes: number, everyMinutes: number | null) => {
    const lastSuccessAt = now - minutes * 60_000;
    return decide([aTemplate({ everyMinutes, lastSuccessAt, newestRunAt: now - 60_000 })]).is;
  };
  expect([after(48 * 60, null), after(48 * 60 + 1, null)]).toEqual(['ok', 'late']);
  expect([after(120, 60), after(121, 60)]).toEqual(['ok', 'late']);
  expect([after(60, 5), after(61, 5)]).toEqual(['ok', 'late']);
});

test('what was paused for long and waits for its next start is not late, what is due and does not start is', () => {
  const before = { lastSuccessAt: now - 900 * HOUR, newestRunAt: now - 901 * HOUR };
  expect(decide([aTemplate(before)]).is).toBe('ok');
  expect(decide([aTemplate({ ...before, nextStartAt: now - HOUR })]).is).toBe('late');
  const never = { lastSuccessAt: null, newestRunAt: null };
  expect(decide([aTemplate(never)]).is).toBe('notRun');
  expect(decide([aTemplate({ ...never, nextStartAt: now - 49 * HOUR })]).is).toBe('late');
  expect(decide([aTemplate({ ...never, newestRunAt: now - 49 * HOUR })]).is).toBe('late');
});
