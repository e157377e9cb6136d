-- Whether an address is somebody else's as well is asked for each welcome mail that is sent: a look at everybody for each of
-- 100,000 mails is hours of work, and these are a hundredth of the time of a first run.
create index users_email on users (company_id, lower(email)) where email is not null;
create index roster_mail on roster (template_id, lower(facts->>'mail'));
