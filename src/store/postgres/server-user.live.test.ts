// Under whose name the server runs and where it gets to: root with folders that others cannot enter, an ordinary
// user, packages that are read-only or lack their links. What only root can set up is tested where root runs the
// tests; everybody else's machine proves the ordinary user's half.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { copyCheckout } from '../../../test/checkout-copy.ts';
import { ask, hold, makeFolder, refusalOf, serverPid } from '../../../test/postgres-holder.ts';
import { openBinaries } from './binaries.ts';
import { applyHome } from './home.ts';
import { openPostgres } from './server.ts';
import { isRoot, readBarrier, readServerUser } from './server-user.ts';

const FAST = { settings: { fsync: 'off' } };
const NOBODY = 65_534;

async function homeNamedBy(dataFolder: string): Promise<string> {
  return JSON.parse(await readFile(join(dataFolder, 'rollcall-data.json'), 'utf8')).postgres;
}

async function uidOf(pid: number | null): Promise<number> {
  return (await stat(`/proc/${pid}`)).uid;
}

async function removeLinks(folder: string): Promise<void> {
  const list: { target: string }[] = JSON.parse(
    await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8'),
  );
  for (const { target } of list) await unlink(join(folder, target));
}

test('A platform that no package is made for is told to set DATABASE_URL', async () => {
  const home = await applyHome(await makeFolder());
  await expect(openBinaries(home, 'sunos-sparc')).rejects.toMatchObject({
    message: expect.stringContaining('sunos-sparc'),
    cure: expect.stringContaining('DATABASE_URL'),
  });
  await expect(openBinaries(home, 'win32-x64')).rejects.toMatchObject({
    cure: expect.stringContaining('npm ci'),
  });
});

test('The server’s user is postgres where there is one and nobody elsewhere', async () => {
  const file = join(await makeFolder(), 'passwd');
  await writeFile(file, 'root:x:0:0::/:\nnobody:x:65534:65533::/:\npostgres:x:70:71::/:\n');
  expect(await readServerUser(file)).toEqual({ name: 'postgres', uid: 70, gid: 71 });
  await writeFile(file, 'root:x:0:0::/:\nnobody:x:65534:65533::/:\n');
  expect(await readServerUser(file)).toEqual({ name: 'nobody', uid: 65_534, gid: 65_533 });
  await writeFile(file, 'root:x:0:0::/:\n');
  await expect(readServerUser(file)).rejects.toMatchObject({ code: 'database.unavailable' });
});

test('The folder that keeps a user out is named, by the rights of owner, group and others', async () => {
  const folder = await makeFolder();
  const inner = join(folder, 'home/data');
  await mkdir(inner, { recursive: true });
  await chmod(inner, 0o755);
  const { uid, gid } = await stat(inner);
  const stranger = { name: 'stranger', uid: uid + 4_321, gid: gid + 4_321 };
  await chmod(join(folder, 'home'), 0o755);
  expect(await readBarrier(inner, stranger)).toBeNull();
  await chmod(join(folder, 'home'), 0o750);
  expect(await readBarrier(inner, stranger)).toBe(join(folder, 'home'));
  expect(await readBarrier(inner, { ...stranger, gid })).toBeNull();
  expect(await readBarrier(inner, { ...stranger, uid })).toBeNull();
});

describe('An ordinary user', () => {
  const asUser = isRoot() ? { uid: NOBODY } : {};

  test('keeps everything in the data folder, which nobody else may enter', async () => {
    const top = await makeFolder();
    const checkout = await copyCheckout(join(top, 'checkout'));
    await mkdir(join(top, 'own'));
    if (isRoot()) await chown(join(top, 'own'), NOBODY, NOBODY);
    const data = join(top, 'own/data');
    const holder = await hold(data, { ...asUser, ...checkout });
    expect(holder.started).toBe('created');
    expect(await homeNamedBy(data)).toBe('postgres');
    expect(await ask(holder.url, 'select 1 as up')).toEqual([{ up: 1 }]);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    const other = await hold(data, { ...asUser, ...checkout });
    expect(other.started).toBe('joined');
    await holder.end();
    await other.end();
    expect(await serverPid(join(data, 'postgres/cluster'))).toBeNull();
  });

  test('gets a copy of programs whose package is read-only and lacks its links', async () => {
    const top = await makeFolder();
    const checkout = await copyCheckout(join(top, 'checkout'));
    await removeLinks(checkout.postgres);
    await chmod(join(checkout.postgres, 'native/lib'), 0o555);
    await mkdir(join(top, 'own'));
    if (isRoot()) await chown(join(top, 'own'), NOBODY, NOBODY);
    const holder = await hold(join(top, 'own/data'), { ...asUser, ...checkout });
    expect(await ask(holder.url, 'select 1 as up')).toEqual([{ up: 1 }]);
    expect((await readdir(join(top, 'own/data/postgres'))).join()).toContain('postgresql-');
    await holder.end();
  });

  test('is told when the data folder may not be written', async () => {
    const top = await makeFolder();
    const checkout = await copyCheckout(join(top, 'checkout'));
    await mkdir(join(top, 'closed'));
    await chmod(join(top, 'closed'), 0o555);
    for (const folder of [join(top, 'closed'), join(top, 'closed/data')]) {
      const { message, cure } = await refusalOf(folder, { ...asUser, ...checkout });
      expect(message).toBe(`The data folder ${folder} may not be written by this user.`);
      expect(cure).toContain('DATABASE_URL');
    }
  });

  test('makes the links that the package’s install script would have made', async () => {
    const checkout = await copyCheckout(join(await makeFolder(), 'checkout'));
    await removeLinks(checkout.postgres);
    const holder = await hold(await makeFolder(), checkout);
    expect(await ask(holder.url, 'select 1 as up')).toEqual([{ up: 1 }]);
    expect(await readdir(join(checkout.postgres, 'native/lib'))).toContain('libpq.so.5');
    await holder.end();
  });
});

describe.runIf(isRoot())('Root', () => {
  test('lends the server another user’s name and keeps the password to itself', async () => {
    const folder = await makeFolder();
    const server = await openPostgres({ dataFolder: folder, ...FAST });
    onTestFinished(() => server.close());
    const pid = await serverPid(join(folder, 'postgres/cluster'));
    expect(await uidOf(pid)).toBe((await readServerUser()).uid);
    const password = await stat(join(folder, 'postgres/password'));
    expect([password.uid, password.mode & 0o777]).toEqual([0, 0o600]);
  });

  test('keeps the cluster elsewhere when nobody else can enter the data folder', async () => {
    const top = await makeFolder();
    const closed = await makeFolder(0o700);
    const options = { reachableFolder: join(top, 'reachable'), ...FAST };
    const data = join(closed, 'data');
    const [one, other] = await Promise.all([hold(data, { options }), hold(data, { options })]);
    expect([one.started, other.started].toSorted()).toEqual(['created', 'joined']);
    const home = await homeNamedBy(data);
    expect(home.startsWith(join(top, 'reachable/clusters/'))).toBe(true);
    expect(await readdir(join(top, 'reachable/clusters'))).toHaveLength(1);
    await ask(one.url, 'create table kept as select 7 as value');
    await Promise.all([one.end(), other.end()]);
    expect(await serverPid(join(home, 'cluster'))).toBeNull();

    const later = await hold(data, { options });
    expect(await ask(later.url, 'select value from kept')).toEqual([{ value: 7 }]);
    await later.end();
    await rm(home, { recursive: true });
    expect((await refusalOf(data, { options })).message).toContain('is gone');
  });

  test('starts empty in a temporary data folder that was removed, and clears away what belonged to it', async () => {
    const reachableFolder = join(await makeFolder(), 'reachable');
    const top = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
    onTestFinished(() => rm(top, { recursive: true }));
    const data = join(top, 'data');
    const before = await applyHome(data, reachableFolder);
    expect((await applyHome(data, reachableFolder)).folder).toBe(before.folder);
    const closed = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
    onTestFinished(() => rm(closed, { recursive: true }));
    const neighbour = await applyHome(closed, reachableFolder);
    await rm(data, { recursive: true });
    const after = await applyHome(data, reachableFolder);
    const left = (await readdir(join(reachableFolder, 'clusters'))).toSorted();
    expect(left).toEqual([after, neighbour].map((home) => basename(home.folder)).toSorted());
    expect(after.folder).not.toBe(before.folder);
  });

  test('runs a checkout that others cannot enter from a copy that is root’s alone', async () => {
    const top = await makeFolder();
    const closed = await makeFolder(0o700);
    const checkout = await copyCheckout(join(closed, 'checkout'));
    await removeLinks(checkout.postgres);
    const options = { reachableFolder: join(top, 'reachable') };
    const how = { ...checkout, options };
    const holders = await Promise.all([hold(join(top, 'a'), how), hold(join(top, 'b'), how)]);
    for (const holder of holders) expect(await ask(holder.url, 'select 1 as up')).toEqual([{ up: 1 }]);
    const [copy, ...more] = await readdir(join(top, 'reachable/postgresql'));
    expect(more).toEqual([]);
    const program = join(top, 'reachable/postgresql', copy ?? '', 'native/bin/postgres');
    expect((await stat(program)).uid).toBe(0);
    await Promise.all(holders.map((holder) => holder.end()));

    await chmod(join(top, 'reachable/postgresql'), 0o777);
    expect((await refusalOf(join(top, 'a'), how)).message).toContain('not trusted');
  });

  test('works under a umask that shuts everybody else out', async () => {
    const top = await makeFolder();
    const closed = await makeFolder(0o700);
    const checkout = await copyCheckout(join(closed, 'checkout'));
    const umask = process.umask(0o077);
    onTestFinished(() => void process.umask(umask));
    const options = { reachableFolder: join(top, 'reachable') };
    const holder = await hold(join(closed, 'data'), { ...checkout, options });
    expect(await ask(holder.url, 'select 1 as up')).toEqual([{ up: 1 }]);
    await holder.end();
    const open = await makeFolder();
    const near = await hold(open, { ...checkout, options });
    expect(await homeNamedBy(open)).toBe('postgres');
    await near.end();
  });

  test('works on an ordinary user’s data as that user, who can go on afterwards', async () => {
    const top = await makeFolder();
    const checkout = await copyCheckout(join(top, 'checkout'));
    await mkdir(join(top, 'own'));
    await chown(join(top, 'own'), NOBODY, NOBODY);
    const data = join(top, 'own/data');
    await (await hold(data, { uid: NOBODY, ...checkout })).end();
    await rm(join(data, 'postgres/postgres.log'));
    const root = await hold(data);
    expect(await uidOf(await serverPid(join(data, 'postgres/cluster')))).toBe(NOBODY);
    const joined = await hold(data, { uid: NOBODY, ...checkout });
    expect(joined.started).toBe('joined');
    await joined.end();
    await root.end();
    const again = await hold(data, { uid: NOBODY, ...checkout });
    expect(again.started).toBe('started');
    await again.end();
  });

  test('leaves data that an ordinary user cannot use, which is told so', async () => {
    const top = await makeFolder();
    const checkout = await copyCheckout(join(top, 'checkout'));
    await (await openPostgres({ dataFolder: join(top, 'data'), ...FAST })).close();
    const { message } = await refusalOf(join(top, 'data'), { uid: NOBODY, ...checkout });
    expect(message).toContain('belongs to another user (uid 0)');
  });

  test('is told which folder shuts the server out when that was closed later', async () => {
    const folder = await makeFolder();
    const data = join(folder, 'data');
    await (await openPostgres({ dataFolder: data, ...FAST })).close();
    await chmod(folder, 0o700);
    const { message, cure } = await refusalOf(data);
    expect(message).toContain(`may not enter ${folder}`);
    expect(cure).toContain('chmod o+x');
  });
});

const MOUNT = '/bin/mount';

/** Root of a container may not mount; there, failures.test.ts alone covers the full disk. */
function mayMount(): boolean {
  if (!isRoot() || process.platform !== 'linux') return false;
  const probe = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
  const mounted = spawnSync(MOUNT, ['-t', 'tmpfs', 'tmpfs', probe]).status === 0;
  if (mounted) spawnSync('/bin/umount', ['-l', probe]);
  rmdirSync(probe);
  return mounted;
}

test.runIf(mayMount())(
  'A full disk is told, and once there is room the first start goes through',
  async () => {
    const disk = await makeFolder();
    execFileSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=24m,mode=755', 'tmpfs', disk]);
    onTestFinished(() => void execFileSync('/bin/umount', ['-l', disk]));
    const { message, cure } = await refusalOf(disk);
    expect(message).toContain('is full');
    expect(cure).toContain('Free some space');
    execFileSync(MOUNT, ['-o', 'remount,size=300m', disk]);
    const holder = await hold(disk);
    expect(holder.started).toBe('created');
    await holder.end();
  },
);
