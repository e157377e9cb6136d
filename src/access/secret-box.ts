// Seals credentials with AES-256-GCM, so that a copy of the database alone opens nothing. The key is
// ROLLCALL_KEY or a file beside the data; it never goes into the database, a log or a message.
// A sealed value is bound to its owner (a template's id): moved to another row it does not open (R16).
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

const VERSION = 1;
const KEY_BYTES = 32;
const PRINT_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + PRINT_BYTES + NONCE_BYTES + TAG_BYTES;

/** A sealed value cannot be opened, or the key itself is not usable. */
export class SecretUnreadable extends Error {
  readonly code = 'secret.unreadable';
  readonly cure: string;

  constructor(message: string, cure: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SecretUnreadable';
    this.cure = cure;
  }
}

export interface SecretBox {
  seal(text: string, owner: string): Buffer;
  open(sealed: Uint8Array, owner: string): string;
}

/** 32 bytes as 64 hexadecimal digits or as base64; null when the text is neither. */
export function parseKey(text: string): Buffer | null {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return null;
  const bytes = Buffer.from(trimmed, 'base64url');
  return bytes.length === KEY_BYTES ? bytes : null;
}

export function openSecretBox(key: Buffer): SecretBox {
  // Enough of a hash to tell "another key" from "damaged", far too little to find the key by.
  const print = createHash('sha256')
    .update('rollcall key print')
    .update(key)
    .digest()
    .subarray(0, PRINT_BYTES);
  return {
    seal(text, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(
        Buffer.from(owner),
      );
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), print, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < HEAD_BYTES || bytes[0] !== VERSION) throw damaged();
      if (!bytes.subarray(1, 1 + PRINT_BYTES).equals(print)) {
        throw new SecretUnreadable(
          'The stored credentials were sealed with another key.',
          'Start with the ROLLCALL_KEY or the key file they were sealed with, or import the client secret again.',
        );
      }
      const nonce = bytes.subarray(1 + PRINT_BYTES, 1 + PRINT_BYTES + NONCE_BYTES);
      const opening = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(HEAD_BYTES - TAG_BYTES, HEAD_BYTES));
      try {
        return opening.update(bytes.subarray(HEAD_BYTES), undefined, 'utf8') + opening.final('utf8');
      } catch (error) {
        throw damaged(error);
      }
    },
  };
}

function damaged(cause?: unknown): SecretUnreadable {
  return new SecretUnreadable(
    'The stored credentials are damaged or belong to another sync template.',
    'Import the client secret of this sync template again.',
    cause === undefined ? undefined : { cause },
  );
}

/**
 * The key of this installation: the given one, else the key file, made at first use. Call it after the data
 * folder has its database: an otherwise empty folder with only a key in it looks like somebody else's.
 */
export async function readSecretKey(given: Buffer | null, dataFolder: string): Promise<Buffer> {
  if (given) return given;
  const file = join(dataFolder, 'secret.key');
  return (await readKeyFile(file)) ?? (await writeKeyFile(dataFolder, file));
}

async function readKeyFile(file: string): Promise<Buffer | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new SecretUnreadable(
      `The key file ${file} cannot be read.`,
      'Run as the user that owns it, or set ROLLCALL_KEY.',
      { cause: error },
    );
  }
  const key = parseKey(text);
  if (!key) {
    throw new SecretUnreadable(
      `The key file ${file} holds no key of 32 bytes.`,
      'Put the right file back from a backup; without it the client secrets have to be imported again.',
    );
  }
  return key;
}

async function writeKeyFile(dataFolder: string, file: string): Promise<Buffer> {
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
    // A link fails when the name is taken: of two first starts one key wins, and both use it.
    await link(draft, file);
    return key;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      const winner = await readKeyFile(file);
      if (winner) return winner;
    }
    throw new SecretUnreadable(
      `The key file ${file} cannot be written.`,
      'Make the data folder writable, or set ROLLCALL_KEY.',
      { cause: error },
    );
  } finally {
    await unlink(draft).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    });
  }
}
