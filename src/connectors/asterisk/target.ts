// An Asterisk whose PJSIP users are rows of PostgreSQL, as a target: no reload is needed, a change counts from the next register or call.
// What is written is in write.ts, what it looks like in present.ts.
import type { SqlSecrets } from '../sql-target/connection-settings.ts';
import { openSqlConnection } from '../sql-target/connection.ts';
import { openSqlTarget } from '../sql-target/open-sql-target.ts';
import { findUserFaults, mapTemplate } from '../sql-target/user-faults.ts';
import type { Target } from '../target.ts';
import type { OpenTargetOptions } from '../targets.ts';
import { asteriskAbilities } from './abilities.ts';
import { presentEntry } from './present.ts';
import { probeAsterisk } from './probe.ts';
import { readTried } from './read-present.ts';
import { readPage, readRegistrations, readSome } from './read.ts';
import { removeUsers } from './remove.ts';
import type { AsteriskSettings } from './settings.ts';
import { asteriskNeeds } from './tables.ts';
import { writeUsers } from './write.ts';

export function openAsteriskTarget(options: OpenTargetOptions<AsteriskSettings, SqlSecrets>): Target {
  const { settings, secrets, allowed } = options;
  const context = settings.numberContext;
  const connection = openSqlConnection({ settings, password: secrets.password, allowed });
  return openSqlTarget(
    connection,
    {
      needs: asteriskNeeds,
      write: (db, items) => writeUsers({ ...db, settings }, items),
      readTried: (db, items) => readTried(db, items),
      remove: (db, items) => removeUsers(db, context, items),
      readPage: (db, after) => readPage({ ...db, context }, after),
      readSome: (db, accounts) => readSome({ ...db, context }, accounts),
      readRegistrations: ({ query }, accounts) => readRegistrations(query, accounts),
      probe: ({ query, catalogue }, where) => probeAsterisk(query, { catalogue, settings, where }),
    },
    {
      abilities: asteriskAbilities,
      present: (view) => presentEntry(view, settings),
      validate: (view) => findUserFaults(view, mapTemplate(view, settings)),
    },
  );
}
