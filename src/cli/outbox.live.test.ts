// The outbox and incidents on the command line: what is held, released, shown, sent again and set aside, and trouble that somebody
// knows of; for scripts and for people.
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  for (const [n, name] of ['ada', 'bo'].entries())
    world.emulator.tenant.hire({
      givenName: name,
      surname: 'Ek',
      mailNickname: `${name}.ek`,
      mail: `${name}.ek@nordvik.example`,
      businessPhones: [`+46 8 123 45 01${n}`],
    });
});
afterEach(() => world.close());
const folder = await mkdtemp(join(tmpdir(), 'rollcall-outbox-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What people see. */
async function textOf(...args: string[]): Promise<string> {
  const child = world.start(args);
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await once(child, 'close');
  return out;
}

const cli = <T = Record<string, unknown>>(...args: string[]) => world.cli<T>(args);
interface Listed {
  counts: Record<string, number>;
  mails: { id: string; state: string; to: string; kind: string }[];
}
const list = async (...words: string[]) => (await cli<Listed>('outbox', ...words)).json;

test('held welcome mails are listed, shown, released after a look at how many, and set aside', async () => {
  await world.importDocument(world.document({ welcomeMail: true, welcomeFirstLoad: 'hold' }));
  await cli('run', 'Alla');
  const { counts, mails } = await list('held', 'Alla');
  expect(counts).toMatchObject({ held: 2, waiting: 0 });
  expect(mails.map(({ to }) => to).toSorted()).toEqual(['ada.ek@nordvik.example', 'bo.ek@nordvik.example']);
  const out = await textOf('outbox');
  expect(out).toMatch(/held +welcome +ada\.ek@nordvik\.example/u);
  expect(out).toContain('rollcall release-mail');
  expect(out).toContain('No mail server is set');

  const status = await cli<{ mails: object; incidents: object[] }[]>('status');
  expect(status.json).toMatchObject([{ mails: { held: 2, failed: 0 }, incidents: [] }]);
  expect(await textOf('status')).toMatch(/mails +2 held: rollcall release-mail sends them/u);

  const one = mails.find(({ to }) => to.startsWith('ada'))?.id ?? '';
  const file = join(folder, 'mail.html');
  const shown = await cli('mail', one, file);
  expect(shown.json).toMatchObject({ state: 'held', words: { is: 'made' }, why: { code: 'mail.held' } });
  expect(await readFile(file, 'utf8')).toContain('<html');
  expect(await textOf('mail', one)).toMatch(/what to do +Release it, or discard it\./u);

  expect((await cli('discard-mail', one)).json).toEqual({ mail: one });
  expect((await cli('release-mail', 'Alla', '--dry-run')).json).toEqual({
    dryRun: true,
    count: 1,
    states: [{ state: 'held', count: 1 }],
    others: 0,
  });
  expect(await textOf('release-mail')).toBe('1 mail is released (1 held).\n');
  expect((await list()).counts).toMatchObject({ held: 0, waiting: 1, discarded: 1 });
  const again = await cli('resend', one, 'ada.privat@nordvik.example');
  expect(again.json).toMatchObject({ to: 'ada.privat@nordvik.example', warnings: [] });
});

test('what is no mail, no state, or can not be done is told with what to do', async () => {
  await world.importDocument(world.document({ welcomeMail: true, welcomeFirstLoad: 'send' }));
  await cli('run', 'Alla');
  const error = async (...args: string[]) => {
    const { code, json } = await cli<{ error: { code: string; cure: string } }>(...args);
    return [code, json.error.code];
  };
  expect(await error('mail', 'nothing')).toEqual([2, 'mail.unknown']);
  for (const command of ['resend', 'discard-mail']) {
    const { json } = await cli<{ error: { message: string; cure: string } }>(command, 'faild');
    expect(json.error.message).toBe('There is no mail "faild". Did you mean "failed"?');
    expect(json.error.cure).toMatch(/rollcall outbox, or write one of .*failed.* for all of these/);
  }
  expect(await error('outbox', 'hald')).toEqual([2, 'state.unknown']);
  const [mail] = (await list('waiting')).mails;
  expect(await error('resend', mail?.id ?? '', 'ada at nordvik')).toEqual([2, 'to.invalid']);
  await cli('discard-mail', mail?.id ?? '');
  expect(await error('discard-mail', mail?.id ?? '')).toEqual([1, 'mail.discarded']);
  expect(await textOf('resend', 'failed')).toBe('No mail fits.\n');
});

test('trouble that lasts is listed with what to do, and kept quiet until a day by whoever knows of it', async () => {
  await world.importDocument(world.document({ errorMailTo: 'it@nordvik.example' }));
  expect(await textOf('incidents')).toBe('No trouble.\n');
  world.emulator.tenant.apps.expireSecrets(world.emulator.clientId);
  expect((await cli('run', 'Alla')).code).toBe(1);
  const { json } = await cli<{ id: string; code: string; told: number }[]>('incidents');
  expect(json).toMatchObject([
    { code: 'credential.expired', severity: 'error', seen: 1, told: 1, closedAt: null },
  ]);
  const id = json[0]?.id ?? '';
  const status = await cli<{ incidents: object[] }[]>('status');
  expect(status.json).toMatchObject([{ incidents: [{ id, code: 'credential.expired', quietUntil: null }] }]);
  expect(await textOf('status')).toMatch(/trouble +credential\.expired since/u);
  const later = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  expect((await cli('quiet', id, later, 'ny hemlighet på måndag')).code).toBe(0);
  expect(await textOf('incidents')).toMatch(/quiet +until .* ny hemlighet på måndag/u);
  expect((await cli('quiet', id, '-')).json).toEqual({ incident: id, until: null, why: null });
  expect((await list('-')).mails).toMatchObject([{ kind: 'error', to: 'it@nordvik.example' }]);
});
