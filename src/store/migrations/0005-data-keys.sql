-- Keys that secrets are sealed with (access/secret-box.ts). Each is kept wrapped by the master key, which is never here;
-- while the master key is being changed, by the old one and the new one.

create table data_keys (
  id uuid primary key,
  created_at timestamptz not null default now(),
  -- Set when another took over. It still opens what it has sealed.
  retired_at timestamptz
);
create unique index data_keys_one_active on data_keys ((true)) where retired_at is null;

create table master_keys (
  -- A hash that tells master keys apart and gives none away.
  print text primary key,
  -- The highest is the newest.
  position bigint generated always as identity,
  created_at timestamptz not null default now()
);

create table data_key_wraps (
  key_id uuid not null references data_keys on delete cascade,
  master text not null references master_keys (print) on delete cascade,
  wrapped bytea not null,
  primary key (key_id, master)
);
