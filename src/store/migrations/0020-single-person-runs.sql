-- The one person whom a run was for; null: a run of everybody. Until Entra has said who she is, what somebody typed.
alter table runs add column person_id text;
-- By whom she is found when she is to be forgotten.
create index runs_of_person on runs (person_id) where person_id is not null;
