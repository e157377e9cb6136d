// Where the database of an exchange is and who Rollcall is there: the settings that all SQL targets share, and their password. Pure.
import type { CheckedSecrets, SettingsFault } from '../targets.ts';
import type { SettingReader } from './setting-reader.ts';

const tlsModes = ['off', 'require', 'verify'] as const;

export interface ConnectionSettings {
  host: string;
  port: number;
  database: string;
  user: string;
  /** require: encrypted, whoever answers. verify: the certificate must be trusted and of this host. */
  tls: (typeof tlsModes)[number];
  schema: string;
}

export const connectionKeys = ['host', 'port', 'database', 'user', 'tls', 'schema'] as const;

/** A name or an address; a path would be a socket of Rollcall's own machine. */
const HOST = /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$|^[0-9a-f:.]+$/i;
/** Any name that can be quoted. */
const NAME = /^[^\p{Cc}]+$/u;

export function readConnection(reader: SettingReader): ConnectionSettings {
  const name = (what: string) => ({ pattern: NAME, most: 63, cure: `Write the name of the ${what}.` });
  return {
    host: reader.text('host', {
      pattern: HOST,
      most: 253,
      cure: 'Write the name or address of the database server, without port or scheme.',
    }),
    port: reader.whole('port', { min: 1, max: 65_535, standard: 5432 }),
    database: reader.text('database', name('database')),
    user: reader.text('user', name('database role')),
    tls: reader.choice('tls', tlsModes, 'verify'),
    schema: reader.text('schema', { ...name('schema'), standard: 'public' }),
  };
}

export interface SqlSecrets {
  password: string;
}

export function checkSqlSecrets(value: unknown): CheckedSecrets<SqlSecrets> {
  const fault = (message: string): { faults: SettingsFault[] } => ({
    faults: [{ path: 'password', message, cure: 'Write the password of the database role.' }],
  });
  if (typeof value !== 'object' || value === null || !('password' in value))
    return fault('There is no password.');
  const { password, ...more } = value;
  if (Object.keys(more).length > 0) return fault('There is more than a password.');
  if (typeof password !== 'string' || password === '' || password.length > 500)
    return fault('The password is no text of 1 to 500 characters.');
  return { secrets: { password } };
}
