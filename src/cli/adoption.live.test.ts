// Matching and adoption, typed as commands: what they answer, and what the next run makes of it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { Report, World } from '../../test/world.ts';

let world: World;
let people: string[];
const names = ['Ada', 'Bo', 'Cilla'];
beforeEach(async () => {
  world = await openWorld();
  people = names.map((givenName, nth) =>
    world.emulator.tenant.hire({
      givenName,
      surname: 'Ek',
      mailNickname: `${givenName.toLowerCase()}.ek`,
      businessPhones: [`+468123450${String(nth + 10)}`],
    }),
  );
  await world.importDocument(world.document());
  await run('run', 'Alla');
  for (const name of names) await run('unlink', `${name.toLowerCase()}.ek`);
});
afterEach(() => world.close());

interface Answer extends Partial<Report> {
  code: number | null;
  ok?: boolean;
  people?: number;
  count?: number;
  batch?: string | null;
  conflicts?: { person: string; candidates: { alias: string; evidence: string[] }[] }[];
}
const run = async (...args: string[]): Promise<Answer> => {
  const { code, json } = await world.cli<Omit<Answer, 'code'>>(args);
  return { code, ...json };
};
const linked = async () => (await world.users()).filter(({ person }) => person !== null).length;

test(
  'users are adopted by kinds of evidence, seen before, and the links are taken back together',
  { timeout: 120_000 },
  async () => {
    expect(await run('conflicts', 'Alla', 'pstnfixed')).toMatchObject({
      code: 0,
      people: 3,
      conflicts: names.map((name) => ({ candidates: [{ alias: `${name.toLowerCase()}.ek` }] })),
    });
    const seen = await run('adopt', 'Alla', 'alias,email', '--dry-run');
    expect(seen).toMatchObject({ code: 0, dryRun: true, count: 3, batch: null });
    expect(await linked()).toBe(0);
    const done = await run('adopt', 'Alla', 'alias,email');
    expect(done).toMatchObject({ code: 0, count: 3 });
    expect(await linked()).toBe(3);
    expect(await run('run', 'Alla')).toMatchObject({ counts: { create: 0, conflict: 0, unchanged: 3 } });
    expect(await run('undo-batch', done.batch ?? '')).toMatchObject({ code: 0, ok: true });
    expect(await linked()).toBe(0);
  },
);

test(
  'one is linked, one is created anyway, and one that would never be is refused with the cure',
  { timeout: 120_000 },
  async () => {
    const [ada = '', bo = '', cilla = ''] = people;
    expect(await run('link', 'Alla', ada, 'ada.ek', 'Samma')).toMatchObject({ code: 0, ok: true });
    expect(await run('create-anyway', 'Alla', bo)).toMatchObject({
      code: 1,
      error: { code: 'createAnyway.taken' },
    });
    world.emulator.tenant.update(cilla, { mailNickname: 'cilla.ny', businessPhones: ['+46812345050'] });
    await run('plan', 'Alla');
    expect(await run('create-anyway', 'Alla', cilla, 'En annan')).toMatchObject({ code: 0, ok: true });
    expect(await run('create-anyway', 'Alla', cilla, '--take-back')).toMatchObject({ code: 0, ok: true });
    expect(await run('run', 'Alla')).toMatchObject({ counts: { create: 0, conflict: 2, unchanged: 1 } });
    expect(await run('create-anyway', 'Alla', cilla)).toMatchObject({ code: 0 });
    expect(await run('run', 'Alla')).toMatchObject({ counts: { create: 1, conflict: 1 } });
    expect(await run('link', 'Alla', bo, 'ada.ek')).toMatchObject({
      code: 1,
      error: { code: 'user.linked' },
    });
  },
);
