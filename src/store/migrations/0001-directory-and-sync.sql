-- Companies, their directory and numbers, sync templates with roster and links, runs with their steps.
-- Person ids are text: they are the source's keys and nothing here depends on their form.
-- The tables with a row for each person or step name their company, template and run without a foreign key: checking
-- the same parent 100,000 times took a quarter of a first run. Whoever deletes a parent deletes those rows (store/).

create table companies (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  country text not null default 'SE',
  time_zone text not null default 'Europe/Stockholm',
  language text not null default 'sv',
  -- Days that a number given up stays untaken, and days that a deleted user's before-values stay readable.
  cooling_days int not null default 30,
  retention_days int not null default 90,
  own_numbers_only boolean not null default false,
  created_at timestamptz not null default now()
);

-- Digits are kept as text; first and last as bigint so that "in the series?" is a comparison.
create table number_series (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies on delete cascade,
  position int not null,
  first_digits bigint not null,
  last_digits bigint not null,
  single boolean not null default false,
  kind text not null check (kind in ('fixed', 'mobile', 'service')),
  note text,
  check (first_digits <= last_digits)
);
create index on number_series (company_id, position);

create table settings_templates (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies on delete cascade,
  name text not null,
  settings jsonb not null default '{}',
  position int not null default 0,
  unique (company_id, name)
);

create table users (
  id uuid primary key,
  company_id uuid not null,
  alias text not null,
  -- Unicode case folding of the alias, made by the program: the database's own lower() knows less.
  alias_key text not null,
  name text not null,
  surname text not null,
  email text,
  pstn_fixed text,
  mobile text,
  extension text,
  title text,
  department text,
  caller_id text,
  settings_template_id uuid references settings_templates on delete set null,
  settings jsonb not null default '{}',
  fields jsonb not null default '{}',
  -- Counts every change by anybody; a link remembers the one it wrote, which is how drift is seen.
  version int not null default 1,
  created_at timestamptz not null default now(),
  -- Checked at the end of a statement, so that two users can swap values in one update.
  constraint users_alias unique (company_id, alias_key) deferrable initially immediate,
  constraint users_pstn_fixed unique (company_id, pstn_fixed) deferrable initially immediate,
  constraint users_extension unique (company_id, extension) deferrable initially immediate
);

-- Rows exist for numbers that something is known of; the other numbers of a series are free.
create table numbers (
  company_id uuid not null,
  digits text not null,
  state text not null check (state in ('free', 'reserved', 'assigned', 'cooling')),
  user_id uuid,
  cooling_until timestamptz,
  -- The person who had it last; while it cools it is hers to come back to.
  last_person text,
  changed_at timestamptz not null,
  primary key (company_id, digits)
);
create index on numbers (company_id, last_person) where state = 'cooling';

create table sync_templates (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies on delete cascade,
  name text not null,
  position int not null default 0,
  mode text not null,
  -- Everything else that an administrator sets, as plan/sync-template.ts shapes it.
  settings jsonb not null,
  -- plan/provider.ts, without secrets.
  provider jsonb not null,
  -- Encrypted credentials (access/secret-box.ts); null until one is given.
  credentials bytea,
  -- Groups as they were found once: [{asked, id, name}].
  groups jsonb not null default '[]',
  -- The tenant that the links belong to; null until the first link.
  tenant text,
  -- Where the last complete read ended, with the hash of what was asked for and of the mapping and whatever else
  -- decides what a person's facts come to (run/read-settings.ts).
  cursor text,
  read_hash text,
  last_full_read_at timestamptz,
  last_complete_read_at timestamptz,
  full_reads int not null default 0,
  -- Set when the mode comes back to full: the next run reads fully, and all its deletes count for the brake.
  resumed boolean not null default false,
  last_success_at timestamptz,
  -- Raised by each run that starts; every write of a run checks that it still holds the newest.
  fence bigint not null default 0,
  unique (company_id, name)
);

-- What a template has read: one row a person.
create table roster (
  template_id uuid not null,
  person_id text not null,
  -- False once a complete read lacked her or the source said that she is gone.
  present boolean not null,
  excluded boolean not null default false,
  -- Kept as they come: json is checked and not taken apart, which for 100,000 rows is a second.
  facts json not null,
  -- Hash of the facts, a dot, hash of the mapping and what else decides (run/facts-hash.ts).
  facts_hash text not null,
  mapped json not null,
  -- What plan/scope.ts reads from the facts, so that planning does not parse them again; created in ms.
  created_ms bigint,
  guest boolean not null default false,
  disabled boolean not null default false,
  -- facts_hash when a run last planned her.
  planned_hash text,
  -- False: plan her in the next run although nothing about her changed. Whoever changes a person's link, pin,
  -- hold or ignore by hand sets it to false.
  settled boolean not null default false,
  -- What that plan said: linked, skip, conflict, outside.
  standing text not null default 'outside',
  -- [{code, message, cure, ...}] and their codes, for counting.
  reasons json not null default '[]',
  codes text[] not null default '{}',
  read_at timestamptz not null,
  primary key (template_id, person_id)
);
create index roster_out on roster (template_id, person_id) where excluded or not present;
create index roster_unsettled on roster (template_id, person_id) where planned_hash is distinct from facts_hash or not settled;
create index roster_left_out on roster (template_id, standing) where standing in ('skip', 'conflict');
create index roster_codes on roster (template_id) where codes <> '{}';

create table links (
  template_id uuid not null,
  person_id text not null,
  company_id uuid not null,
  -- Whoever deletes a user deletes her link first.
  user_id uuid not null unique,
  -- users.version as the sync last left it.
  synced_version int not null,
  missing_since timestamptz,
  leave_code text,
  -- When the leave step said that the user would be deleted.
  announced_until timestamptz,
  -- A delete that a brake has withheld stays counted until approved or fallen away.
  delete_withheld boolean not null default false,
  held boolean not null default false,
  pinned text[] not null default '{}',
  primary key (company_id, person_id)
);
create index on links (template_id);
create index links_leaving on links (template_id) where missing_since is not null;

-- An administrator's word that a person is not made a user.
create table ignored_people (
  template_id uuid not null references sync_templates on delete cascade,
  person_id text not null,
  primary key (template_id, person_id)
);

-- Deleted users, for the person who comes back.
create table tombstones (
  company_id uuid not null,
  template_id uuid,
  person_id text not null,
  user_id uuid primary key,
  pstn_fixed text,
  extension text,
  extension_until timestamptz,
  deleted_at timestamptz not null
);
create index on tombstones (company_id, person_id);
create index on tombstones (company_id, extension_until) where extension is not null;

create table runs (
  id uuid primary key,
  template_id uuid not null references sync_templates on delete cascade,
  trigger text not null,
  preview boolean not null default false,
  state text not null check (state in ('running', 'succeeded', 'failed', 'withheld', 'refused')),
  nominal_at timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  fence bigint not null,
  read jsonb,
  counts jsonb,
  withheld jsonb not null default '[]',
  reasons jsonb not null default '[]',
  error jsonb,
  -- Fields to map with samples, of a run that only read because the mapping is incomplete.
  fields jsonb,
  -- Kinds of this run that somebody has approved (each once), and the run that approved.
  approved text[] not null default '{}',
  approves uuid
);
create index on runs (template_id, started_at desc);

-- Steps of plans: applied ones are the change log (R17), withheld and previewed ones are what was planned.
create table steps (
  id bigint generated always as identity primary key,
  run_id uuid not null,
  template_id uuid not null,
  company_id uuid not null,
  -- applied, withheld, preview
  outcome text not null,
  do_what text not null,
  person_id text,
  user_id uuid,
  alias text,
  before jsonb,
  after jsonb,
  because json not null,
  -- What else belongs to this kind of step (run/step-rows.ts): dates of a leave, candidates of a conflict ...
  details jsonb not null default '{}',
  -- The brake's kind of this step (removals, numbers, creates) and whether an approval let it through.
  kind text,
  approved boolean not null default false,
  at timestamptz not null
);
create index on steps (run_id);
create index on steps (person_id);
create index steps_counted on steps (template_id, at) where outcome = 'applied' and kind = 'removals' and not approved;

-- What a run has read so far; nothing here is believed until the read is complete. Not logged: a crash
-- of the server may empty it, and the next run reads afresh anyway.
create unlogged table staged_people (
  run_id uuid not null,
  person_id text not null,
  removed boolean not null default false,
  -- JSON texts, parsed when they are believed. Null: the person was seen with the facts that the roster has.
  facts text,
  facts_hash text,
  mapped text,
  created_ms bigint,
  guest boolean,
  disabled boolean,
  primary key (run_id, person_id)
);

-- People in a group that never takes part, as the same run has read them.
create unlogged table staged_excluded (
  run_id uuid not null,
  person_id text not null,
  primary key (run_id, person_id)
);

-- These are analyzed in the middle of a run: a small sample tells a hash join from a nested loop as well as a large one.
alter table staged_people alter run_id set statistics 10, alter person_id set statistics 10, alter removed set statistics 10;
alter table staged_excluded alter run_id set statistics 10, alter person_id set statistics 10;
alter table roster alter template_id set statistics 30, alter person_id set statistics 30, alter present set statistics 30,
  alter excluded set statistics 30, alter settled set statistics 30, alter planned_hash set statistics 30,
  alter facts_hash set statistics 30, alter standing set statistics 30, alter codes set statistics 30;
