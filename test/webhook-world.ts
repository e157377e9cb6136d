// A company with webhooks in a database of its own, receivers on this machine, and processes that send to them. Time does not pass
// by itself here: what is put off is made due.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { openWebhookSender } from '../src/jobs/webhook-sender.ts';
import { openPoster } from '../src/connectors/webhook/post.ts';
import type { AllowedHosts } from '../src/connectors/webhook/network.ts';
import { noLog } from '../src/log.ts';
import type { WebhookEvent } from '../src/mail/shapes/event.ts';
import { webhookDefaults } from '../src/plan/webhook.ts';
import type { WebhookKind, WebhookShape } from '../src/plan/webhook.ts';
import { saveWebhook } from '../src/run/save-webhook.ts';
import { tell } from '../src/run/tell.ts';
import type { Database } from '../src/store/database.ts';
import type { Tables } from '../src/store/tables.ts';
import { readDeliveries } from '../src/store/webhook-deliveries.ts';
import type { ListedDelivery } from '../src/store/webhook-deliveries.ts';
import { readWebhookHealth } from '../src/store/webhooks.ts';
import type { Webhook, WebhookHealth } from '../src/store/webhooks.ts';
import { testDatabase } from './database.ts';
import { memoryBox } from './memory-box.ts';
import { writeTestCompany } from './run-world.ts';
import { openReceiver } from './webhook-receiver.ts';
import type { Received, Receiver } from './webhook-receiver.ts';

const here: AllowedHosts = { names: [], networks: ['127.0.0.0/8'] };
const service = { name: 'Nordvik Telefoni AB', contact: null, origin: 'https://rollcall.example' };

export interface WebhookWorld {
  database: Database;
  databaseUrl: string;
  companyId: string;
  receiver: Receiver;
  box: ReturnType<typeof memoryBox>;
  /** One more process that sends. */
  openSender(options?: { timeoutMs?: number }): { close(): Promise<void> };
  webhook(options?: {
    url?: string;
    shape?: WebhookShape;
    name?: string;
    kinds?: WebhookKind[];
  }): Promise<{ webhook: Webhook; signing: string }>;
  /** A run that changed something, later than the one before. */
  tellRun(people?: number, options?: { templateId?: string; db?: Kysely<Tables> }): Promise<string>;
  /** As if every pause were over. */
  passTime(): Promise<void>;
  /** The oldest first. */
  deliveries(webhook: Webhook): Promise<ListedDelivery[]>;
  health(webhook: Webhook): Promise<WebhookHealth>;
  untilStates(webhook: Webhook, ...states: string[]): Promise<ListedDelivery[]>;
  /** So many failures in a row, and nothing being sent. */
  untilFailures(webhook: Webhook, count: number): Promise<unknown>;
  close(): Promise<void>;
}

export async function openWebhookWorld(): Promise<WebhookWorld> {
  const { database, url: databaseUrl, close: closeDatabase } = await testDatabase();
  const companyId = randomUUID();
  await writeTestCompany(database, companyId, 'Nordvik Energi AB');
  const receiver = await openReceiver();
  const box = memoryBox();
  const senders: { close: () => Promise<void> }[] = [];
  let told = 0;
  return {
    database,
    databaseUrl,
    companyId,
    receiver,
    box,
    openSender(options = {}) {
      const sender = openTestSender(database, box, options.timeoutMs ?? 5_000);
      senders.push(sender);
      return sender;
    },
    webhook: (options = {}) => writeTestWebhook(database, box, companyId, { url: receiver.url, ...options }),
    tellRun(people = 1, { templateId = null, db = database.kysely } = {}) {
      told += 1;
      return tellTestRun(db, { companyId, templateId, people, nth: told });
    },
    ...openLook(database),
    async close() {
      for (const sender of senders) await sender.close();
      await receiver.close();
      await closeDatabase();
    },
  };
}

type Look = Pick<WebhookWorld, 'passTime' | 'deliveries' | 'health' | 'untilStates' | 'untilFailures'>;

function openLook({ kysely }: Database): Look {
  const deliveries: Look['deliveries'] = async (webhook) => {
    const of = { webhookId: webhook.id, state: null };
    return (await readDeliveries(kysely, of, { limit: 200, after: null })).rows.toReversed();
  };
  const health: Look['health'] = async ({ id }) => {
    const found = (await readWebhookHealth(kysely, [id])).get(id);
    if (!found) throw new Error(`no webhook ${id}`);
    return found;
  };
  return {
    deliveries,
    health,
    async passTime() {
      await sql`update webhook_deliveries set not_before = now() where state = 'waiting'`.execute(kysely);
      await sql`update webhooks set rests_until = now()`.execute(kysely);
    },
    untilStates: (webhook, ...states) =>
      until(
        () => deliveries(webhook),
        (rows) => rows.map(({ state }) => state).join() === states.join(),
      ),
    untilFailures: (webhook, count) =>
      until(
        async () => ({ rows: await deliveries(webhook), ...(await health(webhook)) }),
        ({ failures, rows }) => failures === count && rows.every(({ state }) => state !== 'sending'),
      ),
  };
}

function openTestSender(database: Database, box: ReturnType<typeof memoryBox>, timeoutMs: number) {
  const closing = new AbortController();
  const { work } = openWebhookSender({
    database,
    openBox: async () => box,
    openPoster: () => openPoster({ allowed: here, timeoutMs }),
    service,
    log: noLog,
    lookEveryMs: 5,
  });
  const ended = work(closing.signal);
  return {
    async close() {
      closing.abort();
      await ended;
    },
  };
}

async function writeTestWebhook(
  database: Database,
  box: ReturnType<typeof memoryBox>,
  companyId: string,
  options: { url: string; shape?: WebhookShape; name?: string; kinds?: WebhookKind[] },
): Promise<{ webhook: Webhook; signing: string }> {
  const { url, shape = 'json', name = 'Larm', kinds } = options;
  const { webhook, signing } = await saveWebhook(database.kysely, async () => box, null, {
    id: randomUUID(),
    companyId,
    name,
    shape,
    kinds: kinds ?? [...webhookDefaults.kinds, 'run.summary'],
    active: true,
    address: { url, host: new URL(url).host },
  });
  return { webhook, signing: signing ?? '' };
}

async function tellTestRun(
  db: Kysely<Tables>,
  {
    companyId,
    templateId,
    people,
    nth,
  }: { companyId: string; templateId: string | null; people: number; nth: number },
): Promise<string> {
  return tell(db, {
    company: { id: companyId, language: 'sv' },
    templateId,
    runId: null,
    kind: 'run.summary',
    severity: 'info',
    at: new Date(Date.parse('2026-03-02T01:00:00Z') + nth * 1_000),
    data: {
      state: 'succeeded',
      finishedAt: '2026-03-02T01:00:00Z',
      counts: { create: 1, change: 0, leave: 0, return: 0, delete: 0, skip: 0, conflict: 0, unchanged: 0 },
      people,
      reasons: [],
      deletedSoon: [],
      deletedSoonCount: 0,
    },
    mails: [],
  });
}

/** Until it holds; whoever waits for what never comes is stopped by the test's own time. */
export async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    await new Promise((done) => setImmediate(done));
  }
}

export const eventOf = ({ body }: Received): WebhookEvent => JSON.parse(body);
export const peopleOf = (received: Received): number => (eventOf(received).data as { people: number }).people;
export const idOf = ({ headers }: Received): string => String(headers['webhook-id']);

/** As docs/webhooks.md tells receivers to. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(signed).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((one) => Buffer.from(one.replace('v1,', ''), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
