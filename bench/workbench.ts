// Trying a mapping on everybody: a roster of people, half of whom have users, written straight into a database of its own,
// and the same trial three times. Prints one JSON line. Run by bench.ts in a process of its own.
import { companyMailDefaults } from '../src/plan/company-mail.ts';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { articleMapping } from '../demo/document.ts';
import { defaultBrakes, syncTemplateDefaults } from '../src/plan/sync-template.ts';
import type { FieldMapping } from '../src/plan/sync-template.ts';
import type { Facts } from '../src/plan/facts.ts';
import { textList } from '../src/store/text-list.ts';
import { tryMapping } from '../src/run/try-mapping.ts';
import { decideReadSettings } from '../src/run/read-settings.ts';
import { readCompany, writeCompany } from '../src/store/companies.ts';
import { openDatabase } from '../src/store/database.ts';
import type { Database } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { openPostgres } from '../src/store/postgres/server.ts';
import { readSyncTemplate, writeSyncTemplate } from '../src/store/sync-templates.ts';

const count = Number(process.argv[2] ?? 50_000);
const [companyId, templateId] = [randomUUID(), randomUUID()];
const fieldMapping = Object.fromEntries(
  Object.entries(articleMapping).map(([field, source]) => [field, { field: source, onEmpty: 'clear' }]),
) as FieldMapping;
const changes = {
  fieldMapping: {
    ...fieldMapping,
    alias: { expression: 'lower(ascii(givenName + "." + surname))', onEmpty: 'clear' as const },
  },
  filter: 'department != "Avdelning 3"',
};

const dataFolder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
const server = await openPostgres({ dataFolder });
try {
  await migrate(server.url);
  const database = await openDatabase(server.url, { applicationName: 'bench' });
  await writeRoster(database);
  const seconds: number[] = [];
  const cpuSeconds: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const started = performance.now();
    const before = process.cpuUsage();
    const report = await tryMapping(
      { database, openSource: null },
      { templateId, changes, ask: null, now: Date.now() },
    );
    if (report === null || 'refused' in report) throw new Error('nothing was tried');
    seconds.push((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(before);
    cpuSeconds.push((user + system) / 1e6);
    if (report.people !== count) throw new Error(`${report.people} people were tried, not ${count}`);
  }
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const figures = { people: count, seconds, cpuSeconds, best: Math.min(...seconds), peakBytes };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  await database.close();
} finally {
  await server.close();
  await rm(dataFolder, { recursive: true, force: true });
}

async function writeRoster(database: Database): Promise<void> {
  const db = database.kysely;
  const company = { id: companyId, name: 'Nordvik Energi AB', country: 'SE', timeZone: 'Europe/Stockholm' };
  const rules = {
    language: 'sv',
    coolingDays: 30,
    retentionDays: 90,
    ownNumbersOnly: false,
    lookups: {},
    mail: companyMailDefaults,
  };
  await writeCompany(db, { ...company, ...rules });
  const names = { id: templateId, name: 'Alla kontor', mode: 'full' as const, fieldMapping };
  const provider = { tenantId: 'nordvik.example', clientId: randomUUID(), cloud: 'global' };
  await writeSyncTemplate(db, {
    companyId,
    position: 0,
    template: { ...syncTemplateDefaults, brakes: defaultBrakes, ...names },
    provider: { ...provider, memberOf: [], notMemberOf: [] },
    credentials: Buffer.from('sealed'),
    groups: [],
    resumed: false,
  });
  await sql`update sync_templates set last_complete_read_at = now() where id = ${templateId}`.execute(db);
  await sql`
    insert into roster (template_id, person_id, present, facts, facts_hash, mapped, created_ms, read_at, search)
    select ${templateId}::uuid, gen_random_uuid()::text, true, json_build_object(
      'accountEnabled', true, 'businessPhones', json_build_array('+46 8 ' || 40000000 + n),
      'createdDateTime', '2020-01-01T00:00:00Z', 'department', 'Avdelning ' || n % 7,
      'displayName', 'Namn' || n || ' Efternamn' || n, 'givenName', 'Åsa' || n, 'jobTitle', 'Säljare',
      'mail', 'namn' || n || '@nordvik.example', 'mailNickname', 'namn' || n,
      'mobilePhone', '070-174 0' || lpad((n % 1000)::text, 3, '0'), 'surname', 'Öberg' || n,
      'userPrincipalName', 'namn' || n || '@nordvik.example', 'userType', 'Member'),
      n || '.config', '{}', n, now(), 'namn' || n
    from generate_series(1, ${count}::int) n`.execute(db);
  await sql`
    with made as (
      insert into users (id, company_id, alias, alias_key, name, surname, pstn_fixed, extension)
      select gen_random_uuid(), ${companyId}::uuid, 'namn' || n, 'NAMN' || n, 'Åsa' || n, 'Öberg' || n,
        (46840000000 + n)::text, (10000 + n)::text
      from generate_series(1, ${count}::int / 2) n returning id, alias)
    insert into links (template_id, person_id, company_id, user_id, synced_version)
    select ${templateId}::uuid, r.person_id, ${companyId}::uuid, m.id, 1
    from made m join roster r on r.template_id = ${templateId}::uuid and r.search = m.alias`.execute(db);
  await writeMapped(database);
  await sql`analyze`.execute(db);
}

/** What a run would have stored of everybody. */
async function writeMapped(database: Database): Promise<void> {
  const db = database.kysely;
  const [stored, company] = [await readSyncTemplate(db, templateId), await readCompany(db, companyId)];
  if (stored === null || company === null) throw new Error('nothing was written');
  const setup = { stored, company, series: [], mode: 'full', trigger: 'cli', nominalAt: Date.now() } as const;
  const scope = { memberOf: [], notMemberOf: [], nestedGroups: true };
  const { mapping, configHash } = decideReadSettings({ ...setup, series: [] }, '', scope);
  for (let from = 0; from < count; from += 5_000) {
    const { rows } = await sql<{ id: string; facts: Facts }>`
      select person_id as id, facts from roster where created_ms > ${from} and created_ms <= ${from + 5_000}`.execute(
      db,
    );
    const mapped = rows.map(({ facts }) => JSON.stringify(mapping.map(facts)));
    await sql`
      update roster r set mapped = v.mapped::json, facts_hash = v.id || '.' || ${configHash}::text
      from unnest(${rows.map(({ id }) => id)}::text[], ${textList(mapped)}) as v(id, mapped)
      where r.template_id = ${templateId} and r.person_id = v.id`.execute(db);
  }
}
