// Bytes sealed with AES-256-GCM and bound to their owner. Two forms are stored: 1, sealed with the master key itself (how it was
// before there were data keys; still opened), and 2, sealed with a data key that the value names. Knows no key but the given one.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PRINT_BYTES = 4;
const ID_BYTES = 16;

/** nonce, tag, ciphertext. */
export function sealBytes(key: Buffer, plain: Buffer, owner: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Null when it was sealed with another key, for another owner, or is damaged: these cannot be told apart here. */
export function openBytes(key: Buffer, sealed: Buffer, owner: string): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  opening.setAAD(Buffer.from(owner));
  opening.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([opening.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), opening.final()]);
  } catch {
    return null;
  }
}

/** A stored value taken apart: what sealed it, and the sealed bytes. */
export type Sealed =
  | { by: 'master'; print: string; bytes: Buffer }
  | { by: 'dataKey'; keyId: string; bytes: Buffer };

export function parseSealed(stored: Uint8Array): Sealed | null {
  const bytes = Buffer.from(stored);
  if (bytes[0] === 1 && bytes.length > PRINT_BYTES) {
    const print = bytes.subarray(1, 1 + PRINT_BYTES).toString('hex');
    return { by: 'master', print, bytes: bytes.subarray(1 + PRINT_BYTES) };
  }
  if (bytes[0] === 2 && bytes.length > ID_BYTES) {
    const keyId = presentId(bytes.subarray(1, 1 + ID_BYTES));
    return { by: 'dataKey', keyId, bytes: bytes.subarray(1 + ID_BYTES) };
  }
  return null;
}

/** The stored form of a value sealed with a data key. */
export function presentSealed(keyId: string, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([2]), Buffer.from(keyId.replaceAll('-', ''), 'hex'), bytes]);
}

const presentId = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Enough of a hash to tell one master key from another, far too little to find the key by. */
export function printOf(master: Buffer): string {
  return createHash('sha256').update('rollcall master key').update(master).digest('hex').slice(0, 16);
}

/** The print that values of form 1 carry. */
export function oldPrintOf(master: Buffer): string {
  return createHash('sha256')
    .update('rollcall key print')
    .update(master)
    .digest()
    .subarray(0, PRINT_BYTES)
    .toString('hex');
}
