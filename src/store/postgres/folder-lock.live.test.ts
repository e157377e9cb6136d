// The folder's lock: one at a time, whoever comes, and nothing to clear up after a holder that was killed.

import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../../test/postgres-holder.ts';
import { readClients } from './clients.ts';
import { withFolderLock } from './folder-lock.ts';
import { readLiveness, readOwnMark, readPidSpace, readProcessStart } from './process-identity.ts';

test('Many at once work one after the other, each once', async () => {
  const folder = await makeFolder();
  let inside = 0;
  let most = 0;
  const work = async (number: number) =>
    withFolderLock(folder, async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
      return number;
    });
  const done = await Promise.all(Array.from({ length: 12 }, (_, number) => work(number)));
  expect(done).toEqual(Array.from({ length: 12 }, (_, number) => number));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('Work that fails lets the next one in', async () => {
  const folder = await makeFolder();
  await expect(withFolderLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withFolderLock(folder, async () => 'next')).toBe('next');
});

test('Tickets of the dead hold nobody up and are cleared away', async () => {
  const folder = await makeFolder();
  const dead = `1-1-${readPidSpace()}-0badf00d`; // process 1 lives, but did not start at tick 1
  const gone = `999999999-5-${readPidSpace()}-0badf00d`;
  for (const name of [`ticket.1.${dead}`, `choosing.${gone}`, `ticket.2.${gone}`]) {
    await writeFile(join(folder, name), '');
  }
  expect(await withFolderLock(folder, async () => 'in')).toBe('in');
  expect(await readdir(folder)).toEqual([]);
});

test('A living ticket with a lower number goes first', async () => {
  const folder = await makeFolder();
  const order: string[] = [];
  const first = withFolderLock(folder, async () => {
    const second = withFolderLock(folder, async () => order.push('second'));
    await expect.poll(async () => (await readdir(folder)).length).toBe(2);
    order.push('first');
    return { second };
  });
  await (
    await first
  ).second;
  expect(order).toEqual(['first', 'second']);
});

test('A process is known by its start, and one elsewhere by its sign of life', async () => {
  const folder = await makeFolder();
  const mark = readOwnMark();
  expect(mark.split('-')[1]).toBe(readProcessStart(process.pid));
  expect(readLiveness(join(folder, mark), mark, Date.now())).toBe('alive');
  expect(readLiveness(join(folder, mark), mark.replace(/-\w+-/, '-1-'), Date.now())).toBe('dead');

  const clients = join(folder, 'clients');
  await mkdir(clients);
  const elsewhere = `${process.pid}-1-000000000000-aaaaaaaa`;
  const silent = `${process.pid}-1-000000000000-bbbbbbbb`;
  for (const name of [mark, elsewhere, silent, 'rubbish']) await writeFile(join(clients, name), '');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(join(clients, silent), longAgo, longAgo);
  expect(await readClients(clients)).toEqual({ here: [mark], elsewhere: [elsewhere] });
  expect((await readdir(clients)).toSorted()).toEqual([mark, elsewhere].toSorted());
});
