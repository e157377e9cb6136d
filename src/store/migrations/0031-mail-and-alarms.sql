-- What is told to people. A notice is what happened, told to administrators by mail and by webhooks; an incident is
-- trouble that lasts, from the first run that met it to the first without it. Every mail and every delivery is a row,
-- written in the transaction of what it tells.

-- How the company's mails look and what they say (src/plan/company-mail.ts).
alter table companies add column mail jsonb not null default '{}';

-- first_load_done_at: since when the template's first load is over; null while it has not had one.
-- digest: what the last warning digest told, and when. credential_watch: what is known and was told of the credential's end.
alter table sync_templates
  add column first_load_done_at timestamptz,
  add column digest jsonb,
  add column credential_watch jsonb;

update sync_templates t set first_load_done_at = coalesce(t.last_success_at, now())
where exists (select from links l where l.template_id = t.id);

create table notices (
  id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  -- No foreign keys: what was told outlives the template and its runs.
  template_id uuid,
  run_id uuid,
  kind text not null,
  severity text not null check (severity in ('error', 'warning', 'info')),
  at timestamptz not null,
  data jsonb not null
);

create index notices_of_company on notices (company_id, at desc, id);

create table incidents (
  id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  template_id uuid,
  -- What makes it the same trouble when it is met again, such as credential.expired or brake.removals.
  key text not null,
  severity text not null check (severity in ('error', 'warning', 'info')),
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  seen int not null default 1,
  closed_at timestamptz,
  -- How often it was told, when last, and when it is told again at the earliest.
  told int not null default 0,
  told_at timestamptz,
  tell_after timestamptz not null,
  data jsonb not null
);

create unique index incidents_open on incidents (company_id, template_id, key) nulls not distinct where closed_at is null;
create index incidents_of_company on incidents (company_id, opened_at desc, id);

create table mails (
  id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  template_id uuid,
  run_id uuid,
  user_id uuid,
  notice_id uuid references notices on delete set null,
  kind text not null,
  -- waiting: will be sent. held: until somebody releases it. sending: in a sender's hands. sent: the server took it.
  -- kept: no mail server is set. uncertain: the line broke before the server's answer. failed: not sent, and not tried again.
  -- discarded: not to be sent any more.
  state text not null check (state in ('held', 'waiting', 'sending', 'sent', 'kept', 'uncertain', 'failed', 'discarded')),
  to_address text,
  language text not null,
  created_at timestamptz not null,
  -- Sent no earlier.
  not_before timestamptz not null,
  attempts int not null default 0,
  first_tried_at timestamptz,
  -- When it came into its present state.
  state_at timestamptz not null,
  sent_at timestamptz,
  -- Whose hands it is in while it is being sent, and whether the server may have it already.
  claim uuid,
  handed_over boolean not null default false,
  -- The server's last answer, or why it stands as it does.
  answer text,
  -- As it was handed to the server; null before, and again when it is forgotten.
  subject text,
  body_text text,
  body_html text,
  requested_by jsonb
);

-- R15: whatever else goes wrong, nobody is welcomed twice.
create unique index mails_welcome_once on mails (user_id) where kind = 'welcome';
create index mails_waiting on mails (not_before, id) where state in ('waiting', 'sending');
create index mails_of_company on mails (company_id, created_at desc, id desc);
create index mails_open on mails (company_id, state, created_at desc, id desc) where state not in ('sent', 'kept', 'discarded');
create index mails_of_user on mails (user_id) where user_id is not null;
create index mails_of_notice on mails (notice_id) where notice_id is not null;

create table webhooks (
  id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  name text not null,
  url text not null,
  shape text not null check (shape in ('json', 'teams', 'slack')),
  -- Kinds of notice that go there.
  kinds text[] not null,
  active boolean not null default true,
  secret bytea,
  created_at timestamptz not null,
  version int not null default 1,
  unique (company_id, name)
);

create table webhook_deliveries (
  id uuid primary key,
  webhook_id uuid not null references webhooks on delete cascade,
  company_id uuid not null references companies on delete cascade,
  notice_id uuid not null references notices on delete cascade,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed')),
  created_at timestamptz not null,
  not_before timestamptz not null,
  attempts int not null default 0,
  sent_at timestamptz,
  claim uuid,
  -- HTTP status of the last answer, and its beginning or why there was none.
  status int,
  answer text
);

create index webhook_deliveries_waiting on webhook_deliveries (not_before, id) where state in ('waiting', 'sending');
create index webhook_deliveries_of_webhook on webhook_deliveries (webhook_id, created_at desc, id desc);
create index webhook_deliveries_of_notice on webhook_deliveries (notice_id);
