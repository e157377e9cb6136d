// Previews that are applied exactly as they were seen, or not at all (SPEC §3): what counts as the same, what refuses, and
// what is left behind when the plan has changed.
import { afterEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, scriptedDeps, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove, update } from '../../test/scripted-tenant.ts';
import { defaultBrakes } from '../plan/sync-template.ts';
import { applyPreview } from './apply-preview.ts';
import { listUsers } from './directory-list.ts';
import { readRunSteps } from './run-steps.ts';

let world: RunWorld;
afterEach(() => world.close());

const hour = 3_600_000;
const users = () => listUsers(world.database, world.companyId);
const preview = async (at: number) => (await world.run({ at, preview: true })).run;
const apply = (run: string, at: number) => world.run({ at, apply: run });

async function openFilled(people: number, settings = {}): Promise<void> {
  world = await runWorld({ keepDays: 30, ...settings });
  for (let n = 1; n <= people; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
}

describe('a preview that is still what would happen', () => {
  it('is applied: new people, changes, leaves, returns and deletes, each as it was seen', async () => {
    await openFilled(6, { keepDays: 2 });
    const first = await preview(firstNight);
    expect(await apply(first, firstNight + hour)).toMatchObject({
      state: 'succeeded',
      preview: false,
      counts: { create: 6 },
    });
    remove(world.tenant, 'p1');
    remove(world.tenant, 'p2');
    await world.run({ at: firstNight + day });
    hire(world.tenant, 'p2', personFacts(2, { givenName: 'Åter' }));
    remove(world.tenant, 'p3');
    update(world.tenant, 'p4', { mailNickname: 'nytt', businessPhones: ['+46812345900'] });
    hire(world.tenant, 'p7', personFacts(7, { mailNickname: 'namn4' }));
    hire(world.tenant, 'nameless', personFacts(8, { surname: null }));
    const seen = await preview(firstNight + 3 * day);
    const report = await apply(seen, firstNight + 3 * day + hour);
    expect(report).toMatchObject({
      state: 'succeeded',
      error: null,
      counts: { create: 1, change: 2, leave: 1, return: 1, delete: 1, skip: 1 },
    });
    const applied = await readRunSteps(world.database, report.run);
    const previewed = (await readRunSteps(world.database, seen)).filter(({ step }) => step.do !== 'skip');
    const short = (steps: typeof applied) => steps.map(({ step }) => `${step.person} ${step.do}`).toSorted();
    expect(short(applied)).toEqual(short(previewed));
    const row = await world.database.kysely
      .selectFrom('runs')
      .select('applies')
      .where('id', '=', report.run)
      .executeTakeFirst();
    expect(row?.applies).toBe(seen);
    expect((await world.run({ at: firstNight + 4 * day })).counts).toMatchObject({
      change: 0,
      leave: 0,
      create: 0,
    });
  });

  it('does not mind that somebody who is left out has another reason now', async () => {
    await openFilled(2);
    hire(world.tenant, 'nameless', personFacts(8, { surname: null }));
    const seen = await preview(firstNight);
    update(world.tenant, 'nameless', { givenName: null });
    expect(await apply(seen, firstNight + hour)).toMatchObject({
      state: 'succeeded',
      counts: { create: 2, skip: 1 },
    });
  });

  it('leaves withheld what its brakes withheld, which can be approved as in any run', async () => {
    await openFilled(20, { brakes: defaultBrakes });
    await world.run();
    for (let n = 1; n <= 6; n += 1) remove(world.tenant, `p${n}`);
    update(world.tenant, 'p9', { givenName: 'Annat' });
    const seen = await preview(firstNight + 2 * day);
    const report = await apply(seen, firstNight + 2 * day + hour);
    expect(report).toMatchObject({
      state: 'withheld',
      counts: { change: 1, leave: 0 },
      withheld: [{ count: 6 }],
    });
    const approve = { run: report.run, kind: 'removals' as const };
    expect(
      await world.run({ at: firstNight + 2 * day + 2 * hour, approve, trigger: 'approval' }),
    ).toMatchObject({
      counts: { leave: 6 },
    });
    expect(await apply(seen, firstNight + 2 * day + 3 * hour)).toMatchObject({
      error: { code: 'preview.used' },
    });
  });

  it('is carried out once, even when two ask at the same moment', async () => {
    await openFilled(5);
    const seen = await preview(firstNight);
    const reports = await Promise.all([apply(seen, firstNight + 1), apply(seen, firstNight + 2)]);
    expect(reports.map((report) => report.state).toSorted()).toEqual(['refused', 'succeeded']);
    expect(reports.find((report) => report.state === 'refused')?.error?.code).toBe('preview.used');
    expect(await users()).toHaveLength(5);
  });
});

describe('a preview that is not what would happen any more', () => {
  it('applies nothing, names who is new, gone and other than seen, and is replaced by the fresh plan', async () => {
    await openFilled(4);
    await world.run();
    update(world.tenant, 'p1', { givenName: 'Ett' });
    update(world.tenant, 'p2', { givenName: 'Två' });
    hire(world.tenant, 'p5', personFacts(5));
    const seen = await preview(firstNight + day);
    update(world.tenant, 'p1', { givenName: 'Namn1' });
    update(world.tenant, 'p2', { givenName: 'Tvåa' });
    remove(world.tenant, 'p3');
    const before = await users();
    const report = await apply(seen, firstNight + day + hour);
    expect(report).toMatchObject({ state: 'refused', preview: true, error: { code: 'plan.changed' } });
    expect(report.error?.difference).toEqual({ added: 1, removed: 1, changed: 1 });
    expect(report.error?.people).toEqual([
      { person: 'p1', alias: 'namn1', do: 'change', is: 'removed' },
      { person: 'p2', alias: 'namn2', do: 'change', is: 'changed' },
      { person: 'p3', alias: 'namn3', do: 'leave', is: 'added' },
    ]);
    expect(report.error?.message).toContain('namn2 (change, other than seen)');
    expect(await users()).toEqual(before);
    const links = await world.database.kysely.selectFrom('links').select('missing_since').execute();
    expect(links.every((link) => link.missing_since === null)).toBe(true);
    const fresh = await readRunSteps(world.database, report.run);
    expect(fresh.map(({ outcome, step }) => [outcome, step.person, step.do].join(' ')).toSorted()).toEqual([
      'preview p2 change',
      'preview p3 leave',
      'preview p5 create',
    ]);
    expect(await apply(report.run, firstNight + day + 2 * hour)).toMatchObject({
      state: 'succeeded',
      counts: { change: 1, leave: 1, create: 1 },
    });
    expect(await apply(report.run, firstNight + day + 3 * hour)).toMatchObject({
      error: { code: 'preview.used' },
    });
  });

  it('is one whose leaves would get another date, by a later day or other keepDays', async () => {
    await openFilled(3);
    await world.run();
    remove(world.tenant, 'p1');
    const seen = await preview(firstNight + day);
    const nextDay = await apply(seen, firstNight + day + 23 * hour);
    expect(nextDay).toMatchObject({
      error: { code: 'plan.changed', difference: { added: 0, removed: 0, changed: 1 } },
    });
    await world.change({ keepDays: 10 });
    expect(await apply(nextDay.run, firstNight + 2 * day)).toMatchObject({ error: { code: 'plan.changed' } });
  });

  it('is one of which a brake would withhold steps that were to go through, or let withheld ones through', async () => {
    await openFilled(20, { brakes: defaultBrakes });
    await world.run();
    for (let n = 1; n <= 3; n += 1) remove(world.tenant, `p${n}`);
    const seen = await preview(firstNight + 2 * day);
    await world.change({ brakes: { ...defaultBrakes, removals: { count: 1, percent: 0 } } });
    const report = await apply(seen, firstNight + 2 * day + hour);
    expect(report).toMatchObject({
      error: { code: 'plan.changed' },
      withheld: [{ kind: 'removals', count: 3 }],
    });
    expect(report.error?.difference).toEqual({ added: 3, removed: 3, changed: 0 });
    await world.change({ brakes: defaultBrakes });
    expect(await apply(report.run, firstNight + 2 * day + 2 * hour)).toMatchObject({
      error: { code: 'plan.changed' },
    });
  });

  it('names twenty of many', async () => {
    await openFilled(1);
    const seen = await preview(firstNight);
    for (let n = 2; n <= 60; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
    const { error } = await apply(seen, firstNight + hour);
    expect(error?.people).toHaveLength(20);
    expect(error?.message).toContain('and 39 more');
  });
});

describe('a preview can not be applied', () => {
  it('when it is older than 24 hours by nominal time, to the millisecond', async () => {
    await openFilled(2);
    const seen = await preview(firstNight);
    const late = await apply(seen, firstNight + day + 1);
    expect(late).toMatchObject({ state: 'refused', error: { code: 'preview.expired' } });
    expect(await users()).toEqual([]);
    expect(await apply(seen, firstNight + day)).toMatchObject({ state: 'succeeded', counts: { create: 2 } });
  });

  it('on a paused template, where it is shown as full would do it', async () => {
    await openFilled(2, { mode: 'paused' });
    const seen = await preview(firstNight);
    expect(await apply(seen, firstNight + hour)).toMatchObject({
      state: 'refused',
      error: { code: 'template.paused' },
    });
    await world.change({ mode: 'full' });
    expect(await apply(seen, firstNight + 2 * hour)).toMatchObject({
      state: 'succeeded',
      counts: { create: 2 },
    });
  });

  it('when it is a run that applied, one that failed, one that only read, one of another template, or none', async () => {
    await openFilled(2);
    const real = (await world.run()).run;
    await world.database.kysely.updateTable('sync_templates').set({ credentials: null }).execute();
    const failed = await preview(firstNight);
    await world.database.kysely
      .updateTable('sync_templates')
      .set({ credentials: Buffer.from('sealed') })
      .execute();
    const second = await writeTestTemplate(world.database, world.companyId, { name: 'Göteborg' });
    const elsewhere = (await world.run({ preview: true, template: second })).run;
    await world.change({ fieldMapping: {} });
    const readOnly = await preview(firstNight);
    for (const run of [real, failed, readOnly, elsewhere, world.companyId]) {
      expect(await apply(run, firstNight + hour)).toMatchObject({
        state: 'refused',
        error: { code: 'preview.unknown' },
      });
    }
    const deps = scriptedDeps(world.database, world.tenant, {});
    const asked = { nominalAt: firstNight, trigger: 'api' as const, templateId: null };
    expect(await applyPreview(deps, { ...asked, run: 'nonsense' })).toBeNull();
    expect(await applyPreview(deps, { ...asked, run: elsewhere, templateId: world.templateId })).toBeNull();
  });
});

it('compares and applies a preview of 5,000 people', async () => {
  await openFilled(0);
  for (let n = 1; n <= 5_000; n += 1)
    hire(world.tenant, `p${n}`, personFacts(n, { businessPhones: [`+4681${String(2_300_000 + n)}`] }));
  const seen = (await world.run({ preview: true, pageSize: 999 })).run;
  remove(world.tenant, 'p17');
  const changed = await world.run({ apply: seen, at: firstNight + hour, pageSize: 999 });
  expect(changed.error).toMatchObject({
    code: 'plan.changed',
    difference: { added: 0, removed: 1, changed: 0 },
  });
  const report = await world.run({ apply: changed.run, at: firstNight + 2 * hour, pageSize: 999 });
  expect(report).toMatchObject({ state: 'succeeded', counts: { create: 4_999 } });
});
