-- Tables that expressions look values up in: name → key → value.
alter table companies add column lookups jsonb not null default '{}';
