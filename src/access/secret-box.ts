// Seals secrets so that a copy of the database alone opens nothing: a data key seals them, the master key wraps the data key.
// A sealed value is bound to its owner (a template's id): moved to another row it does not open (R16). Processes that
// run while keys are changed notice: a key they do not know is looked for in the database, and the master key in its file.
import { randomBytes, randomUUID } from 'node:crypto';
import type { MasterKeys } from './master-key.ts';
import { KEY_BYTES, oldPrintOf, openBytes, parseSealed, presentSealed, printOf, sealBytes } from './seal.ts';
import { SecretUnreadable } from './secret-unreadable.ts';

export interface SecretBox {
  /** Owner: the id of what the secret belongs to; it opens for no other. */
  seal(text: string, owner: string): Promise<Buffer>;
  /** Throws SecretUnreadable. */
  open(sealed: Uint8Array, owner: string): Promise<string>;
  /** Throws SecretUnreadable when the master key is not there or is not the one of this database; makes the first data key. */
  check(): Promise<void>;
}

export interface WrappedKey {
  keyId: string;
  /** Print of the master key that wraps it. */
  master: string;
  wrapped: Buffer;
}

export interface StoredDataKey {
  id: string;
  /** The one that seals; the others only open. */
  isActive: boolean;
  wraps: WrappedKey[];
}

/** Where data keys are kept. */
export interface KeyShelf {
  readKeys(): Promise<StoredDataKey[]>;
  /** Does nothing when there is an active key already. */
  writeFirstKey(key: WrappedKey): Promise<void>;
  /** Sealed values of form 1 there may be. */
  readOldValues(): Promise<Uint8Array[]>;
}

export function wrapKey(master: Buffer, keyId: string, key: Buffer): WrappedKey {
  return { keyId, master: printOf(master), wrapped: sealBytes(master, key, wrapOwner(keyId)) };
}

const wrapOwner = (keyId: string): string => `data key ${keyId}`;

/** A key that seals, in the open: for seal() and rotation alone. */
export function makeDataKey(): { id: string; key: Buffer } {
  return { id: randomUUID(), key: randomBytes(KEY_BYTES) };
}

/** The data key, null when this master key has not wrapped it. Throws SecretUnreadable when the wrap is damaged. */
export function unwrapKey(master: Buffer, { id, wraps }: StoredDataKey): Buffer | null {
  const wrap = wraps.find((one) => one.master === printOf(master));
  if (!wrap) return null;
  return openBytes(master, wrap.wrapped, wrapOwner(id)) ?? raise(damaged('A data key'));
}

/**
 * How long a key that was active seals without a look at the database. A retired key is kept for a day at least
 * (run/rotate-keys.ts), so that what was sealed with it in this time always opens.
 */
const ACTIVE_FOR_MS = 60_000;
/** So much longer it still seals while the look at the database is under way: whoever seals may hold the last free connection. */
const STALE_FOR_MS = 600_000;

export function openSecretBox(
  masters: MasterKeys,
  shelf: KeyShelf,
  now: () => number = () => performance.now(),
): SecretBox {
  const ring = openKeyRing(masters, shelf, now);
  return {
    async seal(text, owner) {
      const { id, key } = await ring.active();
      return presentSealed(id, sealBytes(key, Buffer.from(text), owner));
    },
    async open(stored, owner) {
      const sealed = parseSealed(stored);
      if (!sealed) throw damaged();
      const key =
        sealed.by === 'dataKey' ? await ring.find(sealed.keyId) : await findOldKey(masters, sealed.print);
      if (!key) throw sealedOtherwise();
      const plain = openBytes(key, sealed.bytes, owner);
      if (!plain) throw damaged();
      return plain.toString('utf8');
    },
    async check() {
      await ring.refresh();
    },
  };
}

interface ActiveKey {
  id: string;
  key: Buffer;
}

/** The data keys in the open, for the life of a process. */
function openKeyRing(masters: MasterKeys, shelf: KeyShelf, now: () => number) {
  // Ids are never given again, so that what is known stays true.
  const known = new Map<string, Buffer>();
  let active: { key: ActiveKey; until: number } | null = null;
  let renewing: Promise<unknown> | null = null;
  let first: Promise<ActiveKey> | null = null;

  const readAll = async (): Promise<ActiveKey> => {
    let rows = await shelf.readKeys();
    if (!rows.some(({ isActive }) => isActive)) {
      await writeFirst(await masters.read(), shelf);
      rows = await shelf.readKeys();
    }
    const current = rows.find(({ isActive }) => isActive);
    for (const isAgain of [false, true]) {
      const master = await masters.read(isAgain);
      for (const row of rows) {
        const key = known.get(row.id) ?? unwrapKey(master, row);
        if (key) known.set(row.id, key);
      }
      const key = current && known.get(current.id);
      if (key) return { id: current.id, key };
    }
    throw wrongKey(masters.where);
  };
  const refresh = async (): Promise<ActiveKey> => {
    const until = now() + ACTIVE_FOR_MS;
    const key = await readAll();
    active = { key, until };
    return key;
  };
  const readActive = async (): Promise<ActiveKey> => {
    if (active && now() < active.until) return active.key;
    if (active && now() < active.until + STALE_FOR_MS) {
      // What it fails of is told to whoever seals once the time is over.
      renewing ??= refresh()
        .catch(() => undefined)
        .finally(() => (renewing = null));
      return active.key;
    }
    // One reading for all who ask at the same time.
    first ??= refresh().finally(() => (first = null));
    return first;
  };
  return {
    refresh,
    active: readActive,
    async find(id: string): Promise<Buffer | undefined> {
      if (!known.has(id)) await refresh();
      return known.get(id);
    },
  };
}

async function writeFirst(master: Buffer, shelf: KeyShelf): Promise<void> {
  const old = (await shelf.readOldValues()).flatMap((value) => parseSealed(value) ?? []);
  const isOurs = old.some((value) => value.by === 'master' && value.print === oldPrintOf(master));
  if (old.length > 0 && !isOurs) throw wrongKey(null);
  const { id, key } = makeDataKey();
  await shelf.writeFirstKey(wrapKey(master, id, key));
}

async function findOldKey(masters: MasterKeys, print: string): Promise<Buffer | undefined> {
  for (const isAgain of [false, true]) {
    const master = await masters.read(isAgain);
    if (oldPrintOf(master) === print) return master;
  }
  return undefined;
}

function wrongKey(where: string | null): SecretUnreadable {
  return new SecretUnreadable(
    'key.wrong',
    `The master key${where === null ? '' : ` (${where})`} is not the one that the secrets in this database were sealed with.`,
    'Start with the ROLLCALL_KEY or the file secret.key that belongs to this database. If that key is lost for good, rollcall rotate-key --abandon starts over.',
  );
}

function sealedOtherwise(): SecretUnreadable {
  return new SecretUnreadable(
    'secret.unreadable',
    'The stored credentials were sealed with another key.',
    'Start with the ROLLCALL_KEY or the key file they were sealed with, or import the client secret again.',
  );
}

function damaged(what = 'The stored credentials'): SecretUnreadable {
  return new SecretUnreadable(
    'secret.unreadable',
    `${what} are damaged or belong to another sync template.`,
    'Import the client secret of this sync template again.',
  );
}

function raise(error: Error): never {
  throw error;
}
