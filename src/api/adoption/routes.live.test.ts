// Matching and adoption through the API: pages of conflicts, the word "create anyway", and adoption as it was seen.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { firstNight, scriptedDeps, writeTestTemplate } from '../../../test/run-world.ts';
import { hire, personFacts, scriptedTenant } from '../../../test/scripted-tenant.ts';
import { runTemplate } from '../../run/run.ts';

interface Conflicts {
  items: {
    person: string;
    name: string | null;
    createAnyway: unknown;
    candidates: Record<string, unknown>[];
  }[];
  next: string | null;
  total?: number;
  counts?: Record<string, number>;
  linksByMail: boolean;
}

let api: TestApi;
let admin: Ask;
let company: string;
let path: string;
const made: string[] = [];

/** Nine people; users with the mail of the first four, the names of the next two, the number of the seventh. */
beforeAll(async () => {
  api = await openTestApi();
  company = await api.company('Nordvik Energi AB');
  admin = await api.asPerson('companyAdministrator', company);
  const templateId = await writeTestTemplate(api.database, company, { mode: 'paused' });
  path = `/companies/${company}/sync-templates/${templateId}`;
  const tenant = scriptedTenant();
  for (let n = 1; n <= 9; n += 1) hire(tenant, `p${n}`, personFacts(n));
  for (let n = 1; n <= 7; n += 1) {
    const { body } = await admin('POST', `/companies/${company}/users`, {
      alias: `gammal.${n}`,
      name: n === 5 || n === 6 ? `Namn${n}` : 'Gammal',
      surname: n === 5 || n === 6 ? `Efternamn${n}` : 'Användare',
      pstnFixed: n === 7 ? '+46 8 123 45 007' : `+46 8 465 004 ${String(n).padStart(2, '0')}`,
      ...(n <= 4 && { email: `namn${n}@nordvik.example` }),
    });
    made.push(String(body['id']));
  }
  const deps = scriptedDeps(api.database, tenant, {});
  const report = await runTemplate(deps, {
    templateId,
    trigger: 'cli',
    preview: true,
    nominalAt: firstNight,
  });
  if (report.state !== 'succeeded') throw new Error(`the preview ended as ${report.state}`);
});
afterAll(() => api.close());

const list = async (query = '') => (await admin<Conflicts>('GET', `${path}/conflicts${query}`)).body;

describe('the list of conflicts', () => {
  test('goes through all of them page by page, each once, with total and counts on the first page alone', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`?limit=2${cursor}`);
      seen.push(...page.items.map(({ person }) => person));
      expect([page.total, page.counts]).toEqual(
        cursor === '' ? [7, { alias: 0, pstnFixed: 1, email: 4, name: 2 }] : [undefined, undefined],
      );
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect(seen).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']);
  });

  test('tells the evidence, who made the user, and what linking would change', async () => {
    const { items, total, linksByMail } = await list('?evidence=pstnFixed');
    expect([total, linksByMail]).toEqual([1, false]);
    expect(items).toMatchObject([
      {
        person: 'p7',
        name: 'Namn7 Efternamn7',
        userPrincipalName: 'namn7@nordvik.example',
        values: { alias: 'namn7', pstnFixed: '46812345007' },
        mayCreateAnyway: false,
        createAnyway: null,
        candidates: [
          {
            user: made[6],
            alias: 'gammal.7',
            name: 'Gammal Användare',
            state: 'active',
            origin: { kind: 'hand', template: null },
            evidence: ['pstnFixed'],
          },
        ],
      },
    ]);
    expect(items[0]?.candidates[0]?.['changes']).toContainEqual({
      field: 'alias',
      from: 'gammal.7',
      to: 'namn7',
      stays: null,
    });
  });

  test('is searched by name, and refuses what is no evidence and another list’s cursor', async () => {
    expect((await list('?search=namn5')).items.map(({ person }) => person)).toEqual(['p5']);
    const { next } = await list('?limit=1&evidence=email');
    for (const query of ['?evidence=shoes', `?cursor=${next}`, '?limit=0'])
      expect((await admin('GET', `${path}/conflicts${query}`)).status).toBe(400);
  });
});

test('create anyway is said, shown with who and why, and taken back', async () => {
  const word = `${path}/create-anyway/p5`;
  expect((await admin('PUT', word, { why: 'En annan' })).status).toBe(204);
  const [shown] = (await list('?search=namn5')).items;
  expect(shown?.createAnyway).toMatchObject({ why: 'En annan', by: { kind: 'administrator' } });
  const people = await admin<{ items: unknown[] }>('GET', `/companies/${company}/people?search=namn5`);
  expect(people.body.items).toMatchObject([{ person: 'p5', createAnyway: true }]);
  expect((await admin('DELETE', word)).status).toBe(204);
  expect(await admin('DELETE', word)).toMatchObject({ status: 409, body: { code: 'createAnyway.notSaid' } });
  expect(await admin('PUT', `${path}/create-anyway/p7`, {})).toMatchObject({
    status: 409,
    body: { code: 'createAnyway.taken' },
  });
  expect((await admin('PUT', `${path}/create-anyway/nobody`, {})).status).toBe(404);
});

test('an adoption is looked at page by page, done once as it was seen, and taken back by its batch', async () => {
  const ask = { evidence: ['email'], preview: true, limit: 3 };
  const first = await admin('POST', `${path}/adopt`, ask);
  expect(first.body).toMatchObject({
    count: 4,
    pairs: [{ person: 'p1' }, { person: 'p2' }, { person: 'p3' }],
  });
  const { fingerprint: expected } = first.body;
  const rest = await admin('POST', `${path}/adopt`, { ...ask, from: 3, expected });
  expect(rest.body).toMatchObject({ count: 4, pairs: [{ person: 'p4' }], fingerprint: expected });
  const blind = await admin('POST', `${path}/adopt`, { ...ask, preview: false });
  expect(blind).toMatchObject({ status: 400, body: { errors: [{ path: 'expected' }] } });
  const other = await admin('POST', `${path}/adopt`, { ...ask, preview: false, expected: 'another' });
  expect(other).toMatchObject({ status: 409, body: { code: 'adoption.changed' } });
  const key = { 'Idempotency-Key': randomUUID() };
  const asked = { ...ask, preview: false, expected };
  const done = await admin('POST', `${path}/adopt`, asked, key);
  expect(done).toMatchObject({ status: 200, body: { count: 4 } });
  // Sent again, it is the same adoption and no second one.
  expect((await admin('POST', `${path}/adopt`, asked, key)).body).toEqual(done.body);
  expect((await list()).total).toBe(3);
  const undone = await admin('POST', `/companies/${company}/undo`, { batch: done.body['batch'] });
  expect(undone).toMatchObject({ status: 200, body: { undone: 4, kept: [] } });
  expect((await list()).total).toBe(7);
});

test('nothing of one company is shown to another or done by it', async () => {
  const stranger = await api.asPerson('companyAdministrator', await api.company());
  for (const [method, url, body] of [
    ['GET', `${path}/conflicts`, undefined],
    ['POST', `${path}/adopt`, { evidence: ['email'], preview: true }],
    ['PUT', `${path}/create-anyway/p5`, {}],
  ] as const)
    expect((await stranger(method, url, body)).status).toBe(404);
  const own = await api.company();
  const template = path.split('/').at(-1) ?? '';
  const asked = await (
    await api.asPerson('companyAdministrator', own)
  )('GET', `/companies/${own}/sync-templates/${template}/conflicts`);
  expect(asked.status).toBe(404);
});
