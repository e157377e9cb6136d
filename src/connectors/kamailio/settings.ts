// The settings of a Kamailio whose subscribers live in tables of PostgreSQL, and the check of what somebody wrote. Pure.
import { connectionKeys, readConnection } from '../sql-target/connection-settings.ts';
import type { ConnectionSettings } from '../sql-target/connection-settings.ts';
import { readPhoneServer } from '../sql-target/phone-server.ts';
import { SettingReader } from '../sql-target/setting-reader.ts';
import type { CheckedSettings } from '../targets.ts';

export interface KamailioSettings extends ConnectionSettings {
  /** SIP domain and realm in one; a part of every digest. */
  realm: string;
  /** Where phones sign in, host[:port][;transport=…]; null: at the realm. Shown to users with their secret. */
  phoneServer: string | null;
  /** Groups of users without a settings template. */
  byDefault: string[];
  /** Groups by settings template id. */
  byTemplate: Record<string, string[]>;
  /** Where registrations are: rows that Kamailio asks each time (usrloc db_mode 3), or its memory, which is told by JSON-RPC. */
  location: 'database' | 'rpc';
  /** Where JSON-RPC is spoken to; null with location database. */
  rpcUrl: string | null;
  suspendLeaving: boolean;
}

const keys = [
  ...connectionKeys,
  'realm',
  'phoneServer',
  'byDefault',
  'byTemplate',
  'location',
  'rpcUrl',
  'suspendLeaving',
] as const;

/** Of the columns. */
const MOST = 64;

export function checkKamailioSettings(value: unknown): CheckedSettings<KamailioSettings> {
  const reader = new SettingReader(value, keys);
  const group = {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    most: MOST,
    cure: 'Write the name of a group that kamailio.cfg asks for, such as national.',
  };
  const location = reader.choice('location', ['database', 'rpc'], 'database');
  const settings = {
    ...readConnection(reader),
    realm: reader.text('realm', {
      pattern: /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/,
      most: MOST,
      cure: 'Write the SIP domain of the phones, such as vaxel.example.',
    }),
    phoneServer: readPhoneServer(reader),
    byDefault: reader.texts('byDefault', group),
    byTemplate: reader.textsByTemplate('byTemplate', group),
    location,
    rpcUrl: reader.textOrNull('rpcUrl', {
      pattern: /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/,
      most: 500,
      cure: 'Write the address of JSON-RPC, such as http://sip.example:5060/RPC, without a password.',
    }),
    suspendLeaving: reader.flag('suspendLeaving', false),
  };
  if (location === 'rpc' && settings.rpcUrl === null)
    reader.fault(
      'rpcUrl',
      'With "location": "rpc" there must be an address.',
      'Write where JSON-RPC is spoken to.',
    );
  return reader.result(settings);
}
