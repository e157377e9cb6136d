// The words of administrators and undo, typed as commands: what they answer, and what the next run makes of it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from '../../test/world.ts';
import type { Report, World } from '../../test/world.ts';

let world: World;
let people: string[];
const names = ['Ada', 'Bo', 'Cilla', 'Doris'];
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
});
afterEach(() => world.close());

interface Answer extends Partial<Report> {
  code: number | null;
  ok?: boolean;
  alias?: string;
  kept?: { because: { code: string } }[];
}
const run = async (...args: string[]): Promise<Answer> => {
  const { code, json } = await world.cli<Omit<Answer, 'code'>>(args);
  return { code, ...json };
};
const alias = async () => (await world.users()).map((user) => user.alias);

test('a run is undone, shown before, said so the second time, and not done again by the next run', async () => {
  const first = await run('run', 'Alla');
  const id = first.run ?? '';
  const shown = await run('undo', id, '--dry-run');
  expect(shown).toMatchObject({ code: 0, preview: true, counts: { delete: 4 } });
  expect(shown.steps?.map((step) => step.do)).toEqual(['delete', 'delete', 'delete', 'delete']);
  expect(await alias()).toHaveLength(4);
  expect(await run('undo', id, 'bo.ek')).toMatchObject({ code: 0, trigger: 'undo', counts: { delete: 1 } });
  expect(await alias()).toEqual(['ada.ek', 'cilla.ek', 'doris.ek']);
  const rest = await run('undo', id);
  expect(rest).toMatchObject({ code: 0, counts: { delete: 3 }, kept: [{ because: { code: 'undo.done' } }] });
  expect(await run('undo', id)).toMatchObject({ code: 1, state: 'refused', error: { code: 'undo.done' } });
  expect(await run('run', 'Alla')).toMatchObject({ code: 0, counts: { create: 0, skip: 4 } });
  expect(await run('unignore', 'Alla', people[1] ?? '')).toMatchObject({ code: 0, ok: true });
  expect(await run('run', 'Alla')).toMatchObject({ counts: { create: 1, skip: 3 } });
  const text = await world.cli(['undo', '3b241101-e2bb-4255-8caf-4136c566a962']);
  expect([text.code, text.json]).toMatchObject([2, { error: { code: 'run.unknown' } }]);
});

test('users are held, kept, deleted, ignored and unlinked by alias, mail or number, with faults that tell what to do', async () => {
  await run('run', 'Alla');
  expect(await run('hold', 'ada.ek', '-', 'Föräldraledig')).toMatchObject({ code: 0, alias: 'ada.ek' });
  expect(await run('hold', '08-123 450 11', '2020-01-01')).toMatchObject({
    code: 2,
    error: { code: 'date.past' },
  });
  world.emulator.tenant.remove(people[0] ?? '');
  expect(await run('run', 'Alla')).toMatchObject({ counts: { leave: 0 }, reasons: [{ code: 'user.held' }] });
  expect(await run('keep-until', 'ada.ek', '2099-01-01')).toMatchObject({
    error: { code: 'user.notLeaving' },
  });
  expect(await run('unhold', 'ADA.EK')).toMatchObject({ code: 0 });
  expect(await run('run', 'Alla')).toMatchObject({ counts: { leave: 1 } });
  expect(await run('keep-until', 'ada.ek', '2099-01-01')).toMatchObject({ code: 0 });
  expect((await world.users())[0]).toMatchObject({ state: 'leaving', deleteOn: '2099-01-01' });
  expect(await run('delete-now', 'ada.ek')).toMatchObject({ code: 0 });
  expect(await run('delete-now', 'bo.ek')).toMatchObject({ code: 1, error: { code: 'user.linked' } });
  expect(await run('delete-now', 'bo.ek', 'Slutat', '--ignore-person')).toMatchObject({ code: 0 });
  expect(await run('unlink', 'cilla.ek')).toMatchObject({ code: 0 });
  expect(await run('release', 'doris.ek', 'title')).toMatchObject({ error: { code: 'field.notPinned' } });
  expect(await run('ignore', 'Alla', people[2] ?? '')).toMatchObject({ code: 0 });
  expect(await run('run', 'Alla')).toMatchObject({
    counts: { create: 0, skip: 2, conflict: 0, unchanged: 1 },
    reasons: [{ code: 'person.ignored', count: 2 }],
  });
  expect(await run('hold', 'nobody')).toMatchObject({ code: 2, error: { code: 'user.unknown' } });
  expect(await run('hold')).toMatchObject({ code: 2, error: { message: 'rollcall hold needs USER.' } });
});
