// What is wrong with the installation's mail server, as status shows it: mails wait then, and none is lost. Changes nothing.
import type { Kysely } from 'kysely';
import { readMailServer } from '../store/mail-server.ts';
import type { Tables } from '../store/tables.ts';

export interface ShownMailServer {
  code: string;
  message: string;
  cure: string;
  since: string;
  tryAfter: string;
}

/** null: nothing that is known. */
export async function readMailServerTrouble(db: Kysely<Tables>): Promise<ShownMailServer | null> {
  const { trouble } = await readMailServer(db);
  if (trouble === null) return null;
  const { code, message, cure, since, tryAfter } = trouble;
  return { code, message, cure, since: since.toISOString(), tryAfter: tryAfter.toISOString() };
}
