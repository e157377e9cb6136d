-- Runs that wait in line: what they are told apart by, how often they were tried, who called them off. What becomes of a
-- run reaches whoever watches, and a changed setting forgets when its template would have started.

alter table runs
  -- What the run was asked to do, in short: the same order of a template waits once (run/run-order.ts).
  add column order_key text,
  -- 1, or more when it was started again because of something that passes.
  add column attempt int not null default 1,
  -- The run that this one tries again.
  add column retries uuid,
  -- The actor who called it off.
  add column cancelled_by jsonb;
create unique index runs_one_waiting on runs (template_id, order_key) where state = 'queued';
create index runs_requested on runs (requested_at) where state = 'queued';

-- A run's states are events in the very transaction that changes them, whoever does: nobody can forget to tell.
create function write_run_state_event() returns trigger language plpgsql as $$
begin
  insert into run_events (run_id, at, kind, data)
    values (new.id, clock_timestamp(), 'state', jsonb_build_object('state', new.state, 'code', new.error->>'code'));
  return null;
end $$;
create trigger runs_state_begun after insert on runs for each row execute function write_run_state_event();
create trigger runs_state_changed after update of state on runs
  for each row when (old.state is distinct from new.state) execute function write_run_state_event();

-- One channel for all runs: `RUN EVENT WHAT`, where WHAT is the state or the kind of event (jobs/run-feed.ts).
create function tell_run_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('rollcall_run', concat_ws(' ', new.run_id, new.id, coalesce(new.data->>'state', new.kind)));
  return null;
end $$;
create trigger run_events_told after insert on run_events for each row execute function tell_run_event();

-- Null asks the scheduler to decide anew (jobs/scheduler.ts); paused templates stay undecided.
create index sync_templates_undecided on sync_templates (id) where next_start_at is null and mode <> 'paused';
create function forget_next_start() returns trigger language plpgsql as $$
begin
  new.next_start_at := null;
  new.next_start_why := null;
  return new;
end $$;
create trigger sync_templates_schedule_changed before update of mode, settings on sync_templates
  for each row when (old.mode is distinct from new.mode or old.settings is distinct from new.settings)
  execute function forget_next_start();
create function forget_next_starts() returns trigger language plpgsql as $$
begin
  update sync_templates set next_start_at = null, next_start_why = null where company_id = new.id;
  return null;
end $$;
create trigger companies_time_zone_changed after update of time_zone on companies
  for each row when (old.time_zone is distinct from new.time_zone) execute function forget_next_starts();
