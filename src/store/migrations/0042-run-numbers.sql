-- Runs of a company have numbers, so that people can speak of one ("#1843"): in the order in which they were asked for. A number that was
-- taken for an order which waits already in another row stays unused.
create table run_numbers (
  company_id uuid primary key references companies on delete cascade,
  last integer not null
);

alter table runs add column number integer;
update runs r set number = n.number from (
  select r.id, row_number() over (partition by coalesce(t.company_id, d.company_id) order by r.started_at, r.id) as number
  from runs r left join sync_templates t on t.id = r.template_id left join deleted_templates d on d.id = r.template_id) n
where n.id = r.id;
insert into run_numbers (company_id, last)
select coalesce(t.company_id, d.company_id), max(r.number)
from runs r left join sync_templates t on t.id = r.template_id left join deleted_templates d on d.id = r.template_id
where coalesce(t.company_id, d.company_id) is not null
group by 1;
alter table runs alter number set not null;

-- Wherever a run is written: put in line, begun or refused. Whoever takes a number waits for whoever took the one before to commit.
create function number_run() returns trigger language plpgsql as $$
declare
  company uuid;
begin
  -- A run that waited has its number already; its row is offered again when it begins.
  select number into new.number from runs where id = new.id;
  if new.number is not null then return new; end if;
  select company_id into company from sync_templates where id = new.template_id;
  if company is null then select company_id into company from deleted_templates where id = new.template_id; end if;
  if company is null then
    -- Of a company that is no more: nobody will look for it.
    new.number := 0;
    return new;
  end if;
  insert into run_numbers as n (company_id, last) values (company, 1)
    on conflict (company_id) do update set last = n.last + 1
    returning last into new.number;
  return new;
end $$;
create trigger number_run before insert on runs for each row when (new.number is null) execute function number_run();

-- From a run that failed to the one that tried it again.
create index runs_retries on runs (retries) where retries is not null;
