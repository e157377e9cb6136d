// What watches over the process asks, beside the API and before its checks: is it alive (/healthz), can it work (/readyz),
// and its figures (/metrics). Answers hold no names and no secrets. Who may see the figures: whoever has the token;
// without a token, this machine alone.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { readMigrations } from '../../store/migrate.ts';
import { readSchemaNumber } from '../../store/schema-number.ts';
import type { ApiParts, PublicEnv } from '../parts.ts';
import { openMetrics } from './metrics.ts';

/** Longer, and a balancer that asks each second has several questions open. */
const PATIENCE_MS = 2_000;

export function addWatching(app: OpenAPIHono<PublicEnv>, parts: ApiParts): void {
  const metrics = openMetrics(parts.database, parts.version, parts.clock);
  const readReady = shareReading(() => readReadiness(parts));
  app.get('/healthz', (c) => c.json({ alive: true }, 200, { 'Cache-Control': 'no-store' }));
  app.get('/readyz', async (c) => {
    const checks = await readReady();
    const isReady = Object.values(checks).every((check) => check === 'ok');
    return c.json({ ready: isReady, checks }, isReady ? 200 : 503, { 'Cache-Control': 'no-store' });
  });
  app.get('/metrics', async (c) => {
    const asked = {
      authorization: c.req.header('Authorization'),
      remote: c.env.incoming.socket.remoteAddress,
      isForwarded: ['X-Forwarded-For', 'Forwarded', 'X-Real-IP'].some((name) => c.req.header(name)),
    };
    if (!mayRead(asked, parts.watching.metricsToken)) {
      return c.text('Send the token of ROLLCALL_METRICS_TOKEN, or ask from this machine.\n', 401, {
        'WWW-Authenticate': 'Bearer',
      });
    }
    const { text, contentType } = await metrics.read();
    return c.body(text, 200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  });
}

/** A proxy on this machine comes from this machine too: then a token is needed. */
function mayRead(
  asked: { authorization: string | undefined; remote: string | undefined; isForwarded: boolean },
  token: string | null,
): boolean {
  if (token === null) return !asked.isForwarded && /^(::ffff:)?127\.|^::1$/.test(asked.remote ?? '');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(asked.authorization ?? ''), digest(`Bearer ${token}`));
}

type Check = 'ok' | 'fault';

async function readReadiness({ database, box, watching }: ApiParts): Promise<Record<string, Check>> {
  const [schema, keys] = await Promise.all([
    within(async () => (await readSchemaNumber(database.kysely)) >= (await readMigrations()).length),
    within(async () => {
      await box.check();
      return true;
    }),
  ]);
  return {
    database: schema === 'unanswered' ? 'fault' : 'ok',
    migrations: schema === 'yes' ? 'ok' : 'fault',
    keys: keys === 'yes' ? 'ok' : 'fault',
    running: watching.stopping.aborted ? 'fault' : 'ok',
  };
}

/** One look at a time for all who ask meanwhile: a database that hangs is not asked by every balancer anew. */
function shareReading<T>(read: () => Promise<T>): () => Promise<T> {
  let going: Promise<T> | null = null;
  return () => {
    going ??= read().finally(() => (going = null));
    return going;
  };
}

/** Why it fails is doctor's to tell; whoever asks here only takes the process out of the line. */
async function within(work: () => Promise<boolean>): Promise<'yes' | 'no' | 'unanswered'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unanswered'>((resolve) => {
    timer = setTimeout(() => resolve('unanswered'), PATIENCE_MS);
  });
  const done = work().then(
    (isRight) => (isRight ? ('yes' as const) : ('no' as const)),
    () => 'unanswered' as const,
  );
  const answer = await Promise.race([done, late]);
  clearTimeout(timer);
  return answer;
}
