-- Where a webhook sends to is a secret (of Teams and Slack the address itself opens the door): it lies sealed beside the
-- signing secrets, and what may be shown of it stands by itself. A webhook rests as a whole after a failure, and is sent to
-- by one worker at a time, so that its order is kept.
alter table webhooks drop column url;

alter table webhooks
  -- Scheme, host and the last characters of the address; null: it has none yet and can not be active.
  add column shown_url text,
  -- Lower case, with the port: how much goes to one host at a time.
  add column host text,
  -- Whose hands it is in, and until when if nothing is heard of them.
  add column claim uuid,
  add column claimed_until timestamptz,
  -- Nothing is sent before then.
  add column rests_until timestamptz not null default 'epoch',
  -- Failures since the last success, and since when.
  add column failures int not null default 0,
  add column failing_since timestamptz,
  -- When and why the program switched it off; null when a person did, or it is on.
  add column off_at timestamptz,
  add column off_code text,
  add check (not active or shown_url is not null),
  add check ((shown_url is null) = (host is null));

alter table webhook_deliveries
  -- Somebody asked for it to see whether it arrives: it goes first, once, and also to a webhook that is off.
  add column is_test boolean not null default false,
  add column first_tried_at timestamptz,
  add column tried_at timestamptz;

-- The line in front of each webhook.
create index webhook_deliveries_line on webhook_deliveries (webhook_id, created_at, notice_id)
  where state in ('waiting', 'sending');

-- What was tried last.
create index webhook_deliveries_tried on webhook_deliveries (webhook_id, tried_at desc) where tried_at is not null;
