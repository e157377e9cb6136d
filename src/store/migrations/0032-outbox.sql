-- The outbox and incidents as people look at them.

-- Each state is a list of its own, newest first, and is counted by walking along it.
drop index mails_open;
create index mails_in_state on mails (company_id, state, created_at desc, id desc);
-- What the retention time takes; what it has taken already is not in it.
create index mails_to_forget on mails (company_id, state_at)
where state not in ('held', 'waiting', 'sending')
  and (kind <> 'welcome' or to_address is not null or subject is not null or answer is not null);
create index mails_of_run on mails (run_id) where run_id is not null;

-- An address that somebody gave for this mail is not replaced by the user's own.
alter table mails add column to_by_hand boolean not null default false;

-- Told to nobody before a day, by somebody's word; it goes on being looked at, and its end is told.
alter table incidents
  add column quiet_until timestamptz,
  add column quiet_by jsonb,
  add column quiet_why text;

create index notices_of_incident on notices ((data->>'incident')) where kind like 'incident.%';
