-- The text that people are found by has their mobile numbers too: looking for one that nobody has read everybody's values.
update roster set search = left(search || ' ' || (mapped->'values'->>'mobile'), 500)
where mapped->'values'->>'mobile' is not null;
