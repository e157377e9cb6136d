import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { TestApi } from '../../../test/api.ts';
import { hire, personFacts, scriptedTenant } from '../../../test/scripted-tenant.ts';
import { scriptedDeps, writeTestCompany, writeTestTemplate } from '../../../test/run-world.ts';
import { runTemplate } from '../../run/run.ts';
import { openDatabase } from '../../store/database.ts';
import { openApiAround } from '../../../test/api-around.ts';

let api: TestApi;
let stopping: AbortController;
beforeEach(async () => {
  stopping = new AbortController();
  api = await openTestApi({ watching: { stopping: stopping.signal, metricsToken: null } });
});
afterEach(() => api.close());

const get = async (path: string, headers: Record<string, string> = {}, at = api.url) => {
  const answer = await fetch(at + path, { headers });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

async function syncSomebody(): Promise<{ companyId: string; templateId: string }> {
  const companyId = randomUUID();
  await writeTestCompany(api.database, companyId, 'Nordvik Energi AB');
  const templateId = await writeTestTemplate(api.database, companyId, {
    name: 'Annas mall',
    credentialExpires: new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10),
  });
  const tenant = scriptedTenant();
  for (let n = 1; n <= 3; n += 1) hire(tenant, `p${n}`, personFacts(n));
  hire(tenant, 'p4', personFacts(4, { businessPhones: [] }));
  const request = { templateId, trigger: 'cli', preview: false, nominalAt: Date.now() } as const;
  await runTemplate(scriptedDeps(api.database, tenant, {}), request);
  await runTemplate(scriptedDeps(api.database, tenant, {}), { ...request, preview: true });
  return { companyId, templateId };
}

/** name{labels} → value */
function parseMetrics(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1).replace('+Inf', 'Infinity'))];
    }),
  );
}

test('the process is alive and ready, and says so to anybody and without keeping it', async () => {
  expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"alive":true}' });
  const ready = await get('/readyz');
  expect(ready.status).toBe(200);
  expect(JSON.parse(ready.text)).toEqual({
    ready: true,
    checks: { database: 'ok', migrations: 'ok', keys: 'ok', running: 'ok' },
  });
  expect(ready.headers.get('cache-control')).toBe('no-store');
});

test('while it stops it is alive and not ready', async () => {
  stopping.abort();
  expect((await get('/readyz')).status).toBe(503);
  expect((await get('/healthz')).status).toBe(200);
});

test('with a master key that is another’s it is not ready', async () => {
  await api.parts.box.check();
  const other = await openApiAround(api, { given: Buffer.alloc(32, 9) });
  try {
    const { status, text } = await get('/readyz', {}, other.url);
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ checks: { database: 'ok', keys: 'fault' } });
  } finally {
    await other.close();
  }
});

test('without a database it is alive, not ready, and the figures fail without telling why', async () => {
  const gone = await openDatabase(api.databaseUrl);
  await gone.close();
  const other = await openApiAround(api, { database: gone });
  try {
    expect((await get('/healthz', {}, other.url)).status).toBe(200);
    const { status, text } = await get('/readyz', {}, other.url);
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ checks: { database: 'fault' } });
    const figures = await get('/metrics', {}, other.url);
    expect(figures.status).toBeGreaterThanOrEqual(500);
    expect(figures.text).not.toMatch(/pool/);
  } finally {
    await other.close();
  }
});

test('the figures tell of templates, runs, steps and the queue by ids, and hold no name', async () => {
  const { companyId, templateId } = await syncSomebody();
  const { status, text, headers } = await get('/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const metrics = parseMetrics(text);
  const of = `{company="${companyId}",template="${templateId}"}`;
  expect(metrics.get(`rollcall_template_linked_users${of}`)).toBe(3);
  expect(metrics.get(`rollcall_template_people${of}`)).toBe(4);
  expect(metrics.get(`rollcall_template_left_out_people${of}`)).toBe(1);
  expect(metrics.get(`rollcall_template_last_success_age_seconds${of}`)).toBeLessThan(60);
  expect(metrics.get(`rollcall_template_credential_days_left${of}`)).toBe(10);
  expect(metrics.get('rollcall_runs_total{state="succeeded"}')).toBe(2);
  expect(metrics.get('rollcall_steps_total{do="create"}')).toBe(3);
  expect(metrics.get('rollcall_graph_requests_total')).toBeGreaterThanOrEqual(2);
  expect(metrics.get('rollcall_runs_queued')).toBe(0);
  expect(metrics.get('rollcall_mails{state="waiting"}')).toBe(0);
  expect(metrics.get('rollcall_mails_sent_total')).toBe(0);
  expect(metrics.get('rollcall_mail_server_trouble')).toBe(0);
  expect(metrics.get(`rollcall_build_info{version="0.0.0",node="${process.versions.node}"}`)).toBe(1);
  expect([...metrics.keys()].some((key) => key.startsWith('process_cpu_seconds_total'))).toBe(true);
  expect(text).not.toMatch(/Nordvik|Annas|Namn1|Efternamn|4681234/);
});

test('a template that never succeeded has an infinite age, a paused one none', async () => {
  const companyId = randomUUID();
  await writeTestCompany(api.database, companyId, 'Nordvik Energi AB');
  const fresh = await writeTestTemplate(api.database, companyId, { name: 'A' });
  const paused = await writeTestTemplate(api.database, companyId, { name: 'B', mode: 'paused' });
  const metrics = parseMetrics((await get('/metrics')).text);
  const age = (id: string) =>
    metrics.get(`rollcall_template_last_success_age_seconds{company="${companyId}",template="${id}"}`);
  expect([age(fresh), age(paused)]).toEqual([Infinity, undefined]);
});

test('without a token the figures are for this machine alone, and not through a proxy on it', async () => {
  expect((await get('/metrics')).status).toBe(200);
  expect((await get('/metrics', { 'X-Forwarded-For': '192.0.2.7' })).status).toBe(401);
});

test('with a token the figures are for whoever sends it', async () => {
  const other = await openApiAround(api, { metricsToken: 'figures-please' });
  try {
    expect((await get('/metrics', {}, other.url)).status).toBe(401);
    expect((await get('/metrics', { Authorization: 'Bearer other' }, other.url)).status).toBe(401);
    const right = { Authorization: 'Bearer figures-please', 'X-Forwarded-For': '192.0.2.7' };
    expect((await get('/metrics', right, other.url)).status).toBe(200);
  } finally {
    await other.close();
  }
});

test('metrics tell of each exchange who is not yet written, since when, and whether it refuses', async () => {
  const { companyId } = await syncSomebody();
  const { kysely } = api.database;
  const id = randomUUID();
  await sql`insert into targets (id, company_id, name, kind, settings, state, created_at, trouble)
    values (${id}, ${companyId}, 'Kista', 'asterisk', '{}', 'refused', now(), '{"code": "target.signIn"}')`.execute(
    kysely,
  );
  await sql`insert into target_users (target_id, user_id, company_id, state, state_since)
    select ${id}, u.id, u.company_id, 'pending', now() - interval '1 hour' from users u`.execute(kysely);
  const { text } = await get('/metrics');
  const labels = `company="${companyId}",target="${id}",kind="asterisk"`;
  expect(text).toContain(`rollcall_target_users{${labels},state="pending"} 3`);
  expect(text).toContain(`rollcall_target_users{${labels},state="failed"} 0`);
  expect(text).toContain(`rollcall_target_state{${labels},state="refused"} 1`);
  expect(text).toContain(`rollcall_target_trouble{${labels}} 1`);
  const age = new RegExp(`rollcall_target_pending_oldest_seconds{${labels}} (\\d+)`).exec(text)?.[1];
  expect(Number(age)).toBeGreaterThanOrEqual(3_600);
  expect(text).not.toContain('Kista');
});
