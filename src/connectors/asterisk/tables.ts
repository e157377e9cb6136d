// The tables of Asterisk's own schema that users are written to, the columns without which nothing can be written, and the rights that
// it takes. Versions 16 to 22 have them all; what else a version lacks is left out.
import type { Needs } from '../sql-target/catalogue.ts';

export const asteriskNeeds: Needs = {
  ps_aors: ['id', 'max_contacts', 'remove_existing'],
  ps_auths: ['id', 'auth_type', 'username', 'realm', 'md5_cred', 'password'],
  ps_endpoints: ['id', 'aors', 'auth', 'context', 'callerid', 'disallow', 'allow'],
  ps_contacts: ['id', 'endpoint', 'uri', 'user_agent', 'expiration_time'],
  extensions: ['context', 'exten', 'priority', 'app', 'appdata'],
};

const all = ['select', 'insert', 'update', 'delete'];

/** Contacts are Asterisk's: they are read, and ended with the user. */
export const asteriskRights: Readonly<Record<string, readonly string[]>> = {
  ps_aors: all,
  ps_auths: all,
  ps_endpoints: all,
  extensions: all,
  ps_contacts: ['select', 'delete'],
};

/** Asterisk's own configuration, where it is kept in tables. */
export const asteriskForeign = [
  'ps_transports',
  'ps_globals',
  'ps_systems',
  'ps_registrations',
  'ps_endpoint_id_ips',
] as const;

/** The database's own name of the lock that everybody who writes users takes, so that no two feeders interleave. */
export const lockSql = `select pg_advisory_xact_lock(hashtextextended('rollcall ' || current_schema(), 0))`;
