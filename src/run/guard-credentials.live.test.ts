// The credential guard against an emulated Entra tenant: secrets that end over weeks, second ones that take over by day and in the
// middle of a run, and administrators who save something meanwhile.
import { randomUUID } from 'node:crypto';
import { onTestFinished, expect, test } from 'vitest';
import { openEmulatedTenant } from '../../test/emulated-tenant.ts';
import type { EmulatedTenant } from '../../test/emulated-tenant.ts';
import { readMails } from '../../test/mails.ts';
import { memoryBox } from '../../test/memory-box.ts';
import { testDatabase } from '../../test/database.ts';
import { day, writeTestCompany, writeTestTemplate } from '../../test/run-world.ts';
import { openCredentials, sealCredentials } from '../access/credentials.ts';
import type { Credential, Credentials } from '../plan/provider.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import type { Database } from '../store/database.ts';
import { readCredentialWatch } from '../store/credential-watch.ts';
import { readSyncTemplate, writeSyncTemplate } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { guardCredentials, guardToday } from './guard-credentials.ts';
import type { GuardDeps } from './guard-credentials.ts';
import { openTemplateSource } from './open-template-source.ts';
import { renewCredential } from './renew-credential.ts';
import { runTemplate } from './run.ts';

const box = memoryBox();
const secret = (text: string): Credential => ({ kind: 'secret', secret: text });
/** Eight in the morning in Stockholm: the day's look is due. */
const MORNING = Date.parse('2027-03-01T07:00:00Z');
const never = new AbortController().signal;

interface GuardWorld {
  entra: EmulatedTenant;
  database: Database;
  templateId: string;
  deps: GuardDeps;
  /** Moves the guard's clock to that morning; 0 is the first. */
  morning: (n: number) => void;
  stored: () => Promise<StoredSyncTemplate>;
  credentials: () => Promise<Credentials>;
  /** As somebody saves them. */
  save: (credentials: Credentials, settings?: Partial<SyncTemplate>) => Promise<void>;
  told: () => Promise<{ kind: string; severity: string; data: Record<string, unknown> }[]>;
  mails: () => Promise<{ kind: string; to_address: string | null; language: string }[]>;
  run: () => ReturnType<typeof runTemplate>;
}

async function guardWorld(settings: Partial<SyncTemplate> = {}): Promise<GuardWorld> {
  const entra = await openEmulatedTenant({ people: 3 });
  const { database, close } = await testDatabase();
  onTestFinished(close);
  const companyId = randomUUID();
  await writeTestCompany(database, companyId, 'Nordvik Energi AB');
  const own = { errorMailTo: 'it@nordvik.example', ...settings };
  const templateId = await writeTestTemplate(database, companyId, own);
  const { provider, cloud, credentials } = entra.options();
  let now = MORNING;
  const clouds = new Map([['emulator', cloud]]);
  const around = { database, openBox: async () => box, clouds, maxWaitSeconds: 1 };
  const stored = async () => {
    const row = await readSyncTemplate(database.kysely, templateId);
    if (!row) throw new Error('the template is gone');
    return row;
  };
  const save: GuardWorld['save'] = async (given, changed = {}) => {
    const before = await stored();
    await writeSyncTemplate(database.kysely, {
      ...before,
      template: { ...before.template, ...changed },
      provider,
      credentials: await sealCredentials(box, templateId, given),
    });
  };
  await save(credentials);
  const deps = { ...around, now: () => now };
  const openSource = openTemplateSource({ ...around, now: Date.now, clock: () => now });
  return {
    entra,
    database,
    templateId,
    deps,
    morning: (n) => (now = MORNING + n * day),
    stored,
    credentials: async () =>
      openCredentials(box, templateId, (await stored()).credentials ?? Buffer.alloc(0)),
    save,
    told: () =>
      database.kysely
        .selectFrom('notices')
        .select(['kind', 'severity', 'data'])
        .orderBy('at')
        .execute() as never,
    mails: () => database.kysely.selectFrom('mails').select(['kind', 'to_address', 'language']).execute(),
    run: () =>
      runTemplate(
        { database, openSource, now: Date.now, newId: randomUUID },
        { templateId, trigger: 'cli', preview: false, nominalAt: now },
      ),
  };
}

const guard = (world: GuardWorld) => guardCredentials(world.deps, never);

async function daysTold(world: GuardWorld): Promise<unknown[]> {
  return (await world.told()).map(({ data }) => data['days']);
}

test('warnings come 60, 30, 14, 7, 3 and 1 days before the end, on the day, and after it with growing pauses (C1)', async () => {
  const world = await guardWorld({ credentialExpires: '2027-05-10' });
  for (let n = 0; n < 100; n += 1) {
    world.morning(n);
    await guard(world);
  }
  expect(await daysTold(world)).toEqual([60, 30, 14, 7, 3, 1, 0, -1, -4, -11, -18, -25]);
  const told = await world.told();
  expect(told[0]).toMatchObject({
    kind: 'credential.expiring',
    severity: 'warning',
    data: { credential: 'secret', expires: '2027-05-10', next: 'none', source: 'administrator' },
  });
  expect(told.at(-1)?.severity).toBe('error');
  expect(await world.mails()).toHaveLength(12);
  expect((await world.mails())[0]).toEqual({
    kind: 'credential',
    to_address: 'it@nordvik.example',
    language: 'sv',
  });
}, 60_000);

test('of days that were missed only the nearest threshold is told, and a new end begins anew', async () => {
  const world = await guardWorld({ credentialExpires: '2027-03-21', errorMailTo: null });
  await guard(world);
  world.morning(15);
  await guard(world);
  await guard(world);
  expect(await daysTold(world)).toEqual([20, 5]);
  await world.save(await world.credentials(), { credentialExpires: '2027-03-26' });
  world.morning(16);
  await guard(world);
  await world.save(await world.credentials(), { credentialExpires: '2027-03-21' });
  world.morning(17);
  await guard(world);
  expect(await daysTold(world)).toEqual([20, 5, 9, 3]);
  // Nobody is to be mailed; webhooks hear of it all the same.
  expect(await world.mails()).toEqual([]);
});

test('a paused template is warned of until the day and not after it, one that lets its users go not at all', async () => {
  const world = await guardWorld({ credentialExpires: '2027-03-02', mode: 'paused' });
  for (const n of [0, 1, 2, 5, 12]) {
    world.morning(n);
    await guard(world);
  }
  expect(await daysTold(world)).toEqual([1, 0]);
  const other = await guardWorld({ credentialExpires: '2027-03-02' });
  await other.database.kysely.updateTable('sync_templates').set({ retiring_since: new Date() }).execute();
  expect(await guard(other)).toBe(0);
  await guardToday(other.deps, other.templateId);
  expect(await other.told()).toEqual([]);
});

test('what error mails tell already is not told a second time as an end that has come', async () => {
  const world = await guardWorld({ credentialExpires: '2027-02-27' });
  world.entra.emulator.tenant.apps.expireSecrets(world.entra.emulator.clientId);
  await world.run();
  await guard(world);
  expect((await world.told()).map(({ kind }) => kind)).toEqual(['incident.opened']);
  // With a new secret whose date nobody has corrected the trouble is over, and the date is what is left to be told.
  const fresh = world.entra.emulator.tenant.apps.addSecret(world.entra.emulator.clientId);
  await world.save({ current: secret(fresh), next: null });
  await world.run();
  world.morning(3);
  await guard(world);
  expect((await world.told()).map(({ kind }) => kind)).toEqual([
    'incident.opened',
    'incident.closed',
    'credential.expiring',
  ]);
});

test('the second credential takes over on the day on which it works, and everybody is told once (C2)', async () => {
  const world = await guardWorld({ credentialExpires: '2027-04-01' });
  const { apps } = world.entra.emulator.tenant;
  const { clientId, clientSecret } = world.entra.emulator;
  await world.save({
    current: secret(clientSecret),
    next: secret('not-in-entra-yet'),
    nextExpires: '2029-01-31',
  });
  const { fence } = await readFence(world);
  await guard(world);
  expect(await readCredentialWatch(world.database.kysely, world.templateId)).toMatchObject({
    next: 'notWorking',
    nextWhy: 'Entra does not accept the client secret.',
  });
  expect((await world.credentials()).current).toEqual(secret(clientSecret));
  expect(await guard(world)).toBe(0);
  apps.addSecret(clientId, 'not-in-entra-yet');
  world.morning(1);
  await guard(world);
  world.morning(2);
  await guard(world);
  expect(await world.credentials()).toMatchObject({ current: secret('not-in-entra-yet'), next: null });
  expect((await world.stored()).template.credentialExpires).toBe('2029-01-31');
  expect((await world.told()).filter(({ kind }) => kind === 'credential.renewed')).toMatchObject([
    { data: { why: 'daily', expires: '2029-01-31', credential: 'secret' } },
  ]);
  const audit = await world.database.kysely.selectFrom('audit_log').selectAll().execute();
  expect(audit).toMatchObject([
    {
      action: 'syncTemplate.renewCredential',
      actor: { kind: 'system', name: 'credential guard' },
      before: { credentialExpires: '2027-04-01' },
      after: { credentialExpires: '2029-01-31' },
    },
  ]);
  // A run that was under way then goes on.
  expect(await readFence(world)).toEqual({ fence });
});

async function readFence({ database }: GuardWorld): Promise<{ fence: number }> {
  return database.kysely.selectFrom('sync_templates').select('fence').executeTakeFirstOrThrow();
}

test('a run whose first credential is refused goes on with the second, which takes over for good (C3)', async () => {
  const world = await guardWorld();
  const { apps } = world.entra.emulator.tenant;
  const { clientId, clientSecret } = world.entra.emulator;
  apps.expireSecrets(clientId);
  apps.addSecret(clientId, 'fresh-secret');
  await world.save({ current: secret(clientSecret), next: secret('fresh-secret') });
  const report = await world.run();
  expect(report).toMatchObject({ state: 'succeeded', error: null });
  expect(await world.credentials()).toMatchObject({ current: secret('fresh-secret'), next: null });
  expect(await world.told()).toMatchObject([
    { kind: 'credential.renewed', data: { why: 'failed', expires: null } },
  ]);
  expect(await world.mails()).toHaveLength(1);
  world.entra.emulator.requests.reset();
  await world.run();
  expect(world.entra.emulator.requests.token().map(({ status }) => status)).toEqual([200]);
  expect(await world.told()).toHaveLength(1);
});

test('when both credentials are refused the run tells the first one’s trouble, and that the second fails too', async () => {
  const world = await guardWorld();
  const { clientId, clientSecret } = world.entra.emulator;
  world.entra.emulator.tenant.apps.expireSecrets(clientId);
  await world.save({ current: secret(clientSecret), next: secret('nonsense') });
  const { error, state } = await world.run();
  expect([state, error?.code]).toEqual(['failed', 'credential.expired']);
  expect(error?.message).toBe(
    'The app’s client secret has expired. The second credential does not work either: Entra does not accept the client secret.',
  );
  expect((await world.credentials()).next).toEqual(secret('nonsense'));
  expect((await world.told()).map(({ kind }) => kind)).toEqual(['incident.opened']);
});

test('what an administrator saves while the second one is tried stands, be it credentials or another app (C4)', async () => {
  const world = await guardWorld();
  const { clientSecret } = world.entra.emulator;
  const old = { current: secret('old'), next: secret(clientSecret) };
  await world.save(old);
  const { credentials, provider } = await world.stored();
  const tried = { templateId: world.templateId, provider, sealed: credentials ?? Buffer.alloc(0) };
  await world.save({ current: secret('newest'), next: null });
  expect(await renewCredential(world.deps, tried, { daily: null })).toEqual({ is: 'overtaken' });
  expect(await world.credentials()).toEqual({ current: secret('newest'), next: null });
  await world.save(old);
  const other = { ...provider, clientId: randomUUID() };
  await world.database.kysely
    .updateTable('sync_templates')
    .set({ provider: JSON.stringify(other) })
    .execute();
  const again = { ...tried, sealed: (await world.stored()).credentials ?? Buffer.alloc(0) };
  expect(await renewCredential(world.deps, again, { daily: null })).toEqual({ is: 'overtaken' });
  expect(await world.told()).toEqual([]);
});

test('credentials that were only sealed anew meanwhile are renewed, by whoever comes first and once', async () => {
  const world = await guardWorld();
  const { clientSecret } = world.entra.emulator;
  const old = { current: secret('old'), next: secret(clientSecret) };
  await world.save(old);
  const { credentials, provider } = await world.stored();
  const tried = { templateId: world.templateId, provider, sealed: credentials ?? Buffer.alloc(0) };
  await world.database.kysely
    .updateTable('sync_templates')
    .set({ credentials: await sealCredentials(box, world.templateId, old) })
    .execute();
  const renewals = await Promise.all(
    Array.from({ length: 5 }, () => renewCredential(world.deps, tried, { daily: null })),
  );
  expect(renewals.map(({ is }) => is).toSorted()).toEqual([
    'overtaken',
    'overtaken',
    'overtaken',
    'overtaken',
    'renewed',
  ]);
  expect(await world.told()).toHaveLength(1);
});

test('Entra’s date wins over the typed one where the app may read it, and the typed one where it can not tell (C6)', async () => {
  const world = await guardWorld({ credentialExpires: '2030-01-01' });
  const { apps } = world.entra.emulator.tenant;
  const { clientId } = world.entra.emulator;
  await guard(world);
  expect((await readCredentialWatch(world.database.kysely, world.templateId)).end).toBeNull();
  apps.setRoles(clientId, ['User.Read.All', 'Group.Read.All', 'Application.Read.All']);
  // Late in the evening in UTC, the next day in Stockholm.
  apps.addSecret(clientId, 'own-8Q~secret', Date.parse('2027-03-20T23:30:00Z'));
  apps.addSecret(clientId, 'xyz-8Q~secret', Date.parse('2027-03-05T12:00:00Z'));
  await world.save({ current: secret('own-8Q~secret'), next: null });
  await guard(world);
  expect(await world.told()).toMatchObject([{ data: { days: 20, expires: '2027-03-21', source: 'entra' } }]);
  apps.addSecret(clientId, 'own-8Q~another', Date.parse('2027-03-10T12:00:00Z'));
  await world.save({ current: secret('own-8Q~another'), next: null }, { credentialExpires: '2027-03-14' });
  await guard(world);
  expect((await world.told()).at(-1)).toMatchObject({
    data: { days: 13, expires: '2027-03-14', source: 'administrator' },
  });
  await world.save(await world.credentials(), { credentialExpires: null });
  await guard(world);
  expect((await world.told()).at(-1)).toMatchObject({ data: { expires: '2027-03-10', source: 'entra' } });
});

test('with Entra out of reach the date that is known still warns, and the look is made again within the hour', async () => {
  const world = await guardWorld({ credentialExpires: '2027-03-04' });
  world.entra.emulator.faults.add({ effect: 'status', status: 503, path: '*/token' });
  expect(await guard(world)).toBe(1);
  expect(await daysTold(world)).toEqual([3]);
  expect(await guard(world)).toBe(0);
  world.morning(1 / 24);
  expect(await guard(world)).toBe(1);
  expect(await daysTold(world)).toEqual([3]);
});

test('a second credential that nobody could try is not told as one that Entra refuses', async () => {
  const world = await guardWorld({ credentialExpires: '2027-03-04' });
  const { current } = await world.credentials();
  await world.save({ current, next: secret('to-come') });
  world.entra.emulator.faults.add({ effect: 'status', status: 503, path: '*/token' });
  await guard(world);
  expect(await world.told()).toMatchObject([{ data: { days: 3, next: 'unanswered' } }]);
  const [mail] = await readMails(world.database);
  const said = mail?.content.text.replaceAll(/\s+/g, ' ');
  expect(said).toContain('Entra ID svarade inte');
  expect(said).not.toContain('godtar den inte');
});

test('a key or a cloud that is not on the server is not told as a secret that Entra refuses', async () => {
  const world = await guardWorld();
  const { database, templateId, deps } = world;
  const clock = deps.now;
  const around = { database, maxWaitSeconds: 1, now: Date.now, clock };
  const openers = [
    openTemplateSource({ ...around, openBox: async () => memoryBox(2), clouds: deps.clouds }),
    openTemplateSource({ ...around, openBox: deps.openBox, clouds: new Map() }),
  ];
  for (const openSource of openers)
    await runTemplate(
      { database, openSource, now: Date.now, newId: randomUUID },
      { templateId, trigger: 'cli', preview: false, nominalAt: clock() },
    );
  const texts = (await readMails(database)).map(({ content }) => content.text);
  expect(texts).toHaveLength(2);
  expect(texts.filter((text) => text.includes('ROLLCALL_KEY'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('ROLLCALL_CLOUDS'))).toHaveLength(1);
  for (const text of texts) expect(text).not.toContain('New client secret');
});

test('two processes that look at the same time look once and tell once', async () => {
  const world = await guardWorld({ credentialExpires: '2027-03-04' });
  const looks = await Promise.all([guard(world), guard(world), guard(world)]);
  await Promise.all([guardToday(world.deps, world.templateId), guardToday(world.deps, world.templateId)]);
  expect(looks.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await daysTold(world)).toEqual([3]);
});

test('a takeover does not wait for a run that is being applied, and is made by the next look', async () => {
  const world = await guardWorld();
  const { clientSecret } = world.entra.emulator;
  await world.save({ current: secret('old'), next: secret(clientSecret) });
  await world.database.kysely.transaction().execute(async (trx) => {
    await trx.selectFrom('sync_templates').select('id').forUpdate().execute();
    expect(await guard(world)).toBe(0);
    const { credentials, provider } = await world.stored();
    const tried = { templateId: world.templateId, provider, sealed: credentials ?? Buffer.alloc(0) };
    expect(await renewCredential(world.deps, tried, { daily: null })).toEqual({ is: 'busy' });
  });
  expect(await guard(world)).toBe(1);
  expect((await world.credentials()).current).toEqual(secret(clientSecret));
}, 20_000);
