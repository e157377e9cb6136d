// One person asked for on the spot: found by whatever somebody knows, in the bin, nowhere; in which groups and by which way;
// and every way in which Graph may fail to answer, in time and without an error.
import { describe, expect, test } from 'vitest';
import { fields, openEmulatedTenant, openHostileTenant } from '../../../test/emulated-tenant.ts';
import type { EmulatedTenant } from '../../../test/emulated-tenant.ts';
import type { LookAsk } from '../person-look.ts';
import type { EntraOptions } from './source.ts';
import { lookForPerson } from './look-for-person.ts';

const ask = (who: string, more: Partial<LookAsk> = {}): LookAsk => ({
  person: null,
  who,
  numbers: [],
  fields,
  memberOf: [],
  notMemberOf: [],
  ruleGroups: [],
  known: [],
  nestedGroups: true,
  ...more,
});

const look = async (
  world: Pick<EmulatedTenant, 'options'>,
  who: string,
  more: Partial<LookAsk> = {},
  options: Partial<EntraOptions> = {},
) => lookForPerson(world.options(options), ask(who, more));

async function openTown() {
  const world = await openEmulatedTenant();
  const { tenant } = world.emulator;
  const asa = tenant.hire({
    givenName: 'Åsa',
    surname: "O'Lind",
    displayName: "Åsa O'Lind",
    userPrincipalName: 'asa.lind-lund@nordvik.example',
    mail: 'asa.lind@nordvik.example',
    mailNickname: 'asa.lind',
    proxyAddresses: ['SMTP:asa.lind@nordvik.example', 'smtp:asa@nordvik.example'],
    businessPhones: ['+46 8 465 004 10'],
    mobilePhone: '070-174 06 10',
  });
  const bo = tenant.hire({ givenName: 'Bo', surname: 'Ek', displayName: 'Bo Ek' });
  tenant.hire({ givenName: 'Bo', surname: 'Ekman', displayName: 'Bo Ekman' });
  return { ...world, tenant, asa, bo };
}

describe('a person is found', () => {
  test('by id, principal name, mail, further address, nickname, number and name, in one request', async () => {
    const world = await openTown();
    const ways: [string, Partial<LookAsk>?][] = [
      [world.asa],
      [world.asa.toUpperCase()],
      ['ASA.lind-lund@nordvik.example'],
      ['asa.lind@nordvik.example'],
      ['asa@nordvik.example'],
      ['asa.lind'],
      ["O'Lind"],
      ["Åsa O'Lind"],
      ['0846500410', { numbers: ['0846500410', '+46 8 465 004 10'] }],
      ['0701740610', { numbers: ['0701740610', '070-174 06 10'] }],
      ['whatever', { person: world.asa }],
    ];
    for (const [who, more] of ways) {
      const { answer, requests } = await look(world, who, more);
      expect(answer, who).toMatchObject({ is: 'found', person: world.asa, facts: { givenName: 'Åsa' } });
      expect(requests, who).toBe(1);
    }
  });

  test('exactly before others who only begin alike, who are listed otherwise', async () => {
    const world = await openTown();
    expect((await look(world, 'Bo Ek')).answer).toMatchObject({ is: 'found', person: world.bo });
    const { answer } = await look(world, 'Bo');
    expect(answer.is === 'several' && new Set(answer.people.map(({ name }) => name))).toEqual(
      new Set(['Bo Ek', 'Bo Ekman']),
    );
  });

  test('in the bin by id, mail or name, with the time of her deletion; or nowhere', async () => {
    const world = await openTown();
    world.tenant.remove(world.asa);
    for (const who of [world.asa, 'asa.lind@nordvik.example', "åsa o'lind"]) {
      const { answer, requests } = await look(world, who);
      expect(answer, who).toMatchObject({
        is: 'bin',
        person: world.asa,
        deletedAt: expect.stringContaining('T'),
      });
      expect(requests).toBe(2);
    }
    world.tenant.purge(world.asa);
    expect((await look(world, world.asa)).answer).toEqual({ is: 'nobody', wholeBin: true });
    expect((await look(world, 'nobody@nordvik.example')).answer).toEqual({ is: 'nobody', wholeBin: true });
  });

  test('with quotes and signs in what was typed doing no harm', async () => {
    const world = await openTown();
    for (const who of ["x' or displayName ne '", 'a"b', '$x@nordvik.example', 'a&b#c%d+e/f', '""', '%'])
      expect((await look(world, who)).answer, who).toMatchObject({ is: 'nobody' });
  });
});

describe('her groups are told', () => {
  test('directly, through which group, or not at all, in four requests at most', async () => {
    const world = await openTown();
    const { tenant, asa, bo } = world;
    const team = tenant.createGroup({ displayName: 'Säljteam', members: [asa] });
    const inner = tenant.createGroup({ displayName: 'Inre', members: [team] });
    tenant.createGroup({ displayName: 'Telefoni', members: [inner, bo] });
    tenant.createGroup({ displayName: 'Direkt', members: [asa] });
    tenant.createGroup({ displayName: 'Annan', members: [bo] });
    tenant.createGroup({ displayName: 'Ej', members: [bo] });
    const groups = {
      memberOf: ['Telefoni', 'Direkt', 'Annan', 'Saknas'],
      notMemberOf: ['Ej'],
      ruleGroups: ['Inre'],
    };
    const { answer, requests } = await look(world, asa, groups);
    expect(answer).toMatchObject({
      groupsWhy: null,
      memberOf: [
        { asked: 'Telefoni', membership: 'nested', through: [{ id: team, name: 'Säljteam' }] },
        { asked: 'Direkt', membership: 'direct', through: [] },
        { asked: 'Annan', membership: 'none' },
        { asked: 'Saknas', membership: 'notFound', id: null },
      ],
      notMemberOf: [{ asked: 'Ej', membership: 'none' }],
      ruleGroups: [{ asked: 'Inre', membership: 'nested', through: [{ id: team }] }],
    });
    expect(requests).toBe(4);
    const flat = await look(world, asa, { ...groups, nestedGroups: false });
    expect(flat.answer).toMatchObject({
      memberOf: [{ membership: 'none' }, { membership: 'direct' }, {}, {}],
    });
  });

  test('as unknown with the reason when the app may not read them', async () => {
    const world = await openTown();
    const { tenant, asa, emulator } = world;
    const id = tenant.createGroup({ displayName: 'Telefoni', members: [asa] });
    emulator.faults.add({
      effect: 'status',
      status: 403,
      code: 'Authorization_RequestDenied',
      path: '/v1.0/users/*/*',
    });
    const known = [{ asked: 'Telefoni', id, name: 'Telefoni' }];
    expect((await look(world, asa, { memberOf: ['Telefoni'], known })).answer).toMatchObject({
      is: 'found',
      groupsWhy: expect.stringContaining('403'),
      memberOf: [{ membership: 'unknown' }],
    });
  });
});

describe('no answer is an answer', () => {
  test('when Graph is down, throttles, refuses the secret or the people, or sends nonsense', async () => {
    const world = await openTown();
    const { faults } = world.emulator;
    const unanswered = async (code: string, options: Partial<EntraOptions> = {}) =>
      expect((await look(world, world.asa, {}, options)).answer).toMatchObject({ is: 'unanswered', code });
    await unanswered('credential.wrong', {
      credentials: { current: { kind: 'secret', secret: 'wrong' }, next: null },
    });
    const down = { name: 'down', login: 'http://127.0.0.1:9', graph: 'http://127.0.0.1:9', ca: null };
    await unanswered('graph.unavailable', { cloud: down });
    faults.add({ effect: 'status', status: 503, path: '/v1.0/$batch' });
    await unanswered('graph.unavailable');
    faults.clear();
    faults.add({ effect: 'status', status: 429, path: '/v1.0/users/*', retryAfter: '120' });
    await unanswered('graph.throttled');
    faults.clear();
    faults.add({ effect: 'status', status: 403, code: 'Authorization_RequestDenied', path: '/v1.0/users/*' });
    await unanswered('permission.missing');
    const hostile = await openHostileTenant((_request, response) =>
      response.end('{"responses":[{"id":"0","status":200}]}'),
    );
    expect((await look(hostile, world.asa)).answer).toMatchObject({
      is: 'unanswered',
      code: 'graph.protocol',
    });
  });

  test('and comes within seconds when Graph keeps silent', async () => {
    const silent = await openHostileTenant(() => undefined);
    const from = performance.now();
    const { answer } = await look(silent, 'a@nordvik.example');
    expect(performance.now() - from).toBeLessThan(7_000);
    expect(answer).toMatchObject({
      is: 'unanswered',
      code: 'graph.unavailable',
      why: expect.stringContaining('5 seconds'),
    });
  });
});
