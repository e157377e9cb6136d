// What the events of a run come to: no event twice, rate and time left of the stage, waiting that ends with the next progress.
import { expect, test } from 'vitest';
import { addNews, decideRate, decideShare, decideTimeLeft, noNews } from './live-news.ts';
import type { RunEvent } from './live-news.ts';

const progress = (
  id: number,
  at: number,
  people: number,
  total: number | null,
  stage = 'reading',
): RunEvent => ({
  id,
  kind: 'progress',
  at,
  data: { stage, people, total },
});

test('rate and time left are those of the stage, once enough has been seen', () => {
  const short = addNews(noNews, [progress(1, 0, 0, 1000), progress(2, 1_000, 100, 1000)]);
  expect([decideShare(short), decideRate(short)]).toEqual([0.1, null]);
  const longer = addNews(short, [progress(3, 4_000, 400, 1000)]);
  expect([decideRate(longer), decideTimeLeft(longer)]).toEqual([100, 6_000]);
  const planning = addNews(longer, [progress(4, 5_000, 10, 1000, 'planning')]);
  expect(decideRate(planning)).toBeNull();
});

test('an event that comes again after a lost line changes nothing', () => {
  const news = addNews(noNews, [progress(7, 0, 50, null)]);
  expect(addNews(news, [progress(6, 0, 40, null), progress(7, 0, 50, null)])).toEqual(news);
  expect(decideShare(news)).toBeNull();
});

test('waiting ends with the next progress, and a state is kept', () => {
  const waiting: RunEvent = { id: 2, kind: 'waiting', at: 1_000, data: { seconds: 12, why: 'throttled' } };
  const state: RunEvent = { id: 1, kind: 'state', at: 0, data: { state: 'running' } };
  const news = addNews(noNews, [state, waiting]);
  expect(news).toMatchObject({ state: 'running', waitsUntil: 13_000 });
  expect(addNews(news, [progress(3, 14_000, 1, 2)])).toMatchObject({ state: 'running', waitsUntil: null });
});
