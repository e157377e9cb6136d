// rollcall quality on a paused template that was only previewed: as text, as one JSON value, everybody with a code, a file.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { World } from '../../test/world.ts';
import type { QualityReport, ShownPerson } from '../run/quality.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-quality-'));
  world = await openWorld();
  const hire = (givenName: string, more: object = {}) =>
    world.emulator.tenant.hire({
      givenName,
      surname: 'Ek',
      mailNickname: `${givenName.toLowerCase()}.ek`,
      businessPhones: ['08-123 450 10'],
      ...more,
    });
  hire('Ada', { surname: null });
  hire('Bo');
  hire('Cilla', { businessPhones: [] });
  await world.importDocument(world.document({ mode: 'paused' }));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

test('a template that nobody was read for says so, and one that was previewed is reported on', async () => {
  const before = await world.cli<QualityReport>(['quality', 'Alla']);
  expect(before).toMatchObject({ code: 0, json: { readAt: null, findings: [] } });
  await world.cli(['plan', 'Alla']);
  const { code, json } = await world.cli<QualityReport>(['quality', 'Alla']);
  expect(code).toBe(0);
  expect(json).toMatchObject({ template: 'Alla', people: 3, isCurrent: true });
  expect(json.findings.map(({ code: one, count }) => `${one} ${count}`)).toEqual([
    'surname.missing 1',
    'pstnFixed.missing 1',
    'pstnFixed.duplicate 2',
    'pstnFixed.form 2',
  ]);
  expect(await world.users()).toEqual([]);
});

test('everybody with a code is listed, and a code that there is none of is told with its likeness', async () => {
  const listed = await world.cli<ShownPerson[]>(['quality', 'Alla', 'pstnFixed.duplicate']);
  expect(listed.json).toMatchObject([{ found: '+46812345010' }, { found: '+46812345010' }]);
  const wrong = await world.cli<{ error: { code: string; message: string } }>([
    'quality',
    'Alla',
    'surname.mising',
  ]);
  expect(wrong).toMatchObject({ code: 2, json: { error: { code: 'quality.unknown' } } });
  expect(wrong.json.error.message).toContain('Did you mean "surname.missing"?');
});

test('the file is for its owner alone, and CSV and JSON do not share standard output', async () => {
  const file = join(folder, 'quality.csv');
  const { code, json } = await world.cli<{ file: string; bytes: number }>(['quality', 'Alla', '--csv', file]);
  expect({ code, json }).toMatchObject({ code: 0, json: { file } });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  expect(Buffer.byteLength(text)).toBe(json.bytes);
  expect(text.split('\r\n')).toHaveLength(1 + 6 + 1);
  const shared = await world.cli(['quality', 'Alla', '--csv', '-']);
  expect(shared).toMatchObject({ code: 2, json: { error: { code: 'usage' } } });
  const nowhere = await world.cli(['quality', 'Alla', '--csv', join(folder, 'no', 'x.csv')]);
  expect(nowhere).toMatchObject({ code: 2, json: { error: { code: 'file.unwritable' } } });
});
