// Who uses the server of a data folder: one file for each, which shows a sign of life. The last to leave stops the
// server; files of processes that died without leaving count for nothing. Decides neither start nor stop.

import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLiveness, readOwnMark, SIGN_OF_LIFE_MS } from './process-identity.ts';

export interface Registration {
  mark: string;
  remove(): Promise<void>;
}

export async function writeRegistration(folder: string): Promise<Registration> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const mark = readOwnMark();
  const file = join(folder, mark);
  await writeFile(file, '', { flag: 'wx', mode: 0o600 });
  const timer = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined); // the folder may have been removed; leaving still works
  }, SIGN_OF_LIFE_MS).unref();
  return {
    mark,
    async remove() {
      clearInterval(timer);
      await rm(file, { force: true });
    },
  };
}

/** The living users, split by whether their pids mean anything here. The files of the dead are cleared away. */
export async function readClients(folder: string): Promise<{ here: string[]; elsewhere: string[] }> {
  const clients = { here: [] as string[], elsewhere: [] as string[] };
  for (const mark of await readdir(folder)) {
    const liveness = readLiveness(join(folder, mark), mark, Date.now());
    if (liveness === 'dead') await rm(join(folder, mark), { force: true });
    else clients[liveness === 'alive' ? 'here' : 'elsewhere'].push(mark);
  }
  return clients;
}
