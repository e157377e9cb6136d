-- Reserved numbers are ranges: a million of them are one row, and whether a number is one is a comparison. The ranges of a
-- company do not overlap, so that the last one that begins at or before a number is the only one that may contain it.
create table reserved_numbers (
  company_id uuid not null references companies on delete cascade,
  first_digits bigint not null,
  last_digits bigint not null,
  note text,
  -- The actor; null when a configuration document said so on the command line, or nobody knows any more.
  reserved_by jsonb,
  reserved_at timestamptz not null,
  primary key (company_id, first_digits),
  check (first_digits <= last_digits)
);

insert into reserved_numbers (company_id, first_digits, last_digits, reserved_at)
  select n.company_id, n.digits::bigint, n.digits::bigint, n.changed_at from numbers n
  join companies c on c.id = n.company_id where n.state = 'reserved';
update numbers set state = 'free' where state = 'reserved';
alter table numbers drop constraint numbers_state_check,
  add constraint numbers_state_check check (state in ('free', 'assigned', 'cooling'));

-- What happened to a number is told by the steps that gave it, took it, or spoke of it.
create index steps_number_given on steps ((after->>'pstnFixed')) where outcome = 'applied' and after->>'pstnFixed' is not null;
create index steps_number_taken on steps ((before->>'pstnFixed')) where outcome = 'applied' and before->>'pstnFixed' is not null;
create index steps_number_ranges on steps (company_id, id) where outcome = 'applied' and details ? 'ranges';
