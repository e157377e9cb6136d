// What a run says while it goes, as server-sent events: with ids, so that a lost line takes up again where it was, and with
// a comment now and then, so that neither proxies nor browsers take a quiet line for a dead one.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { watchRun } from '../../jobs/watch-run.ts';
import type { CompanyEnv } from '../parts.ts';

const HEARTBEAT_MS = 15_000;

/** Ends with the run, or when whoever watches goes away. */
export function answerEvents(c: Context<CompanyEnv>, runId: string): Response {
  const last = c.req.header('Last-Event-ID') ?? '';
  const after = /^\d{1,15}$/.test(last) ? Number(last) : 0;
  return streamSSE(c, async (stream) => {
    const going = new AbortController();
    stream.onAbort(() => going.abort());
    const beat = setInterval(
      () => void stream.write(': still here\n\n').catch(() => going.abort()),
      HEARTBEAT_MS,
    );
    try {
      for await (const event of watchRun(c.var.parts.queue, runId, after, going.signal)) {
        const data = { at: event.at.toISOString(), ...(event.data as object) };
        await stream.writeSSE({ id: String(event.id), event: event.kind, data: JSON.stringify(data) });
      }
    } finally {
      clearInterval(beat);
    }
  });
}
