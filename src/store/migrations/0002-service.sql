-- What a service needs beside the sync itself: runs that wait, what a run says while it goes, when templates start next,
-- changes that no run made, and an audit log that only grows.

-- A run waits as a row until a worker takes it. `request` is what the worker is asked for (run/run-request.ts), with
-- nothing secret in it; `requested_by` is the actor (store/audit-log.ts).
alter table runs drop constraint runs_state_check;
alter table runs add constraint runs_state_check
  check (state in ('queued', 'running', 'succeeded', 'failed', 'withheld', 'refused'));
alter table runs
  add column requested_at timestamptz,
  add column requested_by jsonb,
  add column request jsonb,
  -- The preview that this run was asked to carry out exactly as it was seen.
  add column applies uuid,
  -- The run whose changes this one takes back; null also for the undo of single changes.
  add column undoes uuid;
create index runs_open on runs (template_id) where state in ('queued', 'running');

-- What a run says while it goes, for whoever watches it; ids are where a lost line takes up again. Kept for some days.
create table run_events (
  id bigint generated always as identity primary key,
  run_id uuid not null references runs on delete cascade,
  at timestamptz not null,
  -- state, progress, waiting
  kind text not null,
  data jsonb not null
);
create index on run_events (run_id, id);

-- When the template starts next by itself, as run/next-start.ts decided when its run ended or its settings changed;
-- null: never, or not decided yet.
alter table sync_templates add column next_start_at timestamptz, add column next_start_why text;
create index sync_templates_due on sync_templates (next_start_at) where next_start_at is not null;

-- The change log also has what people do by hand: no run and no template then, but an actor.
alter table steps alter column run_id drop not null;
alter table steps alter column template_id drop not null;
alter table steps
  add column actor jsonb,
  -- The step that took this one back.
  add column undone_by bigint,
  -- When names, addresses and numbers in it were replaced (retention).
  add column erased_at timestamptz;
create index steps_user on steps (user_id) where user_id is not null;
create index steps_company_log on steps (company_id, id) where outcome = 'applied';

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  -- Null for what belongs to no company.
  company_id uuid,
  -- {kind, id, name}
  actor jsonb not null,
  -- What was done: subject and verb, such as syncTemplate.update.
  action text not null,
  subject_kind text not null,
  subject_id text,
  subject_name text,
  before jsonb,
  after jsonb,
  details jsonb not null default '{}',
  -- Network address of whoever did it; null for commands and the program itself.
  address text
);
create index on audit_log (company_id, id);
create index on audit_log (subject_kind, subject_id, id);

-- Append only, whoever connects: the one exception is replacing personal data after the retention time, and whoever
-- does that says so in its transaction.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if current_setting('rollcall.erasing', true) = 'on' and tg_op = 'UPDATE' then return new; end if;
  raise exception 'the audit log is append only';
end $$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_audit_change();
create trigger audit_log_never_emptied before truncate on audit_log
  for each statement execute function refuse_audit_change();
