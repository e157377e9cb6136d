// The tables of Kamailio's own schema that users are written to, the columns without which nothing can be written, and the rights that
// it takes. Versions of the tables are those of Kamailio 5.6; later ones have the same columns.
import type { Needs } from '../sql-target/catalogue.ts';
import type { KamailioSettings } from './settings.ts';

const users: Needs = {
  subscriber: ['username', 'domain', 'password', 'ha1', 'ha1b'],
  dbaliases: ['alias_username', 'alias_domain', 'username', 'domain'],
  usr_preferences: ['uuid', 'username', 'domain', 'attribute', 'type', 'value'],
  grp: ['username', 'domain', 'grp'],
};

const registrations: Needs = { location: ['username', 'domain', 'contact', 'user_agent', 'expires'] };

/** Where registrations are Kamailio's own, their table is not asked. */
export const presentNeeds = ({ location }: KamailioSettings): Needs =>
  location === 'database' ? { ...users, ...registrations } : users;

export function presentRights({ location }: KamailioSettings): Readonly<Record<string, readonly string[]>> {
  const all = ['select', 'insert', 'update', 'delete'];
  const ofUsers = Object.fromEntries(Object.keys(users).map((table) => [table, all]));
  return location === 'database' ? { ...ofUsers, location: ['select', 'delete'] } : ofUsers;
}

/** Kamailio's own configuration, where it is kept in tables. */
export const kamailioForeign = [
  'version',
  'dispatcher',
  'domain',
  'address',
  'trusted',
  'dr_gateways',
  'lcr_gw',
] as const;

/** Attributes of usr_preferences; kamailio.cfg loads them by these names. */
export const attributes = ['callerid', 'name', 'privacy'] as const;

/** A text, as avpops has it; with any other type the value is not loaded. */
export const TEXT_TYPE = '0';

/** Two feeders never interleave. */
export const lockSql = `select pg_advisory_xact_lock(hashtextextended('rollcall ' || current_schema(), 0))`;
