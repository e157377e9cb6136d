import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSecretBox, parseKey, readSecretKey, SecretUnreadable } from './secret-box.ts';

const key = Buffer.alloc(32, 7);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what is sealed opens again for the same owner', () => {
  const box = openSecretBox(key);
  expect(box.open(box.seal('hemligt åäö', 'template-1'), 'template-1')).toBe('hemligt åäö');
});

test('sealing the same text twice gives different bytes, none of them the text', () => {
  const box = openSecretBox(key);
  const [one, two] = [box.seal('client-secret', 'a'), box.seal('client-secret', 'a')];
  expect(one.equals(two)).toBe(false);
  expect(one.includes('client-secret')).toBe(false);
});

test('a value moved to another owner does not open', () => {
  const box = openSecretBox(key);
  expect(() => box.open(box.seal('x', 'template-1'), 'template-2')).toThrow(/another sync template/);
});

test('another key is told from damage', () => {
  const sealed = openSecretBox(key).seal('x', 'a');
  expect(() => openSecretBox(Buffer.alloc(32, 8)).open(sealed, 'a')).toThrow(/another key/);
});

test('every flipped byte is noticed', () => {
  const box = openSecretBox(key);
  const sealed = box.seal('abc', 'a');
  for (let at = 0; at < sealed.length; at += 1) {
    const flipped = Buffer.from(sealed);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(() => box.open(flipped, 'a')).toThrow(SecretUnreadable);
  }
  expect(() => box.open(sealed.subarray(0, 10), 'a')).toThrow(SecretUnreadable);
});

test('a key is 64 hexadecimal digits or base64 of 32 bytes, nothing else', () => {
  expect(parseKey(key.toString('hex'))).toEqual(key);
  expect(parseKey(`${key.toString('base64')}\n`)).toEqual(key);
  expect(parseKey(key.toString('base64url'))).toEqual(key);
  const wrong = ['', 'password', '00'.repeat(31), Buffer.alloc(31).toString('base64'), 'ö'.repeat(43)];
  expect(wrong.filter((text) => parseKey(text) !== null)).toEqual([]);
});

test('a given key wins and no file is made', async () => {
  expect(await readSecretKey(key, folder)).toEqual(key);
  await expect(stat(join(folder, 'secret.key'))).rejects.toThrow(/ENOENT/);
});

test('the key file is made once, for its owner only, and kept', async () => {
  const made = await readSecretKey(null, join(folder, 'new'));
  expect(await readSecretKey(null, join(folder, 'new'))).toEqual(made);
  expect((await stat(join(folder, 'new', 'secret.key'))).mode & 0o777).toBe(0o600);
});

test('many first starts at the same time end with one key', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => readSecretKey(null, folder)));
  const kept = parseKey(await readFile(join(folder, 'secret.key'), 'utf8'));
  expect(new Set(keys.map((one) => one.toString('hex')))).toEqual(new Set([kept?.toString('hex')]));
});

test('a key file that holds no key is an error and stays as it is', async () => {
  await writeFile(join(folder, 'secret.key'), 'oops');
  await expect(readSecretKey(null, folder)).rejects.toThrow(/holds no key/);
  expect(await readFile(join(folder, 'secret.key'), 'utf8')).toBe('oops');
});
