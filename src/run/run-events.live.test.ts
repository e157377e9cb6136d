// What a run says while it goes: the newest progress now and then, waits at once, nothing once it has ended.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { readRunEvents } from '../store/run-events.ts';
import { openRunEvents } from './run-events.ts';

let world: RunWorld;

beforeAll(async () => {
  world = await runWorld();
});

afterAll(() => world.close());

const read = async (run: string) =>
  (await readRunEvents(world.database.kysely, run, 0, 100)).filter(({ kind }) => kind !== 'state');

describe('a run', () => {
  test('that reads a hundred pages in a moment says once how far it has come', async () => {
    const { run } = await world.run();
    const events = openRunEvents(world.database, run, () => 0);
    for (let people = 1; people <= 100; people += 1)
      events.progress({ stage: 'reading', people, total: 100 });
    await expect
      .poll(() => read(run), { timeout: 20_000 })
      .toMatchObject([{ kind: 'progress', data: { stage: 'reading', people: 100, total: 100 } }]);
    await events.close();
  });

  test('that is made to wait says so at once, and how long', async () => {
    const { run } = await world.run();
    const events = openRunEvents(world.database, run, () => 0);
    events.waiting({ seconds: 12.3, why: 'Graph asks for it' });
    await events.close();
    expect(await read(run)).toMatchObject([
      { kind: 'waiting', data: { seconds: 13, why: 'Graph asks for it' } },
    ]);
  });

  test('that ends within half a second says nothing but its states', async () => {
    const { run } = await world.run();
    const events = openRunEvents(world.database, run, () => 0);
    events.progress({ stage: 'reading', people: 1, total: null });
    await events.close();
    events.progress({ stage: 'reading', people: 2, total: null });
    events.waiting({ seconds: 1, why: 'too late' });
    expect(await read(run)).toEqual([]);
  });

  test('whose audience cannot be told goes on all the same', async () => {
    const events = openRunEvents(world.database, randomUUID(), () => 0);
    events.waiting({ seconds: 1, why: 'there is no such run' });
    await expect(events.close()).resolves.toBeUndefined();
  });
});
