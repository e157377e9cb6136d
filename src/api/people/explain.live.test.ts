// One person explained through the API, by real requests to the emulated tenant: with and without asking it, by a template and by
// whichever of the company has her, and with secrets that do not open.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';

let emulator: Emulator;
let api: TestApi;
let company: string;
let admin: Ask;
let asa: string;
beforeAll(async () => {
  emulator = await startEmulator({});
  const cloud = { name: 'emulator', login: emulator.url, graph: emulator.url, ca: null };
  api = await openTestApi({ clouds: new Map([['emulator', cloud]]) });
  company = await api.company();
  admin = await api.asPerson('companyAdministrator', company);
  asa = emulator.tenant.hire({
    givenName: 'Åsa',
    surname: 'Lind',
    displayName: 'Åsa Lind',
    mailNickname: 'asa.lind',
  });
  emulator.tenant.createGroup({ displayName: 'Telefoni' });
});
afterAll(async () => {
  await api.close();
  await emulator.close();
});

interface Explained {
  found: boolean;
  verdict: { is: string; message: string };
  smallestChanges: { station: string; who: string }[];
  stations: { station: string; verdict: string; from: string }[];
  live: { isAsked: boolean; why: string | null; requests: number };
}

async function make(changed: Record<string, unknown> = {}): Promise<string> {
  const { body } = await admin<{ id: string }>('POST', `/companies/${company}/sync-templates`, {
    name: randomUUID(),
    provider: {
      tenant_id: emulator.tenantId,
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      cloud: 'emulator',
      user_filter: { memberOf: ['Telefoni'] },
      ...changed,
    },
    fieldMapping: {
      alias: 'mailNickname',
      name: 'givenName',
      surname: 'surname',
      pstnFixed: 'businessPhones',
    },
  });
  return body.id;
}

const readState = async (): Promise<string> => {
  const { kysely } = api.database;
  const [people, runs, templates] = [
    await kysely.selectFrom('roster').selectAll().execute(),
    await kysely.selectFrom('runs').selectAll().execute(),
    await kysely.selectFrom('sync_templates').selectAll().orderBy('id').execute(),
  ];
  return JSON.stringify([people, runs, templates]);
};

describe('somebody whom no run has read', () => {
  test('is led through every station, on a paused template too, and nothing is changed by asking', async () => {
    const template = await make();
    const before = await readState();
    const url = `/companies/${company}/sync-templates/${template}/explain?who=${encodeURIComponent('åsa lind')}`;
    const { status, body } = await admin<Explained>('GET', url);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      found: true,
      person: asa,
      verdict: { is: 'stopped' },
      live: { isAsked: true, why: null },
    });
    expect(body.live.requests).toBeLessThanOrEqual(6);
    expect(body.smallestChanges.map(({ station, who }) => [station, who])).toEqual([
      ['template', 'here'],
      ['scope', 'entraAdministrator'],
      ['requirement', 'entraAdministrator'],
    ]);
    expect(body.stations.map(({ station }) => station)).toEqual([
      'template',
      'entra',
      'scope',
      'filter',
      'person',
      'mapping',
      'requirement',
      'claims',
      'match',
      'creation',
      'brake',
      'user',
    ]);
    expect((await admin<Explained>('GET', `${url}&live=false`)).body).toMatchObject({
      found: false,
      live: { isAsked: false },
    });
    expect((await admin('GET', `${url}&live=maybe`)).status).toBe(400);
    expect(await readState()).toBe(before);
  });

  test('is explained by the template that says most of her, with a word from each', async () => {
    const { body } = await admin<{ template: string; explanation: Explained; templates: unknown[] }>(
      'GET',
      `/companies/${company}/explain?who=${asa}`,
    );
    expect(body).toMatchObject({ explanation: { found: true, person: asa } });
    expect(body.templates).toMatchObject([{ is: 'stopped' }]);
    const empty = await api.company();
    const theirs = await api.asPerson('companyAdministrator', empty);
    expect((await theirs('GET', `/companies/${empty}/explain?who=${asa}`)).body).toEqual({
      templateId: null,
      template: null,
      explanation: null,
      templates: [],
    });
    expect((await theirs('GET', `/companies/${company}/explain?who=${asa}`)).status).toBe(404);
  });

  test('is not told when the secret is wrong or does not open, and why is', async () => {
    const wrong = await make({ client_secret: 'w~R0ng8Q~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' });
    const url = (template: string) => `/companies/${company}/sync-templates/${template}/explain?who=${asa}`;
    const { body } = await admin<Explained>('GET', url(wrong));
    expect(body).toMatchObject({
      found: false,
      live: { isAsked: true, cure: expect.stringMatching(/secret/i) },
    });
    const broken = await make();
    await api.database.kysely
      .updateTable('sync_templates')
      .set({ credentials: Buffer.from('not sealed') })
      .where('id', '=', broken)
      .execute();
    expect((await admin<Explained>('GET', url(broken))).body).toMatchObject({
      found: false,
      live: { isAsked: true, requests: 0 },
    });
  });
});
