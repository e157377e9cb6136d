import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyNextKey, openMasterKeys, parseKey, readNextKey } from './master-key.ts';

const key = Buffer.alloc(32, 7);
let folder: string;
let made: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-key-'));
  made = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const masters = (dataFolder = folder, given: Buffer | null = null, mayMake = true) =>
  openMasterKeys({ given, dataFolder, mayMake: async () => mayMake, onMade: (file) => made.push(file) });

test('a key is 64 hexadecimal digits or base64 of 32 bytes, nothing else', () => {
  expect(parseKey(key.toString('hex'))).toEqual(key);
  expect(parseKey(`${key.toString('base64')}\n`)).toEqual(key);
  expect(parseKey(key.toString('base64url'))).toEqual(key);
  const wrong = ['', 'password', '00'.repeat(31), Buffer.alloc(31).toString('base64'), 'ö'.repeat(43)];
  expect(wrong.filter((text) => parseKey(text) !== null)).toEqual([]);
});

test('a given key wins and no file is made', async () => {
  expect(await masters(folder, key).read()).toEqual(key);
  await expect(stat(join(folder, 'secret.key'))).rejects.toThrow(/ENOENT/);
});

test('the key file is made once, for its owner only, kept, and told of once', async () => {
  const first = await masters(join(folder, 'new')).read();
  expect(await masters(join(folder, 'new')).read()).toEqual(first);
  expect((await stat(join(folder, 'new', 'secret.key'))).mode & 0o777).toBe(0o600);
  expect(made).toEqual([join(folder, 'new', 'secret.key')]);
});

test('many first starts at the same time end with one key, and one tells of it', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => masters().read()));
  const kept = parseKey(await readFile(join(folder, 'secret.key'), 'utf8'));
  expect(new Set(keys.map((one) => one.toString('hex')))).toEqual(new Set([kept?.toString('hex')]));
  expect(made).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['secret.key']);
});

test('no key is made where secrets are stored already, and a file put back is found', async () => {
  const late = masters(folder, null, false);
  await expect(late.read()).rejects.toMatchObject({ code: 'key.missing' });
  await writeFile(join(folder, 'secret.key'), key.toString('base64'));
  expect(await late.read()).toEqual(key);
});

test('a key file that holds no key is an error and stays as it is', async () => {
  await writeFile(join(folder, 'secret.key'), 'oops');
  await expect(masters().read()).rejects.toThrow(/holds no key/);
  expect(await readFile(join(folder, 'secret.key'), 'utf8')).toBe('oops');
});

test('the next key is the same until it is applied, and then the file holds it', async () => {
  const running = masters();
  const before = await running.read();
  const next = await readNextKey(folder);
  expect(await readNextKey(folder)).toEqual(next);
  expect(next).not.toEqual(before);
  expect(await running.read(true)).toEqual(before);
  await applyNextKey(folder);
  expect(await running.read()).toEqual(before);
  expect(await running.read(true)).toEqual(next);
  expect(await readdir(folder)).toEqual(['secret.key']);
  expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
});
