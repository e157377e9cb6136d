// A company of two people in an emulated Entra, with a real exchange that its users are written to: everything that reaches the
// exchange comes by the product's own way – read, planned, applied, fed.
import { targetKinds } from '../../src/connectors/target-kinds.ts';
import { feedDue } from '../../src/jobs/target-feeder.ts';
import { noLog } from '../../src/log.ts';
import { makeSipSecret } from '../../src/run/ensure-sip-account.ts';
import { openBox } from '../../src/run/open-box.ts';
import { readCompanies } from '../../src/store/companies.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { openWorld } from '../world.ts';
import type { ListedUser, Report, World } from '../world.ts';
import type { Exchange } from './asterisk.ts';

export const KEEP_DAYS = 30;

interface Kind {
  name: 'asterisk' | 'kamailio';
  /** Of the settings, beside the connection and realm: what stands for the two settings templates, by their names. */
  templates: { Intern: unknown; Nationell: unknown };
  settings?: Record<string, unknown>;
}

interface CompanyWorld {
  world: World;
  /** Entra ids. */
  people: { eva: string; bo: string };
  sync(now: string): Promise<Report>;
  /** Everything that waits is written to the exchange; gives how many users were. Throws when one could not be. */
  feed(): Promise<number>;
  /** As the user is shown it, once. */
  makeSecret(alias: string): Promise<{ account: string; secret: string }>;
  user(alias: string): Promise<ListedUser | undefined>;
  close(): Promise<void>;
}

export async function openCompanyWorld(exchange: Exchange, kind: Kind): Promise<CompanyWorld> {
  const world = await openWorld();
  const people = {
    eva: world.emulator.tenant.hire({ ...person('Eva', 'Bergström'), businessPhones: ['+46 8 465 004 11'] }),
    bo: world.emulator.tenant.hire({ ...person('Bo', 'Lindén'), businessPhones: ['08-465 004 12'] }),
  };
  const template = {
    keepDays: KEEP_DAYS,
    defaultSettingsTemplate: 'Intern',
    defaultCallerId: '46846500400',
    brakes: { removals: { count: 100, percent: 100 } },
  };
  const imported = await world.importDocument(
    world.document(template, {
      settingsTemplates: ['Intern', 'Nationell'].map((name) => ({ name, settings: {} })),
      numbers: [{ from: '46846500400', kind: 'service', note: 'Växelnummer' }],
      targets: [presentTarget(exchange, kind)],
    }),
    nearby,
  );
  if (imported.code !== 0) throw new Error(`${imported.out}${imported.error}`);
  const database = await openDatabase(world.databaseUrl, { applicationName: 'exchange test' });
  return {
    world,
    people,
    ...openDeeds(world, database),
    async close() {
      await database.close();
      await world.close();
    },
  };
}

/** Exchanges of the test are on this machine, which the server's owner has to allow. */
const nearby = { ROLLCALL_TARGET_HOSTS: '127.0.0.0/8' };

const person = (givenName: string, surname: string) => ({
  givenName,
  surname,
  mailNickname: givenName.toLowerCase(),
  mail: `${givenName.toLowerCase()}@nordvik.example`,
});

/** As the commands of the world do. */
const boxOf = ({ dataFolder }: World, database: Database) =>
  openBox({ database, given: null, dataFolder, onMade: () => undefined });

async function readCompanyId({ kysely }: Database): Promise<string> {
  const [company] = await readCompanies(kysely);
  if (!company) throw new Error('The document made no company.');
  return company.id;
}

function presentTarget({ database, realm }: Exchange, { name: kind, templates, settings }: Kind) {
  const { host, port, name, user, password } = database;
  return {
    name: 'Växeln',
    kind,
    settings: {
      host,
      port,
      database: name,
      user,
      tls: 'off',
      realm,
      byDefault: templates.Intern,
      byTemplate: templates,
      suspendLeaving: true,
      ...settings,
    },
    secrets: { password },
  };
}

type Deeds = Pick<CompanyWorld, 'sync' | 'feed' | 'makeSecret' | 'user'>;

function openDeeds(world: World, database: Database): Deeds {
  const user: Deeds['user'] = async (alias) => (await world.users()).find((one) => one.alias === alias);
  return {
    user,
    sync: async (now) => (await world.cli<Report>(['run', 'Alla'], now)).json,
    async feed() {
      const options = {
        database,
        openBox: async () => boxOf(world, database),
        kinds: targetKinds,
        allowed: { names: [], networks: ['127.0.0.0/8'] },
        now: Date.now,
        log: noLog,
      };
      const fed = await feedDue(options, null, new AbortController().signal);
      const wrong = fed.filter(({ failed, trouble }) => failed > 0 || trouble !== null);
      if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
      return fed.reduce((sum, { written, removed }) => sum + written + removed, 0);
    },
    async makeSecret(alias) {
      const found = await user(alias);
      const whose = { companyId: await readCompanyId(database), userId: found?.id ?? '', at: new Date() };
      const made = await makeSipSecret(database.kysely, whose, targetKinds);
      if (!made) throw new Error(`No user has the alias ${alias}.`);
      return made;
    },
  };
}
