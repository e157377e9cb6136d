// Listens to what `rollcall serve` says on its standard error: passes it on as a terminal would show it, finds where it answers, and keeps
// the link for the first administrator to itself, since the demonstration makes that one.
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { presentLogLine } from '../src/cli/present-log.ts';

interface Served {
  url: string;
  /** Of the link for the first administrator. */
  token: string;
}

/** Resolves when it is up; null when it has ended before. */
export function watchServer(child: ChildProcess): Promise<Served | null> {
  let token = '';
  return new Promise((resolve) => {
    child.once('exit', () => resolve(null));
    if (!child.stderr) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      const link = /first=(\S+)/u.exec(line)?.[1];
      if (link !== undefined) {
        token = link;
        return;
      }
      process.stderr.write(line.startsWith('{') ? presentLogLine(`${line}\n`) : `${line}\n`);
      const url = /"address":"(http[^"]+)"/u.exec(line)?.[1];
      if (url !== undefined) resolve({ url, token });
    });
  });
}
