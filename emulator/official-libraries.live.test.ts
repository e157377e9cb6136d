// The emulator as met by clients that nobody here wrote: @azure/msal-node over TLS, and
// @microsoft/microsoft-graph-client with its page iterator, its delta and its batch.
import { createHash } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ConfidentialClientApplication, type Configuration } from '@azure/msal-node';
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  PageIterator,
  type PageCollection,
} from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAppCertificate } from './certificate.ts';
import { startEmulator, type Emulator } from './emulator.ts';
import { createAnswerCheck } from './graph-probe.ts';

let emulator: Emulator;
let graph: Client;
const before = getCACertificates('default');
const check = createAnswerCheck();

const configure = (auth: Partial<Configuration['auth']>): Configuration => ({
  auth: {
    clientId: emulator.clientId,
    authority: `${emulator.url}/${emulator.tenantId}`,
    knownAuthorities: [new URL(emulator.url).host],
    ...auth,
  },
});

const scopes = (): string[] => [`${emulator.url}/.default`];

beforeAll(async () => {
  emulator = await startEmulator({ people: 2100, tls: true });
  setDefaultCACertificates([...before, emulator.caPem ?? '']);
  const msal = new ConfidentialClientApplication(configure({ clientSecret: emulator.clientSecret }));
  graph = Client.initWithMiddleware({
    baseUrl: `${emulator.url}/`,
    customHosts: new Set([new URL(emulator.url).hostname]),
    authProvider: {
      getAccessToken: async () =>
        (await msal.acquireTokenByClientCredential({ scopes: scopes() }))?.accessToken ?? '',
    },
  });
});
afterAll(async () => {
  setDefaultCACertificates(before);
  await emulator.close();
});
beforeEach(() => {
  emulator.faults.clear();
  emulator.requests.reset();
});

interface User {
  id: string;
  displayName: string | null;
}

/** A page as the library hands it on, held against the description. */
async function fetchPage(path: string): Promise<PageCollection> {
  const page = (await graph.api(path).get()) as PageCollection;
  check('GET', new URL(path, `${emulator.url}/v1.0/`).pathname.replace(/^(?!\/v1\.0)/, '/v1.0'), 200, page);
  return page;
}

test('msal-node takes a token for a secret and keeps it', async () => {
  const app = new ConfidentialClientApplication(configure({ clientSecret: emulator.clientSecret }));
  const first = await app.acquireTokenByClientCredential({ scopes: scopes() });
  const second = await app.acquireTokenByClientCredential({ scopes: scopes() });
  expect(first?.accessToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(first?.tokenType).toBe('Bearer');
  expect(second?.accessToken).toBe(first?.accessToken);
  expect(emulator.requests.counts().token).toBe(1);
});

test('msal-node takes a token for a certificate', async () => {
  const identity = await createAppCertificate(
    'msal',
    new Date(Date.now() - 86_400_000),
    new Date(Date.now() + 86_400_000),
  );
  emulator.tenant.apps.addCertificate(emulator.clientId, identity.certPem);
  const der = Buffer.from(identity.certPem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const thumbprintSha256 = createHash('sha256').update(der).digest('hex');
  const certificate = { thumbprintSha256, privateKey: identity.keyPem };
  const app = new ConfidentialClientApplication(configure({ clientCertificate: certificate }));
  const result = await app.acquireTokenByClientCredential({ scopes: scopes() });
  expect(result?.accessToken).toMatch(/\./);
});

test('msal-node names a wrong secret as Entra would have it', async () => {
  const app = new ConfidentialClientApplication(configure({ clientSecret: 'wrong' }));
  const asking = app.acquireTokenByClientCredential({ scopes: scopes() });
  await expect(asking).rejects.toMatchObject({
    errorCode: 'invalid_client',
    errorNo: 7000215,
    status: 401,
  });
});

test('the page iterator of the Graph client walks through everybody once', async () => {
  const page = await fetchPage('/users?$select=id,displayName&$top=999');
  const seen: string[] = [];
  const iterator = new PageIterator(graph, page, (user: User) => {
    seen.push(user.id);
    return true;
  });
  await iterator.iterate();
  expect(seen.length).toBe(2100);
  expect(new Set(seen).size).toBe(2100);
  expect(emulator.requests.counts().graph).toBe(3);
});

test('the page iterator follows delta to its link, and the link tells what changed', async () => {
  const page = await fetchPage('/users/microsoft.graph.delta?$select=id,displayName');
  let count = 0;
  const iterator = new PageIterator(graph, page, () => ++count > 0);
  await iterator.iterate();
  expect(count).toBe(2100);
  const id = emulator.tenant.hire({ displayName: 'Ny Person' });
  const later = await fetchPage(iterator.getDeltaLink() ?? '');
  expect(later.value).toEqual([{ id, displayName: 'Ny Person' }]);
  emulator.tenant.remove(id);
});

test('the batch of the Graph client finds each of its answers again', async () => {
  const ids = emulator.tenant.directory.people.all.slice(0, 3).map((person) => person?.id ?? '');
  // The client cuts off the origin only; a part's address must not name the version.
  const steps = ids.map((id, i) => ({
    id: String(i),
    request: new Request(`${emulator.url}/users/${id}?$select=id`),
  }));
  const missing = {
    id: 'gone',
    request: new Request(`${emulator.url}/users/00000000-0000-4000-8000-000000000000`),
  };
  const content = await new BatchRequestContent([...steps, missing]).getContent();
  const answers = new BatchResponseContent(await graph.api('/$batch').post(content));
  for (const [i, id] of ids.entries()) {
    expect(await answers.getResponseById(String(i)).json()).toMatchObject({ id });
  }
  expect(answers.getResponseById('gone').status).toBe(404);
});

test('the Graph client waits as told and tries again after 429', async () => {
  emulator.faults.add({ effect: 'status', status: 429, retryAfter: 0, path: '/v1.0/organization', times: 1 });
  emulator.tenant.apps.setRoles(emulator.clientId, ['User.Read.All', 'Group.Read.All']);
  await expect(graph.api('/organization').get()).rejects.toMatchObject({
    statusCode: 403,
    code: 'Authorization_RequestDenied',
  });
  expect(emulator.requests.graph().map(({ status }) => status)).toEqual([429, 403]);
});
