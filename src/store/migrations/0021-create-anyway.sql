-- An administrator's word that a person is made a user although one that no sync keeps has her mail or name; gone once used.
create table create_anyway (
  template_id uuid not null references sync_templates on delete cascade,
  person_id text not null,
  why text,
  said_by jsonb not null,
  at timestamptz not null,
  primary key (template_id, person_id)
);

-- What was linked in one sitting is found by the sitting's id, to be taken back together.
create index steps_adoption on steps ((details->>'adoption')) where details ? 'adoption';
