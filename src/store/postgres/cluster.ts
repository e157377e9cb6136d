// Makes a new cluster: initdb in a folder aside, put in place by one rename when it is whole, so that one which was
// killed half way is never mistaken for data. Refuses a cluster of another major version. Starts no server.

import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import type { Binaries } from './binaries.ts';
import { codeOf, mapProgramFault, OTHER_DATABASE } from './failures.ts';
import type { Home } from './home.ts';
import type { ServerUser } from './server-user.ts';

export const DATABASE_USER = 'rollcall';

/** The environment of the caller stays outside: PGDATA, LC_ALL and the like would change what the programs do. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|SYSTEMROOT|TEMP|TMP|HOME)$/i.test(name),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

export function serverIdentity(user: ServerUser | null): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** The major version whose data the cluster holds; null when there is no cluster yet. */
export async function readClusterMajor(cluster: string): Promise<number | null> {
  if ((await stat(cluster).catch(() => null)) === null) return null;
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    throw new DatabaseUnavailable(
      `The folder ${cluster} is there but holds no PostgreSQL data (${codeOf(error)}).`,
      `Put the data back from a backup, or choose another folder with --data, or ${OTHER_DATABASE}.`,
      { cause: error },
    );
  });
  return Number.parseInt(text, 10);
}

export function refuseOtherMajor(cluster: string, found: number, binaries: Binaries): void {
  if (found === binaries.major) return;
  throw new DatabaseUnavailable(
    `The data in ${cluster} was made by PostgreSQL ${found}; this version of Rollcall brings PostgreSQL ${binaries.major}.`,
    `Move the data with pg_dump from the Rollcall that made it, or choose another folder with --data, or ${OTHER_DATABASE}.`,
  );
}

/** Called under the folder's lock. `isSafe` false leaves out waiting for the disk, for tests only. */
export async function createCluster(home: Home, binaries: Binaries, isSafe: boolean): Promise<void> {
  const draft = join(home.folder, `init-${randomUUID()}`);
  const password = randomBytes(24).toString('hex');
  try {
    await mkdir(draft, { mode: 0o700 });
    const passwordFile = join(draft, 'password');
    await writeFile(passwordFile, password, { flag: 'wx', mode: 0o600 });
    if (home.user) {
      await chown(passwordFile, home.user.uid, home.user.gid);
      await chown(draft, home.user.uid, home.user.gid);
    }
    await runInitdb(home, binaries, { data: join(draft, 'cluster'), passwordFile, isSafe });
    await writePassword(home, password);
    await rename(join(draft, 'cluster'), home.cluster);
    await syncFolder(home.folder);
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * What a first start that was killed has left; a password is in it. Called under the folder's lock. Its initdb may still be
 * writing for a moment: removing is tried again while it does.
 */
export async function clearHalfMade(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('init-'))
      await rm(join(folder, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

async function runInitdb(
  home: Home,
  binaries: Binaries,
  options: { data: string; passwordFile: string; isSafe: boolean },
): Promise<void> {
  const args = [
    '-D',
    options.data,
    '-U',
    DATABASE_USER,
    `--pwfile=${options.passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
    '--encoding=UTF8',
    // Sorting by code point is the same on every machine and survives an upgrade of the system's libraries;
    // the built-in provider still knows upper and lower case of all letters, which plain C does not.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // A killed initdb leaves nothing outside its folder, which is cleared away.
    ...(process.platform === 'win32' ? [] : ['--set=dynamic_shared_memory_type=mmap']),
    ...(options.isSafe ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(binaries.initdb, args, {
      cwd: '/',
      env: serverEnvironment(),
      windowsHide: true,
      ...serverIdentity(home.user),
    });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw mapProgramFault('initdb', said.trim() || String(error), home.folder);
  }
}

async function writePassword(home: Home, password: string): Promise<void> {
  const draft = join(home.folder, `password.${randomUUID()}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(password);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(home.folder, 'password'));
}

export async function readPassword(home: Home): Promise<string> {
  return (await readFile(join(home.folder, 'password'), 'utf8')).trim();
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // a folder cannot be opened there, NTFS keeps its own journal
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
