// rollcall backup FILE: everything in the database in one file that only its owner may read, as of one moment, while everything
// runs. The master key is not in it, and the answer says where that lies.
import { resolve } from 'node:path';
import { keyFileOf } from '../access/master-key.ts';
import { writeAudit } from '../store/audit-log.ts';
import { writeBackup } from '../store/backup/write-backup.ts';
import type { Command } from './command.ts';
import { commandActor } from './command-actor.ts';
import { readVersion } from './read-version.ts';
import { presentCount } from './terminal.ts';
import { withStore } from './with-store.ts';

export const backup: Command = (context) =>
  withStore(context, async ({ store }) => {
    const file = resolve(context.words[0] ?? '');
    const { signal, secrets, config } = context;
    const about = { version: readVersion(), signal, now: new Date(config.now ?? Date.now()) };
    const { bytes, rows } = await writeBackup(store.database, file, about);
    const count = Object.values(rows).reduce((sum, one) => sum + one, 0);
    await writeAudit(store.database.kysely, {
      companyId: null,
      actor: commandActor(),
      action: 'database.backup',
      subject: { kind: 'database', id: null, name: null },
      details: { rows: count, bytes },
    });
    const key = secrets.key ? 'ROLLCALL_KEY' : keyFileOf(config.dataFolder);
    const lines = [
      `${file}: ${presentCount(count)} rows, ${presentCount(Math.ceil(bytes / 1024))} KiB.`,
      `The master key is not in it. Keep ${key} too, in another place: without it no stored secret opens.`,
    ];
    return { exitCode: 0, json: { file, bytes, rows, masterKey: key }, text: lines.join('\n') };
  });
