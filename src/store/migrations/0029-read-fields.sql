-- Fields that somebody has tried in a mapping and that the roster lacks, read of everybody for that. What a reading brings is
-- believed once a row here names the reading; rows of one that failed or was cut off belong to nobody and are swept. Values of
-- people: they go with the roster, and after a day.
create table read_fields (
  template_id uuid not null references sync_templates on delete cascade,
  field text not null,
  reading uuid not null,
  people integer not null,
  -- Of which tenant and groups.
  scope text not null,
  read_at timestamptz not null,
  primary key (template_id, field)
);

-- Only who has the field. at: when the reading began.
create table read_field_values (
  reading uuid not null,
  person_id text not null,
  field text not null,
  value json not null,
  template_id uuid not null,
  at timestamptz not null,
  primary key (reading, person_id, field)
);
create index read_field_values_template on read_field_values (template_id);
