// Tables of an Asterisk for tests, written for them: names, types and keys of the columns that the connector uses, and a few that it must
// leave alone. The real schema is used where a real Asterisk is (test/exchange).

/** digest: with the enumeration and column that newer schemas may have. */
export const asteriskTables = (version: { digest: boolean }): string => `
  create type yes_no as enum ('yes', 'no');
  create type auth_types as enum ('md5', 'userpass'${version.digest ? ", 'digest'" : ''});
  create type cid_privacy as enum ('allowed', 'prohib', 'unavailable');
  create table ps_aors (id varchar(40) not null unique, contact varchar(255), max_contacts int, remove_existing yes_no,
    qualify_frequency int);
  create table ps_auths (id varchar(40) not null unique, auth_type auth_types, nonce_lifetime int, md5_cred varchar(40),
    password varchar(80), realm varchar(40), username varchar(40)${version.digest ? ', password_digest varchar(1024)' : ''});
  create table ps_endpoints (id varchar(40) not null unique, transport varchar(40), aors varchar(200), auth varchar(40),
    context varchar(40), disallow varchar(200), allow varchar(200), direct_media yes_no, mailboxes varchar(40), send_pai yes_no,
    callerid varchar(40), callerid_privacy cid_privacy, "100rel" varchar(10), named_call_group varchar(40),
    device_state_busy_at int, language varchar(40), set_var text, accountcode varchar(80));
  create table ps_contacts (id varchar(255) unique, uri varchar(511), expiration_time bigint, qualify_frequency int,
    user_agent varchar(255), reg_server varchar(255), endpoint varchar(40));
  create table ps_transports (id varchar(40) not null unique, bind varchar(40));
  create table extensions (id bigserial primary key, context varchar(40) not null, exten varchar(40) not null,
    priority int not null, app varchar(40) not null, appdata varchar(256) not null, unique (context, exten, priority));
`;

export const asteriskRole = `
  grant select, insert, update, delete on ps_aors, ps_auths, ps_endpoints, extensions to ROLE;
  grant select, delete on ps_contacts to ROLE;
  grant usage on sequence extensions_id_seq to ROLE;
`;
