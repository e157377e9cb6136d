// Whose run is taken up next: first what people wait for, then companies of which nothing goes, then the least busy one.
// Within a company the urgent comes first, then what waited longest. One company never has all places of a worker, so
// that a long run of hers, or hundreds of them, hold up nobody else.
import type { Job } from 'pg-boss';
import { readLightestLoad } from '../store/queue-load.ts';
import { QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';

/** From here on somebody looks at a screen and waits (order-run.ts). */
const PERSON_WAITS = 100;
/** As many of a company's may overtake the other companies: who clicks on hundreds waits for the rest of his own. */
const OVERTAKING = 2;

/** Companies that may have no further run in this process. going: the company of each run that goes here. */
function decideSated(going: readonly string[], places: number): string[] {
  const most = Math.max(1, places - 1);
  const counts = Map.groupBy(going, (company) => company);
  return [...counts].filter(([, runs]) => runs.length >= most).map(([company]) => company);
}

export interface Share {
  /** The company of each run that goes in this process. */
  going: readonly string[];
  /** Runs at a time. */
  places: number;
  /** Also looks for what people wait for of companies that have a run already; once a moment will do. */
  mayOvertake: boolean;
}

/** Takes up as many as there is room for, or fewer: then nothing more is ready. */
export async function fetchFairly(queue: Queue, { going, places, mayOvertake }: Share): Promise<Job[]> {
  const taken: Job[] = [];
  for (;;) {
    const room = places - going.length - taken.length;
    if (room <= 0) return taken;
    const companies = [...going, ...taken.map(({ groupId }) => groupId ?? '')];
    const next = await fetchNext(queue, decideSated(companies, places), room, mayOvertake);
    if (next.length === 0) return taken;
    taken.push(...next);
  }
}

async function fetchNext(
  queue: Queue,
  ignoreGroups: string[],
  room: number,
  mayOvertake: boolean,
): Promise<Job[]> {
  const { boss, database } = queue;
  if (mayOvertake) {
    const urgent = { ignoreGroups, batchSize: 1, minPriority: PERSON_WAITS, groupConcurrency: OVERTAKING };
    const first = await boss.fetch<object>(QUEUE, urgent);
    if (first.length > 0) return first;
  }
  const idle = await boss.fetch<object>(QUEUE, { ignoreGroups, batchSize: room, groupConcurrency: 1 });
  if (idle.length > 0) return idle;
  const load = await readLightestLoad(database.kysely, QUEUE, ignoreGroups);
  if (load === null) return [];
  return boss.fetch<object>(QUEUE, { ignoreGroups, batchSize: 1, groupConcurrency: load + 1 });
}
