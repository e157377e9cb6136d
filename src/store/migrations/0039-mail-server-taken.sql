-- When the mail server last took a mail: trouble in the middle of a mail is the mail's own only where others went meanwhile.
alter table mail_server add column taken_at timestamptz;

-- A mail waits since it was written, released or sent again, however often it was tried (state_at).
drop index mails_open;
create index mails_open on mails (state, state_at) where state not in ('sent', 'kept', 'discarded');
