-- Counts the runs that have found somebody other than before, so that a night that brought nothing asks for no look at the roster.
alter table sync_templates add column roster_version int not null default 0;
-- Reports are made anew from the roster; how their counts went stays.
delete from quality_reports;
alter table quality_reports drop column content, add column roster_version int not null;
