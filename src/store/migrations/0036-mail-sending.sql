-- What the sender of mails goes by: which mail is next, and how the mail server stands.

-- Next: administrators' mails before welcome mails, one company after the other, in each the one that is due first.
create index mails_next on mails ((kind = 'welcome'), company_id, not_before, id) where state = 'waiting';
-- What a sender that died had in its hands.
create index mails_in_hand on mails (id) where state = 'sending';

-- One row, made when the first mail is sent or could not be.
create table mail_server (
  only_one boolean primary key default true check (only_one),
  -- When the last mail was handed over, by the database's clock: the rate holds whichever process sends.
  handed_at timestamptz,
  sent bigint not null default 0,
  -- What is wrong with it (code, message, cure), since when, how often in a row it was tried, when it is tried again.
  trouble jsonb,
  trouble_since timestamptz,
  trouble_tries int not null default 0,
  try_after timestamptz
);
