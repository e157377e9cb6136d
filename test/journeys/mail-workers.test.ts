// Two worker processes and one mail server: one of them sends and keeps the rate; it is told to stop and the other goes on, that one
// is killed and a third goes on. Everybody gets the mail, and nobody gets it twice.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailWorld } from '../mail-world.ts';
import type { MailWorld } from '../mail-world.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const key = randomBytes(32).toString('hex');
const PACE_MS = 100;
const patience = { timeout: 60_000, interval: 50 };

let world: MailWorld;
const workers = new Map<string, ChildProcess>();
beforeEach(async () => void (world = await openMailWorld()));
afterEach(async () => {
  for (const name of workers.keys()) await end(name, 'SIGKILL');
  workers.clear();
  await world.close();
});

async function startWorker(name: string): Promise<void> {
  const url = new URL(world.url);
  url.searchParams.set('application_name', name);
  const child = spawn(process.execPath, [main, 'work'], {
    env: {
      ...process.env,
      DATABASE_URL: url.href,
      ROLLCALL_DATA: await makeTemporaryFolder(),
      ROLLCALL_KEY: key,
      ROLLCALL_SMTP_URL: world.smtp.url,
      ROLLCALL_MAIL_FROM: 'rollcall@nordvik.example',
      ROLLCALL_MAIL_PER_MINUTE: String(60_000 / PACE_MS),
    },
    stdio: 'ignore',
  });
  workers.set(name, child);
}

async function end(name: string, signal: NodeJS.Signals): Promise<number | null> {
  const child = workers.get(name);
  if (!child || child.exitCode !== null || child.signalCode !== null) return null;
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** The worker that has the turn, by its sessions' name. */
async function waitForSender(): Promise<string> {
  let name = '';
  const look = async () => {
    const { rows } = await world.database.pool.query<{ name: string }>(
      `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and l.granted and a.datname = current_database()
         and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('mail sender', 0)`,
    );
    expect(rows.length).toBeLessThan(2);
    name = rows[0]?.name ?? '';
    return name;
  };
  await expect.poll(look, patience).not.toBe('');
  return name;
}

const arrivals = () => Map.groupBy(world.smtp.mails, ({ to }) => to[0]?.split('@')[0] ?? '');

test('two workers send by turns at one rate, and the end of either loses and doubles nothing', async () => {
  const alarms = Array.from({ length: 30 }, (_, n) => `larm${n}`);
  const welcomes = Array.from({ length: 60 }, (_, n) => `ny${n}`);
  await world.write(welcomes, { kind: 'welcome' });
  await world.write(alarms);
  await startWorker('one');
  await startWorker('two');
  const first = await waitForSender();
  await world.smtp.received(20);
  expect(await end(first, 'SIGTERM')).toBe(0);
  const second = await waitForSender();
  expect(second).not.toBe(first);
  await world.smtp.received(50);
  await end(second, 'SIGKILL');
  await startWorker('three');
  const isOpen = async () =>
    Object.values(await world.states()).filter((state) => state !== 'sent' && state !== 'uncertain').length;
  await expect.poll(isOpen, patience).toBe(0);

  const came = arrivals();
  const states = await world.states();
  for (const name of welcomes) {
    const times = came.get(name)?.length ?? 0;
    expect(times, name).toBeLessThan(2);
    if (states[name] === 'sent') expect(times, name).toBe(1);
  }
  // The one that the killed process had in its hands, at most.
  expect(Object.values(states).filter((state) => state === 'uncertain').length).toBeLessThan(2);
  for (const name of alarms) {
    const mails = came.get(name) ?? [];
    expect(mails.length, name).toBeGreaterThan(0);
    expect(new Set(mails.map(({ parsed }) => parsed.messageId)).size, name).toBe(1);
  }
  const times = world.smtp.mails.map(({ at }) => at);
  const whole = (times.at(-1) ?? 0) - (times[0] ?? 0);
  expect(times.length - alarms.length - welcomes.length).toBeLessThan(2);
  // Nobody's clock is exact.
  expect(whole).toBeGreaterThan((times.length - 1) * PACE_MS * 0.9);
}, 120_000);
