// The master key: 32 bytes that only wrap other keys. It is ROLLCALL_KEY or the file secret.key beside the data, made at
// first start; it never goes into the database, a log or a message. Replacing the file is atomic: at every moment
// there is a whole key in it.
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_BYTES } from './seal.ts';
import { SecretUnreadable } from './secret-unreadable.ts';

/** 32 bytes as 64 hexadecimal digits or as base64; null when the text is neither. */
export function parseKey(text: string): Buffer | null {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return null;
  const bytes = Buffer.from(trimmed, 'base64url');
  return bytes.length === KEY_BYTES ? bytes : null;
}

export const keyFileOf = (dataFolder: string): string => join(dataFolder, 'secret.key');
/** Where a key lies that is about to become the master key, so that a killed rotation goes on with the same. */
export const nextFileOf = (dataFolder: string): string => `${keyFileOf(dataFolder)}.next`;

export interface MasterKeys {
  /** Where it comes from, as people are told. */
  where: string;
  /** `again` looks at the file once more, which another process may have replaced. */
  read(again?: boolean): Promise<Buffer>;
}

export function openMasterKeys(options: {
  given: Buffer | null;
  dataFolder: string;
  /** False when secrets are stored already: then a new key would open none of them. */
  mayMake: () => Promise<boolean>;
  onMade: (file: string) => void;
}): MasterKeys {
  const { given, dataFolder, mayMake, onMade } = options;
  const file = keyFileOf(dataFolder);
  if (given) return { where: 'ROLLCALL_KEY', read: async () => given };
  let kept: Promise<Buffer> | null = null;
  const find = async (): Promise<Buffer> => {
    const found = await readKeyFile(file);
    if (found) return found;
    if (!(await mayMake())) throw keyMissing(file);
    const made = await writeKeyFile(dataFolder, file);
    if (made.isNew) onMade(file);
    return made.key;
  };
  return {
    where: file,
    read(again = false) {
      if (again) kept = null;
      // A failure is not kept: the file may be put in place a moment later.
      return (kept ??= find().catch((error: unknown) => {
        kept = null;
        throw error;
      }));
    },
  };
}

function keyMissing(file: string): SecretUnreadable {
  return new SecretUnreadable(
    'key.missing',
    `The database holds secrets, and the key that opens them is not here: there is no ${file} and no ROLLCALL_KEY.`,
    'Put the key file back from its backup or set ROLLCALL_KEY. If it is lost for good, rollcall rotate-key --abandon starts over with a new key.',
  );
}

/** Null when there is no such file. */
export async function readKeyFile(file: string): Promise<Buffer | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    const cure = 'Run as the user that owns it, or set ROLLCALL_KEY.';
    throw new SecretUnreadable('key.unusable', `The key file ${file} cannot be read.`, cure, {
      cause: error,
    });
  }
  const key = parseKey(text);
  if (!key) {
    throw new SecretUnreadable(
      'key.unusable',
      `The key file ${file} holds no key of 32 bytes.`,
      'Put the right file back from a backup; without it the client secrets have to be imported again.',
    );
  }
  return key;
}

/** The key that is about to become the master key: of a rotation that did not end, or a new one. */
export async function readNextKey(dataFolder: string): Promise<Buffer> {
  const file = nextFileOf(dataFolder);
  return (await readKeyFile(file)) ?? (await writeKeyFile(dataFolder, file)).key;
}

/** The next key becomes the master key, on disk before this returns. */
export async function applyNextKey(dataFolder: string): Promise<void> {
  await rename(nextFileOf(dataFolder), keyFileOf(dataFolder));
  await syncFolder(dataFolder);
}

/** Makes the file unless it is there; of two that make it at once one wins, and both get its key. */
export async function writeKeyFile(
  dataFolder: string,
  file = keyFileOf(dataFolder),
): Promise<{ key: Buffer; isNew: boolean }> {
  const key = randomBytes(KEY_BYTES);
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${key.toString('base64')}\n`);
      // On disk before anything is sealed with it: a key lost in a power cut loses every secret.
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link fails when the name is taken.
    await link(draft, file);
    await syncFolder(dataFolder);
    return { key, isNew: true };
  } catch (error) {
    const winner = isCode(error, 'EEXIST') ? await readKeyFile(file) : null;
    if (winner) return { key: winner, isNew: false };
    const cure = 'Make the data folder writable, or set ROLLCALL_KEY.';
    throw new SecretUnreadable('key.unusable', `The key file ${file} cannot be written.`, cure, {
      cause: error,
    });
  } finally {
    await unlink(draft).catch((error: unknown) => {
      if (!isCode(error, 'ENOENT')) throw error;
    });
  }
}

/** A name lasts through a power cut when its folder has been written too. Windows cannot, and need not, open a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
