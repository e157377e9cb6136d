// What there is to say of a Kamailio's tables before users are written there: server, tables and their versions, rights, whether the
// domain is the one in use, and whether JSON-RPC answers where it is needed. Changes nothing.
import { findLacks } from '../sql-target/catalogue.ts';
import {
  fault,
  probeRights,
  probeSchema,
  probeServer,
  probeTooMuch,
  right,
  warning,
} from '../sql-target/probe-findings.ts';
import { TargetError } from '../target.ts';
import type { Finding } from '../target.ts';
import type { KamailioRpc } from './rpc.ts';
import { kamailioForeign, presentNeeds, presentRights } from './tables.ts';
import type { World } from './world.ts';

/** As Kamailio 5.6 numbers its tables; another number may mean other columns. */
const VERSIONS: Readonly<Record<string, number>> = {
  subscriber: 7,
  dbaliases: 1,
  usr_preferences: 2,
  grp: 2,
  location: 9,
};

export async function probeKamailio(world: World, where: string): Promise<Finding[]> {
  const { query, catalogue, settings } = world;
  const needs = presentNeeds(settings);
  const server = await probeServer(query, where);
  const schema = probeSchema(catalogue, needs);
  const rights = await probeRights(query, catalogue, presentRights(settings));
  const tooMuch = await probeTooMuch(query, kamailioForeign);
  const findings = [...server, schema, ...rights, ...tooMuch];
  const canRead = catalogue.get('subscriber')?.may.has('select') === true;
  if (findLacks(catalogue, needs).length > 0 || !canRead) return findings;
  return [...findings, await probeVersions(world), await probeRealm(world), ...(await probeClear(world))];
}

async function probeVersions({ query, settings }: World): Promise<Finding> {
  const [can] = await query(
    `select coalesce(has_table_privilege(to_regclass('version'), 'select'), false) as may`,
  );
  if (can?.['may'] !== true)
    return right('version', 'Which versions the tables have is not asked: the role may not read "version".');
  const rows = await query(
    `select table_name, table_version from version where table_name = any($1) order by 1`,
    [Object.keys(presentNeeds(settings))],
  );
  const others = rows
    .filter((row) => VERSIONS[String(row['table_name'])] !== Number(row['table_version']))
    .map((row) => `${String(row['table_name'])} ${String(row['table_version'])}`);
  if (others.length === 0) return right('version', 'The tables have the versions of Kamailio 5.6.');
  return warning(
    'version',
    `Tables of another Kamailio than 5.6: ${others.join(', ')}. All columns that are needed are there.`,
    'Try one user before all.',
  );
}

async function probeRealm({ query, settings }: World): Promise<Finding> {
  const rows = await query(`select domain from subscriber group by 1 order by count(*) desc limit 5`);
  const others = rows.map((row) => String(row['domain']));
  if (others.length === 0 || others.includes(settings.realm))
    return right('realm', `Phones sign in to the domain ${settings.realm}.`);
  return warning(
    'realm',
    `The subscribers that are there have the domain ${others.join(', ')}, not ${settings.realm}.`,
    'Write the domain that the phones use: a secret of another lets no phone in.',
  );
}

/** Whose clear passwords are in use says that the packaged configuration has not been changed. */
async function probeClear({ query, settings }: World): Promise<Finding[]> {
  const rows = await query(
    `select 1 from subscriber where domain = $1 and password <> '' and ha1 = '' limit 1`,
    [settings.realm],
  );
  if (rows.length === 0) return [];
  return [
    warning(
      'clearPasswords',
      'There are subscribers with a clear password and no digest: Kamailio seems to read the column "password".',
      'Set calculate_ha1 to no and password_column to ha1, and give those subscribers a digest first (docs/exchanges.md).',
    ),
  ];
}

export async function probeRpc(rpc: KamailioRpc): Promise<Finding> {
  try {
    return right('rpc', `JSON-RPC answers: ${await rpc.readVersion()}.`);
  } catch (error) {
    if (error instanceof TargetError) return fault('rpc', error.message, error.cure);
    throw error;
  }
}
