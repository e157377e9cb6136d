// Numbers on the command line: who has one, what is reserved and let go, what a series has left; for scripts and for people.
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  world.emulator.tenant.hire({
    givenName: 'Ada',
    surname: 'Ek',
    mailNickname: 'ada.ek',
    businessPhones: ['+46 8 123 45 010'],
  });
});
afterEach(() => world.close());

const series = { from: '46812345000', to: '46812345999' };

/** What people see. */
async function textOf(args: string[]): Promise<string> {
  const child = world.start(args);
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await once(child, 'close');
  return out;
}

const cli = <T = Record<string, unknown>>(...args: string[]) => world.cli<T>(args);

test('a number in any written form is told with its holder, its series and its history', async () => {
  await world.importDocument(world.document({}, { numbers: [series] }));
  await cli('run', 'Alla');
  const { code, json } = await cli<{ history: unknown[] }>('number', '08-123 450 10');
  expect(code).toBe(0);
  expect(json).toMatchObject({
    digits: '46812345010',
    state: 'assigned',
    why: { code: 'person.new' },
    holder: { alias: 'ada.ek', name: 'Ada Ek' },
    history: [{ what: 'assigned', alias: 'ada.ek', template: 'Alla' }, { what: 'addedToSeries' }],
  });
  const out = await textOf(['number', '+46812345010']);
  expect(out).toMatch(/^46812345010 {2}assigned since /u);
  expect(out).toMatch(/held by +Ada Ek \(ada\.ek\), person /u);
  expect(out).toMatch(/given to ada\.ek +In scope and without a user\. +Alla/u);
  expect(await cli('number', 'hej')).toMatchObject({ code: 2, json: { error: { code: 'number.invalid' } } });
});

test('a range is reserved and let go, a holder is named, and the series says what is left', async () => {
  await world.importDocument(world.document({}, { numbers: [series] }));
  await cli('run', 'Alla');
  expect(await cli('reserve', '46812345100-46812345199', 'Kampanj')).toMatchObject({
    code: 0,
    json: { ok: true, from: '46812345100', to: '46812345199', count: 100, cooling: 0 },
  });
  expect(await cli('reserve', '46812345000..46812345050')).toMatchObject({
    code: 1,
    json: { error: { code: 'number.assigned', message: '46812345010 belongs to Ada Ek.' } },
  });
  expect((await cli<unknown[]>('numbers')).json[0]).toMatchObject({
    from: '46812345000',
    assigned: 1,
    reserved: 100,
    pace: null,
    warning: null,
  });
  expect(await textOf(['numbers'])).toMatch(/series +kind +size +free +assigned +cooling +reserved/u);
  expect((await cli('unreserve', '08-123 45 150')).json).toMatchObject({ count: 1 });
  expect(await textOf(['number', '46812345151'])).toMatch(
    /reserved +46812345151–46812345199 by .+: Kampanj/u,
  );
  expect(await cli('free', '46812345010')).toMatchObject({
    code: 1,
    json: { error: { code: 'number.notCooling' } },
  });
});
