// Settings templates for users who exist, and one person alone, typed as commands: what is printed for people and for scripts.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  for (const [nth, givenName] of ['Ada', 'Bo', 'Cilla'].entries())
    world.emulator.tenant.hire({
      givenName,
      surname: 'Ek',
      mailNickname: `${givenName.toLowerCase()}.ek`,
      businessPhones: [`08-465 004 ${nth + 10}`],
    });
  const settingsTemplates = [
    { name: 'Kontor', settings: { ringTimeSeconds: 20, voicemail: true } },
    { name: 'Lager', settings: { ringTimeSeconds: 60 } },
  ];
  await world.importDocument(world.document({}, { settingsTemplates }));
  await world.cli(['run', 'Alla']);
});
afterEach(() => world.close());

async function say(...args: string[]): Promise<string> {
  const child = world.start(args);
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (some: Buffer) => (out += some.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return `${out}[${String(code)}]`;
}
const templates = async () => (await world.users()).map((user) => user.settingsTemplate);

test('users get a settings template by name, by the one they have, or all of them, and it is taken back', async () => {
  const shown = await say('apply-settings', 'Lager', 'bo.ek', '08-465 004 12', '--dry-run');
  expect(shown).toMatch(/2 users would get Lager; 0 have all of it already/);
  expect(shown).toMatch(/2 +ringTimeSeconds +– → 60/);
  expect(shown).toMatch(/bo\.ek +Bo Ek/);
  expect(await templates()).toEqual([null, null, null]);
  await world.cli(['apply-settings', 'Lager', 'bo.ek', '08-465 004 12']);
  expect(await templates()).toEqual([null, 'Lager', 'Lager']);
  const moved = await world.cli<{ batch: string; change: number }>([
    'apply-settings',
    'Kontor',
    'Lager',
    '--now-using',
  ]);
  expect(moved).toMatchObject({ code: 0, json: { change: 2, unchanged: 0, preview: false } });
  const all = await say('apply-settings', 'Kontor', '--all');
  expect(all).toMatch(
    /1 user got Kontor; 2 have all of it already[\s\S]*Take it back with: rollcall undo-batch /,
  );
  expect(await templates()).toEqual(['Kontor', 'Kontor', 'Kontor']);
  expect(await say('undo-batch', moved.json.batch, '--dry-run')).toMatch(/2 changes would be taken back/);
  expect(await world.cli(['undo-batch', moved.json.batch])).toMatchObject({ code: 0, json: { undone: 2 } });
  expect(await templates()).toEqual(['Kontor', 'Lager', 'Lager']);
});

test.each([
  [['Kontr', '--all'], 2, 'settingsTemplate.unknown'],
  [['Kontor'], 2, 'usage'],
  [['Kontor', 'bo.ek', '--all'], 2, 'usage'],
  [['Kontor', 'Lagr', '--now-using'], 2, 'settingsTemplate.unknown'],
  [['Kontor', 'ingen'], 2, 'user.unknown'],
])('what is not clear is refused: %j', async (words, code, error) => {
  const answer = await world.cli<{ error: { code: string } }>(['apply-settings', ...words]);
  expect([answer.code, answer.json.error.code]).toEqual([code, error]);
});

test('a run of one person tells what was done with her, or what stands in the way', async () => {
  const { tenant } = world.emulator;
  const doris = tenant.hire({
    givenName: 'Doris',
    surname: 'Ek',
    mailNickname: 'doris.ek',
    userPrincipalName: 'doris.ek@nordvik.example',
    businessPhones: ['08-465 004 10'],
  });
  const taken = await say('run', 'Alla', 'doris.ek@nordvik.example');
  expect(taken).toContain('pstnFixed.taken');
  expect(taken).toContain('Ada Ek');
  expect(taken).toMatch(/\[0\]$/);
  tenant.update(doris, { businessPhones: ['08-465 004 13'] });
  const made = await say('run', 'Alla', 'doris.ek');
  expect(made).toContain('One person alone');
  expect(made).toMatch(/create +doris\.ek +Doris Ek 4684650041/);
  expect(await say('plan', 'Alla', 'doris.ek')).toMatch(/1 +unchanged/);
});
