// A tried mapping that names fields which the roster lacks: they are read of everybody once, with few requests, told, kept for a
// day beside the roster and gone with it; a reading that fails leaves nothing (R1).
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { openEmulatedTenant, openHostileTenant } from '../../test/emulated-tenant.ts';
import type { EmulatedTenant } from '../../test/emulated-tenant.ts';
import { day, firstNight, runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { deleteWhatWasRead } from '../store/template-endings.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { erasePersonalData } from './erase.ts';
import type { OpenSource } from './open-template-source.ts';
import { runTemplate } from './run.ts';
import { tryMapping } from './try-mapping.ts';
import type { TrialChanges, TrialReport } from './try-mapping.ts';

let world: RunWorld;
afterEach(() => world.close());

const cities = ['Luleå', 'Åmål', 'Öregrund'];

/** A template that has read a tenant of people, every third of whom has no city. */
async function open({ people = 30, memberOf = [] as string[] } = {}) {
  world = await runWorld();
  const tenant = await openEmulatedTenant();
  const ids = Array.from({ length: people }, (_, n) =>
    tenant.emulator.tenant.hire({
      givenName: `Åsa${n}`,
      surname: 'Öberg',
      mailNickname: `asa${n}`,
      businessPhones: [`+4681234${5000 + n}`],
      ...(n % 3 > 0 && { city: cities[n % 3] }),
      employeeType: 'Anställd',
    }),
  );
  if (memberOf.length > 0)
    world.templateId = await writeTestTemplate(world.database, world.companyId, { name: 'Lag' }, memberOf);
  return { tenant, ids };
}

const openOf =
  ({ source }: Pick<EmulatedTenant, 'source'>): OpenSource =>
  () =>
    source();

async function run(tenant: EmulatedTenant): Promise<void> {
  const deps = {
    database: world.database,
    openSource: openOf(tenant),
    now: Date.now,
    newId: randomUUID,
  };
  const { templateId } = world;
  const report = await runTemplate(deps, {
    templateId,
    trigger: 'cli',
    preview: false,
    nominalAt: firstNight,
  });
  expect(report.state).toBe('succeeded');
  tenant.emulator.requests.reset();
}

async function outcome(
  openSource: OpenSource,
  changes: TrialChanges,
  more: { at?: number; patienceMs?: number } = {},
) {
  const { at: now = firstNight + 3_600_000, patienceMs = 60_000 } = more;
  const told: string[] = [];
  const tried = await tryMapping(
    { database: world.database, openSource, patienceMs },
    { templateId: world.templateId, changes, ask: null, now, onRead: (fields) => told.push(...fields) },
  );
  if (tried === null) throw new Error('no template');
  return { tried, told };
}

async function trial(...asked: Parameters<typeof outcome>): Promise<TrialReport & { told: string[] }> {
  const { tried, told } = await outcome(...asked);
  if ('refused' in tried) throw new Error(tried.refused.message);
  return { ...tried, told };
}

const kept = async () => {
  const db = world.database.kysely;
  const fields = await db.selectFrom('read_fields').select('field').orderBy('field').execute();
  const values = await db.selectFrom('read_field_values').select('value').execute();
  return { fields: fields.map(({ field }) => field), values: values.length };
};
const nothing = { fields: [], values: 0 };

async function withDepartment(expression: string): Promise<TrialChanges> {
  const stored = await readSyncTemplate(world.database.kysely, world.templateId);
  const department = { expression, onEmpty: 'clear' as const };
  return { fieldMapping: { ...stored?.template.fieldMapping, department } };
}
const countOf = (report: TrialReport, name: string) => {
  const { usable, empty } = report.fields.find(({ field }) => field === name) ?? {};
  return [usable?.count, empty?.count];
};

describe('a field that the roster lacks', () => {
  it('is read of everybody with one request a page, told, and not read again by the next trial', async () => {
    const { tenant } = await open();
    await run(tenant);
    const first = await trial(openOf(tenant), await withDepartment('upper(city)'));
    expect(first).toMatchObject({
      read: { fields: ['city'], people: 30, requests: 1 },
      unread: [],
      told: ['city'],
    });
    expect(countOf(first, 'department')).toEqual([20, 10]);
    const [asked] = tenant.emulator.requests.graph();
    expect(decodeURIComponent(asked?.query ?? '')).toMatch(
      /^\??\$select=id,userPrincipalName,displayName,city,accountEnabled&/,
    );
    const second = await trial(openOf(tenant), await withDepartment('city + ""'));
    expect(second).toMatchObject({ read: { fields: ['city'], people: 30, requests: 0 }, told: [] });
    expect(countOf(second, 'department')).toEqual([20, 10]);
    expect(tenant.emulator.requests.counts().graph).toBe(1);
  });

  it('of groups is read of their members, with one request to find them', async () => {
    const { tenant, ids } = await open({ memberOf: ['Säljare'] });
    const group = tenant.emulator.tenant.createGroup({ displayName: 'Säljare' });
    for (const id of ids.slice(0, 12)) tenant.emulator.tenant.addMember(group, id);
    await run(tenant);
    const report = await trial(openOf(tenant), await withDepartment('city'));
    expect(report).toMatchObject({ people: 12, read: { fields: ['city'], people: 12, requests: 2 } });
    expect(countOf(report, 'department')).toEqual([8, 4]);
  });

  it('is found in a filter and in what stands under it, and several are read at once', async () => {
    const { tenant } = await open();
    await run(tenant);
    const report = await trial(openOf(tenant), {
      ...(await withDepartment('employeeType')),
      filter: 'city != "Luleå" && onPremisesExtensionAttributes.extensionAttribute1 == ""',
    });
    expect(report.read).toMatchObject({
      fields: expect.arrayContaining(['city', 'employeeType', 'onPremisesExtensionAttributes']),
      requests: 1,
    });
    expect(report.unread).toEqual([]);
    expect(countOf(report, 'department')[1]).toBe(0);
    const more = await trial(openOf(tenant), {
      filter: 'city == "Åmål"',
      ...(await withDepartment('state')),
    });
    expect(more).toMatchObject({ filteredOut: 20, told: ['state'] });
  });

  it('comes to what the run with the saved mapping then makes of it', async () => {
    const { tenant } = await open();
    await run(tenant);
    const changes = { ...(await withDepartment('city')), filter: 'city != "Öregrund"' };
    const report = await trial(openOf(tenant), changes);
    expect(report.plan.counts).toMatchObject({ leave: 10, change: 10 });
    await world.change(changes);
    const deps = { database: world.database, openSource: openOf(tenant), now: Date.now, newId: randomUUID };
    const { templateId } = world;
    const ran = await runTemplate(deps, {
      templateId,
      trigger: 'cli',
      preview: false,
      nominalAt: firstNight + day,
    });
    expect(ran.counts).toEqual(report.plan.counts);
  });

  it('is read once by two who try at once', async () => {
    const { tenant } = await open();
    await run(tenant);
    const changes = await withDepartment('city');
    const both = await Promise.all([trial(openOf(tenant), changes), trial(openOf(tenant), changes)]);
    expect(new Set(both.map(({ read }) => read?.requests))).toEqual(new Set([0, 1]));
    expect(both.map((report) => countOf(report, 'department'))).toEqual([
      [20, 10],
      [20, 10],
    ]);
  });

  it('is read anew after a day, and not at all once the roster has it', async () => {
    const { tenant } = await open();
    await run(tenant);
    const changes = await withDepartment('city');
    await trial(openOf(tenant), changes);
    const late = { at: firstNight + 3_600_000 + day };
    expect((await trial(openOf(tenant), changes, late)).read?.requests).toBe(1);
    expect(await kept()).toEqual({ fields: ['city'], values: 20 });
    await world.change(changes);
    await run(tenant);
    const after = await trial(openOf(tenant), await withDepartment('upper(city)'), late);
    expect([after.read, after.told]).toEqual([null, []]);
  });
});

describe('a reading of a field that fails', () => {
  it('half way says so with a cure, and leaves nothing of itself', async () => {
    const { tenant } = await open({ people: 1_500 });
    await run(tenant);
    tenant.emulator.faults.add({ effect: 'status', status: 503, path: '/v1.0/users', skip: 1 });
    const { tried } = await outcome(openOf(tenant), await withDepartment('city'));
    expect(tried).toEqual({
      refused: {
        code: 'graph.unavailable',
        message: expect.stringMatching(
          /^Nothing was tried: city is not read yet, and could not be read now\. /,
        ),
        cure: expect.stringMatching(/^Try again in a while\./),
      },
    });
    expect(await kept()).toEqual(nothing);
    tenant.emulator.faults.clear();
    expect((await trial(openOf(tenant), await withDepartment('city'))).read).toMatchObject({ people: 1_500 });
  });

  it('keeps what an earlier one has read', async () => {
    const { tenant } = await open();
    await run(tenant);
    await trial(openOf(tenant), await withDepartment('city'));
    tenant.emulator.faults.add({ effect: 'halfObject', path: '/v1.0/users' });
    const { tried } = await outcome(openOf(tenant), await withDepartment('city + state'));
    expect(tried).toMatchObject({ refused: { code: expect.stringMatching(/^(graph|permission)\./) } });
    expect(await kept()).toEqual({ fields: ['city'], values: 20 });
  });

  it('by a listing that begins again is none, and counts nobody twice', async () => {
    const { tenant } = await open({ people: 1_200 });
    await run(tenant);
    tenant.emulator.faults.add({
      effect: 'expiredPageToken',
      path: '/v1.0/users',
      query: 'skiptoken',
      times: 1,
    });
    const report = await trial(openOf(tenant), await withDepartment('city'));
    expect(report.read).toMatchObject({ people: 1_200 });
    expect(countOf(report, 'department')).toEqual([800, 400]);
  });

  it('by taking too long ends on time and says what to do', async () => {
    const { tenant } = await open();
    await run(tenant);
    tenant.emulator.faults.add({ effect: 'slow', delayMs: 30_000, path: '/v1.0/users' });
    const { tried } = await outcome(openOf(tenant), await withDepartment('city'), { patienceMs: 300 });
    expect(tried).toMatchObject({
      refused: { code: 'trial.tooSlow', cure: expect.stringMatching(/save the mapping and make a preview/) },
    });
    expect(await kept()).toEqual(nothing);
  });

  it('for want of a secret, or of another tenant, is told as that', async () => {
    const { tenant } = await open();
    await run(tenant);
    const other = await openHostileTenant((_request, response) => response.end('{}'));
    const told = await outcome(openOf(other), await withDepartment('city'));
    expect(told.tried).toMatchObject({ refused: { code: 'tenant.changed' } });
    await world.database.kysely.updateTable('sync_templates').set({ credentials: null }).execute();
    const { tried } = await outcome(openOf(tenant), await withDepartment('city'));
    expect(tried).toMatchObject({
      refused: { code: 'provider.invalid', message: expect.stringMatching(/city/) },
    });
    expect(tenant.emulator.requests.counts().graph).toBe(0);
  });
});

describe('fields read for a trial', () => {
  it('go with the roster, after a day, and with a reading that was cut off', async () => {
    const { tenant } = await open();
    await run(tenant);
    const changes = await withDepartment('city');
    await trial(openOf(tenant), changes);
    await deleteWhatWasRead(world.database.kysely, world.templateId);
    expect(await kept()).toEqual(nothing);
    await run(tenant);
    await trial(openOf(tenant), changes);
    await erasePersonalData(world.database, firstNight + 3_600_000 + day);
    expect(await kept()).toEqual(nothing);
  });
});
