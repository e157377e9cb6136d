// Opens the store for one command and closes it whatever happens. The master key is read, and at the very first time made,
// only when somebody needs it, after the data folder has its database.
import type { SecretBox } from '../access/secret-box.ts';
import { openBox, presentMadeKey } from '../run/open-box.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/open-store.ts';
import type { CommandContext } from './command.ts';

export interface OpenedStore {
  store: Store;
  openBox: () => Promise<SecretBox>;
}

export async function withStore<T>(
  context: CommandContext,
  work: (opened: OpenedStore) => Promise<T>,
): Promise<T> {
  const { config, secrets, say, log } = context;
  const { dataFolder } = config;
  // For each run its lock, its work and what it says of itself; besides, what the process does for all of them.
  const maxConnections = 3 * config.runsAtATime + 8;
  const keepsRunning = {
    onRestarted: () => log.warn('The embedded PostgreSQL had ended and was started again.'),
    onFault: (error: unknown) =>
      log.error('The embedded PostgreSQL has ended and can not be started again.', { error }),
  };
  const { databaseUrl } = secrets;
  const store = await openStore({ databaseUrl, dataFolder, maxConnections, keepsRunning });
  let box: SecretBox | null = null;
  const onMade = (file: string) => say(presentMadeKey(file));
  const open = () => openBox({ database: store.database, given: secrets.key, dataFolder, onMade });
  try {
    return await work({ store, openBox: async () => (box ??= open()) });
  } finally {
    await store.close();
  }
}
