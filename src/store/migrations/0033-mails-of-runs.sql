-- What new users of a run brought with them in mails, or would bring (the report's "mail"); null: a run of before.
alter table runs add column mail jsonb;
