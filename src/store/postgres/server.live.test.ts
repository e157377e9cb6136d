// Who owns the embedded server: first start, later start, joining, the last one out, and every way to be killed in
// between (R14 rests on this: a killed process leaves a database that the next one finds whole).

import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  ask,
  copyFolder,
  hold,
  makeFolder,
  refusalOf,
  serverPid,
  tryToHold,
} from '../../../test/postgres-holder.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { openPostgres } from './server.ts';

const FAST = { settings: { fsync: 'off' } };

let original = '';
beforeAll(async () => {
  original = await makeTemporaryFolder();
  await (await openPostgres({ dataFolder: original, ...FAST })).close();
});
afterAll(() => rm(original, { recursive: true, force: true }));

test('The first start makes the database and a later one finds it with what was stored', async () => {
  const folder = await makeFolder();
  const first = await openPostgres({ dataFolder: folder, ...FAST });
  await ask(first.url, 'create table kept as select 7 as value');
  await first.close();
  expect(first.started).toBe('created');
  expect(await serverPid(join(folder, 'postgres/cluster'))).toBeNull();

  const later = await openPostgres({ dataFolder: folder, ...FAST });
  onTestFinished(() => later.close());
  expect(later.started).toBe('started');
  expect(await ask(later.url, 'select value from kept')).toEqual([{ value: 7 }]);
});

test('Settings that keep committed data are on unless a test turns them off', async () => {
  const server = await openPostgres({ dataFolder: await copyFolder(original) });
  onTestFinished(() => server.close());
  const rows = await ask(
    server.url,
    `select name, setting from pg_settings where name in
     ('fsync', 'full_page_writes', 'synchronous_commit', 'autovacuum', 'jit', 'listen_addresses', 'server_encoding')
     order by name`,
  );
  expect(Object.fromEntries(rows.map((row) => [row['name'], row['setting']]))).toEqual({
    autovacuum: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    jit: 'off',
    listen_addresses: '127.0.0.1',
    server_encoding: 'UTF8',
    synchronous_commit: 'on',
  });
  expect(await ask(server.url, `select lower('ÅÄÖÉ') as low, 'Z' < 'a' as "byCode"`)).toEqual([
    { low: 'åäöé', byCode: true },
  ]);
});

test('Nobody gets in without the password', async () => {
  const server = await openPostgres({ dataFolder: await copyFolder(original), ...FAST });
  onTestFinished(() => server.close());
  const url = new URL(server.url);
  url.password = 'guess';
  await expect(ask(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('A second process uses the running server, and the last one to end stops it', async () => {
  const folder = await copyFolder(original);
  const cluster = join(folder, 'postgres/cluster');
  const one = await hold(folder);
  const other = await hold(folder);
  expect([one.started, other.started]).toEqual(['started', 'joined']);
  expect(other.url).toBe(one.url);

  await one.end();
  expect(await ask(other.url, 'select 1 as up')).toEqual([{ up: 1 }]);
  await other.end();
  expect(await serverPid(cluster)).toBeNull();
});

test('Two that start for the first time at once get one database', async () => {
  const folder = await makeFolder();
  const holders = await Promise.all([hold(folder), hold(folder), hold(folder)]);
  expect(holders.map((holder) => holder.started).toSorted()).toEqual(['created', 'joined', 'joined']);
  expect(new Set(holders.map((holder) => holder.url)).size).toBe(1);
  await Promise.all(holders.map((holder) => holder.end()));
  expect(await serverPid(join(folder, 'postgres/cluster'))).toBeNull();
});

test('Many that come and go at once never lose the server under a user', async () => {
  const folder = await copyFolder(original);
  const comeAndGo = async () => {
    for (let round = 0; round < 4; round++) {
      const server = await openPostgres({ dataFolder: folder, ...FAST });
      expect(await ask(server.url, 'select 1 as up')).toEqual([{ up: 1 }]);
      await server.close();
    }
  };
  await Promise.all([comeAndGo(), comeAndGo(), comeAndGo()]);
  expect(await serverPid(join(folder, 'postgres/cluster'))).toBeNull();
  expect(await readdir(join(folder, 'postgres/lock'))).toEqual([]);
  expect(await readdir(join(folder, 'postgres/clients'))).toEqual([]);
});

test('Ctrl-C reaches the program alone, which stops the server in good order', async () => {
  const folder = await copyFolder(original);
  const holder = await hold(folder);
  await holder.end('SIGINT');
  const log = await readFile(join(folder, 'postgres/postgres.log'), 'utf8');
  expect(log).toContain('database system is shut down');
  await (await openPostgres({ dataFolder: folder, ...FAST })).close();
  expect(await readFile(join(folder, 'postgres/postgres.log'), 'utf8')).not.toMatch(/not properly shut down/);
});

test('The orphan of a killed process is taken over, and stopped by the one that took it', async () => {
  const folder = await copyFolder(original);
  const cluster = join(folder, 'postgres/cluster');
  const holder = await hold(folder);
  const orphan = await serverPid(cluster);
  await holder.end('SIGKILL');
  expect(await serverPid(cluster)).toBe(orphan);

  const next = await openPostgres({ dataFolder: folder, ...FAST });
  expect(next.started).toBe('joined');
  expect(await serverPid(cluster)).toBe(orphan);
  await next.close();
  expect(await serverPid(cluster)).toBeNull();
});

test('An orphan that does not answer is stopped and another started on what was committed', async () => {
  const folder = await copyFolder(original);
  const cluster = join(folder, 'postgres/cluster');
  const holder = await hold(folder);
  await ask(holder.url, 'create table kept as select 7 as value');
  await holder.end('SIGKILL');
  const orphan = (await serverPid(cluster)) ?? Number.NaN;
  process.kill(orphan, 'SIGSTOP');

  const said: string[] = [];
  const next = await openPostgres({
    dataFolder: folder,
    ...FAST,
    log: (line) => said.push(line),
    patience: { orphan: 300 },
  });
  onTestFinished(() => next.close());
  expect(next.started).toBe('started');
  expect(await serverPid(cluster)).not.toBe(orphan);
  expect(await ask(next.url, 'select value from kept')).toEqual([{ value: 7 }]);
  expect(said.join()).toContain('does not answer and is restarted');
}, 90_000);

test('A server that was killed itself is started anew, on the port that others still use', async () => {
  const folder = await copyFolder(original);
  const holder = await hold(folder);
  const pid = await serverPid(join(folder, 'postgres/cluster'));
  process.kill(pid ?? Number.NaN, 'SIGKILL');
  const next = await openPostgres({ dataFolder: folder, ...FAST });
  onTestFinished(() => next.close());
  expect(next.started).toBe('started');
  expect(next.url).toBe(holder.url);
  expect(await ask(holder.url, 'select 1 as up')).toEqual([{ up: 1 }]);
});

test('A process that stays starts its server again when that was killed, and closing still stops it', async () => {
  const folder = await copyFolder(original);
  const cluster = join(folder, 'postgres/cluster');
  const restarted = Promise.withResolvers<void>();
  const keepsRunning = { onRestarted: () => restarted.resolve(), onFault: restarted.reject };
  const server = await openPostgres({ dataFolder: folder, ...FAST, keepsRunning });
  const pid = (await serverPid(cluster)) ?? Number.NaN;
  process.kill(pid, 'SIGKILL');
  await restarted.promise;
  expect(await ask(server.url, 'select 1 as up')).toEqual([{ up: 1 }]);
  expect(await serverPid(cluster)).not.toBe(pid);
  await server.close();
  expect(await serverPid(cluster)).toBeNull();
});

test('A process id in postmaster.pid that another program has by now is not taken for the server', async () => {
  const folder = await copyFolder(original);
  const cluster = join(folder, 'postgres/cluster');
  const holder = await hold(folder);
  const pid = (await serverPid(cluster)) ?? Number.NaN;
  const left = await readFile(join(cluster, 'postmaster.pid'), 'utf8');
  process.kill(pid, 'SIGKILL');
  await holder.end('SIGKILL');
  await expect.poll(() => serverPid(cluster)).toBeNull();
  // As ours and as the server's own user, whom PostgreSQL would believe.
  const owner = (await stat(cluster)).uid;
  const other = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid: owner } : {});
  onTestFinished(() => void other.kill());
  await writeFile(join(cluster, 'postmaster.pid'), left.replace(/^\d+/, String(other.pid)));

  const next = await openPostgres({ dataFolder: folder, ...FAST });
  onTestFinished(() => next.close());
  expect(next.started).toBe('started');
  expect(other.exitCode).toBeNull();
  expect(other.signalCode).toBeNull();
});

/** @returns the data folder as the kill left it */
async function killFirstStart(isTime: (made: string[]) => boolean): Promise<string> {
  const folder = await makeFolder();
  let pid = Number.NaN;
  const killed = tryToHold(folder, { onSpawn: (spawned) => (pid = spawned) });
  // A folder may be renamed while it is listed.
  const list = () => readdir(folder, { recursive: true }).catch(() => []);
  while (!isTime(await list())) await new Promise(setImmediate);
  process.kill(pid, 'SIGKILL');
  await expect(killed).rejects.toThrow('without a word');
  return folder;
}

test.each([
  ['before initdb', (made: string[]) => made.some((path) => /^postgres\/init-[^/]+$/.test(path)), true],
  ['in the middle of initdb', (made: string[]) => made.some((path) => path.endsWith('cluster/base')), true],
  ['late in initdb', (made: string[]) => made.length > 600, true],
  ['right after initdb', (made: string[]) => made.includes('postgres/cluster'), false],
  ['with the server starting', (made: string[]) => made.includes('postgres/cluster/postmaster.pid'), false],
])('A first start that was killed %s is done over', async (_, isTime, leavesHalf) => {
  const isHalf = (name: string) => name.startsWith('init-');
  let folder = await killFirstStart(isTime);
  // initdb may be over between the look and the kill.
  while (leavesHalf && !(await readdir(join(folder, 'postgres'))).some(isHalf))
    folder = await killFirstStart(isTime);

  const server = await openPostgres({ dataFolder: folder, ...FAST });
  onTestFinished(() => server.close());
  expect(await ask(server.url, 'select 1 as up')).toEqual([{ up: 1 }]);
  expect((await readdir(join(folder, 'postgres'))).filter(isHalf)).toEqual([]);
});

test('The database itself is made by the next start when the first was killed before that', async () => {
  const folder = await copyFolder(original);
  const first = await openPostgres({ dataFolder: folder, ...FAST });
  const admin = new URL(first.url);
  admin.pathname = '/postgres';
  await ask(admin.href, 'drop database rollcall');
  await first.close();
  const next = await openPostgres({ dataFolder: folder, ...FAST });
  onTestFinished(() => next.close());
  expect(await ask(next.url, 'select current_database() as name')).toEqual([{ name: 'rollcall' }]);
});

test('A port that somebody else has taken meanwhile is given up for another', async () => {
  const folder = await copyFolder(original);
  const first = await openPostgres({ dataFolder: folder, ...FAST });
  await first.close();
  const port = Number(new URL(first.url).port);
  const taker = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void taker.close());
  const next = await openPostgres({ dataFolder: folder, ...FAST });
  onTestFinished(() => next.close());
  expect(new URL(next.url).port).not.toBe(String(port));
  expect(await ask(next.url, 'select 1 as up')).toEqual([{ up: 1 }]);
});

test('A data folder that lives in another container is left alone until that has gone silent', async () => {
  const folder = await copyFolder(original);
  const mark = join(folder, 'postgres/clients', '7-12345-0123456789ab-deadbeef');
  await writeFile(mark, '');
  await expect(
    openPostgres({ dataFolder: folder, ...FAST, patience: { elsewhere: 200 } }),
  ).rejects.toMatchObject({
    message: expect.stringContaining('in another container'),
    cure: expect.stringContaining('DATABASE_URL'),
  });
  const longAgo = new Date(Date.now() - 3_600_000);
  await utimes(mark, longAgo, longAgo);
  const server = await openPostgres({ dataFolder: folder, ...FAST });
  await server.close();
  expect(server.started).toBe('started');
});

test('A folder with somebody else’s files is refused and nothing is put into it', async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'thesis.odt'), 'mine');
  const { message, cure } = await refusalOf(folder);
  expect(message).toContain('thesis.odt');
  expect(cure).toContain('--data');
  expect(await readdir(folder)).toEqual(['thesis.odt']);
});

test('What a file system or Rollcall itself puts into a fresh folder does not make it foreign', async () => {
  const folder = await makeFolder();
  await mkdir(join(folder, 'lost+found'));
  await writeFile(join(folder, '.gitkeep'), '');
  await writeFile(join(folder, 'rollcall-key'), '');
  await writeFile(join(folder, 'secret.key'), '');
  const server = await openPostgres({ dataFolder: folder, ...FAST });
  await server.close();
  expect(server.started).toBe('created');
});

test('A file in place of the data folder is refused', async () => {
  const file = join(await makeFolder(), 'data');
  await writeFile(file, '');
  expect((await refusalOf(file)).message).toContain('is not a folder');
});

test('Data of another PostgreSQL version is refused with the way to move it', async () => {
  const folder = await copyFolder(original);
  await writeFile(join(folder, 'postgres/cluster/PG_VERSION'), '17\n');
  const { message, cure } = await refusalOf(folder);
  expect(message).toContain('made by PostgreSQL 17');
  expect(cure).toContain('pg_dump');
});

test('A damaged marker file and a cluster without its data are refused', async () => {
  const folder = await copyFolder(original);
  await rm(join(folder, 'postgres/cluster/PG_VERSION'));
  expect((await refusalOf(folder)).message).toContain('holds no PostgreSQL data');
  await writeFile(join(folder, 'rollcall-data.json'), '{ "postgres": "/etc" }');
  expect((await refusalOf(folder)).message).toContain('is damaged');
  await writeFile(join(folder, 'rollcall-data.json'), '');
  expect((await refusalOf(folder)).message).toContain('is damaged');
});
