-- Telephone exchanges that users are written to. What changes in the directory leaves a mark in the same transaction; marks are only
-- ever added by whoever changes it, so that nobody who changes users waits for an exchange or for whoever feeds it.
create table targets (
  id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  name text not null,
  kind text not null,
  -- As the kind's own settings.ts checks them, without secrets.
  settings jsonb not null,
  -- Sealed; null until they are given.
  secrets bytea,
  -- paused: by somebody. refused: the exchange does not let us in. ending: everything is removed there, then the target goes.
  state text not null check (state in ('active', 'paused', 'refused', 'ending')),
  state_since timestamptz not null default now(),
  -- Why it does not take what it should: {code, message, cure}; null while nothing is known to be wrong.
  trouble jsonb,
  -- Since when it has not answered; null while it does.
  unavailable_since timestamptz,
  drift_mode text not null default 'show' check (drift_mode in ('show', 'repair')),
  version int not null default 1,
  created_at timestamptz not null,
  -- Everybody is to be looked at: it is new, or its settings are others.
  wants_everybody boolean not null default true,
  -- What the last probe found, and when.
  probe jsonb,
  probed_at timestamptz,
  -- When something was last written there.
  fed_at timestamptz,
  -- When everything there was last compared, and how much is there that is not ours.
  compared_at timestamptz,
  unknown_entries int,
  -- Whose hands it is in, and until when if nothing is heard of them.
  claim uuid,
  claimed_until timestamptz,
  -- Nothing is written before then.
  rests_until timestamptz not null default 'epoch',
  -- Failures of the whole exchange in a row.
  failures int not null default 0,
  unique (company_id, name)
);

-- A user's account at exchanges that know phones by a secret. The secret itself is nowhere.
create table sip_accounts (
  user_id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  account text not null unique check (account ~ '^[a-z0-9._-]{1,40}$'),
  made_at timestamptz not null default now(),
  -- When a secret was last made and shown; null: nobody knows one.
  shown_at timestamptz
);
create index on sip_accounts (company_id);

-- MD5 and SHA-256 of account:realm:secret, in hex digits.
create table sip_digests (
  user_id uuid not null references sip_accounts on delete cascade,
  realm text not null,
  md5 text not null,
  sha256 text not null,
  primary key (user_id, realm)
);

-- Users of whom something has changed, until whoever feeds targets has taken notice.
create table target_marks (
  id bigint generated always as identity primary key,
  company_id uuid not null,
  user_id uuid not null
);

-- How a user stands at a target. Stays when the user is deleted until she is removed there.
create table target_users (
  target_id uuid not null references targets on delete cascade,
  user_id uuid not null,
  company_id uuid not null,
  -- Raised with each change; what was written is the newest only if nobody has raised it since.
  wanted bigint not null default 1,
  -- pending: to be written. ok: as the directory says. failed: could not be written, and is tried again. drift: somebody has changed it there.
  state text not null default 'pending' check (state in ('pending', 'ok', 'failed', 'drift')),
  state_since timestamptz not null default now(),
  -- To be removed there.
  is_gone boolean not null default false,
  origin text not null default 'made' check (origin in ('made', 'adopted')),
  -- A secret that was made and shown before then is not the one of the entry that was there.
  adopted_at timestamptz,
  -- What was last written, by the target's own names; null: nothing yet.
  external_id text,
  entry jsonb,
  -- {account, entry}: her first write was begun, and what came of it is not known; what bears her mark there is hers.
  tried jsonb,
  -- Of the view that it was made from and of the target's settings: the same need not be written again.
  hash text,
  fed_at timestamptz,
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- {class, code, message, cure}
  error jsonb,
  -- {is, fields}: what is otherwise there.
  drift jsonb,
  -- A drift that somebody has said is right, until the user changes or it is another.
  kept jsonb,
  primary key (target_id, user_id)
);
create index target_users_due on target_users (target_id, is_gone, next_attempt_at) where state in ('pending', 'failed');
create index target_users_states on target_users (target_id, state, user_id);
create index target_users_external on target_users (target_id, external_id);
create index target_users_user on target_users (user_id);

-- One statement for each statement, and none of its cost where the company has no target.
create function mark_changed_users() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into target_marks (company_id, user_id)
      select company_id, id from changed where company_id in (select company_id from targets) order by id;
    delete from sip_accounts where user_id in (select id from changed);
  else
    insert into target_marks (company_id, user_id)
      select company_id, id from changed where company_id in (select company_id from targets) order by id;
  end if;
  return null;
end $$;
create trigger users_made after insert on users referencing new table as changed
  for each statement execute function mark_changed_users();
create trigger users_changed after update on users referencing new table as changed
  for each statement execute function mark_changed_users();
create trigger users_deleted after delete on users referencing old table as changed
  for each statement execute function mark_changed_users();

-- Whoever leaves, returns or is held may be suspended. Of the many other changes of links none calls the function.
create function mark_linked_user() returns trigger language plpgsql as $$
begin
  insert into target_marks (company_id, user_id)
    select old.company_id, old.user_id where old.company_id in (select company_id from targets);
  return null;
end $$;
create trigger links_changed after update on links for each row
  when (old.missing_since is distinct from new.missing_since or old.held is distinct from new.held
    or old.held_until is distinct from new.held_until)
  execute function mark_linked_user();
create trigger links_deleted after delete on links for each row
  when (old.missing_since is not null) execute function mark_linked_user();

-- A digest that is new belongs to a user who is to be written anyway; one that changes was made for somebody's phone.
create function mark_phone() returns trigger language plpgsql as $$
begin
  insert into target_marks (company_id, user_id)
    select company_id, user_id from sip_accounts where user_id = old.user_id;
  return null;
end $$;
create trigger sip_digests_changed after update on sip_digests for each row
  when (old.md5 is distinct from new.md5) execute function mark_phone();
create trigger sip_accounts_changed after update on sip_accounts for each row
  when (old.account is distinct from new.account) execute function mark_phone();
