import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StatusEntry } from '../../src/run/status.ts';
import { findPlanted, readWholeFolder } from '../planted.ts';
import { startService } from '../serving.ts';
import { openWorld } from '../world.ts';
import type { Report, World } from '../world.ts';

const clientSecret = 'Pl4nted~client.secret-in-the-embedded-database';
/** No DATABASE_URL: Rollcall brings its own PostgreSQL. */
const embedded = { DATABASE_URL: '' };
let world: World;
beforeEach(async () => {
  world = await openWorld({ clientSecret });
  world.emulator.tenant.hire({
    givenName: 'Ada',
    surname: 'Ek',
    mailNickname: 'ada.ek',
    businessPhones: ['+46812345010'],
  });
  const { code, error } = await world.importDocument(
    world.document({ schedule: { nightlyAt: '02:00', everyMinutes: 5 } }),
    embedded,
  );
  if (code !== 0) throw new Error(error);
});
afterEach(() => world.close());

/** Where the server's files are; root's server lies where its own user can reach it. */
async function findCluster(): Promise<string> {
  const marker = await readFile(join(world.dataFolder, 'rollcall-data.json'), 'utf8').catch(() => null);
  return marker === null
    ? join(world.dataFolder, 'postgres')
    : resolve(world.dataFolder, (JSON.parse(marker) as { postgres: string }).postgres);
}

async function isDatabaseUp(): Promise<boolean> {
  const names = await readdir(await findCluster(), { recursive: true });
  return names.some((name) => name.endsWith('postmaster.pid'));
}

test('serve ends within ten seconds with a run that hangs and a client that holds on, and its database with it', async () => {
  world.emulator.faults.add({ effect: 'slow', delayMs: 60_000, path: '/v1.0/users*' });
  const service = await startService(world, { ...embedded, ROLLCALL_MAX_WAIT_SECONDS: '600' });
  const readState = async () => {
    const { json } = await world.cli<StatusEntry[]>(['status'], undefined, embedded);
    return json[0]?.lastRun?.state;
  };
  await expect.poll(readState, { timeout: 40_000, interval: 100 }).toBe('running');
  const held = fetch(`${service.url}/readyz`, { headers: { Connection: 'keep-alive' } });
  expect((await held).status).toBe(200);
  const { code, ms } = await service.stop();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(10_000);
  expect(service.written()).toContain('Rollcall stops.');
  await expect.poll(isDatabaseUp, { timeout: 15_000, interval: 100 }).toBe(false);
});

test('a client that is slow has five seconds from the signal, and the embedded database ends all the same', async () => {
  const service = await startService(world, embedded);
  const client = connect(Number(new URL(service.url).port), '127.0.0.1');
  const head =
    'Host: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\r\n';
  client.write(`POST /api/v1/sign-in HTTP/1.1\r\n${head}`);
  // The server has the head now and waits for the rest.
  await once(client, 'data');
  const cut = once(client, 'close');
  const { code, ms } = await service.stop();
  await cut;
  expect(code).toBe(0);
  expect(ms).toBeGreaterThan(4_500);
  expect(ms).toBeLessThan(10_000);
  expect(await isDatabaseUp()).toBe(false);
});

test('the files of the embedded database hold no secret in the plain', async () => {
  await world.cli<Report>(['run', 'Alla'], undefined, embedded);
  await world.cli(['rotate-key', '--master'], undefined, embedded);
  const master = (await readFile(join(world.dataFolder, 'secret.key'), 'utf8')).trim();
  const isOurs = (name: string) => /^(document\.json|secret\.key)$/.test(name);
  const places = {
    ...(await readWholeFolder(world.dataFolder, isOurs)),
    ...(await readWholeFolder(await findCluster(), isOurs)),
  };
  expect(Object.keys(places).length).toBeGreaterThan(300);
  const masterBytes = Buffer.from(master, 'base64').toString('latin1');
  expect(findPlanted({ clientSecret, master }, places)).toEqual([]);
  const raw = Object.entries(places).filter(([, bytes]) =>
    bytes.includes(Buffer.from(masterBytes, 'latin1')),
  );
  expect(raw.map(([place]) => place)).toEqual([]);
});
