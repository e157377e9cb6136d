import { expect, test } from 'vitest';
import { memoryBox, memoryShelf } from '../../test/memory-box.ts';
import { makeDataKey, openSecretBox, unwrapKey, wrapKey } from './secret-box.ts';
import type { KeyShelf, StoredDataKey } from './secret-box.ts';
import { SecretUnreadable } from './secret-unreadable.ts';

const master = Buffer.alloc(32, 7);
/** Sealed by the program as it was before there were data keys, with this master key, for template-1. */
const oldValue = Buffer.from(
  '012dd883d2119588e72970c61ed3f879cf63f88555af49d658f2c43889ef1f928dc5e9d9eff399a0b4c2637192271f',
  'hex',
);

test('what is sealed opens again for the same owner', async () => {
  const box = memoryBox();
  expect(await box.open(await box.seal('hemligt åäö', 'template-1'), 'template-1')).toBe('hemligt åäö');
});

test('sealing the same text twice gives different bytes, none of them the text', async () => {
  const box = memoryBox();
  const [one, two] = [await box.seal('client-secret', 'a'), await box.seal('client-secret', 'a')];
  expect(one.equals(two)).toBe(false);
  expect(one.includes('client-secret')).toBe(false);
});

test('a value moved to another owner does not open', async () => {
  const box = memoryBox();
  await expect(box.open(await box.seal('x', 'template-1'), 'template-2')).rejects.toThrow(
    /another sync template/,
  );
});

test('another master key is told from damage, for sealing, opening and checking', async () => {
  const shelf = memoryShelf();
  const sealed = await memoryBox(7, shelf).seal('x', 'a');
  const other = memoryBox(8, shelf);
  const wrong = { code: 'key.wrong' };
  await expect(other.open(sealed, 'a')).rejects.toMatchObject(wrong);
  await expect(other.seal('y', 'a')).rejects.toMatchObject(wrong);
  await expect(other.check()).rejects.toMatchObject(wrong);
});

test('whoever seals does not wait for the database while the key at hand is good, and then does', async () => {
  const shelf = memoryShelf();
  let isAway = false;
  const readKeys = () => (isAway ? new Promise<never>(() => undefined) : shelf.readKeys());
  let time = 0;
  const box = openSecretBox(
    { where: 'a test', read: async () => master },
    { ...shelf, readKeys },
    () => time,
  );
  await box.seal('x', 'a');
  isAway = true;
  time = 120_000;
  expect(await box.open(await box.seal('y', 'a'), 'a')).toBe('y');
  time = 660_001;
  const sealing = box.seal('z', 'a').then(() => 'sealed');
  const soon = new Promise((resolve) => setImmediate(resolve, 'waits'));
  expect(await Promise.race([sealing, soon])).toBe('waits');
});

test('every flipped byte is noticed', async () => {
  const box = memoryBox();
  const sealed = await box.seal('abc', 'a');
  for (let at = 0; at < sealed.length; at += 1) {
    const flipped = Buffer.from(sealed);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    await expect(box.open(flipped, 'a')).rejects.toThrow(SecretUnreadable);
  }
  for (let length = 0; length < sealed.length; length += 1) {
    await expect(box.open(sealed.subarray(0, length), 'a')).rejects.toThrow(SecretUnreadable);
  }
});

test('a value sealed before there were data keys still opens', async () => {
  expect(await memoryBox(7).open(oldValue, 'template-1')).toBe('hemligt åäö');
  await expect(memoryBox(7).open(oldValue, 'template-2')).rejects.toThrow(/damaged/);
  await expect(memoryBox(8).open(oldValue, 'template-1')).rejects.toThrow(/another key/);
});

test('a master key that opens none of the old values makes no data key', async () => {
  const shelf: KeyShelf = { ...memoryShelf(), readOldValues: async () => [oldValue] };
  await expect(memoryBox(8, shelf).check()).rejects.toMatchObject({ code: 'key.wrong' });
  expect(await shelf.readKeys()).toEqual([]);
  await memoryBox(7, shelf).check();
  expect(await shelf.readKeys()).toHaveLength(1);
});

test('a box that runs while keys are changed opens and seals with the new ones', async () => {
  const keys: StoredDataKey[] = [];
  const shelf = memoryShelf(keys);
  let [inFile, clock] = [master, 0];
  let kept = master;
  const masters = {
    where: 'a file',
    async read(again = false) {
      if (again) kept = inFile;
      return kept;
    },
  };
  const box = openSecretBox(masters, shelf, () => clock);
  const before = await box.seal('x', 'a');

  // Another process makes a data key under another master key, and the old master key is forgotten.
  inFile = Buffer.alloc(32, 9);
  const [old] = keys;
  const oldKey = old && unwrapKey(master, old);
  const next = makeDataKey();
  keys.splice(
    0,
    1,
    {
      id: old?.id ?? '',
      isActive: false,
      wraps: [wrapKey(inFile, old?.id ?? '', oldKey ?? Buffer.alloc(0))],
    },
    { id: next.id, isActive: true, wraps: [wrapKey(inFile, next.id, next.key)] },
  );
  const elsewhere = openSecretBox({ where: 'a file', read: async () => inFile }, shelf);
  expect(await box.open(await elsewhere.seal('y', 'a'), 'a')).toBe('y');
  expect(await elsewhere.open(before, 'a')).toBe('x');
  clock += 61_000;
  const after = await box.seal('z', 'a');
  keys.splice(0, 1);
  expect(await openSecretBox(masters, shelf).open(after, 'a')).toBe('z');
});

test('many that seal at once read the keys once', async () => {
  const shelf = memoryShelf();
  let readings = 0;
  const readKeys = () => {
    readings += 1;
    return shelf.readKeys();
  };
  const counting = { ...shelf, readKeys };
  const box = memoryBox(1, counting);
  await box.check();
  readings = 0;
  await Promise.all(Array.from({ length: 50 }, (_, nth) => box.seal(`${nth}`, 'a')));
  expect(readings).toBeLessThanOrEqual(1);
});

test('a failure to read the keys is not remembered', async () => {
  const shelf = memoryShelf();
  let isDown = true;
  const box = memoryBox(1, {
    ...shelf,
    readKeys: () => (isDown ? Promise.reject(new Error('down')) : shelf.readKeys()),
  });
  await expect(box.seal('x', 'a')).rejects.toThrow('down');
  isDown = false;
  expect(await box.open(await box.seal('x', 'a'), 'a')).toBe('x');
});
