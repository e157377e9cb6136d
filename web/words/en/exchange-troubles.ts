// What a test of the connection looked at, by the server's own codes. What is wrong the server says in English itself. English.
import type { ToldTrouble } from '../sv/exchange-troubles.ts';

export const exchangeTroubles = {
  troubles: {} as Readonly<Record<string, ToldTrouble>>,
  findings: {
    connected: 'The connection',
    writable: 'Rights to write',
    rights: 'Rights',
    encoding: 'Encoding',
    schema: 'Tables and schemas',
    version: 'Version',
    realm: 'The SIP domain',
    numberContext: 'The context of numbers',
    rpc: 'JSON-RPC',
    numbers: 'Numbers',
    changes: 'How changes are sent',
    filter: 'Searching',
    clearPasswords: 'Passwords in clear',
  } as Readonly<Record<string, string>>,
};
