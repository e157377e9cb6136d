// What a SCIM service answers when it does not do what it is asked, and whose fault that is: one user's, or everybody's.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openScimmy, PHONE, TOKEN } from '../../../test/scimmy-service.ts';
import type { ScimService } from '../../../test/scimmy-service.ts';
import type { Outcome, Target } from '../target.ts';
import { aTargetUser } from './testing/a-target-user.ts';
import { errorOf, openAgainst } from './testing/open-against.ts';

let service: ScimService;
let target: Target;
beforeEach(async () => {
  service = await openScimmy();
  target = openAgainst(service.url, TOKEN);
});
afterEach(async () => {
  await target.close();
  await service.close();
});

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    view: aTargetUser({
      user: `user-of-ours-${at}`,
      alias: `alias${at}`,
      email: `alias${at}@nordvik.example`,
    }),
    before: null,
  }));
const errorIn = (outcome: Outcome | undefined) => (outcome?.is === 'failed' ? outcome.error : null);
const upsertOne = async () => errorIn((await target.upsert(people(1)))[0]);
const answerTo = (
  method: string,
  status: number,
  body: object = {},
  headers: Record<string, string> = {},
) => {
  service.instead = (what) => (what.startsWith(method) ? { status, body, headers } : null);
};

describe('everybody meets', () => {
  test.each([
    [401, 'refused', 'target.refused'],
    [403, 'refused', 'target.refused'],
    [402, 'refused', 'target.licence'],
    [302, 'refused', 'target.moved'],
    [429, 'retry', 'target.throttled'],
    [502, 'retry', 'target.unavailable'],
    [503, 'retry', 'target.unavailable'],
  ])('HTTP %i, which is %s', async (status, is, code) => {
    answerTo('POST', status, { detail: 'so it is' }, { location: 'http://127.0.0.1:1/' });
    expect(await errorOf(target.upsert(people(3)))).toMatchObject({ is, code });
  });

  test('a wrong token', async () => {
    const other = openAgainst(service.url, 'a-wrong-token');
    expect(await errorOf(other.probe())).toMatchObject({ is: 'refused', code: 'target.refused' });
    await other.close();
  });

  test('how long the service wants to be left alone', async () => {
    answerTo('GET', 429, {}, { 'retry-after': '17' });
    expect(await errorOf(target.upsert(people(1)))).toMatchObject({ is: 'retry', retryAfterMs: 17_000 });
  });

  test('a line that breaks, and a place where nobody is', async () => {
    service.instead = () => 'drop';
    expect(await errorOf(target.probe())).toMatchObject({ is: 'retry', code: 'target.unreachable' });
    const nowhere = openAgainst('http://127.0.0.1:1', TOKEN);
    expect(await errorOf(nowhere.probe())).toMatchObject({ is: 'retry', code: 'target.unreachable' });
    await nowhere.close();
  });

  test('an address where there are no users', async () => {
    const wrong = openAgainst(`${service.url}/elsewhere`, TOKEN);
    expect(await errorOf(wrong.probe())).toMatchObject({ is: 'refused', code: 'target.addressWrong' });
    expect(await errorOf(wrong.upsert(people(1)))).toMatchObject({
      is: 'refused',
      code: 'target.addressWrong',
    });
    await wrong.close();
  });

  test('a network that the server’s owner does not allow', async () => {
    const inside = openAgainst(service.url, TOKEN, {}, { allowed: { names: [], networks: [] } });
    const error = await errorOf(inside.probe());
    expect(error).toMatchObject({ is: 'retry', code: 'target.unreachable' });
    expect(error.message).toContain('ROLLCALL_TARGET_HOSTS');
    expect(service.asked).toEqual([]);
    await inside.close();
  });

  test('a name that stands for such a network', async () => {
    const url = service.url.replace('127.0.0.1', 'pbx.vaxel.test').replace('http:', 'https:');
    const inside = openAgainst(
      url,
      TOKEN,
      {},
      {
        allowed: { names: [], networks: [] },
        resolve: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      },
    );
    expect((await errorOf(inside.probe())).message).toContain('ROLLCALL_TARGET_HOSTS');
    await inside.close();
  });

  test('silence that lasts too long', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const { port } = silent.address() as AddressInfo;
    const slow = openAgainst(`http://127.0.0.1:${port}`, TOKEN, {}, { timeoutMs: 200 });
    expect(await errorOf(slow.probe())).toMatchObject({ is: 'retry', code: 'target.unreachable' });
    await slow.close();
    silent.closeAllConnections();
    silent.close();
  });

  test('something in the middle: what was done is told as done, and nobody is lost', async () => {
    let posts = 0;
    service.instead = (what) => (what.startsWith('POST') && (posts += 1) > 6 ? { status: 503 } : null);
    const outcomes = await target.upsert(people(20));
    expect(outcomes).toHaveLength(20);
    expect(outcomes.filter(({ is }) => is === 'done')).toHaveLength(6);
    for (const outcome of outcomes.filter(({ is }) => is === 'failed'))
      expect(errorIn(outcome)).toMatchObject({ is: 'retry', code: 'target.unavailable' });
    service.instead = null;
    const again = await target.upsert(people(20));
    expect(again.every(({ is }) => is === 'done')).toBe(true);
    expect(service.users.size).toBe(20);
  });
});

describe('one user meets', () => {
  test.each([
    [400, { detail: 'title is too long' }, 'rejected', 'target.rejected'],
    [422, { message: 'title is too long' }, 'rejected', 'target.rejected'],
    [409, { scimType: 'uniqueness', detail: 'taken' }, 'conflict', 'target.accountTaken'],
    [400, { scimType: 'uniqueness', detail: 'taken' }, 'conflict', 'target.accountTaken'],
    [500, { detail: 'oops' }, 'retry', 'target.unavailable'],
    [501, {}, 'rejected', 'target.unsupported'],
  ])('HTTP %i with %j, which is %s', async (status, body, is, code) => {
    answerTo('POST', status, body);
    expect(await upsertOne()).toMatchObject({ is, code });
  });

  test('the service’s own words, in one line and not for ever', async () => {
    answerTo('POST', 400, { detail: `title\nis ${'x'.repeat(5_000)}` });
    const error = await upsertOne();
    expect(error?.message).toContain('title is xxx');
    expect(error?.message.length).toBeLessThan(400);
  });

  test('what the service’s own check of the form says', async () => {
    const strict = openAgainst(service.url, TOKEN, {
      attributes: { userName: { field: 'email' }, [`${PHONE}:hidden`]: { constant: 'perhaps' } },
    });
    expect(errorIn((await strict.upsert(people(1)))[0])).toMatchObject({ is: 'rejected' });
    await strict.close();
  });

  test('a user who may not be changed, while others are', async () => {
    const [applied] = await target.upsert(people(1));
    const id = applied?.is === 'done' ? applied.externalId : '';
    answerTo('PATCH', 403, { detail: 'owner of the account' });
    const view = aTargetUser({ user: 'user-of-ours-0', alias: 'alias0', title: 'Chef' });
    const before = { user: view.user, externalId: id, entry: {}, origin: 'made' as const };
    const [outcome] = await target.upsert([{ view, before }]);
    expect(errorIn(outcome)).toMatchObject({ is: 'rejected', code: 'target.forbidden' });
  });
});

describe('looking at a service', () => {
  const codes = async (looked: Target): Promise<Record<string, string>> =>
    Object.fromEntries((await looked.probe()).map(({ code, is }) => [code, is]));

  test('finds that it is there, what it can and which extensions it knows', async () => {
    expect(await codes(target)).toEqual({
      connected: 'right',
      version: 'right',
      schema: 'right',
      numbers: 'warning',
    });
    expect(service.asked.every(({ what }) => what.startsWith('GET'))).toBe(true);
  });

  test('warns of an extension that it does not know', async () => {
    const odd = openAgainst(service.url, TOKEN, {
      attributes: {
        userName: { field: 'email' },
        'urn:8x8:scim:schemas:extension:8x8user:2.0:User:site': { constant: 'Nord' },
      },
      numbersAreContactOnly: false,
    });
    expect(await codes(odd)).toEqual({
      connected: 'right',
      version: 'right',
      schema: 'warning',
      numbers: 'right',
    });
    await odd.close();
  });

  test('warns of a service that says nothing of itself', async () => {
    service.instead = (what) => (/ServiceProviderConfig|Schemas/u.test(what) ? { status: 404 } : null);
    expect(await codes(target)).toMatchObject({ connected: 'right', version: 'warning', schema: 'warning' });
  });
});

describe('a token that is asked for', () => {
  const openClient = (tokenUrl: string) =>
    openAgainst(
      service.url,
      '',
      {},
      { secrets: { clientId: 'rollcall', clientSecret: 's:e%cret', tokenUrl } },
    );
  const openTokens = async (answer: (count: number) => { status: number; body: object }) => {
    const asked: { authorization: string; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push({ authorization: request.headers.authorization ?? '', body });
        const { status, body: json } = answer(asked.length);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    return { url, asked, close: () => server.close() };
  };

  test('is asked for once, and again when the service no longer takes it', async () => {
    const tokens = await openTokens((count) => ({
      status: 200,
      body: { access_token: count === 1 ? TOKEN : 'worn-out', expires_in: 3600 },
    }));
    const client = openClient(tokens.url);
    await client.probe();
    expect(tokens.asked).toHaveLength(1);
    expect(tokens.asked[0]?.body).toBe('grant_type=client_credentials');
    expect(Buffer.from(tokens.asked[0]?.authorization.slice(6) ?? '', 'base64').toString()).toBe(
      'rollcall:s%3Ae%25cret',
    );
    service.instead = () => ({ status: 401 });
    expect(await errorOf(client.probe())).toMatchObject({ is: 'refused' });
    expect(tokens.asked).toHaveLength(2);
    await client.close();
    tokens.close();
  });

  test.each([
    [400, { error: 'invalid_client' }, 'refused', /invalid_client/],
    [401, {}, 'refused', /no token/],
    [503, {}, 'retry', /No token/],
  ])('and not given (HTTP %i) is told of', async (status, body, is, message) => {
    const tokens = await openTokens(() => ({ status, body }));
    const client = openClient(tokens.url);
    const error = await errorOf(client.probe());
    expect(error).toMatchObject({ is });
    expect(error.message).toMatch(message);
    await client.close();
    tokens.close();
  });
});
