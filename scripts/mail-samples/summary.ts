// Samples of the summary of a run: an ordinary night, a first load, and a run of which a brake withholds a part.
import { noCounts } from '../../src/run/tally.ts';
import { sampleNotice } from '../mail-sample.ts';

const finishedAt = '2026-11-26T01:14:00Z';
const nobodySoon = { deletedSoon: [], deletedSoonCount: 0 };

export const samples = [
  sampleNotice('summary', 'run.summary', {
    state: 'succeeded',
    finishedAt,
    counts: { ...noCounts, create: 3, change: 12, leave: 1, return: 1, delete: 2, skip: 4, unchanged: 1_184 },
    people: 1_204,
    reasons: [
      { code: 'source.changed', count: 12 },
      { code: 'pstnFixed.missing', count: 3 },
      { code: 'link.conflict', count: 1 },
    ],
    deletedSoon: [{ person: null, user: null, name: 'Bo Holm', deleteOn: '2026-11-29' }],
    deletedSoonCount: 1,
  }),
  sampleNotice('summary-first-load', 'run.summary', {
    state: 'succeeded',
    finishedAt,
    counts: { ...noCounts, create: 98_412, skip: 1_588 },
    people: 100_000,
    reasons: [{ code: 'pstnFixed.missing', count: 1_588 }],
    ...nobodySoon,
  }),
  sampleNotice('summary-withheld', 'run.summary', {
    state: 'withheld',
    finishedAt,
    counts: { ...noCounts, unchanged: 1_184 },
    people: 1_150,
    reasons: [],
    ...nobodySoon,
  }),
];
