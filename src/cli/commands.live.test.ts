import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { Report, World } from '../../test/world.ts';
import type { StatusEntry } from '../run/status.ts';

const names = ['Ada', 'Bo', 'Cilla', 'Doris', 'Egon', 'Frida', 'Gun', 'Hans', 'Ines', 'Jan', 'Karin', 'Lage'];
let world: World;
let people: string[];
beforeEach(async () => {
  world = await openWorld();
  people = names.map((givenName, nth) =>
    world.emulator.tenant.hire({
      givenName,
      surname: 'Ek',
      mailNickname: `${givenName.toLowerCase()}.ek`,
      businessPhones: [`+468123450${String(nth + 10)}`],
    }),
  );
});
afterEach(() => world.close());

const run = async (...args: string[]) => {
  const { code, json } = await world.cli<Report>(args);
  return { code, ...json };
};
/** Waits for a process that was started, with what it printed. */
async function endOf(child: ChildProcess): Promise<{ code: number | null; out: string; error: string }> {
  let [out, error] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, error };
}
const status = async () => (await world.cli<StatusEntry[]>(['status'])).json;
const patience = { timeout: 30_000, interval: 200 };

test('a preview tells every step and changes nothing; the run that follows does them', async () => {
  await world.importDocument(world.document());
  const preview = await run('plan', 'Alla');
  expect(preview).toMatchObject({ code: 0, state: 'succeeded', preview: true, counts: { create: 12 } });
  expect(preview.steps?.map((step) => step.alias).toSorted()).toEqual(
    names.map((name) => `${name.toLowerCase()}.ek`),
  );
  expect(preview.steps?.[0]).toMatchObject({
    do: 'create',
    user: null,
    from: null,
    because: { code: 'person.new' },
  });
  expect(await world.users()).toEqual([]);

  expect(await run('run', 'Alla')).toMatchObject({
    code: 0,
    state: 'succeeded',
    trigger: 'cli',
    preview: false,
    counts: { create: 12 },
    error: null,
  });
  expect(await run('run', 'Alla')).toMatchObject({ code: 0, counts: { create: 0, unchanged: 12 } });
  const users = await world.users();
  expect(users.map(({ alias }) => alias)).toEqual(users.map(({ alias }) => alias).toSorted());
  expect(users[0]).toEqual({
    id: expect.any(String),
    alias: 'ada.ek',
    name: 'Ada',
    surname: 'Ek',
    email: expect.stringMatching(/^ada\.ek@/),
    pstnFixed: '46812345010',
    mobile: null,
    extension: '5010',
    title: null,
    department: null,
    callerId: null,
    settingsTemplate: null,
    settings: {},
    fields: {},
    state: 'active',
    deleteOn: null,
    person: people[0],
  });
});

test('what a brake withholds is exit code 3, and approving it lets it through once', async () => {
  await world.importDocument(world.document({ keepDays: 0 }));
  await run('run', 'Alla');
  for (const person of people.slice(0, 6)) world.emulator.tenant.remove(person);
  const withheld = await run('run', 'Alla');
  expect(withheld).toMatchObject({
    code: 3,
    state: 'withheld',
    counts: { delete: 0 },
    withheld: [{ kind: 'removals', count: 6 }],
  });
  expect((await status())[0]?.withheld).toEqual([{ run: withheld.run, kind: 'removals', count: 6 }]);
  expect(await run('approve', withheld.run, 'removals')).toMatchObject({
    code: 0,
    trigger: 'approval',
    counts: { delete: 6 },
  });
  expect(await world.users()).toHaveLength(6);
  expect(await run('approve', withheld.run, 'removals')).toMatchObject({
    code: 1,
    state: 'refused',
    error: { code: 'approval.stale' },
  });
});

test('a run that fails is exit code 1, with the reason and the cure in its report', async () => {
  const document = world.document({
    provider: { ...providerOf(world.document()), client_secret: 'x8Q~wrong' },
  });
  await world.importDocument(document);
  const failed = await run('run', 'Alla');
  expect(failed).toMatchObject({ code: 1, state: 'failed', error: { code: 'credential.wrong' } });
  expect(failed.error?.cure).not.toBe('');
  expect(JSON.stringify(failed)).not.toContain('x8Q~wrong');
});

function providerOf(document: Record<string, unknown>): Record<string, unknown> {
  const [template] = document['syncTemplates'] as { provider: Record<string, unknown> }[];
  return template?.provider ?? {};
}

test('credentials sealed with a lost key fail the run with a cure', async () => {
  await world.importDocument(world.document());
  const child = world.start([
    'run',
    'Alla',
    '--json',
    '--data',
    `${process.env['TMPDIR'] ?? '/tmp'}/rollcall-no-such-${process.pid}`,
  ]);
  const { code, out } = await endOf(child);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    state: 'failed',
    error: {
      code: 'credential.wrong',
      message: expect.stringMatching(/the key that opens them is not here/) as unknown,
    },
  });
});

test('explain tells a person’s values by alias, number or object id, and nobody by exit code 1', async () => {
  await world.importDocument(world.document());
  await run('run', 'Alla');
  for (const who of ['ADA.ek', '08-12 34 50 10', people[0] ?? '']) {
    const { code, json } = await world.cli<{ person: string; user: { alias: string } }>([
      'explain',
      'Alla',
      who,
    ]);
    expect({ code, json }).toMatchObject({
      code: 0,
      json: { found: true, person: people[0], user: { alias: 'ada.ek' } },
    });
  }
  expect(await world.cli(['explain', 'Alla', 'nobody'])).toMatchObject({ code: 1, json: { found: false } });
  const text = await endOf(world.start(['explain', 'Alla', 'Ada Ek', '--stored']));
  expect(text.code).toBe(0);
  for (const line of ['Is the user ada.ek.', '✓ template', '✓ claims', 'pstnFixed *'])
    expect(text.out).toContain(line);
});

test('an interrupt ends a run with nothing half done, and the next run does all of it', async () => {
  await world.importDocument(world.document());
  world.emulator.faults.add({ effect: 'slow', delayMs: 60_000, path: '/v1.0/users' });
  const child = world.start(['run', 'Alla', '--json']);
  const end = endOf(child);
  await vi.waitUntil(async () => (await status())[0]?.lastRun?.state === 'running', patience);
  child.kill('SIGTERM');
  const { code, out } = await end;
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ state: 'failed', error: { code: 'run.interrupted' } });
  expect(await world.users()).toEqual([]);
  expect((await status())[0]?.lastRun).toMatchObject({ state: 'failed', error: { code: 'run.interrupted' } });
  world.emulator.faults.clear();
  expect(await run('run', 'Alla')).toMatchObject({ code: 0, counts: { create: 12 } });
});

test('work runs what is due, one process of several does it, and each stops when it is told', async () => {
  await world.importDocument(world.document({ schedule: { everyMinutes: 5 } }));
  const children = [world.start(['work', '--json']), world.start(['serve', '--json'])];
  const ends = children.map(endOf);
  await vi.waitUntil(async () => (await status())[0]?.lastSuccessAt !== null, patience);
  expect(await world.users()).toHaveLength(12);
  for (const child of children) child.kill('SIGTERM');
  const answers = await Promise.all(ends);
  expect(answers.map(({ code }) => code)).toEqual([0, 0]);
  const runs = answers.map(({ out }) => (JSON.parse(out) as { runs: number }).runs);
  expect(runs.toSorted((a, b) => a - b)).toEqual([0, 1]);
  const [entry] = await status();
  expect(entry?.lastRun?.trigger).toBe('schedule');
  expect(Date.parse(entry?.nextStart ?? '') - Date.parse(entry?.lastRun?.finishedAt ?? '')).toBe(5 * 60_000);
});

test('days pass with --now: the night that comes is run in its slot', async () => {
  await world.importDocument(world.document());
  await world.cli(['run', 'Alla'], '2026-03-02T12:00:00Z');
  const [entry] = (await world.cli<StatusEntry[]>(['status'], '2026-03-03T00:30:00Z')).json;
  const next = Date.parse(entry?.nextStart ?? '');
  // 02:00 in Stockholm is 01:00 here, and the template's own jitter is less than an hour.
  expect(next).toBeGreaterThanOrEqual(Date.UTC(2026, 2, 3, 1));
  expect(next).toBeLessThan(Date.UTC(2026, 2, 3, 2));
  const child = world.start(['work', '--json'], '2026-03-03T03:00:00Z');
  const end = endOf(child);
  await vi.waitUntil(async () => (await status())[0]?.lastRun?.trigger === 'schedule', patience);
  child.kill('SIGINT');
  expect((await end).code).toBe(0);
});

test('a stop ends a scheduled run that is going and does not wait for Entra', async () => {
  await world.importDocument(world.document({ schedule: { everyMinutes: 5 } }));
  world.emulator.faults.add({ effect: 'slow', delayMs: 60_000, path: '/v1.0/users' });
  const child = world.start(['work', '--json']);
  const end = endOf(child);
  await vi.waitUntil(async () => (await status())[0]?.lastRun?.state === 'running', patience);
  child.kill('SIGTERM');
  expect((await end).code).toBe(0);
  expect((await status())[0]?.lastRun).toMatchObject({ state: 'failed', error: { code: 'run.interrupted' } });
});
