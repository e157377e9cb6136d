// Which kinds of source there are: id ─▶ connector, by hand, one line each. A new system is a folder and a line here.
import type { SyncTemplate } from '../plan/sync-template.ts';
import { testConnection } from './entra/connection-test.ts';
import type { AlsoAsked, ConnectionReport } from './entra/connection-test.ts';
import { tryCredential } from './entra/credential-end.ts';
import type { CredentialTrial } from './entra/credential-end.ts';
import { listableFields } from './entra/fields.ts';
import { lookForPerson } from './entra/look-for-person.ts';
import { readNamesakes } from './entra/namesakes.ts';
import { openEntraSource } from './entra/source.ts';
import type { EntraOptions } from './entra/source.ts';
import type { LookAsk, PersonLook } from './person-look.ts';
import type { NamedGroups, Source } from './source.ts';

export interface Connector {
  openSource: (options: EntraOptions) => Source;
  testConnection: (options: EntraOptions, also?: AlsoAsked) => Promise<ConnectionReport>;
  /** Asks for one person on the spot; never waits long, never throws for what the source does. */
  lookForPerson: (options: EntraOptions, ask: LookAsk) => Promise<PersonLook>;
  /** Signs in with the current credential alone, and asks when it ends; never throws for what the source does. */
  tryCredential: (options: EntraOptions) => Promise<CredentialTrial>;
  /** What is called by these names now, within ten seconds or not at all. */
  readNamesakes: (options: EntraOptions, names: readonly string[]) => Promise<NamedGroups[]>;
  /** Fields that people can be listed with. */
  listableFields: readonly string[];
}

export const connectors: Record<SyncTemplate['kind'], Connector> = {
  entra: {
    openSource: openEntraSource,
    testConnection,
    lookForPerson,
    tryCredential,
    readNamesakes,
    listableFields,
  },
};
