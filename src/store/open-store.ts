// Opens the store for a command or a server: DATABASE_URL or else the embedded PostgreSQL of the data folder,
// migrated. Whatever stands in the way comes out as DatabaseUnavailable, with what was opened closed again.

import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import type { RestartNews } from './postgres/keep-running.ts';
import { openPostgres } from './postgres/server.ts';

export interface Store {
  database: Database;
  /** For connections outside the pool; carries a password, never log it. */
  url: string;
  close(): Promise<void>;
}

export interface StoreConfig {
  databaseUrl: string | null;
  dataFolder: string;
  maxConnections?: number;
  log?: (line: string) => void;
  /** The embedded PostgreSQL is started again when it has ended. */
  keepsRunning?: RestartNews;
  /** The schema stays as it is: for a restore, which makes it, and for a look that changes nothing. */
  leavesSchema?: boolean;
}

/** How a restore's own connections are told from everybody else's. */
export const RESTORING = 'rollcall restore';

export async function openStore(config: StoreConfig): Promise<Store> {
  const { databaseUrl, dataFolder, maxConnections, log, keepsRunning, leavesSchema = false } = config;
  const options = { dataFolder, ...(log && { log }), ...(keepsRunning && { keepsRunning }) };
  const server = databaseUrl === null ? await openPostgres(options) : null;
  const url = databaseUrl ?? server?.url ?? '';
  let database: Database | null = null;
  try {
    database = await openDatabase(url, {
      ...(maxConnections === undefined ? {} : { maxConnections }),
      ...(leavesSchema ? { applicationName: RESTORING } : {}),
    });
    if (!leavesSchema) await migrate(database.pool);
    const opened = database;
    const close = async () => {
      await opened.close();
      await server?.close();
    };
    let closing: Promise<void> | null = null;
    return { database, url, close: () => (closing ??= close()) };
  } catch (error) {
    await database?.close();
    await server?.close();
    throw error;
  }
}
