// A file as an answer, written piece by piece as it is read: nothing of it is held whole, and half of one never looks like all of it.
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { CompanyEnv } from './parts.ts';

interface FileAnswer {
  /** "text/csv; charset=utf-8". */
  type: string;
  /** What it is called when it is kept. */
  name: string;
}

/** The first piece comes before the answer begins, so that what fails at once is told as a problem. */
export async function answerFile(
  c: Context<CompanyEnv>,
  pieces: AsyncGenerator<string, void>,
  { type, name }: FileAnswer,
): Promise<Response> {
  const first = await pieces.next();
  c.header('Content-Type', type);
  c.header('Content-Disposition', `attachment; filename="${name}"`);
  if (c.req.method === 'HEAD') return c.body(null, 200);
  return stream(c, async (out) => {
    try {
      await out.write(first.done ? '' : first.value);
      for await (const piece of pieces) {
        if (out.aborted) return;
        await out.write(piece);
      }
    } catch (error) {
      // Half a file must not look like a whole one: the line is cut off instead of ended.
      c.var.parts.log.error('A file that was asked for could not be written whole.', {
        requestId: c.var.requestId,
        error,
      });
      c.env.outgoing.destroy();
    }
  });
}
