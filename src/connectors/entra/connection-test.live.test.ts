// The connection test tells token, permissions, groups, people and the credential's end apart.
import { describe, expect, test } from 'vitest';
import { createAppCertificate } from '../../../emulator/certificate.ts';
import { openEmulatedTenant } from '../../../test/emulated-tenant.ts';
import { connectors } from '../registry.ts';

const { testConnection } = connectors.entra;

describe('a connection that works', () => {
  test('everything is ok, with real sample values', async () => {
    const { emulator, options } = await openEmulatedTenant({ people: 50 });
    const id = emulator.tenant.createGroup({ displayName: 'Kontoret' });
    emulator.tenant.addMember(id, emulator.tenant.hire({ displayName: 'Ada Ek' }));
    const report = await testConnection(
      options({ provider: { ...options().provider, memberOf: ['kontoret'] } }),
    );
    expect(report).toMatchObject({
      ok: true,
      token: { state: 'ok' },
      permissions: [
        { permission: 'User.Read.All', state: 'ok' },
        { permission: 'Group.Read.All', state: 'ok' },
      ],
      groups: [{ asked: 'kontoret', id, name: 'Kontoret', members: 1, state: 'ok' }],
      people: { state: 'ok', count: 51 },
      credentialExpires: null,
    });
    const phones = report.fields.find(({ field }) => field === 'businessPhones');
    expect(phones?.filled).toBeGreaterThan(30);
    expect(phones?.samples).toHaveLength(3);
    expect(new Set(phones?.samples.map((value) => JSON.stringify(value))).size).toBe(3);
    expect(report.fields.some(({ filled }) => filled === 0)).toBe(false);
  });

  test('a group that was found before is known by its id, whatever it is called now', async () => {
    const { emulator, options } = await openEmulatedTenant();
    const id = emulator.tenant.createGroup({ displayName: 'Kontoret' });
    const known = [{ asked: 'Kontoret', id, name: 'Kontoret' }];
    emulator.tenant.renameGroup(id, 'Nya kontoret');
    const report = await testConnection(
      options({ provider: { ...options().provider, memberOf: ['Kontoret'] } }),
      { known, ruleGroups: [{ rule: 'Alla', group: 'Kontoret' }] },
    );
    expect(report).toMatchObject({
      ok: true,
      groups: [
        { id, rule: null, name: 'Nya kontoret' },
        { id, rule: 'Alla' },
      ],
    });
  });

  test('the end of the secret is told where the app may read itself, of a certificate always', async () => {
    const { emulator, options } = await openEmulatedTenant();
    const { apps } = emulator.tenant;
    apps.addSecret(emulator.clientId, 'zzz-another-secret', Date.parse('2031-01-01T00:00:00Z'));
    const ours = apps.addSecret(emulator.clientId, 'our-own-secret', Date.parse('2032-03-04T05:06:07Z'));
    apps.setRoles(emulator.clientId, ['User.Read.All', 'Group.Read.All', 'Application.Read.All']);
    const withSecret = await testConnection(
      options({ credentials: { current: { kind: 'secret', secret: ours }, next: null } }),
    );
    expect(withSecret.credentialExpires).toBe('2032-03-04');
    const { certPem, keyPem } = await createAppCertificate(
      'Rollcall',
      new Date(Date.now() - 1000),
      new Date('2033-05-06T12:00:00Z'),
    );
    apps.addCertificate(emulator.clientId, certPem);
    const current = { kind: 'certificate' as const, pem: certPem, key: keyPem };
    expect(await testConnection(options({ credentials: { current, next: null } }))).toMatchObject({
      ok: true,
      credentialExpires: '2033-05-06',
    });
  });

  test('the next credential is told when it had to take over', async () => {
    const { emulator, options } = await openEmulatedTenant();
    const next = { kind: 'secret' as const, secret: emulator.clientSecret };
    const report = await testConnection(
      options({ credentials: { current: { kind: 'secret', secret: 'worn out' }, next } }),
    );
    expect(report.ok).toBe(true);
    expect(report.token.message).toContain('next credential');
  });

  test('a field that Graph refuses to list leaves the usual ones', async () => {
    const { emulator, options } = await openEmulatedTenant({ people: 5 });
    emulator.faults.add({ effect: 'status', status: 501, code: 'NotImplemented', query: 'employeeHireDate' });
    const report = await testConnection(options());
    expect(report).toMatchObject({ ok: true, people: { count: 5 } });
  });
});

describe('a connection that does not', () => {
  test('without a token nothing else is called good or bad', async () => {
    const { emulator, options } = await openEmulatedTenant();
    emulator.tenant.apps.expireSecrets(emulator.clientId);
    const report = await testConnection(options({ provider: { ...options().provider, memberOf: ['A'] } }));
    expect(report).toMatchObject({
      ok: false,
      token: { state: 'failed', code: 'credential.expired' },
      permissions: [{ state: 'untried' }, { state: 'untried' }],
      groups: [{ state: 'untried' }],
      people: { state: 'untried', count: 0 },
    });
    expect(emulator.requests.counts().graph).toBe(0);
  });

  test.each([
    [['Group.Read.All'], 'failed', 'ok'],
    [['User.Read.All'], 'ok', 'failed'],
    [[], 'failed', 'failed'],
  ])('with the permissions %j only, the missing ones are named', async (roles, users, groups) => {
    const { emulator, options } = await openEmulatedTenant({ people: 5 });
    emulator.tenant.apps.setRoles(emulator.clientId, roles);
    const report = await testConnection(options());
    expect(report.permissions.map(({ state }) => state)).toEqual([users, groups]);
    for (const { state, code, message, permission } of report.permissions) {
      if (state === 'failed')
        expect([code, message.includes(permission)]).toEqual(['permission.missing', true]);
    }
    // Without groups in the provider nobody needs Group.Read.All.
    expect(report.ok).toBe(users === 'ok');
  });

  test('each group is told by itself: found, missing, ambiguous, hidden', async () => {
    const { emulator, options } = await openEmulatedTenant();
    const { tenant } = emulator;
    const found = tenant.createGroup({ displayName: 'Finns' });
    const twins = [
      tenant.createGroup({ displayName: 'Tvilling' }),
      tenant.createGroup({ displayName: 'Tvilling' }),
    ];
    tenant.createGroup({ displayName: 'Hemlig', visibility: 'HiddenMembership', groupTypes: ['Unified'] });
    const memberOf = ['Finns', 'Hemligg', 'Tvilling'];
    const report = await testConnection(
      options({ provider: { ...options().provider, memberOf, notMemberOf: ['Hemlig'] } }),
    );
    expect(report.ok).toBe(false);
    expect(report.groups.map(({ asked, code, id }) => [asked, code, id])).toEqual([
      ['Finns', null, found],
      ['Hemligg', 'group.notFound', null],
      ['Tvilling', 'group.ambiguous', null],
      ['Hemlig', 'permission.missing', null],
    ]);
    expect(report.groups[1]?.candidates).toMatchObject([{ name: 'Hemlig' }]);
    expect(report.groups[2]?.candidates.map(({ id }) => id).toSorted()).toEqual(twins.toSorted());
  });

  test('a Graph that is down is told for what it is', async () => {
    const { emulator, options } = await openEmulatedTenant();
    emulator.faults.add({ effect: 'status', status: 503 });
    const report = await testConnection(options({ maxWaitSeconds: 3 }));
    expect(report).toMatchObject({
      ok: false,
      token: { state: 'ok' },
      permissions: [{ code: 'graph.unavailable' }, { code: 'graph.unavailable' }],
    });
  });
});
