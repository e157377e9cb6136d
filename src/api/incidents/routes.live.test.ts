// Incidents through the API: open ones first, what was told of one and to whom, and not being told of it for a while.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { putIncident } from '../../../test/outbox-rows.ts';

let api: TestApi;
let company: string;
let admin: Ask;
let path: string;
const now = Date.parse('2026-11-21T08:00:00Z');
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  company = await api.company();
  admin = await api.asPerson('companyAdministrator', company);
  path = `/companies/${company}/incidents`;
});

const daysAgo = (days: number) => new Date(now - days * 86_400_000);
const list = async (query = '') =>
  (await admin<{ items: { id: string; code: string }[]; next: string | null }>('GET', `${path}${query}`))
    .body;

test('open incidents come first, each newest first, page by page', async () => {
  const old = await putIncident(api.database, company, { at: daysAgo(9) });
  const over = await putIncident(api.database, company, {
    key: 'brake.numbers',
    at: daysAgo(2),
    closedAt: daysAgo(1),
  });
  const young = await putIncident(api.database, company, { key: 'brake.removals', at: daysAgo(3) });
  const first = await list('?limit=2');
  const second = await list(`?limit=2&cursor=${first.next ?? ''}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([young, old, over]);
  expect(second.next).toBeNull();
  expect((await list('?open=false')).items.map(({ id }) => id)).toEqual([over]);
  expect((await list('?severity=warning')).items).toEqual([]);
});

test('an incident tells since when it lasts, what to do, what was told of it and what became of the mails', async () => {
  const id = await putIncident(api.database, company, { at: daysAgo(1) });
  const { body } = await admin('GET', `${path}/${id}`);
  expect(body).toMatchObject({
    id,
    code: 'credential.expired',
    severity: 'error',
    openedAt: daysAgo(1).toISOString(),
    closedAt: null,
    told: 1,
    quiet: null,
    about: { app: 'Rollcall' },
    tellings: [
      { kind: 'incident.opened', mails: [{ state: 'waiting', to: 'it@nordvik.example', sentAt: null }] },
    ],
  });
  expect(body['cure']).toContain('Entra');
  const other = await api.company();
  const others = await api.asPerson('companyAdministrator', other);
  expect((await others('GET', `/companies/${other}/incidents/${id}`)).status).toBe(404);
});

test('whoever knows of an incident is not told of it before a day, with who said so and why; and takes it back', async () => {
  const id = await putIncident(api.database, company, { at: new Date() });
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const quiet = await admin('PUT', `${path}/${id}/quiet`, {
    until: day,
    why: 'The new secret comes on Monday',
  });
  expect(quiet.body).toMatchObject({
    quiet: { by: { name: 'Maja Åberg' }, why: 'The new secret comes on Monday' },
  });
  expect(Date.parse(String(quiet.body['nextReminderAt']))).toBeGreaterThan(Date.now() + 18 * 86_400_000);
  const back = await admin('DELETE', `${path}/${id}/quiet`);
  expect(back.body).toMatchObject({ quiet: null });
  const audit = await api.database.kysely
    .selectFrom('audit_log')
    .select(['action', 'details'])
    .where('company_id', '=', company)
    .orderBy('id')
    .execute();
  expect(audit).toMatchObject([
    { action: 'incident.quiet', details: { until: day, why: 'The new secret comes on Monday' } },
    { action: 'incident.unquiet' },
  ]);
});

test('an incident can not be silenced for ever, in the past, by a viewer, or when it is over', async () => {
  const id = await putIncident(api.database, company, {});
  const ask = async (until: string, of = id, as = admin) =>
    (await as('PUT', `${path}/${of}/quiet`, { until })).body['code'];
  expect(await ask('2020-01-01')).toBe('date.past');
  expect(await ask('2199-01-01')).toBe('date.late');
  expect(await ask('2026-02-30')).toBe('input.invalid');
  expect(await ask('2199-01-01', id, await api.asPerson('viewer', company))).toBe('notAllowed');
  const over = await putIncident(api.database, company, { key: 'group.notFound', closedAt: new Date() });
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  expect(await ask(soon, over)).toBe('incident.closed');
});
