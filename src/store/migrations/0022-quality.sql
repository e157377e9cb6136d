-- The directory quality report of each template: what its last one found, for whom, and how the counts went over time.
create table quality_reports (
  template_id uuid primary key,
  -- The complete read that it is about, and when the report was made of it.
  read_at timestamptz not null,
  made_at timestamptz not null,
  -- What the roster and the settings came to: the same marks need no other report.
  content text not null,
  settings text not null,
  people int not null,
  -- Code → how many, and the checks that could not be made.
  counts jsonb not null,
  not_checked jsonb not null
);
-- Object ids only, a thousand a row: names and values are read from the roster when they are shown, so that nothing here is
-- to be forgotten but the ids.
create table quality_people (
  template_id uuid not null references quality_reports on delete cascade,
  code text not null,
  chunk int not null,
  people text[] not null,
  -- Of a shared value: its number for each of them.
  groups int[],
  primary key (template_id, code, chunk)
);
-- A row for each time that the counts were others than before.
create table quality_counts (
  template_id uuid not null,
  at timestamptz not null,
  people int not null,
  counts jsonb not null,
  primary key (template_id, at)
);
-- What the source said last of groups that are named by a name: asked for seldom, and not with each report.
create table quality_groups (
  template_id uuid primary key,
  at timestamptz not null,
  names jsonb not null,
  -- null: it has answered.
  failed jsonb,
  found jsonb not null
);
