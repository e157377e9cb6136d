// The directory quality report through the API: on a paused template after a preview, its pages, its CSV, groups that are called
// the same, and nothing of another company.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { openTestApi } from '../../../test/api.ts';
import type { Ask, TestApi } from '../../../test/api.ts';
import { personFacts } from '../../../test/scripted-tenant.ts';
import type { QualityReport, ShownPerson } from '../../run/quality.ts';

interface Page {
  items: ShownPerson[];
  next: string | null;
  total?: number;
}

let emulator: Emulator;
let api: TestApi;
let company: string;
let viewer: Ask;
let template: string;
const quality = (rest = '') => `/companies/${company}/sync-templates/${template}/quality${rest}`;

beforeAll(async () => {
  emulator = await startEmulator();
  for (let nth = 0; nth < 2; nth += 1) emulator.tenant.createGroup({ displayName: 'Telefoni' });
  const cloud = { name: 'emulator', login: emulator.url, graph: emulator.url, ca: null };
  api = await openTestApi({ clouds: new Map([['emulator', cloud]]) });
  company = await api.company();
  viewer = await api.asPerson('viewer', company);
  const boss = await api.asPerson('companyAdministrator', company);
  const made = await boss('POST', `/companies/${company}/sync-templates`, {
    name: 'Alla',
    provider: {
      tenant_id: emulator.tenantId,
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      cloud: 'emulator',
      user_filter: { memberOf: ['Telefoni'] },
    },
  });
  template = String(made.body['id']);
});
afterAll(async () => {
  await api.close();
  await emulator.close();
});

/** As a read leaves them: twelve people, none of whom has a surname. */
async function writeRead(): Promise<void> {
  const db = api.database.kysely;
  const at = new Date();
  for (let n = 1; n <= 12; n += 1) {
    await db
      .insertInto('roster')
      .values({
        template_id: template,
        person_id: `p${String(n).padStart(2, '0')}`,
        present: true,
        facts: JSON.stringify(personFacts(n, { surname: null })),
        facts_hash: `h${n}.c`,
        mapped: '{}',
        created_ms: n,
        planned_hash: null,
        read_at: at,
        gone_at: null,
        search: `namn${String(n).padStart(2, '0')}`,
      })
      .execute();
  }
  await db
    .updateTable('sync_templates')
    .set({ last_complete_read_at: at })
    .where('id', '=', template)
    .execute();
}

describe('the quality report of a template', () => {
  test('is there before anybody was read, and names groups that are called the same', async () => {
    const { status, body } = await viewer<QualityReport>('GET', quality());
    expect(status).toBe(200);
    expect(body).toMatchObject({ template: 'Alla', readAt: null, people: 0 });
    expect(body.findings).toMatchObject([
      { code: 'group.sameName', count: 1, who: 'here', groups: [{ name: 'Telefoni', uses: null }] },
    ]);
    expect(body.findings[0]?.groups?.[0]?.candidates).toHaveLength(2);
  });

  test('has counts, first people and pages that end', async () => {
    await writeRead();
    const { body } = await viewer<QualityReport>('GET', quality());
    expect(body.findings.find(({ code }) => code === 'surname.missing')).toMatchObject({
      count: 12,
      weight: 'blocks',
      before: null,
    });
    const first = await viewer<Page>('GET', quality('/surname.missing?limit=5'));
    expect(first.body).toMatchObject({ total: 12, items: [{ person: 'p01' }, {}, {}, {}, {}] });
    const next = encodeURIComponent(first.body.next ?? '');
    const second = await viewer<Page>('GET', quality(`/surname.missing?limit=7&cursor=${next}`));
    expect(second.body).toMatchObject({ next: null });
    expect(second.body.items.map(({ person }) => person)).toEqual([
      'p06',
      'p07',
      'p08',
      'p09',
      'p10',
      'p11',
      'p12',
    ]);
    expect((await viewer('GET', quality(`/name.missing?cursor=${next}`))).status).toBe(400);
    expect((await viewer<Page>('GET', quality('/name.missing'))).body).toMatchObject({
      items: [],
      next: null,
    });
    expect((await viewer('GET', quality('/nonsense'))).status).toBe(404);
  });

  test('comes as a file that a spreadsheet opens, also as its header alone', async () => {
    const headers = await api.headersOf('session', 'viewer', company);
    const answer = await fetch(`${api.url}/api/v1${quality('.csv')}`, { headers });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="quality.csv"');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = bytes.toString('utf8').trimEnd().split('\r\n');
    expect(lines.filter((line) => line.startsWith('surname.missing;blocks;'))).toHaveLength(12);
    expect(lines.filter((line) => line.startsWith('group.sameName;'))).toHaveLength(2);
    const head = await fetch(`${api.url}/api/v1${quality('.csv')}`, { method: 'HEAD', headers });
    expect(head.status).toBe(200);
  });

  test('of another company’s template is not found', async () => {
    const stranger = await api.company();
    const operator = await api.asPerson('operator', null);
    for (const rest of ['', '.csv', '/surname.missing'])
      expect((await operator('GET', quality(rest).replace(company, stranger))).status).toBe(404);
    expect((await viewer('GET', quality().replace(template, randomUUID()))).status).toBe(404);
  });
});
