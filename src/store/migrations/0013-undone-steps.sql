-- What an undo took back is found again when that undo is itself taken back: a look through the whole log else.
create index steps_undone on steps (undone_by) where undone_by is not null;
