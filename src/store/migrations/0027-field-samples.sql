-- What Entra can give besides what is read of everybody: of one page of people, how many have each field and three values of
-- it. Taken by a connection test and weekly. Values of people: they go with what was read.
alter table sync_templates add column field_samples jsonb, add column sampled_at timestamptz;
