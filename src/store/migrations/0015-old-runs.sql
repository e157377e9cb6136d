-- By when runs have ended, so that those which nobody needs any more are found without going through the history.
create index runs_ended on runs (finished_at) where finished_at is not null;
