-- Where names of people stand who are not the row's own: looked through when somebody is to be forgotten.
create index steps_left_out on steps (company_id) where do_what in ('skip', 'conflict') and erased_at is null;
create index runs_naming on runs (template_id) where error ? 'people';
create index runs_sampled on runs (template_id) where fields is not null;
