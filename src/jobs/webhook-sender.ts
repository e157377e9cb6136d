// Sends what waits for webhooks, several at a time and each in its order, until the process stops. A webhook that is broken or slow
// holds up nobody else. Killed, what was under way is sent again with the same id once its hold has run out: at least once.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import type { Posted, Poster } from '../connectors/webhook/post.ts';
import { presentSigned } from '../connectors/webhook/sign.ts';
import type { Log } from '../log.ts';
import type { MailService } from '../mail/draft.ts';
import { decideAfterFailure, mapStatus, paceOf } from '../plan/webhook.ts';
import type { Attempt } from '../plan/webhook.ts';
import { composeDelivery, presentKeptAnswer } from '../run/compose-delivery.ts';
import { openWebhook, signingOf } from '../run/webhook-secrets.ts';
import { switchWebhookOff } from '../run/webhook-off.ts';
import type { Database } from '../store/database.ts';
import {
  claimWebhooks,
  countFailure,
  putBackDelivery,
  releaseWebhook,
  takeNextDelivery,
  writeDelivered,
  writeFailed,
} from '../store/webhook-line.ts';
import type { Delivery, Held } from '../store/webhook-line.ts';
import type { Webhook } from '../store/webhooks.ts';
import type { Chore } from './worker.ts';

export interface SenderOptions {
  database: Database;
  openBox: () => Promise<SecretBox>;
  openPoster: () => Poster;
  /** For the words of messages. */
  service: MailService;
  log: Log;
  /** ms; what signatures are dated with. */
  now?: () => number;
  /** Between two looks while nothing is to be sent. */
  lookEveryMs?: number;
}

/** Webhooks that one process sends to at a time. */
const MOST_AT_A_TIME = 8;
/** All processes together to one host: Slack's and Teams' are everybody's. */
const PER_HOST = 4;
const LOOK_EVERY_MS = 1_000;
/** Then the others get their turn. */
const MOST_IN_A_ROW = 50;

export function openWebhookSender(options: SenderOptions): Chore {
  return { everyMs: LOOK_EVERY_MS, work: (closing) => sendUntilClosed(options, closing) };
}

/** Ends when the process does, or with the database's failure: nobody is sent to any more then. */
async function sendUntilClosed(options: SenderOptions, closing: AbortSignal): Promise<void> {
  const poster = options.openPoster();
  const going = new Set<Promise<void>>();
  const troubles: unknown[] = [];
  const start = (held: Held) => {
    const sending = sendLine({ ...options, poster }, held, closing)
      .catch((error: unknown) => void troubles.push(error))
      .finally(() => going.delete(sending));
    going.add(sending);
  };
  try {
    while (!closing.aborted && troubles.length === 0) {
      const limit = MOST_AT_A_TIME - going.size;
      const ask = { claim: randomUUID(), limit, perHost: PER_HOST };
      for (const held of limit > 0 ? await claimWebhooks(options.database.kysely, ask) : []) start(held);
      const look = pause(options.lookEveryMs ?? LOOK_EVERY_MS, undefined, { signal: closing });
      await look.catch(() => undefined);
    }
  } finally {
    await Promise.all(going);
    await poster.close();
  }
  if (troubles.length > 0) throw troubles[0];
}

type Sending = SenderOptions & { poster: Poster };

async function sendLine(options: Sending, held: Held, closing: AbortSignal): Promise<void> {
  const { kysely } = options.database;
  try {
    for (let sent = 0; sent < MOST_IN_A_ROW && !closing.aborted; sent += 1) {
      const next = await takeNextDelivery(kysely, held);
      if (next === null) return;
      await sendOne(options, held, next, closing);
    }
  } finally {
    await releaseWebhook(kysely, held);
  }
}

interface Taken {
  webhook: Webhook;
  delivery: Delivery;
}

async function sendOne(
  options: Sending,
  held: Held,
  { webhook, delivery }: Taken,
  closing: AbortSignal,
): Promise<void> {
  const { kysely } = options.database;
  let tried: Tried;
  try {
    tried = await attempt(options, webhook, delivery, closing);
  } catch (error) {
    if (!closing.aborted) throw error;
    await putBackDelivery(kysely, held, delivery);
    return;
  }
  const { outcome, answer } = tried;
  await kysely.transaction().execute(async (trx) => {
    if (outcome.is === 'delivered') {
      const paceMs = paceOf(webhook.shape);
      await writeDelivered(trx, held, delivery, { status: outcome.status, paceMs });
      return;
    }
    const isCounted = !delivery.isTest && outcome.why !== 'void';
    const counted = await countFailure(trx, held, isCounted);
    if (counted === null) return;
    const { failures, failingForMs } = counted;
    const triedForMs = Date.now() - delivery.firstTriedAt.getTime();
    const facts = { attempts: delivery.attempts, triedForMs, failures, failingForMs };
    const after = decideAfterFailure(outcome, {
      ...facts,
      isTest: delivery.isTest,
      chance: Math.random(),
    });
    await writeFailed(trx, held, delivery, { status: outcome.status, answer, ...after });
    if (after.off === null || !counted.isActive) return;
    const since = new Date(Date.now() - failingForMs);
    await switchWebhookOff(trx, webhook, {
      code: after.off,
      status: outcome.status,
      failures,
      since,
    });
    const about = { companyId: webhook.companyId, code: `webhook.${after.off}` };
    options.log.warn('A webhook was switched off.', { ...about, ...presentStatus(outcome.status) });
  });
}

const presentStatus = (status: number | null) => (status === null ? {} : { status });

interface Tried {
  outcome: Attempt;
  /** What the receiver said, or why there was no answer. */
  answer: string | null;
}

/** Throws when the process stops, or for a fault of the database. */
async function attempt(
  options: Sending,
  webhook: Webhook,
  delivery: Delivery,
  closing: AbortSignal,
): Promise<Tried> {
  const { database, poster, service, now = Date.now } = options;
  const secrets = await readSecrets(options, webhook);
  if (secrets === null) return silent('trouble', 'The stored address can not be opened; give it again.');
  const composed = await composeDelivery(database.kysely, delivery, webhook.shape, { service, now: now() });
  if (composed.is === 'void') {
    const { why, fault: error } = composed;
    const { companyId } = webhook;
    if (error !== undefined)
      options.log.error('A message to a webhook could not be made.', { companyId, error });
    return silent('void', why);
  }
  const { body, notice } = composed;
  const seconds = Math.floor(now() / 1_000);
  const signed = presentSigned({ id: delivery.id, seconds, body }, signingOf(secrets, now()));
  const headers = { 'content-type': 'application/json', 'user-agent': 'Rollcall', ...signed };
  const posted = await poster.post(secrets.url, { headers, body }, closing);
  if (posted.is === 'silence') return silent('trouble', posted.why);
  return mapAnswer(posted, (text) => presentKeptAnswer(text, notice));
}

function mapAnswer(
  { status, askedMs, text }: Extract<Posted, { is: 'answer' }>,
  keep: (text: string) => string | null,
): Tried {
  if (status >= 300 && status < 400) {
    const answer = 'It sends on to another address, which is not followed. Give the webhook that one.';
    return { outcome: { is: 'failed', why: 'trouble', status, askedMs: null }, answer };
  }
  const outcome = mapStatus(status, askedMs);
  return { outcome, answer: outcome.is === 'delivered' ? null : keep(text) };
}

const silent = (why: 'trouble' | 'void', answer: string): Tried => ({
  outcome: { is: 'failed', why, status: null, askedMs: null },
  answer,
});

/** null: there are none, or the key that they were sealed with is not here. */
async function readSecrets({ openBox }: SenderOptions, { id, sealed }: Webhook) {
  if (sealed === null) return null;
  try {
    return await openWebhook(await openBox(), id, sealed);
  } catch (error) {
    if (error instanceof SecretUnreadable) return null;
    throw error;
  }
}
