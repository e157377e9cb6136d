// The health of companies through the API: the worst of many first, with what it is; counted, searched, filtered, page by page; for
// operators alone.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Updateable } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { putIncident } from '../../../test/outbox-rows.ts';
import { writeMailServerTrouble, writeMailServerWell } from '../../store/mail-server.ts';
import type { Tables } from '../../store/tables.ts';

let api: TestApi;
let operator: Ask;
const ids = new Map<string, string>();
const now = Date.parse('2026-11-26T08:00:00Z');
beforeAll(async () => {
  api = await openTestApi({ clock: () => now });
  operator = await api.asPerson('operator', null);
  await fill();
});
afterAll(() => api.close());

interface Row {
  company: { id: string; name: string };
  health: { is: string; count: number };
}
interface Shown {
  items: Row[];
  next: string | null;
  total: number;
  counts: Record<string, number>;
  mailServer: object | null;
}

const list = async (query = '') => (await operator<Shown>('GET', `/status/companies${query}`)).body;
const namesOf = ({ items }: Shown) => items.map(({ company }) => company.name);

type TemplateChange = Updateable<Tables['sync_templates']>;

const wellAt = '2026-11-26T02:00:00Z';

/** templates: what their rows have besides the defaults of one that is well. */
async function put(name: string, templates: { name?: string; set?: TemplateChange }[]) {
  const id = await api.company(name);
  ids.set(name, id);
  for (const [position, { name: template = `Mall ${position}`, set }] of templates.entries()) {
    const made = randomUUID();
    await sql`insert into sync_templates (id, company_id, position, name, mode, settings, provider, credentials, last_success_at, next_start_at)
      values (${made}, ${id}, ${position}, ${template}, 'full', '{"credentialExpires": "2027-10-01"}', '{}', 'x', ${wellAt}, '2026-11-27T01:00:00Z')`.execute(
      api.database.kysely,
    );
    if (set)
      await api.database.kysely.updateTable('sync_templates').set(set).where('id', '=', made).execute();
    await putRun(made, { at: '2026-11-26T01:59:00Z' });
  }
  return id;
}

async function putRun(template: string, run: { at: string; state?: string; withheld?: object[] }) {
  const { at, state = 'succeeded', withheld = [] } = run;
  await sql`insert into runs (id, template_id, trigger, state, nominal_at, started_at, finished_at, fence, withheld, approved)
    values (${randomUUID()}, ${template}, 'schedule', ${state}, ${at}, ${at}, ${at}, 1, ${JSON.stringify(withheld)}, '{numbers}')`.execute(
    api.database.kysely,
  );
}

async function fill() {
  const ending = (day: string): TemplateChange => ({ settings: JSON.stringify({ credentialExpires: day }) });
  await put('Allt Bra AB', [{ name: 'Huset' }, { name: 'Annexet' }]);
  await put('Inget Än AB', []);
  await put('Pausat AB', [{ set: { mode: 'paused' } }]);
  await put('Nytt AB', [{ set: { last_success_at: null } }]);
  await put('Sent AB', [{ set: { last_success_at: new Date('2026-11-23T02:00:00Z') } }]);
  await put('Utgånget 10 AB', [{ set: ending('2026-11-25') }]);
  await put('Utgånget 9 AB', [{ set: ending('2026-12-26') }, { set: ending('2026-12-27') }]);
  const second = { ...ending('2026-12-01'), credential_watch: '{"next": "unanswered"}' };
  await put('Har En Till AB', [{ set: second }]);
  await put('Larm AB', [{}]);
  await put('Larm Förr AB', [{}]);
  await putIncident(api.database, ids.get('Larm AB') ?? '', { key: 'group.notFound' });
  await putIncident(api.database, ids.get('Larm AB') ?? '', { key: 'series.468' });
  await putIncident(api.database, ids.get('Larm Förr AB') ?? '', { closedAt: new Date(now) });
  await put('Väntar AB', [{}]);
  await put('Misslyckat AB', [{}]);
  const at = '2026-11-26T02:30:00Z';
  const withheld = [
    { kind: 'removals', count: 12 },
    { kind: 'numbers', count: 400 },
  ];
  await putRun(await templateOf('Väntar AB'), { at, state: 'withheld', withheld });
  await putRun(await templateOf('Misslyckat AB'), { at, state: 'failed' });
}

async function templateOf(company: string): Promise<string> {
  const { id } = await api.database.kysely
    .selectFrom('sync_templates')
    .select('id')
    .where('company_id', '=', ids.get(company) ?? '')
    .executeTakeFirstOrThrow();
  return id;
}

test('the worst comes first, each with what it is and how much of it, and all are counted', async () => {
  const shown = await list();
  expect(shown.items.map(({ company, health }) => [company.name, health.is, health.count])).toEqual([
    ['Misslyckat AB', 'failed', 1],
    ['Väntar AB', 'waiting', 12],
    ['Larm AB', 'trouble', 2],
    ['Utgånget 9 AB', 'expiring', 1],
    ['Utgånget 10 AB', 'expiring', 1],
    ['Sent AB', 'late', 1],
    ['Nytt AB', 'notRun', 0],
    ['Pausat AB', 'paused', 0],
    ['Inget Än AB', 'notSetUp', 0],
    ['Allt Bra AB', 'ok', 0],
    ['Har En Till AB', 'ok', 0],
    ['Larm Förr AB', 'ok', 0],
  ]);
  const counts = {
    failed: 1,
    waiting: 1,
    trouble: 1,
    expiring: 2,
    late: 1,
    notRun: 1,
    paused: 1,
    notSetUp: 1,
    ok: 3,
  };
  expect(shown).toMatchObject({ counts, total: 12, next: null, mailServer: null });
});

test('a company has its templates by name, its users, its last success and the first credential to end', async () => {
  const company = ids.get('Allt Bra AB') ?? '';
  const template = await templateOf('Allt Bra AB');
  const user = randomUUID();
  await sql`insert into users (id, company_id, alias, alias_key, name, surname) values (${user}, ${company}, '4001', '4001', 'Eva', 'Ek')`.execute(
    api.database.kysely,
  );
  await sql`insert into links (template_id, company_id, person_id, user_id, synced_version) values (${template}, ${company}, ${randomUUID()}, ${user}, 1)`.execute(
    api.database.kysely,
  );
  const [well] = (await list('?search=bra')).items;
  expect(well).toEqual({
    company: { id: company, name: 'Allt Bra AB' },
    health: { is: 'ok', count: 0 },
    templates: ['Huset', 'Annexet'],
    linked: 1,
    lastSuccessAt: '2026-11-26T02:00:00.000Z',
    credentialEndsOn: '2027-10-01',
  });
  const [bare] = (await list('?search=inget')).items;
  expect(bare).toMatchObject({ templates: [], linked: 0, lastSuccessAt: null, credentialEndsOn: null });
});

test('a search counts what it finds, a health filters it, and both page by place and by cursor', async () => {
  const searched = await list('?search=utgånget&health=ok');
  expect(searched).toMatchObject({ items: [], total: 0, counts: { expiring: 2, ok: 0, failed: 0 } });
  expect(namesOf(await list('?health=expiring'))).toEqual(['Utgånget 9 AB', 'Utgånget 10 AB']);
  const first = await list('?limit=4');
  const second = await list(`?limit=4&cursor=${first.next ?? ''}`);
  const placed = await list('?limit=4&offset=4');
  expect(namesOf(second)).toEqual(namesOf(placed));
  expect(namesOf(second)).toEqual(['Utgånget 10 AB', 'Sent AB', 'Nytt AB', 'Pausat AB']);
  const other = await operator('GET', `/status/companies?health=ok&cursor=${first.next ?? ''}`);
  expect(other.body['code']).toBe('cursor.invalid');
  expect((await operator('GET', '/status/companies?health=unwell')).status).toBe(400);
});

test('what is wrong with the mail server is told once, and nobody but operators sees other companies', async () => {
  const since = new Date('2026-11-26T07:00:00Z');
  const trouble = { code: 'mail.refusesAll', message: 'Relay access denied', cure: 'Let this machine send.' };
  await writeMailServerTrouble(api.database.kysely, { ...trouble, since, tries: 3, tryAfter: since });
  const moment = since.toISOString();
  expect((await list('?limit=1')).mailServer).toEqual({ ...trouble, since: moment, tryAfter: moment });
  await writeMailServerWell(api.database.kysely);
  const viewer = await api.asPerson('viewer', ids.get('Larm AB') ?? '');
  expect((await viewer('GET', '/status/companies')).status).toBe(403);
});
