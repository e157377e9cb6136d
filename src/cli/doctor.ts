// rollcall doctor: looks at everything that a service stands on and tells what to do. Changes nothing, also when the database is
// away. Exit code 1 when there is a fault.
import { mapDatabaseFault } from '../run/failure.ts';
import { DatabaseUnavailable } from '../store/database-unavailable.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/open-store.ts';
import { isHome } from '../store/postgres/home.ts';
import type { Command, CommandContext } from './command.ts';
import { examineMailServer } from './doctor/examine-mail.ts';
import { decideProxies, examineClouds, examineFolder } from './doctor/examine-machine.ts';
import { examineStore } from './doctor/examine-store.ts';
import type { StoreFindings } from './doctor/examine-store.ts';
import { fault, warning } from './doctor/finding.ts';
import type { Finding } from './doctor/finding.ts';
import { paint, presentTable } from './terminal.ts';

export const doctor: Command = async (context) => {
  const { config, secrets, environment, signal } = context;
  const store = await examineDatabase(context);
  // Those that templates are in, and those that this machine's owner has added.
  const builtIn = ['global', 'usgov', 'usgov-dod', 'china'];
  const added = [...config.clouds.keys()].filter((name) => !builtIn.includes(name));
  const names = new Set([...store.clouds, ...added]);
  const clouds = [...config.clouds.values()].filter(({ name }) => names.has(name));
  const findings = [
    ...store.findings,
    ...(await examineFolder(config.dataFolder)),
    ...(await examineMailServer(config.mail, secrets.smtpPassword)),
    ...decideProxies(environment),
    ...(await examineClouds(clouds, signal)),
  ];
  const isFaulty = findings.some(({ state }) => state === 'fault');
  return { exitCode: isFaulty ? 1 : 0, json: { ok: !isFaulty, findings }, text: presentFindings(findings) };
};

async function examineDatabase({ config, secrets }: CommandContext): Promise<StoreFindings> {
  const { dataFolder } = config;
  // To open it would make it: in a wrong place, or with files of the wrong user.
  if (secrets.databaseUrl === null && !(await isHome(dataFolder))) {
    const cure =
      'The first start makes it. After that: name its folder (--data, ROLLCALL_DATA) or DATABASE_URL, as serve has it.';
    return {
      findings: [warning('database', `There is no database in ${dataFolder} yet.`, cure)],
      clouds: [],
    };
  }
  let store: Store | null = null;
  try {
    // As it is: a look must not bring the schema to this version.
    store = await openStore({ databaseUrl: secrets.databaseUrl, dataFolder, leavesSchema: true });
    const { database } = store;
    const options = { database, given: secrets.key, dataFolder, onMade: () => undefined };
    const isSending = config.mail.sending !== null;
    return await examineStore(options, new Date(config.now ?? Date.now()), isSending);
  } catch (error) {
    const down = mapDatabaseFault(error);
    if (!(down instanceof DatabaseUnavailable)) throw error;
    return { findings: [fault('database', down.message, down.cure)], clouds: [] };
  } finally {
    await store?.close();
  }
}

const shown = { ok: 'green', warning: 'yellow', fault: 'red' } as const;

function presentFindings(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ check, state, message, cure }) => [
    [paint(shown[state], state), check, message],
    ...(cure === null ? [] : [['', '', paint('dim', cure)]]),
  ]);
  return presentTable(rows).join('\n');
}
