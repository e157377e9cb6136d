// Fields to choose from: everything that Entra lists, with real values, of everybody where the template reads it and else of
// the page of people that was looked at last; kept for a week, gone with what was read.
import { afterEach, expect, it } from 'vitest';
import { day, firstNight, runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts } from '../../test/scripted-tenant.ts';
import { deleteOldSamples } from '../store/forgetting.ts';
import { writeKeptSamples } from '../store/field-samples.ts';
import { deleteWhatWasRead } from '../store/template-endings.ts';
import { presentKeptSamples, readFieldChoices } from './field-choices.ts';

let world: RunWorld;
afterEach(() => world.close());

const known = ['city', 'department', 'employeeId', 'onPremisesExtensionAttributes.extensionAttribute2'];
const choices = () => readFieldChoices(world.database.kysely, world.templateId, known);

it('every field that is known has how many have it, of how many, and three values', async () => {
  world = await runWorld();
  for (let n = 1; n <= 8; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
  await world.run();
  const sample = [
    {
      id: 'p1',
      facts: { city: 'Lund', department: 'x', onPremisesExtensionAttributes: { extensionAttribute2: 'K1' } },
    },
    { id: 'p2', facts: { city: null, onPremisesExtensionAttributes: { extensionAttribute2: null } } },
  ];
  await writeKeptSamples(world.database.kysely, world.templateId, presentKeptSamples(sample), new Date());
  expect((await choices()).slice(0, 4)).toEqual([
    { field: 'city', count: 1, of: 2, samples: ['Lund'], from: 'sample' },
    {
      field: 'department',
      count: 8,
      of: 8,
      samples: ['Avdelning 1', 'Avdelning 2', 'Avdelning 3'],
      from: 'roster',
    },
    { field: 'employeeId', count: 0, of: 2, samples: [], from: 'none' },
    { field: known[3], count: 1, of: 2, samples: ['K1'], from: 'sample' },
  ]);
  expect((await choices()).map(({ field }) => field)).toContain('mailNickname');
});

it('is looked at by a nightly run once a week, and goes with what was read and with what is forgotten', async () => {
  world = await runWorld();
  hire(world.tenant, 'p1', personFacts(1));
  const cityOf = async () => (await choices())[0];
  const sample = [{ id: 'p1', facts: { city: 'Lund' } }];
  await world.run({ sample });
  expect(await cityOf()).toMatchObject({ from: 'none' });
  await world.run({ at: firstNight + day, trigger: 'schedule', sample });
  expect(await cityOf()).toMatchObject({ samples: ['Lund'], from: 'sample' });
  const moved = [{ id: 'p1', facts: { city: 'Malmö' } }];
  await world.run({ at: firstNight + 2 * day, trigger: 'schedule', sample: moved });
  expect(await cityOf()).toMatchObject({ samples: ['Lund'] });
  await world.run({ at: firstNight + 8 * day, trigger: 'schedule', sample: moved });
  expect(await cityOf()).toMatchObject({ samples: ['Malmö'] });
  const db = world.database.kysely;
  await deleteOldSamples(db, world.companyId, new Date(firstNight + 9 * day));
  expect(await cityOf()).toMatchObject({ from: 'none' });
  await writeKeptSamples(db, world.templateId, presentKeptSamples(moved), new Date());
  await deleteWhatWasRead(db, world.templateId);
  expect(await choices()).toEqual(
    known.map((field) => ({ field, count: 0, of: 0, samples: [], from: 'none' })),
  );
});
