// People counted by standing and reason through the API, as a run has left them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';

let emulator: Emulator;
let api: TestApi;
let company: string;
let viewer: Ask;
let template: string;
beforeAll(async () => {
  emulator = await startEmulator({});
  const cloud = { name: 'emulator', login: emulator.url, graph: emulator.url, ca: null };
  api = await openTestApi({ clouds: new Map([['emulator', cloud]]) });
  company = await api.company();
  viewer = await api.asPerson('viewer', company);
  const admin = await api.asPerson('companyAdministrator', company);
  const { body } = await admin<{ id: string }>('POST', `/companies/${company}/sync-templates`, {
    name: 'Alla kontor',
    provider: {
      tenant_id: emulator.tenantId,
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      cloud: 'emulator',
      user_filter: { memberOf: [] },
    },
  });
  template = body.id;
});
afterAll(async () => {
  await api.close();
  await emulator.close();
});

interface Counts {
  people: number;
  standings: Record<string, number>;
  reasons: { standing: string; code: string; count: number }[];
}

async function write(person: string, standing: string, codes: string[]): Promise<void> {
  await api.database.kysely
    .insertInto('roster')
    .values({
      template_id: template,
      person_id: person,
      present: true,
      facts: '{}',
      facts_hash: 'a',
      mapped: '{}',
      standing,
      codes,
      read_at: new Date(),
    })
    .execute();
}

test('people are counted by standing, and for every reason that they have', async () => {
  const path = `/companies/${company}/people/counts`;
  const none = { linked: 0, skip: 0, conflict: 0, outside: 0 };
  expect((await viewer<Counts>('GET', path)).body).toEqual({ people: 0, standings: none, reasons: [] });
  await write('a', 'skip', ['pstnFixed.missing', 'surname.missing']);
  await write('b', 'skip', ['pstnFixed.missing']);
  await write('c', 'linked', []);
  const { body } = await viewer<Counts>('GET', `${path}?template=${template}`);
  expect(body).toEqual({
    people: 3,
    standings: { ...none, linked: 1, skip: 2 },
    reasons: [
      { standing: 'skip', code: 'pstnFixed.missing', count: 2 },
      { standing: 'skip', code: 'surname.missing', count: 1 },
    ],
  });
  const other = '00000000-0000-4000-8000-000000000000';
  expect((await viewer<Counts>('GET', `${path}?template=${other}`)).body.people).toBe(0);
});
