// Exchanges on the command line: imported, listed, probed and fed; for scripts and for people.
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';

let world: World;
beforeEach(async () => void (world = await openWorld()));
afterEach(() => world.close());

/** The exchange is beside the server. */
const here = { ROLLCALL_TARGET_HOSTS: '127.0.0.1' };
const cli = <T = unknown>(...args: string[]) => world.cli<T>(args, undefined, here);

async function textOf(...args: string[]): Promise<string> {
  const child = world.start(args, undefined, here);
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await once(child, 'close');
  return out;
}

const target = {
  name: 'Växeln',
  kind: 'asterisk',
  // Nobody listens there.
  settings: {
    host: '127.0.0.1',
    port: 1,
    database: 'vaxel',
    user: 'rollcall',
    tls: 'off',
    realm: 'vaxel.test',
    byDefault: 'office',
  },
  secrets: { password: 'hemligt' },
};

test('an exchange that does not answer says so, and no run hears of it', async () => {
  world.emulator.tenant.hire({
    givenName: 'Ada',
    surname: 'Ek',
    mailNickname: 'ada.ek',
    businessPhones: ['+46 8 465 004 10'],
  });
  const document = JSON.parse(JSON.stringify(world.document())) as object;
  await world.importDocument({ ...document, targets: [target] } as never);
  expect((await cli('run', 'Alla')).code).toBe(0);
  const { code, json } = await cli('feed');
  expect(code).toBe(1);
  expect(json).toMatchObject([{ target: { name: 'Växeln' }, written: 0, trouble: { class: 'retry' } }]);
  const listed = await cli('targets');
  expect(listed.json).toMatchObject([
    { name: 'Växeln', address: '127.0.0.1:1', state: 'active', users: { ok: 0, pending: 1 } },
  ]);
  expect(JSON.stringify(listed.json)).not.toContain('hemligt');
  expect(await textOf('targets')).toMatch(/Växeln\s+away since/u);
  expect(await textOf('status')).toMatch(/Exchange Växeln \(active\): 1 waiting/u);
  const probed = await cli<{ findings: { is: string }[] }>('probe', 'Växeln');
  expect(probed.code).toBe(1);
  expect(probed.json.findings.some(({ is }) => is === 'fault')).toBe(true);
  expect((await cli('probe', 'Vaxeln')).code).toBe(2);
});
