// Linphone without a window: a real softphone that is told nothing but the address behind its QR code, reads its account there and
// registers with what it finds.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readProgram } from './packages.ts';
import { makeScratch, startProgram } from './started-program.ts';
import type { StartedProgram } from './started-program.ts';

/** place: the tree of its package. url: what its camera would read. */
export async function openLinphone(place: string, folder: string, url: string): Promise<StartedProgram> {
  const home = await makeScratch(folder, `linphone-${Date.now()}`);
  // It makes a database there, and no folder for it.
  for (const part of ['.local', '.local/share', '.local/share/linphone', '.config', '.config/linphone']) {
    await mkdir(join(home, part));
    await chmod(join(home, part), 0o777);
  }
  const settings = join(home, 'linphonerc');
  await writeFile(
    settings,
    `[misc]\nconfig-uri=${url}\n[sip]\nsip_port=-1\nsip_tcp_port=-1\nsip_tls_port=-1\n`,
  );
  await chmod(settings, 0o666);
  await chmod(home, 0o777);
  const daemon = await readProgram(place, 'usr/bin/linphone-daemon');
  // Grammars are read from /usr/share alone: it gets its package's own there, in a view of the disk that nobody else has. It
  // ends when nobody can type commands any more.
  const script = 'mount --bind "$0" /usr/share && sleep infinity | "$@"';
  const command = ['unshare', '-rm', 'sh', '-c', script, join(place, 'root/usr/share'), ...daemon] as const;
  return startProgram('linphone', [...command, '--config', settings, '--log', join(home, 'log')], {
    cwd: home,
  });
}
