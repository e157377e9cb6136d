// What a run says while it goes, as server-sent events: with ids, so that a lost line takes up again where it was, and with
// a word now and then, so that nobody takes a quiet line for a dead one. Each time it is seen to that whoever watches still may.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { SSEStreamingApi } from 'hono/streaming';
import { hasRight, isWithinReach } from '../../access/rights.ts';
import { watchRun } from '../../jobs/watch-run.ts';
import { authenticateAgain } from '../authenticate.ts';
import type { CompanyEnv } from '../parts.ts';

/** The portal takes a line for dead after ten seconds without a word. */
const BEAT_MS = 4_000;

/** Ends with the run, with the right to watch it, when whoever watches goes away, or when the server stops. */
export function answerEvents(c: Context<CompanyEnv>, runId: string): Response {
  // Nobody reads the body of an answer to HEAD, so that its stream would never learn that nobody does.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
  const last = c.req.header('Last-Event-ID') ?? '';
  const after = /^\d{1,15}$/.test(last) ? Number(last) : 0;
  return streamSSE(c, async (stream) => {
    const { queue, watching, log } = c.var.parts;
    const going = new AbortController();
    const end = () => going.abort();
    stream.onAbort(end);
    const beat = setInterval(() => void writeBeat(c, stream, end).catch(end), BEAT_MS);
    const signal = AbortSignal.any([going.signal, watching.stopping]);
    try {
      for await (const event of watchRun(queue, runId, after, signal)) {
        const data = { at: event.at.toISOString(), ...(event.data as object) };
        await stream.writeSSE({ id: String(event.id), event: event.kind, data: JSON.stringify(data) });
      }
    } catch (error) {
      // The line ends and the browser comes back for the rest. Left to the framework it would be told on standard error, as it is.
      const { requestId } = c.var;
      if (!going.signal.aborted) log.error('Watching a run failed.', { requestId, runId, error });
    } finally {
      clearInterval(beat);
    }
  });
}

/** An event and no comment: browsers keep comments from the page. Without an id, so that it is nothing to resume from. */
async function writeBeat(c: Context<CompanyEnv>, stream: SSEStreamingApi, end: () => void): Promise<void> {
  const principal = await authenticateAgain(c);
  if (!principal || !isWithinReach(principal, c.var.company.id) || !hasRight(principal, 'run.read')) end();
  else await stream.writeSSE({ event: 'alive', data: '{}' });
}
