// Every code that a run can fail with has words of its own in both languages: what is wrong, what is unharmed, what to do.
import { expect, it } from 'vitest';
import { openTimes } from '../present-time.ts';
import { presentReason } from './reason-words.ts';
import { presentEnglish } from './trouble-words-en.ts';
import { presentSwedish } from './trouble-words-sv.ts';
import type { Trouble } from './trouble-words.ts';

const both = { sv: presentSwedish, en: presentEnglish };
const limit = { count: 5, percent: 10 };
const trouble = (code: string, more: Partial<Trouble> = {}): Trouble => ({
  code,
  message: 'It failed in a way of its own.',
  cure: 'Do this about it.',
  about: {},
  brake: null,
  seen: 3,
  ...more,
});

const known: Trouble[] = [
  trouble('credential.expired', { about: { credential: 'secret' } }),
  trouble('credential.expired', { about: { credential: 'certificate' } }),
  trouble('credential.wrong', { about: { credential: 'secret' } }),
  trouble('credential.wrong', { about: { credential: 'certificate' } }),
  trouble('credential.isId'),
  trouble('app.unknown', { about: { app: 'app-id' } }),
  trouble('app.unknown', { about: { isDisabled: 'yes' } }),
  trouble('tenant.unknown', { about: { tenant: 'nordvik.example', cloud: 'global' } }),
  trouble('tenant.unknown', { about: { tenant: 'nordvik.example', cloud: 'global', isElsewhere: 'yes' } }),
  trouble('tenant.changed', { about: { tenant: 'a', tenantBefore: 'b' } }),
  trouble('permission.missing', { about: { permission: 'Group.Read.All' } }),
  trouble('permission.missing', { about: { permission: 'Member.Read.Hidden', group: 'Telefoni' } }),
  trouble('permission.missing', { about: { blockedBy: 'A policy.' } }),
  trouble('group.notFound', { about: { group: 'Telefoni', candidates: [] } }),
  trouble('group.notFound', {
    about: { group: 'Telefoni', isGone: 'yes', candidates: ['"Telefoni" (security, 1)'] },
  }),
  trouble('group.ambiguous', { about: { group: 'Telefoni', candidates: ['one', 'two'] } }),
  trouble('graph.throttled'),
  trouble('graph.unavailable'),
  trouble('database.unavailable'),
  trouble('run.interrupted'),
  trouble('graph.protocol'),
  trouble('provider.invalid'),
  trouble('provider.invalid', { about: { cloud: 'norden' } }),
  trouble('credential.wrong', { about: { sealed: 'key.missing' } }),
  trouble('credential.wrong', { about: { sealed: 'secret.unreadable' } }),
  trouble('credential.wrong', { about: { refusedBy: 'graph' } }),
  trouble('internal'),
  ...(['removals', 'numbers', 'creates'] as const).map((kind) =>
    trouble(`brake.${kind}`, {
      brake: { kind, count: 8, counted: 9, percent: 22.5, limit, people: [] },
    }),
  ),
  trouble('series.low', { about: { first: '1', last: '9', free: '2' } }),
  trouble('series.runsOut', { about: { first: '1', last: '9', free: '1', runsOut: '2027-03-01' } }),
  trouble('series.usedUp', { about: { first: '1', last: '1', free: '0' } }),
];

type Language = 'sv' | 'en';
const timesOf = (language: Language) => openTimes(language, 'Europe/Stockholm');

function expectWords(language: Language): void {
  const times = timesOf(language);
  const titles = known.map((one) => {
    const words = both[language](one, times);
    const all = [words.title, words.what, words.unharmed, words.over, JSON.stringify(words.steps)];
    for (const text of all) {
      expect(text).not.toMatch(/undefined|null|NaN|Do this about it/);
      expect(text.trim()).not.toBe('');
    }
    expect(words.steps.length).toBeGreaterThan(0);
    return words.title;
  });
  expect(new Set(titles).size).toBe(titles.length);
}

function expectFallback(language: Language): void {
  const times = timesOf(language);
  const words = both[language](trouble('what.ever'), times);
  expect(words.what).toBe('It failed in a way of its own.');
  expect(words.steps).toEqual([['Do this about it.']]);
}

function expectReasons(language: Language): void {
  const fields = ['alias', 'name', 'surname', 'pstnFixed'];
  const troubles = ['missing', 'invalid', 'taken', 'reserved', 'cooling', 'leaving'];
  const codes = fields.flatMap((field) => troubles.map((what) => `${field}.${what}`));
  for (const code of [...codes, 'person.disabled', 'person.unreadable', 'link.conflict', 'filter.failed'])
    expect(presentReason(code, language)).toMatchObject({
      title: expect.not.stringContaining('.'),
      cure: expect.stringMatching(/\.$/),
    });
  expect(presentReason('some.code', language)).toEqual({ title: 'some.code', cure: '', who: 'either' });
}

it('every code has a title, what is unharmed and steps of its own (sv)', () => {
  expect.hasAssertions();
  expectWords('sv');
});
it('a code that is not known is told by the run’s own sentence and cure (sv)', () => {
  expect.hasAssertions();
  expectFallback('sv');
});
it('every reason of somebody left out has words, and others are told as they are (sv)', () => {
  expect.hasAssertions();
  expectReasons('sv');
});
it('every code has a title, what is unharmed and steps of its own (en)', () => {
  expect.hasAssertions();
  expectWords('en');
});
it('a code that is not known is told by the run’s own sentence and cure (en)', () => {
  expect.hasAssertions();
  expectFallback('en');
});
it('every reason of somebody left out has words, and others are told as they are (en)', () => {
  expect.hasAssertions();
  expectReasons('en');
});

it.each(['sv', 'en'] as const)(
  'what is wrong on the server is not told as the app’s fault in Entra (%s)',
  (language) => {
    const tell = (code: string, about: Trouble['about']) =>
      JSON.stringify(both[language](trouble(code, { about }), timesOf(language)));
    const key = tell('credential.wrong', { sealed: 'key.wrong' });
    expect(key).toContain('ROLLCALL_KEY');
    expect(key).not.toContain('New client secret');
    expect(tell('credential.wrong', { sealed: 'secret.unreadable' })).toContain('secret.key');
    expect(tell('credential.wrong', { refusedBy: 'graph' })).toContain('It failed in a way of its own.');
    const cloud = tell('provider.invalid', { cloud: 'norden' });
    expect(cloud).toMatch(/norden.*ROLLCALL_CLOUDS/);
    expect(cloud).not.toContain('New client secret');
    expect(tell('graph.unavailable', {})).toContain('It failed in a way of its own.');
  },
);

it.each(['sv', 'en'] as const)(
  'a group that a rule asks for is named, with the rule to correct (%s)',
  (language) => {
    const about = { group: 'Sälj', rule: 'Säljare', candidates: ['"Sälj" (security, 1)'] };
    for (const code of ['group.notFound', 'group.ambiguous']) {
      const words = JSON.stringify(both[language](trouble(code, { about }), timesOf(language)));
      expect(words).toMatch(/Sälj.*Säljare/);
      expect(words).not.toContain('user_filter');
    }
    const byId = { group: '8c1f2d34', id: '8c1f2d34', candidates: [] };
    expect(both[language](trouble('group.notFound', { about: byId }), timesOf(language)).what).toContain(
      'Object ID',
    );
  },
);

it('times are told in the company’s time zone and the reader’s words', () => {
  const swedish = openTimes('sv', 'Europe/Stockholm');
  const english = openTimes('en', 'Europe/Stockholm');
  expect(swedish.moment('2026-03-02T01:14:00Z')).toBe('2 mars 2026 02:14');
  expect(english.moment('2026-07-02T22:14:00Z')).toBe('3 July 2026 00:14');
  expect(swedish.date('2026-12-01')).toBe('1 december 2026');
  expect(english.month('2027-03-01')).toBe('March 2027');
  expect(swedish.number(98_412)).toBe('98\u00A0412');
  expect(swedish.span('2026-03-02T01:00:00Z', '2026-03-05T02:00:00Z')).toBe('3 dagar');
  expect(english.span('2026-03-02T01:00:00Z', '2026-03-02T04:10:00Z')).toBe('3 hours');
  expect(english.span('2026-03-02T01:00:00Z', '2026-03-02T01:00:10Z')).toBe('1 minute');
});
