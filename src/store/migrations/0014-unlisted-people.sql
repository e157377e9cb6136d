-- What was told of people who have no user: looked through for those whom no roster knows any more.
create index steps_unowned on steps (company_id, at)
  where user_id is null and person_id is not null and erased_at is null and outcome <> 'preview';
