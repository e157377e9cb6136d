-- Which of the groups that rules ask for somebody belongs to, as it was last read: for telling which rule would decide for
-- whom. asked: a hash of the groups that were asked about; under other ones nothing is known of her.
create table rule_memberships (
  template_id uuid not null,
  person_id text not null,
  groups text[] not null,
  asked text not null,
  read_at timestamptz not null,
  primary key (template_id, person_id)
);

-- The same while a run reads it. Not logged, as what else a run has read so far.
create unlogged table staged_memberships (
  run_id uuid not null,
  person_id text not null,
  groups text[] not null,
  primary key (run_id, person_id)
);
alter table staged_memberships alter run_id set statistics 10, alter person_id set statistics 10, alter groups set statistics 0;
