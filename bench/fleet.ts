// The fleet scenario: many companies with one small sync template each, whose nights are all due at once, carried out by
// one, two and three workers on one PostgreSQL. Nights pass by --now; each night is timed from its first start to its
// last end. The database's own count of busy time tells what a template costs it.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { articleMapping } from '../demo/document.ts';
import { openPostgres } from '../src/store/postgres/server.ts';
import { readCpuSeconds, readFamilyCpuSeconds, runChild, startWorker, stopServer } from './child.ts';
import { readPostmaster } from './scenario.ts';
import type { Row } from './table.ts';
import { control, startTenant } from './tenant.ts';
import type { Tenant } from './tenant.ts';

export interface FleetSize {
  templates: number;
  people: number;
}

interface Night {
  workers: number;
  latencyMs: number;
  /** From the first start to the last end. */
  seconds: number;
  runs: number;
  failed: number;
  /** Most runs that were going at one moment. */
  overlap: number;
  /** Templates of which two runs were going at one moment: none, ever. */
  doubled: number;
  mostRequests: number;
  /** Time that the database was at work for sessions, as it counts itself: waiting for a processor is in it. */
  databaseMs: number;
  /** Processor seconds of all its processes. */
  databaseCpuSeconds: number;
  /** Processor seconds of all workers. */
  cpuSeconds: number;
}

interface Fleet {
  size: FleetSize;
  url: string;
  environment: Record<string, string>;
  client: pg.Client;
  postmaster: number | null;
}

const main = join(import.meta.dirname, '..', 'src', 'main.ts');
const AT_A_TIME = 4;
/** A night that has not ended by then is told as it stands. */
const MOST_MS = 15 * 60_000;
/** Late enough that every template's slot, with its jitter, has passed: all of them are due together. */
const nightAt = (night: number) => new Date(Date.UTC(2026, 2, 2 + night, 3, 30));

export async function measureFleet(size: FleetSize): Promise<Night[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'rollcall-fleet-'));
  const server = await openPostgres({ dataFolder });
  const tenant = await startTenant(size.people, 0);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const environment = {
    DATABASE_URL: server.url,
    ROLLCALL_DATA: dataFolder,
    ROLLCALL_KEY: randomBytes(32).toString('hex'),
    ROLLCALL_TEST_CLOCK: '1',
    ROLLCALL_RUNS_AT_A_TIME: String(AT_A_TIME),
    ROLLCALL_LOG_LEVEL: 'error',
    ROLLCALL_CLOUDS: JSON.stringify({ emulator: { login: tenant.url, graph: tenant.url } }),
  };
  const fleet = { size, url: server.url, environment, client, postmaster: await readPostmaster(server.url) };
  try {
    await importFleet(fleet, tenant, dataFolder);
    // The first creates everybody, the first night after a first read reads everybody again: neither is a usual night.
    await measureNight(fleet, 0, 3, 0);
    await measureNight(fleet, 1, 3, 0);
    const nights: Night[] = [];
    for (const workers of [1, 2, 3]) nights.push(await measureNight(fleet, nights.length + 2, workers, 0));
    await control(tenant, 'PATCH', '/settings', { latencyMs: 100 });
    for (const workers of [1, 2, 3]) nights.push(await measureNight(fleet, nights.length + 2, workers, 100));
    return nights;
  } finally {
    await client.end();
    await stopServer(tenant.child);
    await server.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function importFleet(fleet: Fleet, tenant: Tenant, folder: string): Promise<void> {
  const companies = Array.from({ length: fleet.size.templates }, (_, nth) => ({
    company: { name: `Bolag ${nth + 1}` },
    syncTemplates: [
      {
        name: 'Natt',
        mode: 'full',
        provider: {
          tenant_id: tenant.tenantId,
          client_id: tenant.clientId,
          client_secret: tenant.clientSecret,
          cloud: 'emulator',
          user_filter: { memberOf: [''] },
        },
        fieldMapping: articleMapping,
        // The interval lets the first run start at once; later nights come before it.
        schedule: { nightlyAt: '02:00', everyMinutes: 1440 },
      },
    ],
  }));
  const file = join(folder, 'fleet.json');
  await writeFile(file, JSON.stringify({ companies }));
  const { code, error } = await runChild([main, 'import', file, '--json'], fleet.environment);
  if (code !== 0) throw new Error(`import ended with ${code}: ${error}`);
}

async function measureNight(fleet: Fleet, night: number, workers: number, latencyMs: number): Promise<Night> {
  process.stderr.write(`measuring fleet, ${workers} workers, ${latencyMs} ms latency …\n`);
  const before = await readDatabase(fleet);
  const now = nightAt(night);
  const children = Array.from({ length: workers }, () =>
    startWorker([main, 'work', '--now', now.toISOString()], fleet.environment),
  );
  let cpuSeconds = 0;
  try {
    const giveUpAt = Date.now() + MOST_MS;
    while (Date.now() < giveUpAt && (await readDone(fleet.client, now)) < fleet.size.templates)
      await pause(250);
    cpuSeconds = children.reduce((sum, { pid }) => sum + readCpuSeconds(pid ?? 0), 0);
  } finally {
    await Promise.all(children.map(stopServer));
  }
  // Sessions hand in their figures at the latest when they end.
  await pause(1_500);
  const after = await readDatabase(fleet);
  return {
    workers,
    latencyMs,
    cpuSeconds,
    databaseMs: after.ms - before.ms,
    databaseCpuSeconds: after.cpuSeconds - before.cpuSeconds,
    ...(await readRuns(fleet.client, now)),
  };
}

/** A night's nominal times lie at most two and a half hours before --now. */
const since = (now: Date) => new Date(now.getTime() - 3 * 3_600_000);

async function readDone(client: pg.Client, now: Date): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    `select count(distinct template_id) as n from runs where nominal_at >= $1 and state = 'succeeded'`,
    [since(now)],
  );
  return Number(rows[0]?.n);
}

async function readDatabase({ client, postmaster }: Fleet): Promise<{ ms: number; cpuSeconds: number }> {
  const { rows } = await client.query<{ ms: number }>(
    `select active_time as ms from pg_stat_database where datname = current_database()`,
  );
  return {
    ms: Number(rows[0]?.ms),
    cpuSeconds: postmaster === null ? 0 : readFamilyCpuSeconds(Number(postmaster)),
  };
}

async function readRuns(
  client: pg.Client,
  now: Date,
): Promise<Pick<Night, 'seconds' | 'runs' | 'failed' | 'overlap' | 'doubled' | 'mostRequests'>> {
  const { rows } = await client.query<{
    template: string;
    start: Date;
    end: Date;
    state: string;
    requests: number;
  }>(
    `select template_id as template, started_at as start, finished_at as "end", state, coalesce((read->>'requests')::int, 0) as requests
     from runs where nominal_at >= $1 and finished_at is not null order by started_at`,
    [since(now)],
  );
  const starts = rows.map(({ start }) => start.getTime());
  const ends = rows.map(({ end }) => end.getTime());
  const isDuring = (at: number, nth: number) => (starts[nth] ?? 0) <= at && at < (ends[nth] ?? 0);
  const going = starts.map((at) =>
    rows.filter((_, nth) => isDuring(at, nth)).map(({ template }) => template),
  );
  return {
    seconds: (Math.max(...ends) - Math.min(...starts)) / 1000,
    runs: rows.length,
    failed: rows.filter(({ state }) => state !== 'succeeded').length,
    overlap: Math.max(...going.map((templates) => templates.length)),
    doubled: going.filter((templates) => new Set(templates).size < templates.length).length,
    mostRequests: Math.max(...rows.map(({ requests }) => requests)),
  };
}

export function presentFleet({ templates, people }: FleetSize, nights: readonly Night[]): Row[] {
  const perMinute = (night: Night) => (templates / night.seconds) * 60;
  const rows = nights.flatMap((night): Row[] => {
    const name = `fleet ${templates} × ${people}, ${night.workers} workers, ${night.latencyMs} ms`;
    return [
      { what: `${name}: templates a minute`, value: perMinute(night), unit: '' },
      { what: `${name}: most runs at one moment`, value: night.overlap, unit: '' },
      { what: `${name}: runs of one template at one moment`, value: night.doubled, unit: '', atMost: 0 },
      {
        what: `${name}: runs beyond one a template`,
        value: night.runs - templates,
        unit: '',
        atMost: 0,
        atLeast: 0,
      },
      { what: `${name}: runs that failed`, value: night.failed, unit: '', atMost: 0 },
      { what: `${name}: requests of a run, at most`, value: night.mostRequests, unit: '', atMost: 3 },
      {
        what: `${name}: database time a template`,
        value: night.databaseMs / templates,
        unit: 'ms',
        ...(night.workers === 1 && night.latencyMs === 0 ? { atMost: 20 } : {}),
      },
      {
        what: `${name}: processor time of the database a template`,
        value: (night.databaseCpuSeconds / templates) * 1000,
        unit: 'ms',
      },
      {
        what: `${name}: processor time of Node a template`,
        value: (night.cpuSeconds / templates) * 1000,
        unit: 'ms',
      },
    ];
  });
  const [one, two] = [1, 2].map((n) => nights.find((night) => night.workers === n && night.latencyMs > 0));
  if (one && two)
    rows.push({
      what: 'fleet with latency: two workers ÷ one',
      value: perMinute(two) / perMinute(one),
      unit: '×',
      atLeast: 1.7,
    });
  return rows;
}
