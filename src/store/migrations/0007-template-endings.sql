-- Sync templates that end: they are deleted with their users kept, or they stand without secret and roster until the
-- last of their users is gone. What they did stays in the history.

-- Set while a deleted template lets its users go; the template goes with the last of them.
alter table sync_templates add column retiring_since timestamptz;

-- Runs and steps name a template that is no more; here stands what it was called.
create table deleted_templates (
  id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  name text not null,
  deleted_at timestamptz not null
);

-- A run outlives its template: it is the "who" of the change log (R17). Whoever deletes a company deletes its runs.
alter table runs drop constraint runs_template_id_fkey;

-- Since when nobody has found the person; null while present. Counts for how long her row may stay.
alter table roster add column gone_at timestamptz;
update roster set gone_at = now() where not present;
create index roster_gone on roster (template_id, gone_at) where not present;

-- Deleted users whose personal data is not replaced yet.
create index steps_deleted_users on steps (company_id, at)
  where outcome = 'applied' and do_what = 'delete' and erased_at is null;
