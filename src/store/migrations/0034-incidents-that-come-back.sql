-- Incidents that end in different ways and come back; and when a company's number series are looked at.

alter table incidents
  -- over: a run went without it. approved: somebody let the withheld steps through. stopped: the template was paused or
  -- deleted. null: it is open.
  add column ended text check (ended in ('over', 'approved', 'stopped')),
  -- Since when it is there again, and how often it came back; null: it was never away.
  add column back_at timestamptz,
  add column came_back int not null default 0,
  -- Whom it was mailed to last; another address is told at once.
  add column told_to text;

-- Whether it has been there a short while ago.
create index incidents_lately on incidents (template_id, key, closed_at desc) where closed_at is not null;

-- A template that is paused or deleted has no trouble any more, and nobody is told that it is over: it is not. There are many
-- writers of a mode, and one that forgets would be silent.
create function stop_incidents() returns trigger language plpgsql as $$
begin
  update incidents set closed_at = greatest(seen_at, now()), ended = 'stopped'
  where company_id = old.company_id and template_id = old.id and closed_at is null;
  return null;
end $$;

create trigger sync_templates_stopped after update of mode, retiring_since on sync_templates
  for each row when (new.mode = 'paused' and old.mode <> 'paused'
    or new.retiring_since is not null and old.retiring_since is null)
  execute function stop_incidents();
create trigger sync_templates_deleted after delete on sync_templates for each row execute function stop_incidents();

-- When a company's number series are looked at next: after runs that gave numbers, when the series were changed, daily.
create table series_watch (
  company_id uuid primary key references companies on delete cascade,
  look_at timestamptz not null
);

insert into series_watch (company_id, look_at) select distinct company_id, timestamptz 'epoch' from number_series;

create function watch_series() returns trigger language plpgsql as $$
begin
  insert into series_watch (company_id, look_at) values (coalesce(new.company_id, old.company_id), 'epoch')
  on conflict (company_id) do update set look_at = 'epoch';
  return null;
end $$;

create trigger number_series_changed after insert or update on number_series
  for each row execute function watch_series();
