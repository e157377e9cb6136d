// Many who ask at the same moment: of two editors of anything one is told that the other was there, many starts do not wait for
// each other's connections, and a password that is changed while somebody signs in with it opens nothing.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../test/api.ts';
import type { Ask, TestApi } from '../../test/api.ts';
import { putMail } from '../../test/outbox-rows.ts';
import { noticeKinds } from '../plan/notice.ts';

let api: TestApi;
let company: string;
let boss: Ask;
beforeAll(async () => {
  api = await openTestApi();
  company = await api.company();
  boss = await api.asPerson('companyAdministrator', company);
});
afterAll(() => api.close());

const provider = () => ({
  tenant_id: randomUUID(),
  client_id: randomUUID(),
  client_secret: 'nothing~to~see',
  user_filter: { memberOf: [''] },
});
const makeTemplate = async () => {
  const body = { name: randomUUID(), provider: provider() };
  const made = await boss('POST', `/companies/${company}/sync-templates`, body);
  return `/companies/${company}/sync-templates/${String(made.body['id'])}`;
};
const makeSettings = async () => {
  const made = await boss('POST', `/companies/${company}/settings-templates`, { name: randomUUID() });
  return `/companies/${company}/settings-templates/${String(made.body['id'])}`;
};
let numbers = 0;
const makeUser = async () => {
  numbers += 1;
  const pstnFixed = `08-465 10${String(numbers).padStart(3, '0')}`;
  const body = { alias: `p${numbers}`, name: 'Åsa', surname: 'Lind', pstnFixed };
  const made = await boss('POST', `/companies/${company}/users`, body);
  return `/companies/${company}/users/${String(made.body['id'])}`;
};
const makeAdministrator = async () => `/administrators/${(await api.person('viewer', company)).id}`;
const makeWebhook = async () => {
  const url = `https://hook.example/${randomUUID()}`;
  const body = { name: randomUUID(), url, shape: 'json', kinds: ['users.created'] };
  const made = await boss('POST', `/companies/${company}/webhooks`, body);
  return `/companies/${company}/webhooks/${String(made.body['id'])}`;
};
const makeTarget = async () => {
  const database = randomUUID();
  const settings = { host: 'vaxel.example', database, user: 'b', realm: 'vaxel.test', byDefault: 'c' };
  const body = { name: randomUUID(), kind: 'asterisk', settings, active: false };
  const made = await boss('POST', `/companies/${company}/targets`, body);
  return `/companies/${company}/targets/${String(made.body['id'])}`;
};
const makeGuide = async () => {
  const made = await boss('POST', `/companies/${company}/guides`, {});
  return `/companies/${company}/guides/${String(made.body['id'])}`;
};
const makeMail = async (state: 'waiting' | 'failed') =>
  `/companies/${company}/outbox/${await putMail(api.database, company, { state })}`;

interface Edit {
  path: string;
  /** A body that differs by n; none deletes. */
  body?: (n: number) => unknown;
  query?: string;
  /** Where it is shown, when not at its own path. */
  shownAt?: string;
}
/** Each operation that wants If-Match. */
const edits: Record<string, () => Promise<Edit>> = {
  changeCompany: () =>
    Promise.resolve({ path: `/companies/${company}`, body: (n) => ({ coolingDays: 10 + n }) }),
  replaceNumberSeries: () =>
    Promise.resolve({
      path: `/companies/${company}/number-series`,
      body: (n) => ({ numbers: [{ from: '46846510000', to: `4684651${n}999`, kind: 'fixed' }] }),
    }),
  changeSyncTemplate: async () => ({ path: await makeTemplate(), body: (n) => ({ keepDays: 40 + n }) }),
  deleteSyncTemplate: async () => ({ path: await makeTemplate(), query: '?users=keep' }),
  changeSettingsTemplate: async () => ({
    path: await makeSettings(),
    body: (n) => ({ settings: { ringTimeSeconds: 10 + n } }),
  }),
  deleteSettingsTemplate: async () => ({ path: await makeSettings() }),
  changeUser: async () => ({ path: await makeUser(), body: (n) => ({ title: `Titel ${n}` }) }),
  deleteUser: async () => ({ path: await makeUser() }),
  changeAdministrator: async () => ({
    path: await makeAdministrator(),
    body: (n) => ({ language: n ? 'en' : 'sv', firstName: `Tuva${'ab'[n]}` }),
  }),
  deleteAdministrator: async () => ({ path: await makeAdministrator() }),
  changeCompanyMail: () =>
    Promise.resolve({ path: `/companies/${company}/mail`, body: (n) => ({ help: `Support ${n}` }) }),
  changeWebhook: async () => ({ path: await makeWebhook(), body: (n) => ({ kinds: [noticeKinds[n]] }) }),
  deleteWebhook: async () => ({ path: await makeWebhook() }),
  changeTarget: async () => ({
    path: await makeTarget(),
    body: (n) => ({ driftMode: n ? 'repair' : 'show', name: `Växel ${n}` }),
  }),
  deleteTarget: async () => ({ path: `${await makeTarget()}?entries=leave` }),
  sendMail: async () => {
    const shownAt = await makeMail('failed');
    return { path: `${shownAt}/send`, body: () => ({}), shownAt };
  },
  discardMail: async () => {
    const shownAt = await makeMail('waiting');
    return { path: `${shownAt}/discard`, body: () => ({}), shownAt };
  },
  changeGuide: async () => ({ path: await makeGuide(), body: (n) => ({ name: `Kontor ${n}` }) }),
  discardGuide: async () => ({ path: await makeGuide() }),
  changeProfile: () =>
    Promise.resolve({ path: '/me/profile', body: (n) => ({ firstName: `Tuva${'ab'[n]}` }) }),
};

interface Operation {
  operationId: string;
  parameters?: { name: string }[];
}

describe('two editors at one moment', () => {
  test('meet at everything that says If-Match: one is let through, the other is told', async () => {
    const document: { paths: Record<string, Record<string, Operation>> } = JSON.parse(
      await (await fetch(`${api.url}/api/openapi.json`)).text(),
    );
    const editing = Object.values(document.paths).flatMap((methods) =>
      Object.entries(methods).filter(([, { parameters = [] }]) =>
        parameters.some(({ name }) => name === 'If-Match'),
      ),
    );
    expect(editing.map(([, { operationId }]) => operationId).toSorted()).toEqual(
      Object.keys(edits).toSorted(),
    );
    for (const [method, { operationId }] of editing) {
      const { path, body, query = '', shownAt = path } = (await edits[operationId]?.()) ?? { path: '' };
      const seen = (await boss('GET', shownAt)).headers.get('etag') ?? '';
      expect(seen, operationId).not.toBe('');
      const answers = await Promise.all(
        [0, 1].map((n) => boss(method.toUpperCase(), path + query, body?.(n), { 'If-Match': seen })),
      );
      const [first, second] = answers.toSorted((a, b) => a.status - b.status);
      expect([200, 204], operationId).toContain(first?.status);
      // What is gone can not be told apart from what never was.
      expect([second?.status, second?.body['code']], operationId).toEqual(
        method === 'delete' ? [404, expect.any(String)] : [412, 'changed'],
      );
    }
  });
});

test('as many starts at once as there are connections, and more, do not wait for each other', async () => {
  const paths: string[] = [];
  for (let n = 0; n < 16; n += 1) paths.push(await makeTemplate());
  const started = await Promise.all(paths.map((path) => boss('POST', `${path}/runs`, { preview: true })));
  expect(started.map(({ status }) => status)).toEqual(paths.map(() => 202));
  expect(api.logged).toEqual([]);
}, 14_000);

describe('signing in', () => {
  test('with a password that is changed at this moment opens nothing', async () => {
    const person = await api.person('viewer', company, 'fyra hästar äter hö');
    const { kysely } = api.database;
    const signingIn = await kysely.transaction().execute(async (trx) => {
      await trx.selectFrom('administrators').select('id').where('id', '=', person.id).forUpdate().execute();
      const asked = api.asNobody('POST', '/sign-in', { email: person.email, password: person.password });
      await waitForWaiting();
      await trx
        .updateTable('administrators')
        .set({ password_hash: 'another' })
        .where('id', '=', person.id)
        .execute();
      return { asked };
    });
    expect(await signingIn.asked).toMatchObject({ status: 401, body: { code: 'signIn.wrong' } });
    expect(await sessionsOf(person.id)).toBe(0);
  });

  test('as somebody who is removed at this moment is refused and no fault', async () => {
    const person = await api.person('viewer', company, 'fyra hästar äter hö');
    const { kysely } = api.database;
    const signingIn = await kysely.transaction().execute(async (trx) => {
      await trx.deleteFrom('administrators').where('id', '=', person.id).execute();
      const asked = api.asNobody('POST', '/sign-in', { email: person.email, password: person.password });
      await waitForWaiting();
      return { asked };
    });
    expect(await signingIn.asked).toMatchObject({ status: 401 });
    expect(api.logged).toEqual([]);
  });

  /** Until a statement waits for what another transaction holds. */
  async function waitForWaiting(): Promise<void> {
    for (let waiting = 0; waiting === 0; await wait(10)) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(api.database.kysely);
      waiting = rows[0]?.n ?? 0;
    }
  }
  const sessionsOf = async (id: string) =>
    (
      await api.database.kysely
        .selectFrom('sessions')
        .select('id')
        .where('administrator_id', '=', id)
        .execute()
    ).length;
});
