-- Steps of one deed about many users, so that all of it can be taken back.
create index steps_of_batch on steps ((details->>'batch')) where details ? 'batch';
