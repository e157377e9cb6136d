// A real Asterisk 22 on its makers' own schema, with a database, a folder and ports of its own.
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { presentAsteriskFiles } from './asterisk-configuration.ts';
import { openExchangeDatabase } from './exchange-database.ts';
import type { ExchangeDatabase } from './exchange-database.ts';
import { findPort } from './free-port.ts';
import { readProgram, readTriplet } from './packages.ts';
import type { Packages } from './packages.ts';
import type { PhoneParts } from './phones.ts';
import { makeScratch, startProgram } from './started-program.ts';
import type { StartedProgram } from './started-program.ts';

/** A telephone exchange that runs. */
export interface Exchange {
  program: StartedProgram;
  database: ExchangeDatabase;
  phones: PhoneParts['exchange'];
  /** Where the other end of its trunk is to listen. */
  trunkPort: number;
  realm: string;
  close(): Promise<void>;
}

export const REALM = 'vaxel.test';

export async function openAsterisk(packages: Packages, parent: string): Promise<Exchange> {
  const folder = await makeScratch(parent, 'asterisk');
  const database = await openExchangeDatabase('Asterisk', [join(packages.sid, 'asterisk.sql')]);
  const settings = {
    folder,
    tree: join(packages.sid, 'root'),
    triplet: await readTriplet(packages.sid),
    sipPort: await findPort(),
    rtpPort: await findPort(19),
    trunkPort: await findPort(),
    realm: REALM,
    database,
  };
  for (const [name, text] of Object.entries(presentAsteriskFiles(settings))) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o644);
  }
  const asterisk = await readProgram(packages.sid, 'usr/sbin/asterisk');
  const command = [...asterisk, '-C', join(folder, 'asterisk.conf'), '-f', '-n', '-vvv'] as const;
  const program = await startProgram('asterisk', command, { cwd: folder });
  await program.untilSays(/Asterisk Ready/u);
  return {
    program,
    database,
    phones: { port: settings.sipPort, challenge: 401, domain: REALM },
    trunkPort: settings.trunkPort,
    realm: REALM,
    async close() {
      await program.stop();
      await database.close();
    },
  };
}
