// Where tests put what they throw away: in memory where the system offers that and has room, since a test database
// is some 300 small files and disks differ tenfold in how fast they make those.

import { chmod, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ENOUGH_BYTES = 2_000_000_000;

/** A new folder, which the caller removes. Everybody may enter it: root's database server is another user. */
export async function makeTemporaryFolder(mode = 0o711): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null);
  const hasRoom = memory !== null && memory.bavail * memory.bsize > ENOUGH_BYTES;
  const folder = await mkdtemp(join(hasRoom ? '/dev/shm' : tmpdir(), 'rollcall-test-'));
  await chmod(folder, mode);
  return folder;
}
