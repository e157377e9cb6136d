// A webhook from the document to the receiver with real processes: a worker is killed in the middle of a message, a receiver is
// away for long, somebody sends again from the command line, and nothing is lost or told twice with another id.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { openReceiver } from '../webhook-receiver.ts';
import type { Receiver } from '../webhook-receiver.ts';
import { eventOf, idOf, until } from '../webhook-world.ts';
import { openWorld } from '../world.ts';
import type { Report, World } from '../world.ts';

interface Listed {
  name: string;
  url: string | null;
  active: boolean;
  waiting: number;
  failures: number;
  last: { state: string; status: number | null } | null;
}

const allowed = { ROLLCALL_WEBHOOK_HOSTS: '127.0.0.1' };
let world: World;
let receiver: Receiver;
let database: Database;
const workers: ChildProcess[] = [];

beforeEach(async () => {
  world = await openWorld();
  receiver = await openReceiver();
  database = await openDatabase(world.databaseUrl, { maxConnections: 1 });
  for (const [nth, givenName] of ['Ada', 'Bo', 'Cilla'].entries())
    world.emulator.tenant.hire({
      givenName,
      surname: 'Ek',
      mailNickname: `${givenName.toLowerCase()}.ek`,
      businessPhones: [`+468123450${nth + 10}`],
    });
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await kill(worker);
  await database.close();
  await receiver.close();
  await world.close();
});

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'close');
}

function startWorker(): ChildProcess {
  const worker = world.start(['work'], undefined, allowed);
  // Nobody reads them, and a full pipe would stop it.
  worker.stdout?.resume();
  worker.stderr?.resume();
  workers.push(worker);
  return worker;
}

async function list(): Promise<Listed[]> {
  return (await world.cli<Listed[]>(['webhooks'])).json;
}

test('a killed worker’s message is sent again with its id, and what was given up is sent again by hand', async () => {
  const webhook = { name: 'Ärenden', url: receiver.url, kinds: ['users.created'] };
  const document = world.document({}, { webhooks: [webhook] });
  const refused = await world.importDocument(document);
  expect(refused.code).toBe(2);
  expect(refused.error + refused.out).toMatch(/ROLLCALL_WEBHOOK_HOSTS/);
  expect((await world.importDocument(document, allowed)).code).toBe(0);
  expect(await list()).toMatchObject([
    { name: 'Ärenden', url: expect.stringMatching(/…path$/), active: true, waiting: 0, last: null },
  ]);

  expect((await world.cli<Report>(['run', 'Alla'])).json.counts.create).toBe(3);
  expect(await list()).toMatchObject([{ waiting: 1 }]);
  receiver.answer('hang');
  const worker = startWorker();
  await receiver.got(1);
  await kill(worker);
  // Its hold would end by itself within a minute.
  await sql`update webhooks set claimed_until = now()`.execute(database.kysely);
  startWorker();
  const [first, second] = await receiver.got(2);
  expect(first && idOf(first)).toBe(second && idOf(second));
  expect(first?.body).toBe(second?.body);
  expect(second && eventOf(second)).toMatchObject({
    type: 'users.created',
    template: { name: 'Alla' },
    data: { count: 3 },
    text: { sv: { subject: expect.any(String) }, en: {} },
  });
  await until(list, ([one]) => one?.last?.state === 'sent');

  receiver.answer({ status: 422 });
  world.emulator.tenant.hire({
    givenName: 'Doris',
    surname: 'Ek',
    mailNickname: 'doris.ek',
    businessPhones: ['+46812345019'],
  });
  await world.cli(['run', 'Alla']);
  await until(list, ([one]) => one?.last?.state === 'failed');
  const unknown = await world.cli<{ error: { code: string } }>(['replay', 'Ärende']);
  expect(unknown).toMatchObject({ code: 2, json: { error: { code: 'webhook.unknown' } } });
  const replayed = await world.cli<{ count: number }>(['replay', 'Ärenden']);
  expect(replayed).toMatchObject({ code: 0, json: { name: 'Ärenden', count: 1 } });
  const messages = await receiver.got(4);
  const [third, fourth] = messages.slice(2);
  expect(third && idOf(third)).toBe(fourth && idOf(fourth));
  expect(fourth && eventOf(fourth).data).toMatchObject({ count: 1 });
}, 120_000);
