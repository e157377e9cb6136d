-- What is counted for everybody who watches: open mails of all companies, however many were sent.
create index mails_open on mails (state, created_at) where state not in ('sent', 'kept', 'discarded');
-- What lists of mails are filtered by. Few values each, so that a first load of 100,000 people hardly notices; and of welcome mails there
-- are so many that whoever asks for them walks along the list.
create index mails_of_template on mails (template_id) where template_id is not null;
create index mails_told on mails (company_id, kind) where kind <> 'welcome';
