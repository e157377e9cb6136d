// Numbers on the command line: who has one, what is reserved and let go, what a series has left; for scripts and for people.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
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

const folder = await mkdtemp(join(tmpdir(), 'rollcall-numbers-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A CSV file as Excel on a Swedish machine writes it, but for its letters. */
async function write(header: string, rows: string[]): Promise<string> {
  const file = join(folder, `${randomUUID()}.csv`);
  await writeFile(file, [header, ...rows, ''].join('\r\n'));
  return file;
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
  expect(await textOf(['numbers'])).toMatch(
    /reserved +since +by +why\n46812345100–46812345199 +\d{4}-\d\d-\d\d \d\d:\d\d +\S+ +Kampanj/u,
  );
  expect((await cli('unreserve', '08-123 45 150')).json).toMatchObject({ count: 1 });
  expect(await textOf(['number', '46812345151'])).toMatch(
    /reserved +46812345151–46812345199 by .+: Kampanj/u,
  );
  expect(await cli('free', '46812345010')).toMatchObject({
    code: 1,
    json: { error: { code: 'number.notCooling' } },
  });
});

test('a file of numbers is tried, taken and told, and with faults each is told once and nothing is changed', async () => {
  await world.importDocument(world.document());
  const file = await write('från;till;typ;status;anteckning', [
    '08-123 450 00;08-123 459 99;fast;;Östersund',
    '08-123 451 00;;;reserverad;Kampanj',
  ]);
  const dry = await textOf(['import-numbers', file, '--dry-run']);
  expect(dry).toMatch(
    /^Nothing was changed\. An import would do this:\n\nadded +46812345000–46812345999 +fixed +Östersund/u,
  );
  expect((await cli<unknown[]>('numbers')).json).toEqual([]);
  expect(await textOf(['import-numbers', file])).toContain('2 lines, 1,001 numbers: 1,000 added');
  expect((await cli<unknown[]>('numbers')).json[0]).toMatchObject({
    free: 999,
    reserved: 1,
    note: 'Östersund',
  });
  const bad = await write('nummer;typ', ['hej;fast', '08-123 460 00;mobbil']);
  const child = world.start(['import-numbers', bad]);
  let told = '';
  child.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect([code, told.match(/hej/gu)?.length, told.match(/mobbil/gu)?.length]).toEqual([2, 1, 1]);
  expect(told).toMatch(/line 2, nummer {2}"hej" can not be a number/u);
  expect(await cli('import-numbers', bad)).toMatchObject({
    json: { error: { faults: [{ line: 2 }, { line: 3 }] } },
  });
  expect((await cli<unknown[]>('numbers')).json).toHaveLength(1);
});
