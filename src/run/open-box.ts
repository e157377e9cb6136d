// The box of this installation: master key from ROLLCALL_KEY or the data folder, data keys from the database. A key file is
// made only while the database holds no secret yet: later, a new key would open none of them.
import { openMasterKeys } from '../access/master-key.ts';
import type { MasterKeys } from '../access/master-key.ts';
import { openSecretBox } from '../access/secret-box.ts';
import type { KeyShelf, SecretBox } from '../access/secret-box.ts';
import { readDataKeys, writeFirstDataKey } from '../store/data-keys.ts';
import type { Database } from '../store/database.ts';
import { readSealedValues } from '../store/sealed-values.ts';

export interface BoxOptions {
  database: Database;
  /** ROLLCALL_KEY. */
  given: Buffer | null;
  dataFolder: string;
  /** Told once, when a key file had to be made. */
  onMade: (file: string) => void;
}

export function openMasters({ database, given, dataFolder, onMade }: BoxOptions): MasterKeys {
  const mayMake = async () => {
    if ((await readDataKeys(database.kysely)).length > 0) return false;
    for await (const _ of readSealedValues(database.kysely)) return false;
    return true;
  };
  return openMasterKeys({ given, dataFolder, mayMake, onMade });
}

export function openBox(options: BoxOptions, masters: MasterKeys = openMasters(options)): SecretBox {
  const db = options.database.kysely;
  const shelf: KeyShelf = {
    readKeys: () => readDataKeys(db),
    writeFirstKey: (key) => writeFirstDataKey(db, key),
    async readOldValues() {
      const values = [];
      for await (const { sealed } of readSealedValues(db)) values.push(sealed);
      return values;
    },
  };
  return openSecretBox(masters, shelf);
}

/** The one loud line about a key file that was just made. */
export function presentMadeKey(file: string): string {
  return `IMPORTANT: made the master key ${file}. Back it up apart from the database: without it no stored secret can be opened again.`;
}
