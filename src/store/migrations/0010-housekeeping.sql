-- When some process last did what is done once an hour (jobs/maintenance.ts).
create table housekeeping (
  what text primary key,
  at timestamptz not null default now()
);
