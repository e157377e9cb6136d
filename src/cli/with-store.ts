// Opens the store for one command and closes it whatever happens. The key that secrets are sealed with is
// read only when somebody needs it, after the data folder has its database.
import { openSecretBox, readSecretKey } from '../access/secret-box.ts';
import type { SecretBox } from '../access/secret-box.ts';
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
  const { config, secrets } = context;
  const store = await openStore({ databaseUrl: secrets.databaseUrl, dataFolder: config.dataFolder });
  let box: Promise<SecretBox> | null = null;
  try {
    return await work({
      store,
      openBox: () => (box ??= readSecretKey(secrets.key, config.dataFolder).then(openSecretBox)),
    });
  } finally {
    await store.close();
  }
}
