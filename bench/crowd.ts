// Fills a database with a company of any size and something in every list of it: users, people, runs, steps, change log,
// audit log and numbers, beside another company that must never show. Made by the database, so that 100,000 take seconds.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { companyDefaults } from '../src/document/parse-company.ts';
import { syncTemplateDefaults } from '../src/plan/sync-template.ts';
import { writeCompany } from '../src/store/companies.ts';
import type { Database } from '../src/store/database.ts';
import { writeSyncTemplate } from '../src/store/sync-templates.ts';
import type { Tables } from '../src/store/tables.ts';

export interface Crowd {
  companyId: string;
  /** The template that keeps nearly everybody, and one that keeps every hundredth. */
  large: string;
  small: string;
  settingsTemplate: string;
  /** A run of the large template with a step for everybody. */
  run: string;
  /** Who caused one change in a thousand by hand, and as many entries of the audit log. */
  actor: string;
}

const first = ['Åsa', 'Eva', 'Lars', 'Karin', 'Örjan', 'Mikael', 'Sofia', 'Fatima', 'Nils', 'Ängla', 'José'];
const last = ['Lind', 'Åkesson', 'Öberg', 'Holm', 'Dahl', 'Ek', 'Hellström', 'Karlsson', 'Berg', 'Granqvist'];

export async function fillCrowd(
  database: Database,
  people: number,
  name = 'Nordvik Energi AB',
): Promise<Crowd> {
  const companyId = randomUUID();
  await writeCompany(database.kysely, { ...companyDefaults, id: companyId, name });
  const large = await fillTemplate(database, companyId, 'Alla kontor', 0);
  const small = await fillTemplate(database, companyId, 'Butiker', 1);
  const crowd = {
    companyId,
    large,
    small,
    settingsTemplate: randomUUID(),
    run: randomUUID(),
    actor: randomUUID(),
  };
  const db = database.kysely;
  await sql`insert into settings_templates (id, company_id, name) values (${crowd.settingsTemplate}, ${companyId}, 'Kontor')`.execute(
    db,
  );
  await sql`insert into number_series (company_id, position, first_digits, last_digits, single, kind, note) values
    (${companyId}, 0, 46846500000, 46846999999, false, 'fixed', null),
    (${companyId}, 1, 46846999990, 46846999999, false, 'service', 'Växeln')`.execute(db);
  await fillDirectory(db, crowd, people);
  await fillHistory(db, crowd, people);
  await sql`analyze`.execute(db);
  return crowd;
}

async function fillTemplate(
  database: Database,
  companyId: string,
  name: string,
  position: number,
): Promise<string> {
  const id = randomUUID();
  await writeSyncTemplate(database.kysely, {
    companyId,
    position,
    template: { ...syncTemplateDefaults, id, name, mode: 'full' },
    provider: { tenantId: 'nordvik.example', clientId: id, cloud: 'global', memberOf: [], notMemberOf: [] },
    credentials: Buffer.from('sealed'),
    groups: [],
    resumed: false,
  });
  return id;
}

/** As autovacuum leaves tables some minutes after they were filled. */
export async function settleTables(database: Database): Promise<void> {
  for (const table of ['users', 'roster', 'steps', 'runs', 'numbers', 'audit_log', 'links'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(database.kysely);
}

const pick = (words: readonly string[], step: number) =>
  sql`(${words}::text[])[1 + (i * ${sql.lit(step)}) % ${sql.lit(words.length)}]`;

async function fillDirectory(db: Kysely<Tables>, crowd: Crowd, people: number): Promise<void> {
  const { companyId, large, small, settingsTemplate } = crowd;
  await sql`create temp table crowd as
    select i, gen_random_uuid() as user_id, gen_random_uuid()::text as person_id, ${pick(first, 7)} as name,
      ${pick(last, 3)} || (i % 97) as surname, 'p' || i || '.' || (i % 89) as alias, (46846500000 + i)::text as pstn, (46701800000 + i)::text as mobile
    from generate_series(1, ${people}::int) as i`.execute(db);
  await sql`insert into users (id, company_id, alias, alias_key, name, surname, email, pstn_fixed, extension, department, settings_template_id)
    select user_id, ${companyId}, alias, upper(alias), name, surname, alias || '@nordvik.example', pstn, i::text, 'Drift',
      case when i % 500 = 0 then ${settingsTemplate}::uuid end from crowd`.execute(db);
  await sql`insert into numbers (company_id, digits, state, user_id, cooling_until, changed_at)
    select ${companyId}, pstn, case when i % 1000 = 0 then 'cooling' else 'assigned' end,
      case when i % 1000 = 0 then null else user_id end, case when i % 1000 = 0 then now() + interval '9 days' end, now()
    from crowd`.execute(db);
  await sql`insert into links (template_id, person_id, company_id, user_id, synced_version, missing_since)
    select case when i % 100 = 0 then ${small}::uuid else ${large}::uuid end, person_id, ${companyId}, user_id, 1,
      case when i % 2000 = 0 then now() end from crowd where i % 50 <> 1`.execute(db);
  await sql`insert into roster (template_id, person_id, present, facts, facts_hash, mapped, planned_hash, settled, standing, reasons,
      codes, read_at, search)
    select ${large}, person_id, i % 3000 <> 0,
      json_build_object('displayName', name || ' ' || surname, 'userPrincipalName', alias || '@nordvik.example', 'jobTitle', repeat('Tekniker ', 60)),
      'h', json_build_object('values', json_build_object('alias', alias, 'pstnFixed', pstn, 'mobile', mobile), 'problems', json_build_array()), 'h', true,
      case when i % 50 = 1 then 'skip' else 'linked' end,
      case when i % 50 = 1 then '[{"code":"pstnFixed.missing","message":"PSTN Fixed is empty.","cure":"Fill it in."}]'::json else '[]' end,
      case when i % 50 = 1 then array['pstnFixed.missing'] else '{}' end, now(),
      search_fold(name || ' ' || surname || ' ' || alias || '@nordvik.example ' || alias || ' ' || pstn || ' ' || mobile)
    from crowd`.execute(db);
}

async function fillHistory(db: Kysely<Tables>, crowd: Crowd, people: number): Promise<void> {
  const { companyId, large, run, actor } = crowd;
  const who = JSON.stringify({ kind: 'administrator', id: actor, name: 'Maria Holm' });
  const kinds = ['create', 'change', 'leave', 'return', 'delete', 'skip', 'conflict', 'unchanged'];
  const counts = JSON.stringify(Object.fromEntries(kinds.map((kind) => [kind, 0])));
  const read = JSON.stringify({ complete: true, mode: 'delta', people, requests: 1, bytes: 1000 });
  // What the database does for each run that ends, one by one: for 100,000 made at once that takes minutes.
  await sql`alter table runs disable trigger user`.execute(db);
  await sql`insert into runs (id, number, template_id, trigger, preview, state, nominal_at, started_at, finished_at, fence, read, counts)
    select case when i = 1 then ${run}::uuid else gen_random_uuid() end, ${people}::int + 1 - i, ${large}, case when i % 1000 = 0 then 'manual' else 'schedule' end,
      false, case when i % 5000 = 0 then 'failed' else 'succeeded' end, t, t, t, i, ${read}::jsonb, ${counts}::jsonb
    from generate_series(1, ${people}::int) as i, lateral (select now() - i * interval '5 minutes' as t) s`.execute(
    db,
  );
  await sql`insert into run_numbers (company_id, last) values (${companyId}, ${people}::int)`.execute(db);
  await sql`alter table runs enable trigger user`.execute(db);
  await sql`insert into steps (run_id, template_id, company_id, outcome, do_what, person_id, user_id, alias, before, after, because, at, actor)
    select case when i % 1000 = 0 then null else ${run}::uuid end, ${large}, ${companyId}, 'applied',
      case when i % 4000 = 7 then 'delete' else 'create' end, person_id, user_id, alias, null,
      jsonb_build_object('alias', alias, 'name', name, 'surname', surname, 'pstnFixed', pstn),
      json_build_object('code', case when i % 4000 = 7 then 'person.gone' else 'person.new' end, 'message', 'In scope and without a user.', 'cure', ''),
      now() - i * interval '1 second', case when i % 1000 = 0 then ${who}::jsonb end
    from crowd`.execute(db);
  await sql`insert into audit_log (company_id, actor, action, subject_kind, subject_id, at)
    select ${companyId}, case when i % 1000 = 0 then ${who}::jsonb else '{"kind":"cli","id":null,"name":"root"}' end,
      case when i % 2000 = 0 then 'user.hold' else 'run.start' end, 'run', gen_random_uuid()::text, now() - i * interval '1 second'
    from generate_series(1, ${people}::int) as i`.execute(db);
  await sql`drop table crowd`.execute(db);
}
