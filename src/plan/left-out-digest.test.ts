// When a digest of people left out is written, over runs of many days.
import { expect, it } from 'vitest';
import { decideDigest, decideDigestLook, NOBODY } from './left-out-digest.ts';
import type { DigestMark } from './left-out-digest.ts';

const hour = 3_600_000;
const start = Date.parse('2026-03-02T01:20:00Z');
const to = 'it@nordvik.example';

interface Night {
  /** Hours since the one before. */
  after?: number;
  planned?: number;
  /** Who is left out. */
  who: string;
  to?: string | null;
}

/** What each run did: looked without telling, told, or nothing. */
function follow(nights: readonly Night[]): string[] {
  let mark: DigestMark | null = null;
  let at = start;
  return nights.map((night) => {
    at += (night.after ?? 24) * hour;
    const leftOut = night.who.length;
    const run = { at, to: night.to === undefined ? to : night.to, planned: night.planned ?? 1, leftOut };
    const look = decideDigestLook(mark, run);
    if (look === 'no') return 'no';
    if (look === 'later') {
      if (mark !== null) mark = { ...mark, isPending: true };
      return 'later';
    }
    const digest = decideDigest(mark, run, night.who === '' ? NOBODY : night.who);
    mark = digest.mark;
    return digest.isTold ? 'told' : 'looked';
  });
}

it('is written at once, then only when who or why has changed, and once when nobody is left out', () => {
  const nights = ['', 'ab', 'ab', 'abc', 'ab', '', '', 'a'].map((who) => ({ who }));
  expect(follow(nights)).toEqual(['no', 'told', 'looked', 'told', 'told', 'told', 'looked', 'told']);
});

it('is not even looked for in a night that planned nobody', () => {
  expect(follow([{ who: 'a' }, { who: 'a', planned: 0 }, { who: 'a', planned: 0 }])).toEqual([
    'told',
    'no',
    'no',
  ]);
});

it('is written about once a day, with what changed meanwhile, also when the last run of the day planned nobody', () => {
  const day = [
    { who: 'a' },
    { who: 'ab', after: 1 },
    { who: 'abc', after: 1 },
    { who: 'abc', after: 10, planned: 0 },
    { who: 'abc', after: 11, planned: 0 },
    { who: 'abc', after: 1, planned: 0 },
  ];
  expect(follow(day)).toEqual(['told', 'later', 'no', 'no', 'told', 'no']);
});

it('is written to another address at once, and not when an address is taken away', () => {
  const nights = [
    { who: 'a' },
    { who: 'a', planned: 0, to: 'drift@nordvik.example' },
    { who: 'a', to: null },
  ];
  expect(follow(nights)).toEqual(['told', 'told', 'looked']);
});
