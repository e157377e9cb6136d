// Number series that run low: told once, again when it gets worse, over when there are enough; looked at after runs that gave
// numbers, when the series are changed, and daily.
import { afterEach, expect, it } from 'vitest';
import { readMails } from '../../test/mails.ts';
import { day, firstNight, runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts } from '../../test/scripted-tenant.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { watchSeries } from './watch-series.ts';

let world: RunWorld;
afterEach(() => world.close());

const to = 'it@nordvik.example';
const series = { first: 46812346000, last: 46812346019, kind: 'fixed' as const, single: false, note: null };
const give = (...all: (typeof series)[]) => writeNumberSeries(world.database.kysely, world.companyId, all);
const look = (at: number) => watchSeries(world.database, at);
const told = async () =>
  (await readMails(world.database)).map(({ kind, to: whom, content }) => [kind, whom, content.subject]);

let hired = 0;
async function hireSome(count: number, at: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    hire(world.tenant, `p${(hired += 1)}`, personFacts(hired, { businessPhones: [] }));
  await world.run({ at });
}

it('are told once, again when they get worse, and as enough when numbers were added', async () => {
  hired = 0;
  world = await runWorld({
    errorMailTo: to,
    errorMailLevel: 'warning',
    automaticNumbers: { series: '46812346000' },
  });
  await give(series);
  expect(await look(firstNight)).toBe(1);
  expect(await look(firstNight + 60_000)).toBe(0);
  expect(await told()).toEqual([]);
  await hireSome(19, firstNight);
  expect(await look(firstNight + 120_000)).toBe(1);
  for (const days of [1, 2, 3]) await look(firstNight + days * day);
  const low = 'Varning: Nordvik Energi AB – nummerserien 46812346000–46812346019 har 1 nummer kvar';
  expect(await told()).toEqual([['warning', to, low]]);
  await hireSome(1, firstNight + 4 * day);
  await look(firstNight + 4 * day);
  expect((await told()).at(-1)?.[2]).toMatch(/nummerserien 46812346000–46812346019 är slut$/);
  await give(series, { ...series, first: 46812346020, last: 46812346999 });
  await give({ ...series, last: 46812346999 });
  expect(await look(firstNight + 4 * day + 60_000)).toBe(1);
  expect((await told()).map(([kind]) => kind)).toEqual(['warning', 'warning', 'allClear']);
  expect(await look(firstNight + 4 * day + 120_000)).toBe(0);
});

it('are told to everybody who hears of warnings of the company, each once, and not to who hears of errors', async () => {
  hired = 0;
  world = await runWorld({
    errorMailTo: to,
    errorMailLevel: 'warning',
    automaticNumbers: { series: '46812346000' },
  });
  const other = { errorMailTo: to, errorMailLevel: 'info' as const };
  await writeTestTemplate(world.database, world.companyId, { name: 'Andra', ...other });
  await writeTestTemplate(world.database, world.companyId, {
    name: 'Tredje',
    ...other,
    errorMailTo: 'drift@nordvik.example',
  });
  await writeTestTemplate(world.database, world.companyId, {
    name: 'Fjärde',
    errorMailTo: 'chef@nordvik.example',
  });
  await writeTestTemplate(world.database, world.companyId, {
    name: 'Femte',
    ...other,
    mode: 'paused',
    errorMailTo: 'vilar@nordvik.example',
  });
  await give(series);
  await hireSome(19, firstNight);
  await Promise.all([look(firstNight), look(firstNight), look(firstNight)]);
  expect((await told()).map(([, whom]) => whom)).toEqual(['drift@nordvik.example', to]);
  expect(await world.database.kysely.selectFrom('incidents').select('key').execute()).toHaveLength(1);
});

it('leave alone what else is wrong with the company', async () => {
  world = await runWorld({ errorMailTo: to, errorMailLevel: 'warning' });
  const at = new Date(firstNight);
  const times = { opened_at: at, seen_at: at, tell_after: at };
  const data = { code: 'webhook.off', message: '', cure: '', about: {}, brake: null, run: null };
  const other = {
    id: '11111111-aaaa-4bbb-8ccc-00000000000b',
    company_id: world.companyId,
    key: 'webhook.off',
  };
  await world.database.kysely
    .insertInto('incidents')
    .values({ ...other, ...times, template_id: null, severity: 'error', told: 1, data: JSON.stringify(data) })
    .execute();
  await give({ ...series, last: 46812346999 });
  expect(await look(firstNight + day)).toBe(1);
  expect(await told()).toEqual([]);
  const [left] = await world.database.kysely.selectFrom('incidents').select('closed_at').execute();
  expect(left?.closed_at).toBeNull();
});
