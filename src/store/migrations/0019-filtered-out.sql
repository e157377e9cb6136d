-- People for whom the template's filter is false: read and known, and out of scope. Set where their facts are believed.
alter table roster add column filtered_out boolean not null default false;
alter table staged_people add column filtered_out boolean;
drop index roster_out;
create index roster_out on roster (template_id, person_id) where excluded or not present or filtered_out;
alter table roster alter filtered_out set statistics 30;
