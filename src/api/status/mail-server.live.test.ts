// The mail server's trouble in status: who runs the installation sees all of it, a company that mails wait and since when.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { writeMailServerTrouble, writeMailServerWell } from '../../store/mail-server.ts';

let api: TestApi;
beforeAll(async () => void (api = await openTestApi()));
afterAll(() => api.close());

const since = new Date('2026-03-02T08:00:00Z');
const tryAfter = new Date('2026-03-02T08:15:00Z');
const said = '554 5.7.1 <anna@annat-bolag.example>: Relay access denied';

async function readStatuses(ask: Ask, path: string) {
  const { body } = await ask<{ items: { mailServer: object | null }[] }>('GET', path);
  return body.items.map(({ mailServer }) => mailServer);
}

test('status tells operators what the mail server said, and a company only that mails wait and since when', async () => {
  const { kysely } = api.database;
  const name = `Bolaget ${randomUUID()}`;
  const id = await api.company(name);
  const provider = { tenant_id: 'nordvik.example', client_id: randomUUID(), user_filter: { memberOf: [''] } };
  const document = { company: { name }, syncTemplates: [{ name: 'Alla', provider }] };
  const admin = await api.asPerson('companyAdministrator', id);
  await admin('POST', `/companies/${id}/document`, document);
  const [operator, viewer] = [await api.asPerson('operator', null), await api.asPerson('viewer', id)];
  expect(await readStatuses(viewer, `/companies/${id}/status`)).toEqual([null]);
  const cure = 'Let this machine send.';
  const trouble = { code: 'mail.refusesAll', message: said, cure, since, tries: 3, tryAfter };
  await writeMailServerTrouble(kysely, trouble);
  const times = { since: since.toISOString(), tryAfter: tryAfter.toISOString() };
  expect(await readStatuses(operator, '/status')).toEqual([
    { code: 'mail.refusesAll', message: said, cure, ...times },
  ]);
  const [shown] = await readStatuses(viewer, `/companies/${id}/status`);
  expect(shown).toMatchObject({ code: 'mail.refusesAll', ...times });
  expect(JSON.stringify(shown)).not.toMatch(/annat-bolag|554/);
  await writeMailServerWell(kysely);
  expect(await readStatuses(viewer, `/companies/${id}/status`)).toEqual([null]);
});
