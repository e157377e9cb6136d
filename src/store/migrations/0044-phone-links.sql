-- Links behind which a user's SIP secret is made and shown, once. Of a link only the hash is kept; of the secret nothing but digests.
-- Users are not referenced: whoever is deleted is looked for when a link is opened, and housekeeping takes what is left.
create table phone_links (
  hash bytea primary key,
  company_id uuid not null references companies on delete cascade,
  user_id uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- When the secret was shown; the link only says so from then on.
  shown_at timestamptz,
  -- When another link took its place unopened.
  ended_at timestamptz,
  -- Of the address that a softphone reads its account from, once and soon after the secret was shown.
  setup_hash bytea unique,
  setup_until timestamptz
);
create index on phone_links (user_id);
create index on phone_links (expires_at);
