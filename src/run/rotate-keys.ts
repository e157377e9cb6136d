// Changes the keys that secrets are sealed with, while everything runs: a new data key, everything sealed anew with it, and
// on demand a new master key. At every moment, also after a kill, each value opens with a key that is kept: old wraps
// and old data keys go only when nothing needs them, so that whoever was killed simply starts again.
import { applyNextKey, nextFileOf, readKeyFile, readNextKey, writeKeyFile } from '../access/master-key.ts';
import { makeDataKey, unwrapKey, wrapKey } from '../access/secret-box.ts';
import type { SecretBox } from '../access/secret-box.ts';
import { parseSealed, presentSealed, printOf, sealBytes } from '../access/seal.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import {
  deleteMasterKeys,
  deleteRetiredDataKeys,
  readDataKeys,
  readMasterPrints,
  writeNextDataKey,
  writeWraps,
} from '../store/data-keys.ts';
import {
  lockSealedValues,
  readSealedValues,
  replaceSealedValue,
  withRotationLock,
} from '../store/sealed-values.ts';
import { openBox, openMasters } from './open-box.ts';
import type { BoxOptions } from './open-box.ts';

export interface RotationOptions extends BoxOptions {
  /** file: a new one in the key file; a key: that one (ROLLCALL_KEY_NEW); null: the master key stays. */
  newMaster: 'file' | Buffer | null;
  /** Every process on this database reads this very key file, and so notices when it is replaced. */
  isOnlyFile: boolean;
  actor: Actor;
}

export interface Rotation {
  ok: true;
  /** Values sealed anew. */
  resealed: number;
  /** Values that no key at hand opens; they stay as they are. */
  unreadable: { table: string; id: string; name: string }[];
  /** kept, or changed: and then the old one still opens everything until the next rotation, unless it is forgotten. */
  masterKey: 'kept' | 'changed';
  /** Whether older master keys open anything from now on: waiting, until everybody has the new one; needed, because something
   * is sealed with a key that the present one does not open. */
  oldMasterKeys: 'none' | 'forgotten' | 'waiting' | 'needed';
  /** Data keys deleted because they had been out of use for a day. */
  deletedDataKeys: number;
}

export interface Refused {
  code: string;
  message: string;
  cure: string;
}

/** Shorter than this ago another process may have sealed with it and not yet written (secret-box.ts: some minutes). */
const KEEP_RETIRED_HOURS = 24;
/** Somebody who saves a secret meanwhile may have used the old key: look again, but not for ever. */
const PASSES = 5;

/** Throws SecretUnreadable when the master key is missing or not this database's. */
export async function rotateKeys(options: RotationOptions): Promise<Rotation | Refused> {
  return (await withRotationLock(options.database, () => rotate(options))) ?? isGoing;
}

const isGoing: Refused = {
  code: 'rotation.busy',
  message: 'Keys are being changed by another process right now.',
  cure: 'Wait for its end.',
};

async function rotate(options: RotationOptions): Promise<Rotation | Refused> {
  const { database, dataFolder, newMaster, isOnlyFile } = options;
  const db = database.kysely;
  const masters = openMasters(options);
  const box = openBox(options, masters);
  await box.check();
  const master = await masters.read();
  const next = newMaster === 'file' ? await readNextKey(dataFolder) : newMaster;
  if (next?.equals(master)) return sameMaster;
  const [newest = ''] = await readMasterPrints(db);
  if (![master, next].some((held) => held && printOf(held) === newest)) {
    const unfinished = await readKeyFile(nextFileOf(dataFolder));
    return unfinished && printOf(unfinished) === newest ? notFinished : oldMaster(masters.where);
  }

  const dataKey = await writeKeys(options, master, next);
  const { resealed, unreadable } = await resealAll(options, box, dataKey);
  if (newMaster === 'file') await applyNextKey(dataFolder);
  const mayForget = next === null || (newMaster === 'file' && isOnlyFile);
  const rest = await forgetOld(options, printOf(next ?? master), mayForget);
  return { ok: true, resealed, unreadable, masterKey: next ? 'changed' : 'kept', ...rest };
}

function oldMaster(where: string): Refused {
  return {
    code: 'key.old',
    message: `The master key of this process (${where}) has been replaced by a newer one.`,
    cure: 'Put the newest ROLLCALL_KEY or secret.key in place here and try again.',
  };
}

const notFinished: Refused = {
  code: 'rotation.unfinished',
  message: 'A change of the master key was begun here and has not ended.',
  cure: 'Run rollcall rotate-key --master, which goes on with it.',
};

const sameMaster: Refused = {
  code: 'key.same',
  message: 'ROLLCALL_KEY_NEW is the master key that is in use already.',
  cure: 'Unset ROLLCALL_KEY_NEW: the change is done. Or set it to a new key: openssl rand -hex 32 makes one.',
};

/** In one transaction: a data key takes over, and everything that the old master key opens, the next one opens too. */
async function writeKeys(options: RotationOptions, master: Buffer, next: Buffer | null) {
  const dataKey = makeDataKey();
  const held = next ? [master, next] : [master];
  await options.database.kysely.transaction().execute(async (trx) => {
    const before = await readDataKeys(trx);
    await writeNextDataKey(
      trx,
      dataKey.id,
      held.map((one) => wrapKey(one, dataKey.id, dataKey.key)),
    );
    const again = before.flatMap((row) => {
      const key = next && unwrapKey(master, row);
      return key ? [wrapKey(next, row.id, key)] : [];
    });
    await writeWraps(trx, again);
    await writeAudit(trx, {
      companyId: null,
      actor: options.actor,
      action: next ? 'masterKey.rotate' : 'dataKey.rotate',
      subject: { kind: 'dataKey', id: dataKey.id, name: null },
      details: { masterKey: printOf(next ?? master) },
    });
  });
  return dataKey;
}

async function resealAll(
  { database }: RotationOptions,
  box: SecretBox,
  dataKey: { id: string; key: Buffer },
): Promise<Pick<Rotation, 'resealed' | 'unreadable'>> {
  let resealed = 0;
  for (let pass = 1; ; pass += 1) {
    const unreadable: Rotation['unreadable'] = [];
    let missed = 0;
    for await (const value of readSealedValues(database.kysely)) {
      const { place, owner, name, sealed } = value;
      const by = parseSealed(sealed);
      if (by?.by === 'dataKey' && by.keyId === dataKey.id) continue;
      try {
        const plain = await box.open(sealed, owner);
        const anew = presentSealed(dataKey.id, sealBytes(dataKey.key, Buffer.from(plain), owner));
        if (await replaceSealedValue(database.kysely, value, anew)) resealed += 1;
        else missed += 1;
      } catch (error) {
        if (!(error instanceof SecretUnreadable)) throw error;
        unreadable.push({ table: place.table, id: owner, name });
      }
    }
    if (missed === 0 || pass === PASSES) return { resealed, unreadable };
  }
}

async function forgetOld(
  { database }: RotationOptions,
  current: string,
  mayForget: boolean,
): Promise<Pick<Rotation, 'oldMasterKeys' | 'deletedDataKeys'>> {
  return database.kysely.transaction().execute(async (trx) => {
    await lockSealedValues(trx);
    const inUse = new Set<string>();
    for await (const { sealed } of readSealedValues(trx)) {
      const by = parseSealed(sealed);
      if (by?.by === 'dataKey') inUse.add(by.keyId);
    }
    const deletedDataKeys = await deleteRetiredDataKeys(trx, KEEP_RETIRED_HOURS, [...inUse]);
    const older = (await readMasterPrints(trx)).filter((print) => print !== current);
    if (older.length === 0) return { oldMasterKeys: 'none', deletedDataKeys };
    // A key that something was sealed with and that the current master key does not open: an older one may come back and do.
    const isNeeded = (await readDataKeys(trx)).some(
      ({ id, wraps }) => inUse.has(id) && !wraps.some(({ master }) => master === current),
    );
    if (isNeeded || !mayForget) {
      return { oldMasterKeys: isNeeded ? 'needed' : 'waiting', deletedDataKeys };
    }
    await deleteMasterKeys(trx, older);
    return { oldMasterKeys: 'forgotten', deletedDataKeys };
  });
}

/**
 * Starts over when the master key is lost for good: a new data key under the key that is here, or under one that is made. Nothing
 * stored is deleted; what the lost key sealed has to be given again.
 */
export async function abandonKeys(
  options: Omit<RotationOptions, 'newMaster' | 'isOnlyFile'>,
): Promise<Rotation | Refused> {
  const { database, dataFolder, onMade } = options;
  const masters = openMasters(options);
  const box = openBox(options, masters);
  const fault = await box.check().then(
    () => null,
    (error: unknown) => {
      if (error instanceof SecretUnreadable && error.code !== 'key.unusable') return error;
      throw error;
    },
  );
  if (!fault) return nothingLost;
  const made = fault.code === 'key.missing' ? await writeKeyFile(dataFolder) : null;
  if (made?.isNew) onMade(masters.where);
  const master = made?.key ?? (await masters.read(true));
  const { id, key } = makeDataKey();
  await database.kysely.transaction().execute(async (trx) => {
    await writeNextDataKey(trx, id, [wrapKey(master, id, key)]);
    await writeAudit(trx, {
      companyId: null,
      actor: options.actor,
      action: 'masterKey.abandon',
      subject: { kind: 'dataKey', id, name: null },
      details: { masterKey: printOf(master) },
    });
  });
  const found = await resealAll({ ...options, newMaster: null, isOnlyFile: false }, box, { id, key });
  return { ok: true, ...found, masterKey: 'changed', oldMasterKeys: 'needed', deletedDataKeys: 0 };
}

const nothingLost: Refused = {
  code: 'key.works',
  message: 'The master key is here and opens the stored secrets: there is nothing to abandon.',
  cure: 'Use rollcall rotate-key, with --master for a new master key.',
};
