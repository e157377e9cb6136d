// Where a data folder's PostgreSQL lives: in its subfolder `postgres`, or, when root runs Rollcall and the server's
// user cannot get into the data folder, in a folder of its own elsewhere that the marker file names.
// Refuses a folder that holds somebody else's files. Makes folders; starts nothing.

import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, open, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import { readClients } from './clients.ts';
import { codeOf, mapFileFault, OTHER_DATABASE } from './failures.ts';
import { isRoot, readBarrier, readServerUser, type ServerUser } from './server-user.ts';

/** What root's servers and binaries are put under when where they are cannot be reached by the server's user. */
const REACHABLE_FOLDER = '/var/lib/rollcall-postgres';

const MARKER = 'rollcall-data.json';
const Marker = z.object({ postgres: z.string() });

export interface Home {
  /** Everything of this server: cluster, lock, clients, log, password, port. */
  folder: string;
  cluster: string;
  /** Null: the server runs as the user who runs Rollcall. */
  user: ServerUser | null;
  reachableFolder: string;
}

export async function applyHome(dataFolder: string, reachableFolder = REACHABLE_FOLDER): Promise<Home> {
  const asked = resolve(dataFolder);
  try {
    await mkdir(asked, { recursive: true, mode: isRoot() ? 0o755 : 0o700 });
    const data = await realpath(asked);
    const named = (await readMarker(data)) ?? (await writeMarker(data, reachableFolder));
    const folder = resolve(data, named);
    // Nobody talks root into working in a folder that it did not choose itself.
    const isOurs = named === 'postgres' || dirname(folder) === resolve(reachableFolder, 'clusters');
    if (!isOurs) throw damagedMarker(data);
    if (named === 'postgres') await applyFolder(folder, isRoot() ? 0o711 : 0o700);
    return await readHome(folder, reachableFolder);
  } catch (error) {
    throw mapFileFault(error, asked);
  }
}

/** False when nothing has been started in the data folder yet; true also when that can not be told. */
export async function isHome(dataFolder: string): Promise<boolean> {
  return stat(join(resolve(dataFolder), MARKER)).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
}

async function readMarker(data: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(join(data, MARKER), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return Marker.parse(JSON.parse(text)).postgres;
  } catch (error) {
    throw damagedMarker(data, error);
  }
}

function damagedMarker(data: string, cause?: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable(
    `${join(data, MARKER)} is damaged: it does not say where the database is.`,
    `Put the file back from a backup, or choose another folder with --data, or ${OTHER_DATABASE}.`,
    { cause },
  );
}

/** Makes the folder with exactly this mode, whatever the umask is; one that is there already stays as it is. */
export async function applyFolder(folder: string, mode: number): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode });
  if (made !== undefined) await chmod(folder, mode);
}

/** The first to link its marker decides for everybody; the file is never seen half written. */
async function writeMarker(data: string, reachableFolder: string): Promise<string> {
  await refuseForeignFolder(data);
  const user = isRoot() ? await readServerUser() : null;
  const isReachable = !user || (await readBarrier(data, user)) === null;
  const home = isReachable ? 'postgres' : await makeDistantHome(data, reachableFolder);
  const draft = join(data, `rollcall-data.${randomUUID()}`);
  const file = await open(draft, 'wx', 0o644);
  try {
    await file.writeFile(`${JSON.stringify({ product: 'rollcall', postgres: home }, null, 2)}\n`);
    await file.sync();
    await link(draft, join(data, MARKER));
    return home;
  } catch (error) {
    if (isAbsolute(home)) await rm(home, { recursive: true });
    const winner = codeOf(error) === 'EEXIST' ? await readMarker(data) : null;
    if (winner === null) throw error;
    return winner;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

/** A new name each time, not one made from the path: a data folder that is removed and made again starts empty. */
async function makeDistantHome(data: string, reachableFolder: string): Promise<string> {
  const homes = join(reachableFolder, 'clusters');
  const home = join(homes, randomUUID());
  try {
    await applyFolder(reachableFolder, 0o755);
    await applyFolder(homes, 0o711);
    await clearTemporaryHomes(homes);
    await applyFolder(home, 0o711);
    await writeFile(join(home, 'data-folder'), `${data}\n${await readBirth(data)}\n`);
  } catch (error) {
    throw new DatabaseUnavailable(
      `PostgreSQL does not run as root; the user it runs as cannot get into ${data}, and ${reachableFolder} cannot be written.`,
      `Choose a folder with --data that every user can enter, or run as an ordinary user, or ${OTHER_DATABASE}.`,
      { cause: error },
    );
  }
  return home;
}

/** What belonged to data folders among the temporary files that are gone. Others are kept: a disk that is not
 * mounted at the moment looks the same as a folder that was removed. */
async function clearTemporaryHomes(homes: string): Promise<void> {
  const temporary = await realpath(tmpdir());
  for (const name of await readdir(homes)) {
    const home = join(homes, name);
    const note = await readFile(join(home, 'data-folder'), 'utf8').catch(() => '');
    const [data = '', birth] = note.split('\n');
    if (!data.startsWith(`${temporary}/`) || (await readBirth(data)) === birth) continue;
    const clients = await readClients(join(home, 'clients')).catch(() => null);
    const isUsed = clients && clients.here.length + clients.elsewhere.length > 0;
    if (!isUsed && (await isThere(join(home, 'cluster', 'postmaster.pid'))) === false) {
      await rm(home, { recursive: true, force: true });
    }
  }
}

/** What tells a folder from a later one of the same name; null when there is none. */
async function readBirth(folder: string): Promise<string | null> {
  const found = await stat(folder).catch(() => null);
  return found && `${found.ino} ${found.birthtimeMs}`;
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/**
 * Hidden files, a file system's own and those named after us do not make a folder somebody else's, and no more does the master key: it
 * is put in place before a restore, or was there while the database was elsewhere.
 */
async function refuseForeignFolder(data: string): Promise<void> {
  const foreign = (await readdir(data)).find(
    (name) => !/^\.|^lost\+found$|^rollcall|^secret\.key/.test(name),
  );
  if (foreign === undefined) return;
  throw new DatabaseUnavailable(
    `${data} is not a data folder of Rollcall: it holds "${foreign}" and other files of somebody else.`,
    `Choose an empty or new folder with --data, or ${OTHER_DATABASE}.`,
  );
}

async function readHome(folder: string, reachableFolder: string): Promise<Home> {
  const cluster = join(folder, 'cluster');
  const found = await stat(folder).catch((error: unknown) => {
    throw new DatabaseUnavailable(
      `The database's folder ${folder}, which the data folder names, is gone.`,
      `Put it back from a backup, or choose another folder with --data, or ${OTHER_DATABASE}.`,
      { cause: error },
    );
  });
  if (!isRoot()) {
    if (process.getuid && found.uid !== process.getuid()) refuseOthers(folder, found.uid);
    return { folder, cluster, user: null, reachableFolder };
  }
  const user = (await readOwner(cluster)) ?? (await readServerUser());
  const barrier = await readBarrier(folder, user);
  if (barrier !== null) {
    throw new DatabaseUnavailable(
      `The database in ${folder} runs as the user ${user.name}, who may not enter ${barrier}.`,
      `Let other users enter that folder (chmod o+x), or choose another with --data, or ${OTHER_DATABASE}.`,
    );
  }
  return { folder, cluster, user, reachableFolder };
}

function refuseOthers(folder: string, uid: number): never {
  throw new DatabaseUnavailable(
    `The database in ${folder} belongs to another user (uid ${uid}).`,
    `Run as that user, or choose another folder with --data, or ${OTHER_DATABASE}.`,
  );
}

/** An existing cluster runs as whoever owns it: root may look at an ordinary user's data. */
async function readOwner(cluster: string): Promise<ServerUser | null> {
  const found = await stat(cluster).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  return found && found.uid !== 0 ? { name: `uid ${found.uid}`, uid: found.uid, gid: found.gid } : null;
}
