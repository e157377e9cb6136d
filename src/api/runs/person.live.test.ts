// Runs of one person by the API: by whatever she is called, refused at once when nobody or several are meant, looked at first.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { firstNight, scriptedDeps, writeTestTemplate } from '../../../test/run-world.ts';
import { hire, personFacts, scriptedTenant } from '../../../test/scripted-tenant.ts';
import { runTemplate } from '../../run/run.ts';

let api: TestApi;
let boss: Ask;
let base: string;
let template: string;
beforeAll(async () => {
  api = await openTestApi();
  const company = await api.company();
  boss = await api.asPerson('companyAdministrator', company);
  base = `/companies/${company}`;
  template = await writeTestTemplate(api.database, company, {});
  const tenant = scriptedTenant();
  for (const n of [1, 2]) hire(tenant, `p${n}`, personFacts(n, { mobilePhone: '+46 70 174 06 05' }));
  const request = { templateId: template, trigger: 'cli' as const, preview: false, nominalAt: firstNight };
  await runTemplate(scriptedDeps(api.database, tenant, {}), request);
});
afterAll(() => api.close());

const start = (body: object) => boss('POST', `${base}/sync-templates/${template}/runs`, body);

test.each(['p1', 'namn1@nordvik.example', 'NAMN1', '08-123 45 001', ' p1 '])(
  'somebody who was read is meant by %s',
  async (person) => {
    const { status, body } = await start({ person });
    expect(status).toBe(202);
    const run = await boss('GET', `${base}/runs/${String(body['run'])}`);
    expect(run.body).toMatchObject({ person: 'p1', trigger: 'person', preview: false, state: 'queued' });
  },
);

test('somebody who is new is asked for at Entra by sign-in name or object id, once however it is written', async () => {
  const first = await start({ person: 'Ny.Anstalld@Nordvik.Example', preview: true });
  const again = await start({ person: 'ny.anstalld@nordvik.example', preview: true });
  expect([first.status, again.body]).toEqual([202, { run: first.body['run'], isNew: false }]);
  expect((await start({ person: '6F1B0F9E-3C1D-4C39-8F0E-0B6C7F1F0A01' })).status).toBe(202);
});

test('nobody and several are refused at once, with what to write', async () => {
  expect(await start({ person: 'ingen alls' })).toMatchObject({
    status: 404,
    body: { code: 'person.unknown', cure: expect.stringContaining('UPN') },
  });
  const several = await start({ person: '070-174 06 05' });
  expect(several).toMatchObject({ status: 409, body: { code: 'person.ambiguous' } });
  expect(JSON.stringify(several.body)).toContain('(p2)');
  for (const person of ['', '   ', 7, 'x'.repeat(321)]) expect((await start({ person })).status).toBe(400);
});

test('on a paused template she can be looked at and no more', async () => {
  await boss('PUT', `${base}/sync-templates/${template}/mode`, { mode: 'paused' });
  expect(await start({ person: 'p2' })).toMatchObject({ status: 409, body: { code: 'template.paused' } });
  expect((await start({ person: 'p2', preview: true })).status).toBe(202);
});
