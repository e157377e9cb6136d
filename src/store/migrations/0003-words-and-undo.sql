-- What administrators say about users and people, with who, why and until when, so that a sync can respect it and
-- people can see it; and what an undo has to know.

-- Field → the source's value that was undone (null: that it was empty). The pin lasts until the source says another.
alter table links drop column pinned;
alter table links
  add column pinned jsonb not null default '{}',
  -- The hold is over from this moment on; null: until somebody ends it.
  add column held_until timestamptz,
  add column held_why text,
  add column held_by jsonb,
  add column held_at timestamptz;

alter table ignored_people
  add column until timestamptz,
  add column why text,
  add column ignored_by jsonb,
  add column at timestamptz not null default now();
-- Looked at in every run: who is ignored for a time is planned again when it is over.
create index ignored_for_a_time on ignored_people (template_id) where until is not null;

-- The user who had a number last: somebody made by hand has no person whom it could cool for.
alter table numbers add column last_user uuid;
