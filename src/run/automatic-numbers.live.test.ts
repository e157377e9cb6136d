// Automatic numbers and what rules give new users, in runs against the database: who gets which number, previews that are
// applied, numbers that come back, and that nobody who has a user is touched.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, firstNight, runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, leaveGroup, personFacts, scriptedTenant, update } from '../../test/scripted-tenant.ts';
import type { CreationRule } from '../plan/creation-rules.ts';
import { writeNumberSeries } from '../store/number-series.ts';
import { writeReservedRanges } from '../store/reserved-numbers.ts';
import { writeSettingsTemplate } from '../store/settings-templates.ts';
import { readListedUsers } from '../store/users.ts';
import { readRunSteps } from './run-steps.ts';

let world: RunWorld;
const series = '46812345000';
const withoutNumber = { businessPhones: [] };

beforeEach(async () => {
  world = await runWorld({ automaticNumbers: { series }, keepDays: 0 });
  await writeSeries(9);
});
afterEach(() => world.close());

async function writeSeries(size: number, service?: number): Promise<void> {
  const first = Number(series);
  const base = { single: false, note: null };
  await writeNumberSeries(world.database.kysely, world.companyId, [
    { first, last: first + size - 1, kind: 'fixed', ...base },
    ...(service === undefined
      ? []
      : [{ first: first + service, last: first + service, kind: 'service' as const, ...base }]),
  ]);
}

const number = (n: number) => String(Number(series) + n);

async function readNumbers(): Promise<Record<string, string>> {
  const users = await readListedUsers(world.database.kysely, world.companyId);
  return Object.fromEntries(users.map(({ alias, pstnFixed }) => [alias, pstnFixed ?? '']));
}

const aRule = (name: string, rule: Partial<CreationRule>): CreationRule => ({
  name,
  when: { field: 'jobTitle', is: ['Chef'] },
  settingsTemplate: null,
  callerId: null,
  numberSeries: null,
  language: null,
  ...rule,
});

describe('somebody without a number in Entra', () => {
  it('gets the lowest free one of the series, in order of rank, and its last digits as extension', async () => {
    await writeSeries(9, 3);
    await writeReservedRanges(world.database.kysely, world.companyId, [
      { first: Number(number(0)), last: Number(number(0)), note: null, by: null, at: new Date() },
    ]);
    await world.change({ defaultCallerId: number(1) });
    hire(world.tenant, 'p1', personFacts(1, { businessPhones: [`+${number(4)}`] }));
    for (const n of [4, 3, 2]) hire(world.tenant, `p${n}`, personFacts(n, withoutNumber));
    const report = await world.run();
    expect(report.counts).toMatchObject({ create: 4, skip: 0 });
    expect(report.reasons).toEqual([]);
    // 0 is reserved, 1 the caller id, 3 the switchboard's, 4 is what Entra says of somebody else.
    expect(await readNumbers()).toEqual({
      namn1: number(4),
      namn2: number(2),
      namn3: number(5),
      namn4: number(6),
    });
    const [, second] = await readListedUsers(world.database.kysely, world.companyId);
    expect(second?.extension).toBe('5002');
  });

  it('gets what Entra names for somebody whom the filter leaves out, and nobody else does', async () => {
    await world.change({ filter: 'city != "Umeå"' });
    hire(world.tenant, 'p1', personFacts(1, { city: 'Umeå', businessPhones: [`+${number(0)}`] }));
    await world.run();
    hire(world.tenant, 'p2', personFacts(2, withoutNumber));
    await world.run({ at: firstNight + day });
    expect(await readNumbers()).toEqual({ namn2: number(0) });
  });

  it('gets one by a rule that was written after she was read', async () => {
    await world.change({ automaticNumbers: null });
    hire(world.tenant, 'p1', personFacts(1, { ...withoutNumber, jobTitle: 'Chef' }));
    expect((await world.run()).counts).toMatchObject({ create: 0, skip: 1 });
    await world.change({ rules: [aRule('Chefer', { numberSeries: series })] });
    expect((await world.run({ at: firstNight + day })).counts).toMatchObject({ create: 1, skip: 0 });
    expect(await readNumbers()).toEqual({ namn1: number(0) });
  });

  it('keeps one that a group’s rule has given, and it is no trouble that Entra has none', async () => {
    const rule = aRule('Säljare', { when: { group: 'Sälj' }, numberSeries: series });
    await world.change({ automaticNumbers: null, rules: [rule] });
    world.tenant.groups['Sälj'] = ['p1'];
    hire(world.tenant, 'p1', personFacts(1, withoutNumber));
    await world.run();
    update(world.tenant, 'p1', { department: 'Ny' });
    const report = await world.run({ at: firstNight + day });
    expect([report.counts.change, report.reasons]).toEqual([1, [{ code: 'source.changed', count: 1 }]]);
    expect(await readNumbers()).toEqual({ namn1: number(0) });
  });

  it('keeps it while Entra has none, and gets the one that Entra says later', async () => {
    hire(world.tenant, 'p1', personFacts(1, withoutNumber));
    await world.run();
    const quiet = await world.run({ at: firstNight + day, trigger: 'schedule' });
    expect([quiet.counts.unchanged, quiet.reasons]).toEqual([1, []]);
    update(world.tenant, 'p1', { businessPhones: [`+${number(7)}`] });
    const changed = await world.run({ at: firstNight + 2 * day });
    expect(changed.counts.change).toBe(1);
    expect(await readNumbers()).toEqual({ namn1: number(7) });
  });

  it('is left out while the series is used up, and made a user once it is longer', async () => {
    await writeSeries(2);
    for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n, withoutNumber));
    const short = await world.run();
    expect(short.counts).toMatchObject({ create: 2, skip: 1 });
    expect(short.reasons).toEqual([{ code: 'pstnFixed.missing', count: 1 }]);
    await writeSeries(3);
    const longer = await world.run({ at: firstNight + day });
    expect(longer.counts).toMatchObject({ create: 1, skip: 0 });
    expect(await readNumbers()).toEqual({ namn1: number(0), namn2: number(1), namn3: number(2) });
  });

  it('is left out and told so when the series is gone', async () => {
    await world.change({ automaticNumbers: { series: '46812349000' } });
    hire(world.tenant, 'p1', personFacts(1, withoutNumber));
    const preview = await world.run({ preview: true });
    const [step] = await readRunSteps(world.database, preview.run);
    expect(step?.step.because.message).toContain('no number series that begins with 46812349000 any more');
  });

  /** p1 had number 0 and was deleted; somebody stays, or the brake would keep her. */
  async function openReturning(): Promise<void> {
    hire(world.tenant, 'p1', personFacts(1, withoutNumber));
    hire(world.tenant, 'p9', personFacts(9, { businessPhones: [`+${number(8)}`] }));
    await world.run();
    leaveGroup(world.tenant, 'p1');
    expect((await world.run({ at: firstNight + day })).counts.delete).toBe(1);
  }

  it('gets her own number again while it cools, and others do not', async () => {
    await openReturning();
    hire(world.tenant, 'p0', personFacts(0, withoutNumber));
    await world.run({ at: firstNight + 2 * day });
    hire(world.tenant, 'p1', personFacts(1, withoutNumber));
    await world.run({ at: firstNight + 3 * day });
    expect(await readNumbers()).toEqual({ namn0: number(1), namn1: number(0), namn9: number(8) });
  });

  it('does not get what Entra says of somebody who is not planned and can not be a user yet, of whatever template', async () => {
    hire(world.tenant, 'p1', personFacts(1, { surname: null, businessPhones: [`+${number(0)}`] }));
    await world.run();
    const template = await writeTestTemplate(world.database, world.companyId, { name: 'Utlandet' });
    const tenant = scriptedTenant();
    hire(tenant, 'p2', personFacts(2, { surname: null, businessPhones: [`+${number(1)}`] }));
    await world.run({ template, tenant });
    hire(world.tenant, 'p3', personFacts(3, withoutNumber));
    expect((await world.run({ at: firstNight + day })).counts).toMatchObject({ create: 1, skip: 1 });
    expect(await readNumbers()).toEqual({ namn3: number(2) });
  });

  it('does not get her own number again while it is reserved, whatever else is', async () => {
    await openReturning();
    const reserved = (n: number) => ({ first: n, last: n, note: null, by: null, at: new Date() });
    await writeReservedRanges(
      world.database.kysely,
      world.companyId,
      [46_812_340_000, Number(number(0)), 46_812_349_000].map(reserved),
    );
    hire(world.tenant, 'p1', personFacts(1, withoutNumber));
    await world.run({ at: firstNight + 2 * day });
    expect(await readNumbers()).toEqual({ namn1: number(1), namn9: number(8) });
  });

  it('was left out before the template had a series, and is planned again once it has', async () => {
    await world.change({ automaticNumbers: null });
    hire(world.tenant, 'p1', personFacts(1, withoutNumber));
    expect((await world.run()).counts.skip).toBe(1);
    await world.change({ automaticNumbers: { series } });
    expect((await world.run({ at: firstNight + day })).counts.create).toBe(1);
  });

  it('is one of many: a plan too large for memory gives the same', async () => {
    await writeSeries(9_000);
    for (let n = 0; n < 5_200; n += 1)
      hire(world.tenant, `p${n}`, { ...personFacts(n, withoutNumber), mailNickname: `namn${n}` });
    await world.run({ pageSize: 1_000 });
    const numbers = await readNumbers();
    expect(new Set(Object.values(numbers)).size).toBe(5_200);
    expect(numbers['namn5199']).toBe(number(5_199));
  });
});

describe('a preview', () => {
  it('shows the numbers it would give, stores none of them, and gives just those when it is applied', async () => {
    for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n, withoutNumber));
    const preview = await world.run({ preview: true });
    const shown = (await readRunSteps(world.database, preview.run)).map(({ step }) =>
      step.do === 'create' ? step.to.pstnFixed : null,
    );
    expect(shown).toEqual([number(0), number(1), number(2)]);
    expect(await world.database.kysely.selectFrom('numbers').selectAll().execute()).toEqual([]);
    const applied = await world.run({ apply: preview.run });
    expect([applied.state, applied.counts.create]).toEqual(['succeeded', 3]);
    expect(Object.values(await readNumbers()).toSorted()).toEqual(shown);
  });

  it('is not applied when somebody else has got one of its numbers meanwhile', async () => {
    hire(world.tenant, 'p1', personFacts(1, withoutNumber));
    const preview = await world.run({ preview: true });
    const other = await writeTestTemplate(world.database, world.companyId, {
      name: 'Lager',
      automaticNumbers: { series },
    });
    const tenant = scriptedTenant();
    hire(tenant, 'q1', personFacts(2, withoutNumber));
    await world.run({ template: other, tenant });
    const refused = await world.run({ apply: preview.run });
    expect([refused.state, refused.error?.code]).toEqual(['refused', 'plan.changed']);
    expect(await readNumbers()).toEqual({ namn2: number(0) });
  });
});

describe('a rule', () => {
  it('gives what it says to new users whom it fits first, and the template gives the rest', async () => {
    const db = world.database.kysely;
    const [office, bosses] = ['Kontor', 'Chefer'].map((name) => ({ name, id: crypto.randomUUID() }));
    for (const [position, template] of [office, bosses].entries()) {
      const settings = { ringTimeSeconds: 20 + position, callWaiting: true };
      const { id = '', name = '' } = template ?? {};
      await writeSettingsTemplate(db, { id, companyId: world.companyId, name, settings, position });
    }
    await world.change({
      defaultCallerId: number(8),
      defaultSettingsTemplate: office?.id ?? null,
      rules: [
        aRule('Chefer', { settingsTemplate: bosses?.id ?? null, language: 'en' }),
        aRule('Alla chefer igen', { callerId: number(7) }),
        aRule('Nummer', { when: { expression: 'department == "Avdelning 2"' }, callerId: number(6) }),
      ],
    });
    hire(world.tenant, 'p1', personFacts(1, { ...withoutNumber, jobTitle: 'Chef' }));
    hire(world.tenant, 'p2', personFacts(2, withoutNumber));
    hire(world.tenant, 'p3', personFacts(3, withoutNumber));
    const report = await world.run();
    expect(report.rules).toEqual([
      { name: 'Chefer', count: 1 },
      { name: 'Alla chefer igen', count: 0 },
      { name: 'Nummer', count: 1 },
    ]);
    const users = await readListedUsers(db, world.companyId);
    expect(
      users.map(({ callerId, settingsTemplate, settings }) => [callerId, settingsTemplate, settings]),
    ).toEqual([
      [number(8), 'Chefer', { ringTimeSeconds: 21, callWaiting: true, language: 'en' }],
      [number(6), 'Kontor', { ringTimeSeconds: 20, callWaiting: true }],
      [number(8), 'Kontor', { ringTimeSeconds: 20, callWaiting: true }],
    ]);
  });

  it('that is changed, like a default that is changed, touches nobody who has a user (N23)', async () => {
    hire(world.tenant, 'p1', personFacts(1, { ...withoutNumber, jobTitle: 'Chef' }));
    await world.run();
    const before = await readListedUsers(world.database.kysely, world.companyId);
    await world.change({
      defaultCallerId: number(8),
      automaticNumbers: null,
      rules: [aRule('Chefer', { callerId: number(7), language: 'en', numberSeries: series })],
    });
    const report = await world.run({ at: firstNight + day });
    expect(report.counts).toMatchObject({ create: 0, change: 0, unchanged: 1 });
    expect(report.reasons).toEqual([]);
    expect(await readListedUsers(world.database.kysely, world.companyId)).toEqual(before);
  });

  it('chooses the series, and a template without automatic numbers needs none', async () => {
    await world.change({
      automaticNumbers: null,
      rules: [aRule('Chefer', { numberSeries: series })],
    });
    hire(world.tenant, 'p1', personFacts(1, { ...withoutNumber, jobTitle: 'Chef' }));
    hire(world.tenant, 'p2', personFacts(2, withoutNumber));
    const report = await world.run();
    expect(report.counts).toMatchObject({ create: 1, skip: 1 });
    expect(await readNumbers()).toEqual({ namn1: number(0) });
  });
});
