-- Guides for the app in Azure, half way: what has been copied so far, for whoever goes on with it. One for each new template, and one at
-- most for each stored template whose secret is being renewed. The secret is sealed and bound to the guide's id.
create table guides (
  id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  template_id uuid unique references sync_templates on delete cascade,
  name text not null,
  step text not null,
  done text[] not null,
  tenant_id text,
  client_id text,
  cloud text not null,
  secret bytea,
  expires text,
  version integer not null,
  started_by jsonb not null,
  started_at timestamptz not null,
  changed_by jsonb not null,
  changed_at timestamptz not null
);
create index guides_of_company on guides (company_id, id desc);
