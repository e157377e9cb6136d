// The keys of a test whose secrets are opened by several processes: one master key known to all, data keys in the database.
import { openBox } from '../src/run/open-box.ts';
import type { SecretBox } from '../src/access/secret-box.ts';
import type { Database } from '../src/store/database.ts';

export function guardKeys(database: Database): () => Promise<SecretBox> {
  const given = Buffer.alloc(32, 7);
  const box = openBox({ database, given, dataFolder: '/nowhere', onMade: () => undefined });
  return async () => box;
}
