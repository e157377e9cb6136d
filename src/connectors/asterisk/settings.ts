// The settings of an Asterisk whose PJSIP users live in tables of PostgreSQL, and the check of what somebody wrote. Pure.
import { connectionKeys, readConnection } from '../sql-target/connection-settings.ts';
import type { ConnectionSettings } from '../sql-target/connection-settings.ts';
import { readPhoneServer } from '../sql-target/phone-server.ts';
import { SettingReader } from '../sql-target/setting-reader.ts';
import type { CheckedSettings } from '../targets.ts';

export interface AsteriskSettings extends ConnectionSettings {
  /** What phones sign in to; a part of every digest (`default_realm` in pjsip.conf). */
  realm: string;
  /** Where phones sign in, host[:port][;transport=…]; null: at the realm. Shown to users with their secret. */
  phoneServer: string | null;
  /** A transport of pjsip.conf; null: Asterisk's own choice. */
  transport: string | null;
  /** The context of the table `extensions` that numbers are written to, switched to by the contexts of extensions.conf. */
  numberContext: string;
  /** As in pjsip.conf: alaw,ulaw. */
  codecs: string;
  /** Phones that one account may have registered. */
  maxContacts: number;
  /** The context of users without a settings template. */
  byDefault: string;
  /** Contexts by settings template id. */
  byTemplate: Record<string, string>;
  suspendLeaving: boolean;
}

const keys = [
  ...connectionKeys,
  'realm',
  'phoneServer',
  'transport',
  'numberContext',
  'codecs',
  'maxContacts',
  'byDefault',
  'byTemplate',
  'suspendLeaving',
] as const;

/** No blanks, quotes or commas: they would end a value in Asterisk's own files. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Of the columns, in all versions. */
const MOST = 40;

export function checkAsteriskSettings(value: unknown): CheckedSettings<AsteriskSettings> {
  const reader = new SettingReader(value, keys);
  const context = {
    pattern: NAME,
    most: MOST,
    cure: 'Write the name of a context of extensions.conf: letters, digits, dot, hyphen, underscore; at most 40.',
  };
  return reader.result({
    ...readConnection(reader),
    realm: reader.text('realm', {
      pattern: NAME,
      most: MOST,
      cure: 'Write the realm that Asterisk asks phones with, such as vaxel.example.',
    }),
    phoneServer: readPhoneServer(reader),
    transport: reader.textOrNull('transport', {
      pattern: NAME,
      most: MOST,
      cure: 'Write the name of a transport of pjsip.conf, or leave it out.',
    }),
    numberContext: reader.text('numberContext', { ...context, standard: 'vaxel' }),
    codecs: reader.text('codecs', {
      pattern: /^!?[a-z0-9]+([,|&]!?[a-z0-9]+)*$/,
      most: 200,
      standard: 'alaw,ulaw',
      cure: 'Write codecs as pjsip.conf does, such as alaw,ulaw.',
    }),
    maxContacts: reader.whole('maxContacts', { min: 1, max: 100, standard: 3 }),
    byDefault: reader.text('byDefault', context),
    byTemplate: reader.textByTemplate('byTemplate', context),
    suspendLeaving: reader.flag('suspendLeaving', false),
  });
}
