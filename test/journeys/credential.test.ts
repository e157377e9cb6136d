// A secret is renewed as administrators do it, by commands and over weeks: warned of, the new one given beside the old one before
// Entra knows it, taken over without a night being lost, and never taken back by the document from before.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { startService } from '../serving.ts';
import type { Report, World } from '../world.ts';
import { openWorld } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ people: 8 });
});
afterEach(() => world.close());

const night = (date: string) => `${date}T01:30:00Z`;
const provider = (changed: Record<string, unknown> = {}) => ({
  tenant_id: world.emulator.tenantId,
  client_id: world.emulator.clientId,
  client_secret: world.emulator.clientSecret,
  user_filter: { memberOf: [''] },
  cloud: 'emulator',
  ...changed,
});
const run = (date: string) => world.cli<Report>(['run', 'Alla'], night(date));

async function readTold(): Promise<{ kind: string; day: string; days: number | null }[]> {
  const database = await openDatabase(world.databaseUrl);
  try {
    const rows = await database.kysely
      .selectFrom('notices')
      .innerJoin('mails', 'mails.notice_id', 'notices.id')
      .select(['notices.kind', 'notices.at', 'notices.data'])
      .where('mails.kind', '=', 'credential')
      .where('mails.to_address', '=', 'it@nordvik.example')
      .orderBy('notices.at')
      .execute();
    return rows.map(({ kind, at, data }) => ({
      kind,
      day: at.toISOString().slice(0, 10),
      days: (data as { days?: number }).days ?? null,
    }));
  } finally {
    await database.close();
  }
}

test('a secret is renewed by commands without a night being lost, and an old document does not undo it', async () => {
  const { apps } = world.emulator.tenant;
  const { clientId } = world.emulator;
  const settings = { errorMailTo: 'it@nordvik.example', credentialExpires: '2027-03-08' };
  await world.importDocument(world.document({ ...settings, provider: provider() }));
  expect((await run('2027-03-01')).json.state).toBe('succeeded');
  expect((await run('2027-03-01')).json.state).toBe('succeeded');
  expect((await run('2027-03-05')).json.state).toBe('succeeded');
  expect(await readTold()).toEqual([
    { kind: 'credential.expiring', day: '2027-03-01', days: 7 },
    { kind: 'credential.expiring', day: '2027-03-05', days: 3 },
  ]);
  const next = { client_secret: 'renewed-8Q~secret', expires: '2028-03-05' };
  const withNext = world.document({ ...settings, provider: provider({ next }) });
  const imported = await world.importDocument(withNext);
  expect(imported.out).toContain('provider.next');
  expect(imported.out).not.toContain('renewed-8Q');
  await run('2027-03-06');
  const { json: waiting } = await world.cli<{ credential: unknown }[]>(['status'], night('2027-03-06'));
  expect(waiting[0]?.credential).toMatchObject({ daysLeft: 2, source: 'administrator', next: 'notWorking' });
  // The old one ends in the very night in which the new one is registered.
  apps.expireSecrets(clientId);
  apps.addSecret(clientId, 'renewed-8Q~secret');
  expect((await run('2027-03-08')).json).toMatchObject({ state: 'succeeded', error: null });
  expect((await readTold()).slice(2)).toEqual([
    { kind: 'credential.renewed', day: '2027-03-08', days: null },
  ]);
  const status = await world.cli<{ credential: unknown }[]>(['status'], night('2027-03-08'));
  expect(status.json[0]?.credential).toMatchObject({ expires: '2028-03-05', daysLeft: 363, next: 'none' });
  expect(JSON.stringify((await world.cli(['export'])).json)).not.toContain('"next"');
  const { json: again } = await world.importDocument(withNext);
  expect(JSON.stringify(again)).toContain('The second credential has taken over');
  expect((await run('2027-03-09')).json).toMatchObject({ state: 'succeeded', error: null });
  // Neither is the old one's last day.
  const end = await world.cli<{ credential: unknown }[]>(['status'], night('2027-03-09'));
  expect(end.json[0]?.credential).toMatchObject({ expires: '2028-03-05' });
  expect(await readTold()).toHaveLength(3);
}, 120_000);

test('a service tries a second secret soon after it was saved, and goes on with it', async () => {
  const next = { client_secret: world.emulator.clientSecret };
  await world.importDocument(
    world.document({ mode: 'paused', provider: provider({ client_secret: 'worn', next }) }),
  );
  const service = await startService(world);
  try {
    await vi.waitUntil(
      async () => {
        const { json } = await world.cli<{ credential: { kind: string | null; next: string | null } }[]>([
          'status',
        ]);
        return json[0]?.credential.kind === 'secret' && json[0].credential.next === 'none';
      },
      { timeout: 60_000, interval: 500 },
    );
  } finally {
    await service.stop();
  }
  expect(world.emulator.requests.token().map(({ status }) => status)).toEqual([200]);
  expect(service.written()).not.toContain('worn');
}, 120_000);
