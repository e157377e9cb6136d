// What `serve` and `work` have in common: the queue and, where wanted, a worker on it, until SIGINT or SIGTERM. Ends within
// ten seconds whatever goes on: what could not end is found and started again by the next worker.
import { once } from 'node:events';
import { openMailSender } from '../jobs/mail-sender.ts';
import { targetKinds } from '../connectors/target-kinds.ts';
import { openPoster } from '../connectors/webhook/post.ts';
import { openQueue } from '../jobs/queue.ts';
import type { Queue } from '../jobs/queue.ts';
import { openTargetComparer } from '../jobs/target-comparer.ts';
import { openTargetFeeder } from '../jobs/target-feeder.ts';
import { openWebhookSender } from '../jobs/webhook-sender.ts';
import { openWorker } from '../jobs/worker.ts';
import type { Chore } from '../jobs/worker.ts';
import type { LogFields } from '../log.ts';
import { guardCredentials } from '../run/guard-credentials.ts';
import { watchSeries } from '../run/watch-series.ts';
import type { RunReport } from '../run/report.ts';
import type { CommandContext } from './command.ts';
import { openGuardDeps } from './guard-deps.ts';
import { openClock, openRunDeps } from './run-deps.ts';
import type { OpenedStore } from './with-store.ts';

export interface Service {
  queue: Queue;
  /** Runs that were carried out so far. */
  runs(): number;
  close(): Promise<void>;
}

/**
 * From the signal on. Worker, clients and database have their own patience and end well before; what holds a connection even then
 * would hold up the end for good. Earlier it would cut off clients, and leave the embedded PostgreSQL running.
 */
const LAST_MOMENT_MS = 9_000;

export async function openService(
  context: CommandContext,
  opened: OpenedStore,
  { isWorking }: { isWorking: boolean },
): Promise<Service> {
  const { config, log } = context;
  const { database } = opened.store;
  // A wrong master key is told here, and not by the first run in the night.
  await (await opened.openBox()).check();
  const queue = await openQueue(database, { maintains: isWorking, log });
  const now = openClock(config.now);
  const worker = isWorking
    ? openWorker({
        queue,
        deps: await openRunDeps(context, opened, ({ seconds, templateId }) =>
          log.warn('Entra makes a run wait.', { templateId, seconds: Math.ceil(seconds) }),
        ),
        runsAtATime: config.runsAtATime,
        now,
        log,
        chores: presentChores(context, opened, now),
        onReport: (report, { companyId }) =>
          log.info('A run has ended.', presentRunFields(report, companyId)),
      })
    : null;
  return {
    queue,
    runs: () => worker?.runs() ?? 0,
    async close() {
      setTimeout(() => process.exit(0), LAST_MOMENT_MS).unref();
      await worker?.close();
      await queue.close();
    },
  };
}

/** What a worker does beside runs. */
function presentChores(context: CommandContext, opened: OpenedStore, now: () => number): Chore[] {
  const { config, secrets, log } = context;
  const { mail, webhookHosts: allowed, targetHosts } = config;
  const { store, openBox } = opened;
  const { database } = store;
  const guard = openGuardDeps(context, opened, now);
  const sender = openMailSender({ database, mail, smtpPassword: secrets.smtpPassword, now, log });
  const targets = { database, openBox, kinds: targetKinds, allowed: targetHosts, now, log };
  const openWebhookPoster = () => openPoster({ allowed });
  return [
    { everyMs: GUARD_EVERY_MS, work: (closing) => guardCredentials(guard, closing) },
    { everyMs: MAILS_EVERY_MS, work: (closing) => sender.sendDue(closing) },
    { everyMs: SERIES_EVERY_MS, work: (closing) => watchSeries(database, now(), closing) },
    openWebhookSender({ database, openBox, openPoster: openWebhookPoster, service: mail.service, log }),
    openTargetFeeder(targets),
    openTargetComparer(targets),
  ];
}

/** Each template's turn comes once a day; new credentials are looked at when they have been saved. */
const GUARD_EVERY_MS = 30_000;
/** An alarm is not to lie about; the look that finds nothing costs nothing. */
const MAILS_EVERY_MS = 2_000;
/** A company's turn comes when numbers were given, and once a day. */
const SERIES_EVERY_MS = 30_000;

function presentRunFields(report: RunReport, companyId: string | null): LogFields {
  const { run, trigger, state, counts, error, startedAt, finishedAt, read } = report;
  return {
    runId: run,
    companyId,
    trigger,
    state,
    ...(error && { code: error.code }),
    counts: { ...counts, requests: read.requests, people: read.people },
    ...(finishedAt !== null && { durationMs: Date.parse(finishedAt) - Date.parse(startedAt) }),
  };
}

/** A signal alone keeps no process alive; a timer does. */
export async function waitForStop(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const alive = setInterval(() => undefined, 60_000);
  try {
    await once(signal, 'abort');
  } finally {
    clearInterval(alive);
  }
}
