// What is known of a run while it goes, from the events that came: how far it is, how fast, what it waits for. Pure.

export type Stage = 'reading' | 'planning' | 'applying';

export interface RunEvent {
  id: number;
  kind: 'state' | 'progress' | 'waiting';
  /** ms */
  at: number;
  data: Readonly<Record<string, unknown>>;
}

export interface News {
  /** Id of the newest event; what comes again is not counted twice. */
  last: number;
  /** null: nothing has been said yet. */
  state: string | null;
  stage: Stage | null;
  people: number;
  /** null: nobody knows yet. */
  total: number | null;
  /** Where the stage began, for its rate. */
  began: { at: number; people: number } | null;
  at: number;
  /** ms; until then the run waits for the source. */
  waitsUntil: number | null;
}

export const noNews: News = {
  last: 0,
  state: null,
  stage: null,
  people: 0,
  total: null,
  began: null,
  at: 0,
  waitsUntil: null,
};

/** Events come in their order, some of them again after a lost line. */
export function addNews(news: News, events: readonly RunEvent[]): News {
  return events.reduce((now, event) => (event.id <= now.last ? now : addEvent(now, event)), news);
}

function addEvent(news: News, { id, kind, at, data }: RunEvent): News {
  const next = { ...news, last: id, at };
  if (kind === 'state') {
    const state = typeof data['state'] === 'string' ? data['state'] : news.state;
    return { ...next, state };
  }
  if (kind === 'waiting') return { ...next, waitsUntil: at + Number(data['seconds'] ?? 0) * 1_000 };
  const stage = data['stage'] as Stage;
  const people = Number(data['people'] ?? 0);
  const total = typeof data['total'] === 'number' ? data['total'] : null;
  const began = news.stage === stage && news.began ? news.began : { at, people };
  return { ...next, stage, people, total, began, waitsUntil: null };
}

/** 0 to 1; null: nobody knows. */
export const decideShare = ({ people, total }: News): number | null =>
  total === null || total === 0 ? null : Math.min(1, people / total);

/** A shorter time says more about the machine than about the run. */
const SHORTEST_MS = 2_000;

/** People a second; null: too little has been seen. */
export function decideRate({ began, at, people }: News): number | null {
  if (began === null || at - began.at < SHORTEST_MS || people <= began.people) return null;
  return ((people - began.people) * 1_000) / (at - began.at);
}

/** ms; null: nobody knows. */
export function decideTimeLeft(news: News): number | null {
  const rate = decideRate(news);
  return rate === null || news.total === null ? null : (Math.max(0, news.total - news.people) / rate) * 1_000;
}
