// Under whose name the server runs. PostgreSQL refuses root, so root lends it another user's; everybody else runs it
// as themselves. Also tells which folder such a user cannot get through. Changes nothing.

import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import { OTHER_DATABASE } from './failures.ts';

export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** `postgres` where there is one, since it has nothing else to lose; `nobody` is on every system. */
export async function readServerUser(passwd = '/etc/passwd'): Promise<ServerUser> {
  const lines = (await readFile(passwd, 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((fields) => fields[0] === name) ?? [];
    if (Number(uid) > 0 && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new DatabaseUnavailable(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody".',
    `Run Rollcall as an ordinary user, or ${OTHER_DATABASE}.`,
  );
}

/** The outermost folder on the way to `folder`, itself included, that the user may not enter; null when it can get in. */
export async function readBarrier(folder: string, user: ServerUser): Promise<string | null> {
  const way: string[] = [];
  for (let at = await realpath(folder); ; at = dirname(at)) {
    way.unshift(at);
    if (at === dirname(at)) break;
  }
  for (const at of way) {
    const { uid, gid, mode } = await stat(at);
    const enter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) return at;
  }
  return null;
}
