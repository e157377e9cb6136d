// Tables of a Kamailio 5.6 for tests, written for them: names, types and keys of the columns that the connector uses, and a few that it
// must leave alone. The real schema is used where a real Kamailio is (test/exchange).
export const kamailioTables = `
  create table version (id serial primary key, table_name varchar(32) not null unique, table_version int not null);
  insert into version (table_name, table_version) values ('subscriber', 7), ('dbaliases', 1), ('usr_preferences', 2), ('grp', 2), ('location', 9);
  create table subscriber (id serial primary key, username varchar(64) not null, domain varchar(64) not null default '',
    password varchar(64) not null default '', ha1 varchar(128) not null default '', ha1b varchar(128) not null default '',
    unique (username, domain));
  create table dbaliases (id serial primary key, alias_username varchar(64) not null default '',
    alias_domain varchar(64) not null default '', username varchar(64) not null default '', domain varchar(64) not null default '');
  create table usr_preferences (id serial primary key, uuid varchar(64) not null default '', username varchar(255) not null,
    domain varchar(64) not null default '', attribute varchar(32) not null default '', type int not null default 0,
    value varchar(128) not null default '', last_modified timestamp not null default '2000-01-01');
  create index on dbaliases (alias_username, alias_domain);
  create index on dbaliases (username, domain);
  create index on usr_preferences (username, domain, attribute);
  create table grp (id serial primary key, username varchar(64) not null, domain varchar(64) not null default '',
    grp varchar(64) not null, last_modified timestamp not null default '2000-01-01', unique (username, domain, grp));
  create table location (id serial primary key, ruid varchar(64) not null unique, username varchar(64) not null,
    domain varchar(64), contact varchar(512) not null, expires timestamp not null, user_agent varchar(255) not null default '');
  create table dispatcher (id serial primary key, setid int, destination varchar(192));
`;

export const kamailioRole = `
  grant select, insert, update, delete on subscriber, dbaliases, usr_preferences, grp to ROLE;
  grant select, delete on location to ROLE;
  grant usage on sequence subscriber_id_seq, dbaliases_id_seq, usr_preferences_id_seq, grp_id_seq to ROLE;
`;
