-- What all runs of a template have come to so far, for /metrics: counters that only grow, whichever process ran them and however
-- long its runs are kept. One row a template and thing counted, so that runs that end at once do not wait for each other.
-- No foreign key: what was counted stays counted when the template is deleted.

create table run_totals (
  template_id uuid not null,
  -- runs, by state; steps, by what they did; requests; waits; waitSeconds
  what text not null,
  label text not null,
  total bigint not null,
  primary key (template_id, what, label)
);

create function count_run() returns trigger language plpgsql as $$
begin
  insert into run_totals as t (template_id, what, label, total)
    select new.template_id, counted.what, counted.label, counted.total from (
      select 'runs', new.state, 1::bigint
      union all
      select 'steps', key, value::bigint from jsonb_each_text(coalesce(new.counts, '{}'))
        where not new.preview and key in ('create', 'change', 'leave', 'return', 'delete')
      union all
      select 'requests', '', coalesce((new.read->>'requests')::bigint, 0)
      union all
      select 'waits', '', count(*) from run_events where run_id = new.id and kind = 'waiting'
      union all
      select 'waitSeconds', '', coalesce(sum((data->>'seconds')::numeric), 0)::bigint
        from run_events where run_id = new.id and kind = 'waiting'
    ) counted (what, label, total) where counted.total > 0
  on conflict (template_id, what, label) do update set total = t.total + excluded.total;
  return null;
end $$;
create trigger runs_counted after update of state on runs
  for each row when (old.state in ('queued', 'running') and new.state not in ('queued', 'running'))
  execute function count_run();
create trigger runs_refused_counted after insert on runs
  for each row when (new.state not in ('queued', 'running')) execute function count_run();
