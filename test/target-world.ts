// A company whose users are written to an exchange look-alike, in a database of its own. Time does not pass by itself here: what is put
// off is made due.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { feedDue, openTargetFeeder } from '../src/jobs/target-feeder.ts';
import type { FedTarget, FeederOptions } from '../src/jobs/target-feeder.ts';
import { noLog } from '../src/log.ts';
import { foldAlias } from '../src/plan/claims.ts';
import type { TargetUserState } from '../src/plan/target.ts';
import { openBox } from '../src/run/open-box.ts';
import { saveTarget } from '../src/run/save-target.ts';
import type { Database } from '../src/store/database.ts';
import { readTarget } from '../src/store/targets.ts';
import type { StoredTarget } from '../src/store/targets.ts';
import { testDatabase } from './database.ts';
import { lookAlikeKinds, openLookAlike } from './exchange-look-alike.ts';
import type { LookAlike } from './exchange-look-alike.ts';
import { writeTestCompany } from './run-world.ts';

export interface TargetWorld {
  database: Database;
  databaseUrl: string;
  companyId: string;
  exchange: LookAlike;
  deps: FeederOptions;
  target(settings?: Record<string, unknown>, options?: { name?: string }): Promise<StoredTarget>;
  /** By alias; values override. Gives the id. */
  user(alias: string, values?: Record<string, unknown>): Promise<string>;
  change(id: string, values: Record<string, unknown>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Feeds once, to the end. */
  feed(): Promise<FedTarget[]>;
  /** One more process that feeds until it is closed. */
  openFeeder(): { close(): Promise<void> };
  /** By alias or, for whoever is gone, id. */
  states(target: StoredTarget): Promise<Record<string, TargetUserState>>;
  again(target: StoredTarget): Promise<StoredTarget | null>;
  /** As if every pause and every hold of a process were over. */
  passTime(): Promise<void>;
  close(): Promise<void>;
}

/** Opened alike by every process on one database. */
const testBox = (database: Database) =>
  openBox({ database, given: Buffer.alloc(32, 1), dataFolder: '/nowhere', onMade: () => undefined });

export async function openTargetWorld(): Promise<TargetWorld> {
  const { database, url: databaseUrl, close: closeDatabase } = await testDatabase();
  const companyId = randomUUID();
  await writeTestCompany(database, companyId, 'Nordvik Energi AB');
  const exchange = await openLookAlike();
  const deps = feederOptions(database);
  const feeders: { close: () => Promise<void> }[] = [];
  return {
    database,
    databaseUrl,
    companyId,
    exchange,
    deps,
    target: (settings = {}, { name = 'Växeln' } = {}) =>
      writeTestTarget(database, companyId, name, { url: exchange.url, ...settings }),
    ...openUsers(database, companyId),
    feed: () => feedDue(deps, null, new AbortController().signal),
    openFeeder() {
      const feeder = openTestFeeder(deps);
      feeders.push(feeder);
      return feeder;
    },
    ...openLook(database),
    async close() {
      for (const feeder of feeders) await feeder.close();
      await exchange.close();
      await closeDatabase();
    },
  };
}

export function feederOptions(database: Database): FeederOptions {
  const box = testBox(database);
  return {
    database,
    openBox: async () => box,
    kinds: lookAlikeKinds,
    allowed: { names: [], networks: ['127.0.0.0/8'] },
    now: Date.now,
    log: noLog,
    lookEveryMs: 20,
  };
}

function openTestFeeder(deps: FeederOptions) {
  const closing = new AbortController();
  const ended = openTargetFeeder(deps).work(closing.signal);
  return {
    async close() {
      closing.abort();
      await ended;
    },
  };
}

async function writeTestTarget(
  database: Database,
  companyId: string,
  name: string,
  settings: Record<string, unknown>,
): Promise<StoredTarget> {
  const whole = {
    suspendLeaving: false,
    byDefault: 'office',
    byTemplate: {},
    realm: 'vaxel.test',
    batch: 10,
  };
  return saveTarget(database.kysely, async () => testBox(database), null, {
    id: randomUUID(),
    companyId,
    name,
    kind: 'lookAlike',
    settings: { ...whole, ...settings },
    secrets: { token: 'hemligt' },
    state: 'active',
    driftMode: 'show',
  });
}

function openUsers({ kysely }: Database, companyId: string): Pick<TargetWorld, 'user' | 'change' | 'remove'> {
  return {
    async user(alias, values = {}) {
      const id = randomUUID();
      const own = {
        id,
        company_id: companyId,
        alias,
        alias_key: foldAlias(alias),
        name: 'Åsa',
        surname: 'Lind',
      };
      await kysely
        .insertInto('users')
        .values({ ...own, ...values })
        .execute();
      return id;
    },
    async change(id, values) {
      await kysely.updateTable('users').set(values).where('id', '=', id).execute();
    },
    async remove(id) {
      await kysely.deleteFrom('users').where('id', '=', id).execute();
    },
  };
}

function openLook({ kysely }: Database): Pick<TargetWorld, 'states' | 'again' | 'passTime'> {
  return {
    async states({ id }) {
      const { rows } = await sql<{ who: string; state: TargetUserState }>`
        select coalesce(u.alias, t.user_id::text) as who, t.state from target_users t left join users u on u.id = t.user_id
        where t.target_id = ${id}`.execute(kysely);
      return Object.fromEntries(rows.map(({ who, state }) => [who, state]));
    },
    again: ({ companyId, id }) => readTarget(kysely, companyId, id),
    async passTime() {
      await sql`update target_users set next_attempt_at = now() where state in ('pending', 'failed')`.execute(
        kysely,
      );
      await sql`update targets set rests_until = now(), claimed_until = null`.execute(kysely);
    },
  };
}
