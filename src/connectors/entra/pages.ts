// Reads a listing page by page, the next page while the last one is being dealt with. Follows links only to the
// same Graph and never the same one twice. A refusal ends the listing and is handed over: what it means depends
// on the listing.
import type { Graph, GraphRequest } from './graph.ts';
import { protocolError } from './entra-error.ts';
import { parsePage } from './schema.ts';
import type { GraphFault, GraphPage } from './schema.ts';

export type Refusal = { status: number } & GraphFault;
export type Listed = { is: 'page'; page: GraphPage } | { is: 'refused'; refusal: Refusal; isFirst: boolean };

/** How often a listing whose page token ended is begun again; a listing that never gets through must not run for ever. */
export const MOST_RESTARTS = 3;
/** Two pages ahead smooth out an uneven service and an uneven consumer; more would only fill memory. */
const AHEAD = 2;

export async function* readPages(
  graph: Graph,
  path: string,
  request: GraphRequest,
): AsyncGenerator<Listed, void> {
  const abandoned = new AbortController();
  yield* readAhead(walk(graph, path, { ...request, signal: abandoned.signal }), () => abandoned.abort());
}

/** The token of a page was too old, or the page needs to be asked for otherwise. */
export function isExpiredPage(refusal: Refusal): boolean {
  return refusal.code.toLowerCase() === 'directory_expiredpagetoken';
}

async function* walk(graph: Graph, path: string, request: GraphRequest): AsyncGenerator<Listed, void> {
  const asked = new Set<string>();
  for (let at: string | null = path; at !== null;) {
    if (asked.has(at)) throw protocolError('a listing leads back to a page that was read already.');
    const isFirst = asked.size === 0;
    asked.add(at);
    const answer = await graph.send(at, request);
    if (!answer.ok) {
      yield { is: 'refused', refusal: answer, isFirst };
      return;
    }
    const page: GraphPage = parsePage(answer.body);
    if (page.nextLink !== null && page.deltaLink !== null)
      throw protocolError('a page says both that it is the last and that it is not.');
    at = page.nextLink === null ? null : graph.follow(page.nextLink);
    yield { is: 'page', page };
  }
}

async function* readAhead<T>(source: AsyncGenerator<T, void>, abandon: () => void): AsyncGenerator<T, void> {
  const asked: Promise<IteratorResult<T, void>>[] = [];
  const ask = (): void => {
    const next = source.next();
    // An error belongs to whoever comes to this page; nobody may ever come.
    next.catch(() => undefined);
    asked.push(next);
  };
  try {
    for (let ahead = 0; ahead < AHEAD; ahead += 1) ask();
    for (let next = asked.shift(); next; next = asked.shift()) {
      const result = await next;
      if (result.done) return;
      ask();
      yield result.value;
    }
  } finally {
    abandon();
  }
}
