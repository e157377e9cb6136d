// One scenario of the benchmark: an emulated tenant, the floor, and three runs of the product as its command
// line does them, with the database up. Everything is in folders and on ports of its own, and ended after it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import pg from 'pg';
import { articleMapping } from '../demo/document.ts';
import { openPostgres } from '../src/store/postgres/server.ts';
import { readFamilyMemory, readParent, runChild, stopServer } from './child.ts';
import { control, startTenant } from './tenant.ts';
import type { Tenant } from './tenant.ts';

export interface Scenario {
  people: number;
  latencyMs: number;
  /** Members of the one group that is synced, by name; null syncs the whole tenant. */
  group: number | null;
}

interface RunFigures {
  /** From the run's start to its end, database and process up. */
  seconds: number;
  requests: number;
  bytes: number;
  counts: Record<string, number>;
  peakBytes: number | null;
}

export interface Figures {
  floor: { seconds: number; requests: number; bytes: number; people: number };
  first: RunFigures;
  unchanged: RunFigures;
  changed: RunFigures;
  databasePeakBytes: number | null;
}

const main = join(import.meta.dirname, '..', 'src', 'main.ts');
const groupName = 'Rollcall benchmark';

export async function measureScenario(scenario: Scenario): Promise<Figures> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  const server = await openPostgres({ dataFolder });
  const tenant = await startTenant(scenario.people, scenario.latencyMs);
  let databasePeakBytes: number | null = null;
  const postmaster = await readPostmaster(server.url);
  const watch = setInterval(() => {
    const now = postmaster === null ? null : readFamilyMemory(postmaster);
    if (now !== null) databasePeakBytes = Math.max(databasePeakBytes ?? 0, now);
  }, 250);
  try {
    const people = await readIds(tenant, scenario.group ?? Math.ceil(scenario.people / 100));
    if (scenario.group !== null)
      await control(tenant, 'POST', '/groups', { displayName: groupName, members: people });
    const environment = presentEnvironment(tenant, dataFolder);
    await importTemplate(tenant, scenario, dataFolder, environment);
    const floor = await measureFloor(tenant);
    const run = () => measureRun(environment);
    const first = await run();
    const unchanged = await run();
    for (const id of people.slice(0, Math.ceil((scenario.group ?? scenario.people) / 100))) {
      await control(tenant, 'PATCH', `/users/${id}`, { jobTitle: 'Projektledare för benchmark' });
    }
    const changed = await run();
    return { floor, first, unchanged, changed, databasePeakBytes };
  } finally {
    clearInterval(watch);
    await stopServer(tenant.child);
    await server.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

function presentEnvironment(tenant: Tenant, dataFolder: string): Record<string, string> {
  return {
    ROLLCALL_DATA: dataFolder,
    ROLLCALL_CLOUDS: JSON.stringify({ emulator: { login: tenant.url, graph: tenant.url } }),
  };
}

async function importTemplate(
  tenant: Tenant,
  scenario: Scenario,
  folder: string,
  environment: Record<string, string>,
): Promise<void> {
  const document = {
    company: { name: 'Nordvik Energi AB' },
    syncTemplates: [
      {
        name: 'Benchmark',
        mode: 'full',
        provider: {
          tenant_id: tenant.tenantId,
          client_id: tenant.clientId,
          client_secret: tenant.clientSecret,
          cloud: 'emulator',
          user_filter: { memberOf: scenario.group === null ? [''] : [groupName] },
        },
        fieldMapping: articleMapping,
      },
    ],
  };
  const file = join(folder, 'benchmark.json');
  await writeFile(file, JSON.stringify(document));
  const { code, error } = await runChild([main, 'import', file, '--json'], environment);
  if (code !== 0) throw new Error(`import ended with ${code}: ${error}`);
}

async function measureFloor(tenant: Tenant): Promise<Figures['floor']> {
  const floors: Figures['floor'][] = [];
  for (let n = 0; n < 2; n += 1) {
    const script = join(import.meta.dirname, 'floor.ts');
    const { out, error } = await runChild([
      script,
      tenant.url,
      tenant.tenantId,
      tenant.clientId,
      tenant.clientSecret,
    ]);
    if (out === '') throw new Error(error);
    floors.push(JSON.parse(out) as Figures['floor']);
  }
  return floors.reduce((best, floor) => (floor.seconds < best.seconds ? floor : best));
}

async function measureRun(environment: Record<string, string>): Promise<RunFigures> {
  const { code, out, error, peakBytes } = await runChild([main, 'run', 'Benchmark', '--json'], environment);
  if (code !== 0) throw new Error(`run ended with ${code}: ${out} ${error}`);
  const report = JSON.parse(out) as {
    startedAt: string;
    finishedAt: string;
    read: { requests: number; bytes: number };
    counts: Record<string, number>;
  };
  const seconds = (Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000;
  return {
    seconds,
    requests: report.read.requests,
    bytes: report.read.bytes,
    counts: report.counts,
    peakBytes,
  };
}

/** Object ids of enabled members with a number, in the order of the listing. */
async function readIds(tenant: Tenant, count: number): Promise<string[]> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    scope: `${tenant.url}/.default`,
  });
  const signIn = await fetch(`${tenant.url}/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: form,
  });
  const { access_token: token } = (await signIn.json()) as { access_token: string };
  const ids: string[] = [];
  let next: string | undefined = `${tenant.url}/v1.0/users?$select=id&$top=999`;
  while (next !== undefined && ids.length < count) {
    const answer = await fetch(next, { headers: { authorization: `Bearer ${token}` } });
    const page = (await answer.json()) as { value: { id: string }[]; '@odata.nextLink'?: string };
    ids.push(...page.value.map(({ id }) => id));
    next = page['@odata.nextLink'];
  }
  return ids.slice(0, count);
}

/** Process id of the server behind this address: the parent of the process that serves a session. */
export async function readPostmaster(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return readParent(String(rows[0]?.pid));
  } catch {
    return null;
  } finally {
    await client.end();
  }
}
