// Runs through the API: asked for, watched, called off, approved, applied and undone; each refusal at once and with its code.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillCrowd } from '../../../bench/crowd.ts';
import type { Crowd } from '../../../bench/crowd.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { scriptedDeps, writeTestTemplate } from '../../../test/run-world.ts';
import { scriptedTenant } from '../../../test/scripted-tenant.ts';
import { runTemplate } from '../../run/run.ts';
import { writeRefusedRun } from '../../store/runs.ts';

interface Page<T = Record<string, unknown>> {
  items: T[];
  next: string | null;
}

let api: TestApi;
let crowd: Crowd;
let admin: Ask;
let base: string;
beforeAll(async () => {
  api = await openTestApi();
  crowd = await fillCrowd(api.database, 150);
  admin = await api.asPerson('companyAdministrator', crowd.companyId);
  base = `/companies/${crowd.companyId}`;
});
afterAll(() => api.close());

const start = (body: unknown = {}, headers = {}) =>
  admin('POST', `${base}/sync-templates/${crowd.small}/runs`, body, headers);

const readNumbers = async (): Promise<number[]> =>
  (await admin<Page<{ number: number }>>('GET', `${base}/runs?limit=200`)).body.items.map(
    ({ number }) => number,
  );

async function writeRefused(templateId: string): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  await writeRefusedRun(
    api.database.kysely,
    {
      id,
      templateId,
      trigger: 'manual',
      preview: false,
      nominalAt: now,
      startedAt: now,
      approves: null,
      requestedBy: null,
    },
    { code: 'template.paused', message: 'The template is paused.', cure: 'Switch it on.' },
  );
  return id;
}

describe('a run', () => {
  test('is asked for by a person, waits, and is the same while it waits', async () => {
    const { status, body } = await start();
    expect(status).toBe(202);
    expect((await start()).body).toEqual({ run: body['run'], isNew: false });
    const newest = Math.max(...(await readNumbers()));
    const { body: run } = await admin('GET', `${base}/runs/${String(body['run'])}`);
    expect(run).toMatchObject({ number: newest, retries: null, retriedBy: null });
    expect(run).toMatchObject({
      state: 'queued',
      trigger: 'manual',
      template: 'Butiker',
      requestedBy: { kind: 'administrator', name: 'Maja Åberg' },
      counts: { create: 0 },
    });
    const cancelled = await admin('POST', `${base}/runs/${String(body['run'])}/cancel`);
    expect(cancelled).toMatchObject({ status: 200, body: { was: 'queued' } });
    expect(await admin('POST', `${base}/runs/${String(body['run'])}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'run.ended' },
    });
  });

  test('has a number of its company, though two begin at once; another company counts its own', async () => {
    const last = Math.max(...(await readNumbers()));
    const runs = await Promise.all([crowd.small, crowd.large].map((templateId) => writeRefused(templateId)));
    const numbers = await readNumbers();
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Math.min(...numbers)).toBe(1);
    // Asked for twice while it waited, the run before has taken a number that nobody has.
    expect(numbers.filter((number) => number > last)).toHaveLength(runs.length);
    const other = await fillCrowd(api.database, 5, `Eget ${randomUUID()}`);
    const theirs = await api.asPerson('viewer', other.companyId);
    const { body } = await theirs('GET', `/companies/${other.companyId}/runs/${other.run}`);
    expect(body['number']).toBeLessThan(last);
  });

  test('that failed leads to the one that tried it again, and back', async () => {
    const [failed, again] = [await writeRefused(crowd.small), await writeRefused(crowd.small)];
    await api.database.kysely.updateTable('runs').set({ retries: failed }).where('id', '=', again).execute();
    const read = async (run: string) => (await admin('GET', `${base}/runs/${run}`)).body;
    expect(await read(failed)).toMatchObject({ retries: null, retriedBy: again });
    expect(await read(again)).toMatchObject({ retries: failed, retriedBy: null });
  });

  test('of a token is one of the API, and is asked for once with one key', async () => {
    const token = await api.asToken('companyAdministrator', crowd.companyId);
    const key = { 'Idempotency-Key': randomUUID() };
    const url = `${base}/sync-templates/${crowd.small}/runs`;
    const first = await token('POST', url, {}, key);
    await admin('POST', `${base}/runs/${String(first.body['run'])}/cancel`);
    const again = await token('POST', url, {}, key);
    expect(again.body).toEqual(first.body);
    expect((await admin('GET', `${base}/runs/${String(first.body['run'])}`)).body).toMatchObject({
      trigger: 'api',
    });
    expect((await token('POST', url, { preview: true }, key)).status).toBe(422);
  });

  test('is watched until its end, and a lost line goes on where it was', async () => {
    const { body } = await start();
    const url = `${api.url}/api/v1${base}/runs/${String(body['run'])}/events`;
    const headers = await api.headersOf('token', 'viewer', crowd.companyId);
    const answer = await fetch(url, { headers });
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const whole = answer.text();
    await admin('POST', `${base}/runs/${String(body['run'])}/cancel`);
    const events = (await whole)
      .split('\n\n')
      .filter((one) => one.startsWith('event') || one.startsWith('id'));
    const states = events.map((one) => /"state":"(\w+)"/.exec(one)?.[1]);
    expect(states.at(0)).toBe('queued');
    expect(states.at(-1)).toBe('failed');
    const id = /id: ?(\d+)/.exec(events[0] ?? '')?.[1] ?? '';
    const rest = await (await fetch(url, { headers: { ...headers, 'Last-Event-ID': id } })).text();
    expect(rest).not.toContain('queued');
    expect(rest).toContain('failed');
  });

  test('is refused at once where it could not begin', async () => {
    const approve = await admin('POST', `${base}/runs/${crowd.run}/approvals`, { kind: 'removals' });
    expect(approve).toMatchObject({ status: 409, body: { code: 'approval.stale' } });
    expect((await admin('POST', `${base}/runs/${crowd.run}/approvals`, { kind: 'all' })).status).toBe(400);
    expect((await admin('POST', `${base}/runs/${crowd.run}/apply`)).status).toBeGreaterThanOrEqual(404);
    const nothing = await admin('POST', `${base}/undo`, { run: randomUUID() });
    expect(nothing).toMatchObject({ status: 409, body: { code: 'undo.nothing' } });
    expect((await admin('POST', `${base}/undo`, { run: 'x' })).status).toBe(400);
    expect((await admin('POST', `${base}/undo`, {})).status).toBe(400);
    const viewer = await api.asPerson('viewer', crowd.companyId);
    expect((await viewer('POST', `${base}/sync-templates/${crowd.small}/runs`, {})).status).toBe(403);
  });

  test('of another company is not found, whatever is asked of it', async () => {
    const other = await fillCrowd(api.database, 5, `Annat ${randomUUID()}`);
    for (const path of ['', '/steps', '/events'])
      expect((await admin('GET', `${base}/runs/${other.run}${path}`)).status, path).toBe(404);
    for (const path of ['approvals', 'apply', 'cancel'])
      expect((await admin('POST', `${base}/runs/${other.run}/${path}`, { kind: 'removals' })).status).toBe(
        404,
      );
    expect(await admin('POST', `${base}/undo`, { run: other.run })).toMatchObject({ status: 409 });
    const { body } = await admin<Page>('GET', `${base}/runs?template=${other.large}`);
    expect(body.items).toEqual([]);
  });
});

test('a preview that ran is listed with its steps and applied', async () => {
  const company = await api.company();
  const mine = await api.asPerson('companyAdministrator', company);
  const url = `/companies/${company}`;
  const templateId = await writeTestTemplate(api.database, company, { name: 'Egen' });
  const deps = scriptedDeps(api.database, scriptedTenant(), {});
  const ask = { templateId, trigger: 'manual', preview: true, nominalAt: Date.now() } as const;
  const report = await runTemplate(deps, ask);
  expect(report.state).toBe('succeeded');
  const { body } = await mine<Page>('GET', `${url}/runs?preview=true`);
  expect(body.items).toMatchObject([{ run: report.run, preview: true, state: 'succeeded' }]);
  const steps = await mine<Page>('GET', `${url}/runs/${report.run}/steps`);
  expect(steps.status).toBe(200);
  const applied = await mine('POST', `${url}/runs/${report.run}/apply`);
  expect(applied).toMatchObject({ status: 202, body: { isNew: true } });
});

test('changes by hand are taken back once, however often the request comes', async () => {
  const body = { alias: 'for.hand', name: 'Åsa', surname: 'Lind', pstnFixed: '08-465 19 123' };
  const made = await admin('POST', `${base}/users`, body);
  const { items } = (await admin<Page>('GET', `${base}/changes?user=${String(made.body['id'])}`)).body;
  const undo = { steps: items.map((one) => one['id']) };
  const key = { 'Idempotency-Key': randomUUID() };
  const first = await admin('POST', `${base}/undo`, undo, key);
  expect(first).toMatchObject({ status: 200, body: { undone: 1, kept: [] } });
  const again = await admin('POST', `${base}/undo`, undo, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await admin('POST', `${base}/undo`, undo)).status).toBe(409);
});

describe('lists of runs and steps', () => {
  test('tell how many steps of each sort a run has, and which runs changed somebody', async () => {
    const { body: run } = await admin<{
      steps: { do: string; outcome: string; code: string; count: number }[];
    }>('GET', `${base}/runs/${crowd.run}`);
    for (const one of run.steps) {
      const page = await admin<Page & { total: number }>(
        'GET',
        `${base}/runs/${crowd.run}/steps?do=${one.do}&outcome=${one.outcome}&code=${one.code}`,
      );
      expect(page.body.total, JSON.stringify(one)).toBe(one.count);
    }
    expect(run.steps.length).toBeGreaterThan(1);
    const counts = {
      create: 0,
      change: 2,
      leave: 0,
      return: 0,
      delete: 0,
      skip: 0,
      conflict: 0,
      unchanged: 9,
    };
    const changed = { counts: JSON.stringify(counts) };
    await api.database.kysely.updateTable('runs').set(changed).where('id', '=', crowd.run).execute();
    const list = async (changes: string) =>
      (await admin<Page>('GET', `${base}/runs?limit=200&changes=${changes}`)).body.items;
    const sum = (one: Record<string, unknown>) => {
      const { create, change, leave, return: back, delete: gone } = one['counts'] as Record<string, number>;
      const [held] = one['withheld'] as unknown[];
      return Number(create) + Number(change) + Number(leave) + Number(back) + Number(gone) + (held ? 1 : 0);
    };
    expect((await list('true')).every((one) => sum(one) > 0)).toBe(true);
    expect((await list('false')).every((one) => sum(one) === 0)).toBe(true);
    expect([(await list('true')).length > 0, (await list('false')).length > 0]).toEqual([true, true]);
  });

  test('are filtered and paged, and refuse what they do not know', async () => {
    const first = await admin<Page>('GET', `${base}/runs?limit=100&trigger=schedule`);
    expect(first.body.items.length).toBe(100);
    const second = await admin<Page>(
      'GET',
      `${base}/runs?limit=100&trigger=schedule&cursor=${first.body.next}`,
    );
    const ids = [...first.body.items, ...second.body.items].map((run) => run['run']);
    expect(new Set(ids).size).toBe(ids.length);
    const steps = await admin<Page>('GET', `${base}/runs/${crowd.run}/steps?do=delete`);
    expect(steps.body.items).toMatchObject([{ do: 'delete', because: { code: 'person.gone' } }]);
    for (const query of ['trigger=x', 'state=x', 'preview=1', 'from=idag', 'cursor=x', 'colour=red'])
      expect((await admin('GET', `${base}/runs?${query}`)).status, query).toBe(400);
    await api.database.kysely
      .updateTable('steps')
      .set({ kind: 'removals', outcome: 'withheld' })
      .where('id', '=', Number(steps.body.items[0]?.['id']))
      .execute();
    const held = await admin<Page>('GET', `${base}/runs/${crowd.run}/steps?outcome=withheld&kind=removals`);
    expect(held.body.items).toMatchObject([{ do: 'delete', kind: 'removals' }]);
    const none = await admin<Page>('GET', `${base}/runs/${crowd.run}/steps?kind=numbers`);
    expect(none.body.items).toEqual([]);
    for (const query of ['do=x', 'outcome=x', 'kind=x', `cursor=${first.body.next}`])
      expect((await admin('GET', `${base}/runs/${crowd.run}/steps?${query}`)).status, query).toBe(400);
  });
});

test('all steps of a run come as a file for a spreadsheet and for a program, and the history is entered at any place', async () => {
  const { run } = crowd;
  const { body: listed } = await admin<{ steps: { count: number }[] }>('GET', `${base}/runs/${run}`);
  const count = listed.steps.reduce((sum, one) => sum + one.count, 0);
  const json = await admin<Record<string, unknown>[]>('GET', `${base}/runs/${run}/steps.json`);
  const { body: page } = await admin<Page>('GET', `${base}/runs/${run}/steps?limit=200`);
  expect(json.body.length).toBe(count);
  expect(json.body.slice(0, 200)).toEqual(page.items);
  const headers = await api.headersOf('token', 'viewer', crowd.companyId);
  const csv = await fetch(`${api.url}/api/v1${base}/runs/${run}/steps.csv`, { headers });
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="steps.csv"');
  const lines = (await csv.text()).split('\r\n');
  expect(lines[0]).toMatch(/do;outcome;name;alias;person;user;code;reason;cure;changes;at$/);
  expect(lines.length).toBe(count + 2);
  const { body: all } = await admin<Page>('GET', `${base}/runs?limit=60`);
  const { body: placed } = await admin<Page>('GET', `${base}/runs?limit=10&offset=50`);
  expect(placed.items.map((one) => one['run'])).toEqual(all.items.slice(50).map((one) => one['run']));
});

describe('logs', () => {
  test('show the company’s own, filtered, and the whole installation’s to operators alone', async () => {
    const changes = await admin<Page>('GET', `${base}/changes?run=${crowd.run}&limit=3`);
    expect(changes.body.items[0]).toMatchObject({
      run: crowd.run,
      template: 'Alla kontor',
      trigger: 'schedule',
    });
    const audit = await admin<Page>('GET', `${base}/audit?action=run`);
    expect(audit.body.items[0]).toMatchObject({
      action: expect.stringMatching(/^run\./),
      company: crowd.companyId,
    });
    expect((await admin('GET', '/audit')).status).toBe(403);
    const operator = await api.asPerson('operator', null);
    expect((await operator<Page>('GET', '/audit?limit=1')).body.items.length).toBe(1);
    expect((await admin('GET', `${base}/audit?from=2026-13-01T00:00:00Z`)).status).toBe(400);
  });
});
