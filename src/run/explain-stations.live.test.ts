// Every station stops somebody, says on what evidence and who can change it: against the emulated tenant, with real runs before and
// after, so that an explanation is held against what the next run does.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEmulatedTenant } from '../../test/emulated-tenant.ts';
import type { EmulatedTenant } from '../../test/emulated-tenant.ts';
import { firstNight, runWorld, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { lookForPerson } from '../connectors/entra/look-for-person.ts';
import { readSyncTemplate, writeSyncTemplate } from '../store/sync-templates.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { explainInCompany } from './explain-in-company.ts';
import { explainPerson } from './explain.ts';
import type { PersonExplanation } from './explanation.ts';
import type { RunReport } from './report.ts';
import { runTemplate } from './run.ts';

let world: RunWorld;
let entra: EmulatedTenant;
let night = firstNight;
/** Off: Graph can not be reached. */
let isUp = true;

beforeEach(async () => {
  world = await runWorld();
  entra = await openEmulatedTenant();
  night = firstNight;
  isUp = true;
});
afterEach(() => world.close());

const down = { name: 'down', login: 'http://127.0.0.1:9', graph: 'http://127.0.0.1:9', ca: null };
const deps = () => ({
  database: world.database,
  now: () => night,
  look: async (_: unknown, ask: Parameters<typeof lookForPerson>[1]) =>
    lookForPerson(entra.options(isUp ? {} : { cloud: down }), ask),
});

async function settle(memberOf: string[], notMemberOf: string[] = [], changed: Partial<SyncTemplate> = {}) {
  const stored = await readSyncTemplate(world.database.kysely, world.templateId);
  if (!stored) throw new Error('no template');
  await writeSyncTemplate(world.database.kysely, {
    ...stored,
    template: { ...stored.template, ...changed },
    provider: { ...stored.provider, memberOf, notMemberOf },
  });
}

async function run(templateId = world.templateId): Promise<RunReport> {
  night += 24 * 3_600_000;
  const stored = await readSyncTemplate(world.database.kysely, templateId);
  const { tenantId, clientId } = entra.options().provider;
  const provider = { ...entra.options().provider, ...stored?.provider, tenantId, clientId };
  const openSource = () => entra.source({ provider });
  const report = await runTemplate(
    { database: world.database, openSource, now: Date.now, newId: randomUUID },
    { templateId, trigger: 'cli', preview: false, nominalAt: night },
  );
  expect(report.error).toBeNull();
  return report;
}

async function explain(who: string, isLive = true): Promise<PersonExplanation> {
  const explanation = await explainPerson(deps(), { templateId: world.templateId, who, isLive });
  if (!explanation.found || 'several' in explanation) throw new Error(JSON.stringify(explanation));
  return explanation;
}

const station = (explained: PersonExplanation, name: string) =>
  explained.stations.find((one) => one.station === name);

let nth = 0;
function hire(props: Record<string, unknown> = {}): string {
  nth += 1;
  const digits = String(nth % 100).padStart(2, '0');
  return entra.emulator.tenant.hire({
    givenName: `Namn${nth}`,
    surname: `Efternamn${nth}`,
    displayName: `Namn${nth} Efternamn${nth}`,
    mailNickname: `namn${nth}`,
    mail: `namn${nth}@nordvik.example`,
    businessPhones: [`+46 8 465 004 ${digits}`],
    userType: 'Member',
    accountEnabled: true,
    ...props,
  } as Parameters<typeof entra.emulator.tenant.hire>[0]);
}

/** What stands in the way is what it should be, and getting it out of the way makes her a user. */
async function expectCure(who: string, expected: object, cure: () => unknown): Promise<void> {
  const before = await explain(who);
  expect(before, JSON.stringify(before.stations)).toMatchObject({
    verdict: { is: 'stopped' },
    user: null,
    ...expected,
  });
  await cure();
  await run();
  expect(await explain(who)).toMatchObject({ verdict: { is: 'user' }, smallestChanges: [] });
}

describe('scope', () => {
  test('stops somebody whom no run has read, and names the groups to join and who can do it', async () => {
    const { tenant } = entra.emulator;
    const outside = hire({ displayName: 'Åsa Lind', mail: 'asa.lind@nordvik.example' });
    const phones = tenant.createGroup({ displayName: 'Telefoni', members: [hire()] });
    await settle(['Telefoni']);
    await run();
    for (const who of ['Åsa Lind', 'åsa', 'asa.lind@nordvik.example', outside])
      expect((await explain(who)).person, who).toBe(outside);
    const cold = await explain(outside);
    expect(cold.live).toMatchObject({ isAsked: true, why: null });
    expect(cold.live.requests).toBeLessThanOrEqual(6);
    await expectCure(
      'Åsa Lind',
      {
        standing: null,
        smallestChanges: [
          { station: 'scope', who: 'entraAdministrator', what: 'Add the person to the group "Telefoni".' },
        ],
      },
      () => tenant.addMember(phones, outside),
    );
  });

  test('tells through which group she is in, or which one excludes her', async () => {
    const { tenant } = entra.emulator;
    const [nested, excluded] = [hire(), hire()];
    const team = tenant.createGroup({ displayName: 'Säljteam', members: [nested, excluded] });
    tenant.createGroup({ displayName: 'Telefoni', members: [team] });
    const not = tenant.createGroup({ displayName: 'Ej telefoni', members: [excluded] });
    await settle(['Telefoni'], ['Ej telefoni']);
    await run();
    expect(station(await explain(nested), 'scope')).toMatchObject({
      verdict: 'passes',
      from: 'live',
      message: 'In scope: "Telefoni", through "Säljteam".',
    });
    await expectCure(
      excluded,
      { smallestChanges: [{ station: 'scope', what: 'Remove the person from the group "Ej telefoni".' }] },
      () => tenant.removeMember(not, excluded),
    );
  });

  test('of groups in groups that do not count is said', async () => {
    const { tenant } = entra.emulator;
    const nested = hire();
    const team = tenant.createGroup({ displayName: 'Säljteam', members: [nested] });
    tenant.createGroup({ displayName: 'Telefoni', members: [team, hire()] });
    await settle(['Telefoni'], [], { nestedGroups: false });
    await run();
    const told = station(await explain(nested), 'scope');
    expect(told).toMatchObject({
      verdict: 'stops',
      codes: ['scope.left'],
      message: expect.stringContaining('do not count'),
    });
  });
});

describe('Entra', () => {
  test('has her in the bin, or never had her', async () => {
    const { tenant } = entra.emulator;
    const [gone, purged] = [hire({ displayName: 'Bo Borta' }), hire()];
    hire();
    await settle([]);
    tenant.remove(gone);
    await run();
    const bin = await explain('Bo Borta');
    expect(bin).toMatchObject({
      person: gone,
      verdict: { is: 'stopped' },
      smallestChanges: [{ station: 'entra', who: 'entraAdministrator', what: 'Restore the person.' }],
    });
    expect(station(bin, 'entra')?.codes).toEqual(['person.gone']);
    tenant.remove(purged);
    tenant.purge(purged);
    expect(await explain(purged)).toMatchObject({ verdict: { is: 'leaving' }, user: { state: 'active' } });
    const nobody = await explainPerson(deps(), {
      templateId: world.templateId,
      who: 'ingen@nordvik.example',
      isLive: true,
    });
    expect(nobody).toMatchObject({ found: false, message: expect.stringContaining('Nobody in Entra') });
  });

  test('that can not be asked is said, and what is stored is shown', async () => {
    const person = hire({ businessPhones: [] });
    await settle([]);
    await run();
    isUp = false;
    const explained = await explain(person);
    expect(explained).toMatchObject({
      verdict: { is: 'stopped' },
      live: { isAsked: true, why: expect.stringContaining('could not be reached') },
      smallestChanges: [{ station: 'requirement' }],
    });
    expect(station(explained, 'entra')).toMatchObject({ verdict: 'passes', from: 'lastRead' });
    const stored = await explain(person, false);
    expect(stored.live).toMatchObject({ isAsked: false, requests: 0 });
    const unknown = await explainPerson(deps(), { templateId: world.templateId, who: 'okänd', isLive: true });
    expect(unknown).toMatchObject({
      found: false,
      message: expect.stringContaining('could not be asked now'),
    });
  });
});

describe('the person', () => {
  test('is a guest, disabled or ignored, which are told together', async () => {
    const person = hire({ userType: 'Guest', accountEnabled: false });
    await settle([]);
    await run();
    await world.database.kysely
      .insertInto('ignored_people')
      .values({
        template_id: world.templateId,
        person_id: person,
        until: null,
        why: 'Konsult',
        ignored_by: JSON.stringify({ name: 'Kim' }),
      })
      .execute();
    const explained = await explain(person);
    expect(station(explained, 'person')).toMatchObject({
      verdict: 'stops',
      codes: ['person.ignored', 'person.guest', 'person.disabled'],
      changes: [{ who: 'here' }, { who: 'here' }, { who: 'entraAdministrator' }],
    });
    expect(station(explained, 'person')?.evidence.at(-1)?.is).toMatch(/^by Kim on .*: Konsult$/);
    expect(explained.verdict.message).toMatch(/^3 things stand in the way/);
  });

  test('is left out by a filter, or by one that fails, with the fields that it reads', async () => {
    const person = hire({ department: 'Lager' });
    await settle([], [], { filter: 'department != "Lager"' });
    await run();
    await expectCure(person, { smallestChanges: [{ station: 'filter', who: 'here' }] }, () =>
      entra.emulator.tenant.update(person, { department: 'Kontor' }),
    );
    const other = hire({ department: 'Lager' });
    await run();
    const told = station(await explain(other), 'filter');
    expect(told).toMatchObject({ verdict: 'stops', codes: ['filter.false'] });
    expect(told?.evidence).toContainEqual({ what: 'department', is: 'Lager' });
    await settle([], [], { filter: 'int(department) > 1' });
    await run();
    expect(station(await explain(other), 'filter')).toMatchObject({
      verdict: 'stops',
      codes: ['filter.failed'],
    });
  });

  test('lacks required fields: each has its change, in Entra or in the mapping', async () => {
    const person = hire({ surname: null, businessPhones: ['okänt'], mobilePhone: '12' });
    await settle([]);
    await run();
    const explained = await explain(person);
    expect(station(explained, 'requirement')).toMatchObject({
      verdict: 'stops',
      codes: ['surname.missing', 'pstnFixed.invalid'],
    });
    expect(station(explained, 'mapping')).toMatchObject({ verdict: 'warns', codes: ['mobile.invalid'] });
    await expectCure(
      person,
      {
        verdict: { is: 'stopped', message: expect.stringMatching(/^2 things/) },
        smallestChanges: [
          { who: 'entraAdministrator', what: 'Fill in surname for this person.' },
          {
            who: 'entraAdministrator',
            what: expect.stringContaining('Correct businessPhones for this person, which is "okänt"'),
          },
        ],
      },
      () =>
        entra.emulator.tenant.update(person, {
          surname: 'Ny',
          businessPhones: ['+46 8 465 004 99'],
          mobilePhone: null,
        }),
    );
  });
});

describe('what would be promised too early', () => {
  test('a group that Entra does not have, or has twice, lets every run fail, so nobody is told that the next one makes a user', async () => {
    const { tenant } = entra.emulator;
    const person = hire();
    tenant.createGroup({ displayName: 'Telefoni', members: [person] });
    tenant.createGroup({ displayName: 'Växel' });
    tenant.createGroup({ displayName: 'Växel' });
    for (const odd of ['Växel', 'Finns inte']) {
      await settle(['Telefoni', odd]);
      const explained = await explain(person);
      expect(explained).toMatchObject({
        verdict: { is: 'stopped' },
        smallestChanges: [{ station: 'scope', who: 'here' }],
      });
      expect(station(explained, 'scope')).toMatchObject({
        verdict: 'stops',
        codes: ['group.notFound'],
        message: expect.stringContaining(`"${odd}"`),
      });
    }
    await settle(['Telefoni']);
    expect(await explain(person)).toMatchObject({ verdict: { is: 'next' } });
  });

  test('a user whose person the template has not read is told with why Entra could not be asked', async () => {
    await settle([]);
    const person = hire();
    await run();
    await world.database.kysely.deleteFrom('links').where('person_id', '=', person).execute();
    await world.database.kysely.deleteFrom('roster').where('person_id', '=', person).execute();
    isUp = false;
    const answer = await explainPerson(deps(), {
      templateId: world.templateId,
      who: `namn${nth}`,
      isLive: true,
    });
    expect(answer).toMatchObject({
      found: false,
      message: expect.stringMatching(/The directory has namn.*Entra could not be asked now/su),
    });
  });

  test('a series without a free number is the way out where numbers are given automatically', async () => {
    const person = hire({ businessPhones: [] });
    await world.database.kysely
      .insertInto('number_series')
      .values({
        company_id: world.companyId,
        position: 0,
        first_digits: 46_812_345_000,
        last_digits: 46_812_345_000,
        single: true,
        kind: 'fixed',
        note: null,
      })
      .execute();
    await settle([], [], { automaticNumbers: { series: '46812345000' } });
    hire({ businessPhones: ['+46812345000'] });
    await run();
    expect((await explain(person)).smallestChanges).toMatchObject([
      { station: 'requirement', who: 'here', what: expect.stringContaining('Extend the series') },
    ]);
  });

  test('an expression that makes no alias is named with what is wrong with the value', async () => {
    const person = hire({ mailNickname: 'Å Ä' });
    const stored = await readSyncTemplate(world.database.kysely, world.templateId);
    const fieldMapping = {
      ...stored?.template.fieldMapping,
      alias: { expression: 'lower(mailNickname)', onEmpty: 'clear' as const },
    };
    await settle([], [], { fieldMapping });
    await run();
    const [change] = (await explain(person)).smallestChanges;
    expect(change).toMatchObject({ station: 'requirement', who: 'here' });
    expect(change?.what).toMatch(/lower\(mailNickname\).*only letters/u);
  });
});

describe('the directory', () => {
  test('has the number with somebody else, who is named, also for her who is out of scope', async () => {
    const { tenant } = entra.emulator;
    const first = hire({ businessPhones: ['+46 8 465 004 91'] });
    tenant.createGroup({ displayName: 'Telefoni', members: [first] });
    const late = hire({ businessPhones: ['+46 8 465 004 91'] });
    await settle(['Telefoni']);
    await run();
    const explained = await explain(late);
    expect(explained.smallestChanges.map((change) => change.station)).toEqual(['scope', 'claims']);
    expect(station(explained, 'claims')).toMatchObject({ codes: ['pstnFixed.taken'] });
    expect(station(explained, 'claims')?.message).toContain('belongs to Namn');
  });

  test('holds the number for a leaver, or lets it cool, and either can be ended here', async () => {
    const { tenant } = entra.emulator;
    const number = ['+46 8 465 004 92'];
    const leaver = hire({ businessPhones: number });
    await settle([]);
    await run();
    tenant.remove(leaver);
    const heir = hire({ businessPhones: number });
    await run();
    expect(station(await explain(heir), 'claims')).toMatchObject({
      codes: ['pstnFixed.leaving'],
      changes: [{ who: 'here', what: expect.stringContaining('Delete the user') }],
    });
    await settle([], [], { keepDays: 0 });
    await run();
    const explained = await explain(heir);
    // The same plan that deletes gives the number on, so she has it.
    expect(explained.verdict.is).toBe('user');
  });

  test('lets the number cool, or reserves it, and either is ended here; the number itself is told too', async () => {
    const [cools, reserved] = [
      hire({ businessPhones: ['+46 8 465 004 94'] }),
      hire({ businessPhones: ['+46 8 465 004 95'] }),
    ];
    const { kysely } = world.database;
    const [companyId, at] = [world.companyId, new Date(night)];
    await kysely
      .insertInto('numbers')
      .values({
        company_id: companyId,
        digits: '46846500494',
        state: 'cooling',
        cooling_until: new Date(night + 10 * 86_400_000),
        user_id: null,
        last_person: 'somebody',
        last_user: null,
        changed_at: at,
      })
      .execute();
    const range = { first_digits: 46846500495, last_digits: 46846500495, note: 'Kampanj' };
    await kysely
      .insertInto('reserved_numbers')
      .values({ company_id: companyId, ...range, reserved_by: null, reserved_at: at })
      .execute();
    await settle([]);
    await run();
    const cooling = await explain(cools);
    expect(station(cooling, 'claims')).toMatchObject({
      verdict: 'stops',
      codes: ['pstnFixed.cooling'],
      changes: [{ who: 'here', what: expect.stringContaining('Free PSTN Fixed 46846500494 now') }],
    });
    expect(station(await explain(reserved), 'claims')).toMatchObject({
      codes: ['pstnFixed.reserved'],
      changes: [{ who: 'here' }],
    });
    expect(await explain('08-465 004 94')).toMatchObject({ person: cools, number: { state: 'cooling' } });
    expect(await explain('08-465 004 95', false)).toMatchObject({ number: { state: 'reserved' } });
  });

  test('has a user that no sync keeps and that is like her', async () => {
    const person = hire({ mailNickname: 'lik' });
    await settle([]);
    const values = { alias: 'lik', alias_key: 'LIK', name: 'Någon', surname: 'Annan' };
    await world.database.kysely
      .insertInto('users')
      .values({ id: randomUUID(), company_id: world.companyId, ...values })
      .execute();
    await run();
    const explained = await explain(person);
    expect(explained.standing).toBe('conflict');
    expect(station(explained, 'match')).toMatchObject({
      verdict: 'stops',
      codes: ['link.conflict'],
      evidence: [{ what: 'user lik', is: 'same Alias' }],
      changes: [{ who: 'here', what: expect.stringContaining('Link the person to lik') }],
    });
  });

  test('is kept back by a brake, whose run is to be approved', async () => {
    const person = hire();
    hire();
    await settle([], [], {
      brakes: {
        removals: { count: 5, percent: 10 },
        numbers: { count: 5, percent: 20 },
        creates: { count: 1 },
      },
    });
    const { run: id } = await run();
    const explained = await explain(person);
    expect(station(explained, 'brake')).toMatchObject({ verdict: 'stops', codes: ['brake.creates'] });
    expect(explained.smallestChanges).toMatchObject([
      { who: 'here', where: expect.stringContaining(`rollcall approve ${id} creates`) },
    ]);
  });

  test('keeps her by another template, and the company’s explanation picks that one', async () => {
    const person = hire();
    const other = await writeTestTemplate(world.database, world.companyId, { name: 'Andra' });
    await settle([]);
    await run(other);
    await run();
    const explained = await explain(person);
    expect(explained).toMatchObject({ verdict: { is: 'otherTemplate' }, otherTemplate: 'Andra' });
    expect(station(explained, 'user')).toMatchObject({ verdict: 'stops', codes: ['person.otherTemplate'] });
    // What her own user has stands in nobody's way, least of all in hers.
    expect(station(explained, 'claims')).toMatchObject({ verdict: 'passes' });
    expect(explained.smallestChanges.map((change) => change.station)).toEqual(['user']);
    const anywhere = await explainInCompany(deps(), {
      companyId: world.companyId,
      who: person,
      isLive: true,
    });
    expect(anywhere).toMatchObject({ template: 'Andra', explanation: { verdict: { is: 'user' } } });
    expect(anywhere.templates.map(({ template, is }) => [template, is])).toEqual(
      expect.arrayContaining([
        ['Andra', 'user'],
        ['Alla kontor', 'otherTemplate'],
      ]),
    );
  });

  test('holds her user, says what is pinned and locked, and what the next run does', async () => {
    const person = hire();
    await settle([]);
    await run();
    await world.database.kysely
      .updateTable('links')
      .set({ held: true, held_why: 'Föräldraledig', pinned: JSON.stringify({ title: 'x' }) })
      .where('person_id', '=', person)
      .execute();
    entra.emulator.tenant.update(person, { givenName: 'Nytt' });
    const explained = await explain(person);
    const evidence = Object.fromEntries(
      (station(explained, 'user')?.evidence ?? []).map(({ what, is }) => [what, is]),
    );
    expect(evidence).toMatchObject({
      held: expect.stringContaining('Föräldraledig'),
      pinned: 'Title',
      'locked by Alla kontor': expect.stringContaining('PSTN Fixed'),
      'the next run': expect.stringContaining('change'),
    });
  });
});

describe('a rule of new users', () => {
  test('that asks for a group is told by what Entra says of her groups, and hides nothing else', async () => {
    const { tenant } = entra.emulator;
    const first = hire({ businessPhones: ['+46 8 465 004 93'] });
    await settle([]);
    await run();
    const chief = hire({ businessPhones: ['+46 8 465 004 93'] });
    const team = tenant.createGroup({ displayName: 'Ledning', members: [chief] });
    tenant.createGroup({ displayName: 'Chefer', members: [team] });
    const rest = { settingsTemplate: null, callerId: null, numberSeries: null };
    await settle([], [], {
      rules: [{ name: 'Chefer', when: { group: 'Chefer' }, language: 'en', ...rest }],
    });
    const live = await explain(chief);
    expect(station(live, 'creation')).toMatchObject({
      verdict: 'passes',
      message: 'The rule "Chefer" decides what the new user gets.',
      evidence: [{ what: 'language', is: 'en' }],
    });
    expect(station(live, 'claims')).toMatchObject({ verdict: 'stops', codes: ['pstnFixed.taken'] });
    await run();
    const stored = await explain(chief, false);
    expect(station(stored, 'creation')).toMatchObject({ verdict: 'warns', codes: ['person.unreadable'] });
    expect(station(stored, 'claims')).toMatchObject({ verdict: 'stops' });
    expect((await explain(first)).verdict.is).toBe('user');
  });
});

describe('the template', () => {
  test('is paused, or has failed for good, or lacks a mapping', async () => {
    const person = hire();
    await settle([], [], { mode: 'paused' });
    const paused = await explain(person);
    expect(paused).toMatchObject({ person, smallestChanges: [{ station: 'template', who: 'here' }] });
    expect(station(paused, 'template')?.codes).toEqual(['template.paused']);
    await settle([], [], { mode: 'full', fieldMapping: {} });
    expect(station(await explain(person), 'template')?.codes).toEqual(['mapping.incomplete']);
  });
});

test('two people who want one number, of whom no run has read either: only who will get it is told that nothing is in the way', async () => {
  const number = ['+46 8 465 004 77'];
  await settle([]);
  const people = [hire({ businessPhones: number }), hire({ businessPhones: number })];
  await settle([], [], { mode: 'paused' });
  await run().catch(() => undefined);
  await settle([], [], {
    mode: 'full',
    brakes: {
      removals: { count: 5, percent: 10 },
      numbers: { count: 5, percent: 20 },
      creates: { count: 0 },
    },
  });
  await run();
  const said = await Promise.all(people.map((person) => explain(person)));
  const claims = said.map((one) => station(one, 'claims')?.verdict);
  expect(claims.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(['passes', 'stops']);
});
