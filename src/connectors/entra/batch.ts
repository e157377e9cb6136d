// Sends many small requests as JSON batches of at most 20. Every part is throttled by itself: only the parts that
// failed are sent again, after the longest wait that any of them asks for. A part that did not come is null.
import type { Graph } from './graph.ts';
import { refused } from './graph.ts';
import { parseBatch } from './schema.ts';
import type { BatchPart } from './schema.ts';
import { decideTold } from './waiting.ts';

export interface BatchRequest {
  method: 'GET' | 'POST';
  /** Below /v1.0. */
  url: string;
  body?: unknown;
  /** Advanced query: the header is the part's own, that of the batch does not count. */
  eventual?: boolean;
}

/** The most parts that Graph takes in one batch. */
export const BATCH_PARTS = 20;
const PASSING = new Set([429, 500, 502, 503, 504]);

export async function sendBatch(
  graph: Graph,
  requests: readonly BatchRequest[],
  now: () => number,
): Promise<(BatchPart | null)[]> {
  const parts: (BatchPart | null)[] = [];
  for (let from = 0; from < requests.length; from += BATCH_PARTS) {
    parts.push(...(await sendOne(graph, requests.slice(from, from + BATCH_PARTS), now)));
  }
  return parts;
}

async function sendOne(
  graph: Graph,
  requests: readonly BatchRequest[],
  now: () => number,
): Promise<(BatchPart | null)[]> {
  const parts: (BatchPart | null)[] = requests.map(() => null);
  const attempts = graph.patience.begin();
  for (let waiting = [...requests.keys()]; waiting.length > 0;) {
    await graph.patience.ready(attempts);
    const answer = await graph.send('/$batch', {
      body: { requests: waiting.map((index) => planPart(index, requests[index])) },
    });
    if (!answer.ok) throw refused('The batch', answer);
    const answered = parseBatch(answer.body);
    for (const index of waiting) parts[index] = answered.get(String(index)) ?? null;
    waiting = waiting.filter((index) => PASSING.has(parts[index]?.status ?? 0));
    const told = waiting.map(
      (index) => decideTold(parts[index]?.headers['retry-after'], undefined, now()) ?? 0,
    );
    const why = `${waiting.length} parts of a batch with status ${parts[waiting[0] ?? 0]?.status}`;
    if (waiting.length > 0 && !graph.patience.again(attempts, Math.max(...told) || null, why)) break;
  }
  return parts;
}

function planPart(index: number, request: BatchRequest | undefined): object {
  const headers = {
    ...(request?.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(request?.eventual ? { ConsistencyLevel: 'eventual' } : {}),
  };
  return {
    id: String(index),
    method: request?.method,
    url: request?.url,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(request?.body === undefined ? {} : { body: request.body }),
  };
}
