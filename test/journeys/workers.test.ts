// Three worker processes on one database: one is killed in mid-run, one is cut off from the database for a while. Every
// template's run is done once, nobody becomes a user twice, nothing is left behind, and the next night is as quiet as any.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { expect, onTestFailed, onTestFinished, test } from 'vitest';
import { openTcpProxy } from '../tcp-proxy.ts';
import type { TcpProxy } from '../tcp-proxy.ts';
import { openWorld } from '../world.ts';
import type { World } from '../world.ts';

const companies = 10;
const templatesEach = 4;
const people = 30;
const firstDay = '2026-03-02T12:00:00Z';
const secondNight = '2026-03-04T04:00:00Z';
const patience = { timeout: 90_000, interval: 100 };

async function openFleet() {
  const world = await openWorld({ people, latencyMs: 150 });
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await world.close();
  });
  const answer = await world.importDocument(presentFleet(world));
  expect(answer.code, answer.error).toBe(0);
  const read = async <T extends object>(sql: string, values: unknown[] = []) =>
    (await client.query<T>(sql, values)).rows;
  return { world, read };
}

/** All templates of a company have all people in scope: four runs that would make the same people users. */
function presentFleet(world: World) {
  const [one] = world.document()['syncTemplates'] as Record<string, unknown>[];
  const schedule = { nightlyAt: '02:00', everyMinutes: 1440 };
  return {
    companies: Array.from({ length: companies }, (_, nth) => ({
      company: { name: `Bolag ${nth + 1}` },
      syncTemplates: Array.from({ length: templatesEach }, (__, mth) => ({
        ...one,
        name: `Mall ${mth + 1}`,
        schedule,
      })),
    })),
  };
}

type Fleet = Awaited<ReturnType<typeof openFleet>>;

/** A session that is silent for so long is ended: what a minute is outside of tests. */
const SILENT_SECONDS = 4;

function startWorker({ world }: Fleet, name: string, now: string, port?: number) {
  const url = new URL(world.databaseUrl);
  if (port !== undefined) [url.hostname, url.port] = ['127.0.0.1', String(port)];
  url.searchParams.set('application_name', name);
  const timeouts = `-c idle_session_timeout=${SILENT_SECONDS}s -c idle_in_transaction_session_timeout=${SILENT_SECONDS}s`;
  url.searchParams.set('options', timeouts);
  const child = world.start(['work'], now, { DATABASE_URL: url.href });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  onTestFinished(() => void child.kill('SIGKILL'));
  onTestFailed(() => void process.stderr.write(`${name} (${child.exitCode ?? 'up'}): ${said}\n`));
  return { name, child, said: () => said };
}

/** Templates that the worker holds the lock of, by way of its sessions' name. */
async function readHeld({ read }: Fleet, name: string): Promise<string[]> {
  const rows = await read<{ id: string }>(
    `select t.id from sync_templates t join pg_locks l on l.locktype = 'advisory' and l.granted
       and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('run ' || t.id, 0)
     join pg_stat_activity a on a.pid = l.pid
     join runs r on r.template_id = t.id and r.state = 'running'
     where a.application_name = $1 and a.datname = current_database()`,
    [name],
  );
  return rows.map(({ id }) => id);
}

/**
 * Cuts the worker off while it is in the middle of runs, and says of which templates. A run can end between the look and
 * the cut; then the line is mended and the next run waited for. What was under way at the cut is let finish first.
 */
async function cutInMidRun(fleet: Fleet, proxy: TcpProxy): Promise<string[]> {
  const busy = `select pid from pg_stat_activity where application_name = 'cut' and state = 'active'`;
  for (;;) {
    await expect.poll(async () => (await readHeld(fleet, 'cut')).length, patience).toBeGreaterThan(0);
    proxy.cut();
    await expect.poll(async () => (await fleet.read(busy)).length, patience).toBe(0);
    const held = await readHeld(fleet, 'cut');
    if (held.length > 0) return held;
    proxy.mend();
  }
}

async function readDone({ read }: Fleet, since: string): Promise<number> {
  const [row] = await read<{ n: string }>(
    `select count(distinct template_id) as n from runs where state = 'succeeded' and nominal_at >= $1`,
    [since],
  );
  return Number(row?.n);
}

async function stop(child: ChildProcess): Promise<{ code: number | null; seconds: number }> {
  const started = Date.now();
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const [code] = (await closed) as [number | null];
  return { code, seconds: (Date.now() - started) / 1000 };
}

async function expectEachOnce(fleet: Fleet, since: string): Promise<void> {
  const { read } = fleet;
  const [runs] = await read<Record<string, string>>(
    `select count(*) filter (where state = 'succeeded') as succeeded,
       count(distinct template_id) filter (where state = 'succeeded') as templates,
       count(*) filter (where state in ('queued', 'running')) as open,
       count(*) filter (where state = 'failed' and error->>'code' <> 'run.interrupted' and error->>'code' <> 'database.unavailable') as other
     from runs where nominal_at >= $1`,
    [since],
  );
  const all = String(companies * templatesEach);
  expect(runs).toEqual({ succeeded: all, templates: all, open: '0', other: '0' });
  const jobs = await read(`select id from pgboss.job where state in ('created', 'retry', 'active')`);
  expect(jobs).toEqual([]);
  expect(await read('select run_id from staged_people')).toEqual([]);
}

test('a killed worker and one that is cut off cost time, and nothing is done twice or lost', async () => {
  const fleet = await openFleet();
  const { world, read } = fleet;
  const { hostname, port } = new URL(world.databaseUrl);
  const proxy = await openTcpProxy({ host: hostname, port: Number(port) });
  onTestFinished(() => proxy.close());
  const killed = startWorker(fleet, 'killed', firstDay);
  const cut = startWorker(fleet, 'cut', firstDay, proxy.port);
  const steady = startWorker(fleet, 'steady', firstDay);

  await expect.poll(async () => (await readHeld(fleet, 'killed')).length, patience).toBeGreaterThan(0);
  killed.child.kill('SIGKILL');
  const cutOff = await cutInMidRun(fleet, proxy);

  // The others finish everything while it is away.
  await expect.poll(() => readDone(fleet, firstDay), patience).toBe(companies * templatesEach);
  const [{ mended } = {}] = await read<{ mended: Date }>('select clock_timestamp() as mended');
  proxy.mend();
  const back = `select pid from pg_stat_activity where application_name = 'cut' and backend_start > $1`;
  await expect.poll(async () => (await read(back, [mended])).length, patience).toBeGreaterThan(0);
  expect(cut.child.exitCode).toBeNull();
  await expectEachOnce(fleet, firstDay);

  const interrupted = await read<{ template: string; retried: string }>(
    `select r.template_id as template, (select count(*) from runs s where s.retries = r.id) as retried
     from runs r where r.state = 'failed'`,
  );
  expect(interrupted.length).toBeGreaterThanOrEqual(2);
  expect(interrupted.every(({ retried }) => retried === '1')).toBe(true);
  expect(interrupted.some(({ template }) => cutOff.includes(template))).toBe(true);

  const users = await read<{ users: string; linked: string; made: string }>(
    `select (select count(*) from users u where u.company_id = c.id) as users,
       (select count(distinct person_id) from links l where l.company_id = c.id) as linked,
       (select count(*) from steps s where s.company_id = c.id and s.outcome = 'applied' and s.do_what = 'create') as made
     from companies c`,
  );
  expect(users).toHaveLength(companies);
  const [first] = users;
  expect(Number(first?.users)).toBeGreaterThan(people / 2);
  for (const row of users)
    expect(row).toEqual({ users: first?.users, linked: first?.users, made: first?.users });

  for (const worker of [cut, steady]) {
    const { code, seconds } = await stop(worker.child);
    expect(code, worker.said()).toBe(0);
    expect(seconds).toBeLessThan(10);
  }

  const night = [startWorker(fleet, 'one', secondNight), startWorker(fleet, 'two', secondNight)];
  await expect.poll(() => readDone(fleet, '2026-03-04T00:00:00Z'), patience).toBe(companies * templatesEach);
  await Promise.all(night.map(({ child }) => stop(child)));
  await expectEachOnce(fleet, '2026-03-04T00:00:00Z');
  const after = await read<{ users: string }>(`select count(*) as users from users`);
  expect(Number(after[0]?.users)).toBe(companies * Number(first?.users));
}, 240_000);
