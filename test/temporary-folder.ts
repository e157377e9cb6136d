// A folder of its own for a test, inside the one folder of the run (run-folder.ts), which is removed with everything
// that still runs in it however the run ends.

import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

/** Everybody may enter it: root's database server is another user. A test may remove it when it is through. */
export async function makeTemporaryFolder(mode = 0o711): Promise<string> {
  const folder = await mkdtemp(join(inject('runFolder'), 'test-'));
  await chmod(folder, mode);
  return folder;
}
