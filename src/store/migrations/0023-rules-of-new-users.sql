-- How many new users each rule decided for: [{name, count}].
alter table runs add column rules jsonb not null default '[]';
