// Where the phones of an exchange sign in, where that is not what its realm is called. Pure.
import { PHONE_SERVER } from '../../plan/phone-setup.ts';
import type { SettingReader } from './setting-reader.ts';

export const readPhoneServer = (reader: SettingReader): string | null =>
  reader.textOrNull('phoneServer', {
    pattern: PHONE_SERVER,
    most: 200,
    cure: 'Write where phones sign in, such as sip.example:5061;transport=tls, or leave it out when that is the realm.',
  });
