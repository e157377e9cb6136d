-- What long lists need: a text to search and sort by, and indexes in the order of each list that hold what its filters ask.

-- Folds case and accents for searching and sorting; å ä ö (æ ø) become the characters after z, so that they sort last and
-- in that order whatever the database's locale. Small letters are made by the best collation this server has.
do $$
declare fold text;
begin
  select coalesce(
    (select 'pg_catalog.pg_c_utf8' from pg_collation where collname = 'pg_c_utf8'),
    (select 'pg_catalog."und-x-icu"' from pg_collation where collname = 'und-x-icu' and collencoding in (-1, pg_char_to_encoding('UTF8'))),
    'pg_catalog."default"') into fold;
  execute format($f$
    create function search_fold(value text) returns text language sql immutable strict parallel safe
    return translate(lower(value collate %s), 'åäæöøáàâãéèêëíìîïóòôõúùûüñçýÿ', '{||}}aaaaeeeeiiiioooouuuuncyy') collate "C"$f$, fold);
end $$;

-- Name first, so that it is also the order of names. At most 500 characters: an index holds no longer texts.
alter table users add column search text collate "C" not null generated always as (left(search_fold(
  name || ' ' || surname || ' ' || alias || ' ' || coalesce(email, '') || ' ' || coalesce(pstn_fixed, '') || ' '
  || coalesce(mobile, '') || ' ' || coalesce(extension, '')), 500)) stored;
create index users_search on users (company_id, search, id);

-- Display name, UPN, mail, alias and number, put together where the facts are read (run/snapshot.ts); folded when believed.
alter table staged_people add column search text;
alter table roster add column search text collate "C" not null default '';
update roster set search = left(search_fold(concat_ws(' ', facts->>'displayName', facts->>'userPrincipalName', facts->>'mail',
  mapped->'values'->>'alias', mapped->'values'->>'pstnFixed')), 500);
create index roster_search on roster (template_id, search, person_id) include (standing, present);
-- Template and code in one word, as these indexes know no two columns; most people have no code and cost nothing.
create function roster_code_keys(template_id uuid, codes text[]) returns text[] language sql immutable strict parallel safe
  return (select array_agg(template_id::text || ' ' || code) from unnest(codes) as code);
create index roster_code on roster using gin (roster_code_keys(template_id, codes)) where codes <> '{}';

-- A run's steps in the order in which they are shown: what takes away first.
alter table steps
  add column rank smallint not null generated always as (case do_what when 'delete' then 1 when 'leave' then 2
    when 'conflict' then 3 when 'skip' then 4 when 'create' then 5 when 'return' then 6 else 7 end) stored,
  add column code text generated always as (because->>'code') stored;
drop index steps_run_id_idx;
create index steps_shown on steps (run_id, rank, id) include (outcome, code);
create index steps_log_at on steps (company_id, at) where outcome = 'applied';
create index steps_log_actor on steps (company_id, (actor->>'id')) where actor is not null;

drop index runs_template_id_started_at_idx;
create index runs_shown on runs (template_id, started_at, id) include (trigger, state, preview);

create index audit_log_at on audit_log (company_id, at);
create index audit_log_action on audit_log (company_id, action collate "C", id);
create index audit_log_actor on audit_log (company_id, (actor->>'id'), id);
