// Which kinds of source there are: id ─▶ connector, by hand, one line each. A new system is a folder and a line here.
import type { SyncTemplate } from '../plan/sync-template.ts';
import { testConnection } from './entra/connection-test.ts';
import type { ConnectionReport } from './entra/connection-test.ts';
import { listableFields } from './entra/fields.ts';
import { openEntraSource } from './entra/source.ts';
import type { EntraOptions } from './entra/source.ts';
import type { Source } from './source.ts';

export interface Connector {
  openSource: (options: EntraOptions) => Source;
  testConnection: (options: EntraOptions) => Promise<ConnectionReport>;
  /** Fields that people can be listed with. */
  listableFields: readonly string[];
}

export const connectors: Record<SyncTemplate['kind'], Connector> = {
  entra: { openSource: openEntraSource, testConnection, listableFields },
};
