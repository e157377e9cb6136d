-- People who use the program and how they get in; tokens of programs; answers kept for repeated requests.
-- Of everything that opens a door only a SHA-256 hash is kept: it is random and long, so that a fast hash is enough.
-- Passwords are neither, and are argon2id.

create table administrators (
  id uuid primary key,
  -- Null for operators, who may go everywhere.
  company_id uuid references companies on delete cascade,
  role text not null check (role in ('operator', 'companyAdministrator', 'viewer')),
  email text not null,
  -- Folded by the program: two spellings of one address are one person.
  email_key text not null unique,
  first_name text not null,
  last_name text not null,
  language text not null default 'sv',
  theme text not null default 'system',
  -- argon2id in PHC form; null until the invitation is taken, or for people who only sign in elsewhere.
  password_hash text,
  password_changed_at timestamptz,
  disabled boolean not null default false,
  -- Who the person is at the OIDC provider, from the first sign-in there on.
  oidc_issuer text,
  oidc_subject text,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  check ((role = 'operator') = (company_id is null)),
  unique (oidc_issuer, oidc_subject)
);
create index on administrators (company_id);

create table sessions (
  id uuid primary key,
  administrator_id uuid not null references administrators on delete cascade,
  token_hash bytea not null unique,
  -- The token before the last rotation: requests that were on their way still carry it, for a short while.
  previous_hash bytea unique,
  rotated_at timestamptz not null,
  -- What unsafe requests have to repeat in a header. Worth nothing without the cookie.
  csrf text not null,
  -- password, oidc, link
  method text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text,
  user_agent text
);
create index on sessions (administrator_id);

-- Links that work once: an invitation (or a new password for somebody who forgot it), the first administrator.
create table one_time_links (
  hash bytea primary key,
  purpose text not null check (purpose in ('invitation', 'firstAdministrator')),
  administrator_id uuid references administrators on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((purpose = 'invitation') = (administrator_id is not null))
);
create index on one_time_links (administrator_id);

create table api_tokens (
  id uuid primary key,
  company_id uuid not null references companies on delete cascade,
  name text not null,
  role text not null check (role in ('companyAdministrator', 'viewer')),
  -- The first characters, by which people tell tokens apart.
  prefix text not null,
  hash bytea not null unique,
  created_at timestamptz not null,
  created_by jsonb not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  unique (company_id, name)
);

-- Failed sign-ins that still count, by account, address or known browser (hashed). The count goes up before the
-- password is looked at, so that a thousand tries at once are a thousand tries.
create table sign_in_failures (
  key bytea primary key,
  failures int not null,
  last_at timestamptz not null,
  open_at timestamptz not null
);
create index on sign_in_failures (last_at);

-- Browsers that somebody has signed in from: other people's failures do not slow these down.
create table known_browsers (
  hash bytea primary key,
  administrator_id uuid not null references administrators on delete cascade,
  used_at timestamptz not null
);
create index on known_browsers (administrator_id);

-- Sign-ins that are away at the OIDC provider; the hash is of what the browser holds in a cookie.
create table oidc_sign_ins (
  hash bytea primary key,
  state text not null,
  nonce text not null,
  verifier text not null,
  expires_at timestamptz not null
);

-- Answers to requests with an Idempotency-Key, written in the transaction of what they tell.
create table idempotency_keys (
  actor text not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  answer json not null,
  created_at timestamptz not null,
  primary key (actor, route, key)
);
create index on idempotency_keys (created_at);
