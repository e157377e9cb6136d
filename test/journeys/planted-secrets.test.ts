import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAppCertificate } from '../../emulator/certificate.ts';
import { openBrowser } from '../browser.ts';
import { openOidcProvider } from '../oidc-provider.ts';
import { findPlanted, readWholeDatabase, readWholeFolder } from '../planted.ts';
import { startService } from '../serving.ts';
import type { Service } from '../serving.ts';
import { openWorld } from '../world.ts';
import type { Report, World } from '../world.ts';

const secrets = {
  clientSecret: 'Pl4nted~client.secret"with\\quote&space',
  nextSecret: 'Pl4nted~next.secret-that-takes-over',
  wrongSecret: 'Pl4nted~wrong.secret/åäö',
  password: 'Planterat lösenord som ingen gissar 1',
  wrongPassword: 'Planterat fel lösenord, inte gissat',
  metricsToken: 'planted-metrics-token-0123456789',
};
/** Of people in the tenant: fine in the directory and in answers, never in a log. */
const personal = {
  surname: 'Zackrissonberg',
  mail: 'zelda.zackrissonberg@',
  alias: 'zz.planterad.alias',
  department: 'Planterad avdelning',
  number: '46812345017',
  numberShown: '+46 8 123 450 17',
  email: 'planterad.adm@nordvik.example',
  lastName: 'Planteradsson',
};

let world: World;
let folder: string;
beforeEach(async () => {
  world = await openWorld({ clientSecret: secrets.clientSecret });
  folder = await mkdtemp(join(tmpdir(), 'rollcall-planted-'));
  world.emulator.tenant.hire({
    givenName: 'Zelda',
    surname: personal.surname,
    mail: `${personal.mail}nordvik.example`,
    mailNickname: personal.alias,
    department: personal.department,
    businessPhones: [personal.numberShown],
  });
  // A conflict and people left out: what goes wrong is told with names, and not in the log.
  for (const n of [1, 2]) {
    world.emulator.tenant.hire({
      givenName: `Ny${n}`,
      surname: personal.surname,
      mailNickname: `ny${n}`,
      businessPhones: n === 1 ? ['inget nummer'] : [personal.numberShown],
    });
  }
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const written: string[] = [];
async function command<T = unknown>(args: string[], more: Record<string, string> = {}) {
  const answer = await world.cli<T>(args, undefined, more);
  written.push(answer.out, answer.error);
  return answer;
}

async function importSecret(secret: string, more: object = {}, environment: Record<string, string> = {}) {
  const document = world.document();
  const [template] = document['syncTemplates'] as { provider: Record<string, unknown> }[];
  Object.assign(template?.provider ?? {}, { client_secret: secret, ...more });
  return world.importDocument(document, environment);
}

/** A run that succeeds, then every kind of failure that has a secret near it. */
async function runInEveryWay(environment: Record<string, string> = {}): Promise<void> {
  const run = async () => (await command<Report>(['run', 'Alla'], environment)).json;
  await importSecret(secrets.clientSecret, { next: { client_secret: secrets.nextSecret } }, environment);
  expect(await run()).toMatchObject({ state: 'succeeded', counts: { create: 1 } });
  world.emulator.faults.add({ effect: 'status', status: 429, path: '/v1.0/*', times: 1000 });
  expect(await run()).toMatchObject({ state: 'failed', error: { code: 'graph.throttled' } });
  world.emulator.faults.clear();
  await importSecret(secrets.wrongSecret, { next: null }, environment);
  expect(await run()).toMatchObject({ state: 'failed', error: { code: 'credential.wrong' } });
  await importSecret(secrets.clientSecret, {}, environment);
}

/** A template changed and run by the API: once it succeeds, once Graph throttles, once the secret is wrong. */
async function syncByApi(service: Service, of: string, asToken: Record<string, string>): Promise<void> {
  const templates = await service.ask('GET', `${of}/sync-templates`, undefined, asToken);
  const [template] = templates.json['items'] as { id: string }[];
  const path = `${of}/sync-templates/${template?.id}`;
  const change = async (secret: string) => {
    const { headers, json } = await service.ask('GET', path, undefined, asToken);
    const provider = { ...(json['provider'] as object), client_secret: secret };
    const match = { ...asToken, 'If-Match': headers.get('etag') ?? '' };
    expect((await service.ask('PATCH', path, { provider }, match)).status).toBe(200);
  };
  const run = async (state: string) => {
    const { json, status } = await service.ask('POST', `${path}/runs`, {}, asToken);
    expect(status, JSON.stringify(json)).toBeLessThan(300);
    const id = String(json['run'] ?? json['id']);
    await expect
      .poll(async () => (await service.ask('GET', `${of}/runs/${id}`, undefined, asToken)).json['state'], {
        timeout: 30_000,
        interval: 100,
      })
      .toBe(state);
    await service.ask('GET', `${of}/runs/${id}/steps`, undefined, asToken);
  };
  await change(secrets.clientSecret);
  await service.ask('POST', `${path}/connection-tests`, {}, asToken);
  await run('succeeded');
  world.emulator.faults.add({ effect: 'status', status: 429, path: '/v1.0/*', times: 1000 });
  await run('failed');
  world.emulator.faults.clear();
  await change(secrets.wrongSecret);
  await service.ask('POST', `${path}/connection-tests`, {}, asToken);
  await run('failed');
  await change(secrets.clientSecret);
}

async function useApi(service: Service): Promise<Record<string, string>> {
  const token = /\/welcome#first=([\w-]+)/.exec(service.written())?.[1] ?? '';
  const { email, lastName } = personal;
  const { password, wrongPassword } = secrets;
  const made = await service.ask('POST', '/api/v1/first-administrator', {
    token,
    email,
    firstName: 'Anna',
    lastName,
    password,
  });
  expect(made.status, JSON.stringify(made.json)).toBeLessThan(300);
  await service.ask('POST', '/api/v1/sign-in', { email, password: wrongPassword });
  const signedIn = await service.ask('POST', '/api/v1/sign-in', { email, password });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  const session = cookie.find((one) => one.includes('session'))?.split('=')[1] ?? '';
  const asPerson = {
    Cookie: cookie.join('; '),
    'X-CSRF-Token': String(signedIn.json['csrf']),
    Origin: service.url,
  };
  const companies = await service.ask('GET', '/api/v1/companies', undefined, asPerson);
  const [company] = companies.json['items'] as { id: string }[];
  const of = `/api/v1/companies/${company?.id}`;
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const made2 = await service.ask(
    'POST',
    `${of}/tokens`,
    { name: 'Test', role: 'companyAdministrator', expiresAt },
    // The answer is kept for whoever asks again, and the token is no part of what is kept.
    { ...asPerson, 'Idempotency-Key': 'planted-once' },
  );
  expect(made2.status, JSON.stringify(made2.json)).toBe(201);
  const apiToken = String(made2.json['secret'] ?? made2.json['token']);
  const asToken = { Authorization: `Bearer ${apiToken}` };
  for (const path of [
    '',
    '/sync-templates',
    '/runs',
    '/users',
    '/people',
    '/changes',
    '/audit',
    '/document',
    '/numbers',
    '/status',
    '/tokens',
  ]) {
    await service.ask('GET', of + path, undefined, asToken);
    await service.ask(
      'GET',
      `${of}${path}?search=${personal.alias}&q=${personal.surname}`,
      undefined,
      asPerson,
    );
  }
  await service.ask(
    'POST',
    `${of}/users`,
    { alias: personal.alias, name: { first: personal.surname } },
    asToken,
  );
  await service.ask('GET', `${of}/users/${personal.alias}`, undefined, {
    Authorization: `Bearer ${apiToken}x`,
  });
  await syncByApi(service, of, asToken);
  const figures = await service.ask('GET', '/metrics', undefined, {
    Authorization: `Bearer ${secrets.metricsToken}`,
  });
  expect(figures.status).toBe(200);
  return { sessionToken: session, apiToken, linkToken: token };
}

test(
  'no secret stands anywhere in what the product wrote, and no person in its log',
  { timeout: 180_000 },
  async () => {
    const service = await startService(world, {
      ROLLCALL_METRICS_TOKEN: secrets.metricsToken,
      ROLLCALL_LOG_LEVEL: 'debug',
    });
    await runInEveryWay();
    const { certPem: pem, keyPem } = await createAppCertificate(
      'Rollcall',
      new Date(),
      new Date(Date.now() + 1e10),
    );
    const certificate = { pem, key: keyPem };
    written.push((await importSecret('', { client_secret: undefined, certificate })).out);
    await importSecret(secrets.clientSecret, { certificate: undefined });
    const fromApi = await useApi(service);
    for (const args of [
      ['export'],
      ['status'],
      ['users'],
      ['plan', 'Alla'],
      ['explain', 'Alla', personal.alias],
      ['doctor'],
    ]) {
      await command(args);
    }
    const oldMaster = (await readFile(join(world.dataFolder, 'secret.key'), 'utf8')).trim();
    await command(['rotate-key', '--master']);
    await command(['run', 'Alla']);
    await command(['backup', join(folder, 'backup')]);
    const master = (await readFile(join(world.dataFolder, 'secret.key'), 'utf8')).trim();
    expect(master).not.toBe(oldMaster);
    await service.stop();

    const { linkToken = '', apiToken = '', ...opening } = fromApi;
    const planted = {
      ...secrets,
      ...opening,
      apiToken,
      certificateKey: keyPem.split('\n')[3] ?? '',
      master,
      oldMaster,
      masterHex: Buffer.from(master, 'base64').toString('hex'),
      oldMasterHex: Buffer.from(oldMaster, 'base64').toString('hex'),
    };
    const places = {
      ...(await readWholeDatabase(world.databaseUrl)),
      ...(await readWholeFolder(folder, () => false)),
      ...(await readWholeFolder(world.dataFolder, (name) => name === 'secret.key')),
      'what commands printed': written.join('\n'),
      'what serve wrote': service.written(),
    };
    expect(Object.keys(places).filter((place) => place.startsWith('table pgboss.')).length).toBeGreaterThan(
      2,
    );
    expect(findPlanted(planted, places)).toEqual([]);
    // The link is made for being read once on standard error; the token is shown once to whoever made it.
    const { 'what serve wrote': ofServe, ...others } = places;
    expect(findPlanted({ linkToken }, others)).toEqual([]);
    const { apiToken: _, ...rest } = planted;
    expect(findPlanted(rest, { answers: service.answered() })).toEqual([]);
    expect(service.answered().split(apiToken)).toHaveLength(2);

    const log = ofServe.split('\n').filter((line) => line.startsWith('{'));
    expect(log.length).toBeGreaterThan(2);
    expect(findPlanted(personal, { log: log.join('\n') })).toEqual([]);
  },
);

test('the secret for signing in at a provider and a master key that is given stand nowhere', async () => {
  const provider = await openOidcProvider();
  const key = randomBytes(32).toString('hex');
  const service = await startService(world, {
    ROLLCALL_KEY: key,
    ROLLCALL_ORIGIN: 'https://rollcall.example',
    ROLLCALL_OIDC_ISSUER: provider.issuer,
    ROLLCALL_OIDC_CLIENT_ID: provider.clientId,
    ROLLCALL_OIDC_CLIENT_SECRET: provider.clientSecret,
    ROLLCALL_LOG_LEVEL: 'debug',
  });
  const environment = { ROLLCALL_KEY: key };
  await importSecret(secrets.clientSecret, {}, environment);
  await command(['run', 'Alla'], environment);
  const answers: string[] = [];
  provider.person = { sub: 'somebody', email: personal.email, email_verified: true };
  for (const fault of ['none', 'tokenRefused', 'wrongKey'] as const) {
    provider.fault = fault;
    const browser = openBrowser(service.url);
    const start = await browser.ask('GET', '/oidc/start');
    const away = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' });
    const { search } = new URL(away.headers.get('location') ?? '');
    const back = await browser.ask('GET', `/oidc/return${search}`, undefined, {
      'sec-fetch-site': 'cross-site',
    });
    expect(back.status).toBeGreaterThanOrEqual(400);
    answers.push(JSON.stringify([start.body, [...start.headers], back.body, [...back.headers]]));
  }
  await command(['doctor'], environment);
  await command(['rotate-key'], environment);
  await command(['backup', join(folder, 'backup')], environment);
  await service.stop();
  await provider.close();
  const places = {
    ...(await readWholeDatabase(world.databaseUrl)),
    ...(await readWholeFolder(folder, () => false)),
    'what commands printed': written.join('\n'),
    'what serve wrote': service.written(),
    answers: answers.join('\n'),
  };
  const keyBase64 = Buffer.from(key, 'hex').toString('base64');
  const { clientSecret } = secrets;
  expect(findPlanted({ oidc: provider.clientSecret, key, keyBase64, clientSecret }, places)).toEqual([]);
  const log = { log: service.written() };
  expect(findPlanted({ email: personal.email }, log)).toEqual([]);
}, 60_000);

test('the search finds what is planted, in every form', () => {
  const secret = { it: 'Pl4nted~"secret"åäö' };
  const text = secret.it;
  const forms = {
    plain: `x${text}y`,
    hex: Buffer.from(text).toString('hex'),
    json: JSON.stringify({ text }),
    twice: JSON.stringify(JSON.stringify({ text })),
    url: `?a=${encodeURIComponent(text)}`,
    form: new URLSearchParams({ a: text }).toString(),
    base64: Buffer.from(`ab${text}cdef`).toString('base64'),
    base64shifted: Buffer.from(`abc${text}cdef`).toString('base64url'),
    base64again: Buffer.from(`a${text}`).toString('base64'),
  };
  for (const [name, form] of Object.entries(forms)) {
    expect(findPlanted(secret, { [name]: form }), name).not.toEqual([]);
  }
  expect(findPlanted(secret, { clean: 'nothing here' })).toEqual([]);
});
