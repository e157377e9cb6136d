// A secret box for tests that seal and open something: a master key of one repeated byte, data keys in memory.
import { openSecretBox } from '../src/access/secret-box.ts';
import type { KeyShelf, SecretBox, StoredDataKey } from '../src/access/secret-box.ts';

export function memoryShelf(keys: StoredDataKey[] = []): KeyShelf {
  return {
    readKeys: async () => keys,
    async writeFirstKey(wrap) {
      if (!keys.some(({ isActive }) => isActive))
        keys.push({ id: wrap.keyId, isActive: true, wraps: [wrap] });
    },
    readOldValues: async () => [],
  };
}

export function memoryBox(byte = 1, shelf = memoryShelf()): SecretBox {
  const master = Buffer.alloc(32, byte);
  return openSecretBox({ where: 'a test', read: async () => master }, shelf);
}
