// A target whose users are rows of the exchange's own database, made of what its connector knows of the tables: batches as transactions,
// what the tables have read once, pages, and faults found before anything is written.
import type { Applied, Finding, Found, Outcome, Registration, Target, Tried, Upsert } from '../target.ts';
import { applyBatch } from './apply-batch.ts';
import { presentRejected } from './batch-outcome.ts';
import { readCatalogue, refuseLacks } from './catalogue.ts';
import type { Catalogue, Needs } from './catalogue.ts';
import type { Query, SqlConnection } from './connection.ts';

/** The database within one transaction, and what it has. */
export interface Db {
  query: Query;
  catalogue: Catalogue;
}

export interface SqlTables {
  needs: Needs;
  write(db: Db, items: readonly Upsert[]): Promise<Outcome[]>;
  /** The tables' lock is taken: what a killed process has sent has come to its end. */
  readTried(db: Db, items: readonly Tried[]): Promise<Applied[]>;
  remove(db: Db, items: readonly Applied[]): Promise<Outcome[]>;
  /** In the order of external ids, after this one. */
  readPage(db: Db, after: string): Promise<Found[]>;
  readSome(db: Db, externalIds: readonly string[]): Promise<Found[]>;
  readRegistrations(db: Db, externalIds: readonly string[]): Promise<Map<string, Registration[]>>;
  /** Also where tables are missing. */
  probe(db: Db, where: string): Promise<Finding[]>;
}

export function openSqlTarget(
  connection: SqlConnection,
  tables: SqlTables,
  pure: Pick<Target, 'abilities' | 'present' | 'validate'>,
): Target {
  const transact = openTransactions(connection, tables.needs);
  return {
    ...pure,
    probe: () =>
      connection.transact(async (query) => {
        const catalogue = await readCatalogue(query, Object.keys(tables.needs));
        return tables.probe({ query, catalogue }, connection.where);
      }, 'read'),
    async upsert(items) {
      const { sound, rejected } = sortOut(items, pure.validate);
      const write = (some: readonly Upsert[]) => transact((db) => tables.write(db, some), 'write');
      return [...rejected, ...(await applyBatch(sound, ({ view }) => view.user, write))];
    },
    readTried: (items) => transact((db) => tables.readTried(db, items), 'write'),
    remove: (items) =>
      applyBatch(
        items,
        ({ user }) => user,
        (some) => transact((db) => tables.remove(db, some), 'write'),
      ),
    // What is committed counts from the next register or call.
    finish: () => Promise.resolve(),
    async *list() {
      let after = '';
      for (;;) {
        const page = await transact((db) => tables.readPage(db, after), 'read');
        const last = page.at(-1);
        if (!last) return;
        yield page;
        after = last.externalId;
      }
    },
    async read(externalIds) {
      const found = await transact((db) => tables.readSome(db, externalIds), 'read');
      return new Map(found.map((one) => [one.externalId, one]));
    },
    status: (externalIds) => transact((db) => tables.readRegistrations(db, externalIds), 'read'),
    close: () => connection.close(),
  };
}

/** What the tables have is read with the first of them; without what is needed there is no other. */
function openTransactions(connection: SqlConnection, needs: Needs) {
  let known: Catalogue | null = null;
  return <T>(work: (db: Db) => Promise<T>, how: 'write' | 'read'): Promise<T> =>
    connection.transact(async (query) => {
      const catalogue = known ?? (await readCatalogue(query, Object.keys(needs)));
      refuseLacks(catalogue, needs);
      known = catalogue;
      return work({ query, catalogue });
    }, how);
}

function sortOut(items: readonly Upsert[], validate: Target['validate']) {
  const checked = items.map((item) => ({ item, fault: validate(item.view)[0] }));
  return {
    sound: checked.filter(({ fault }) => fault === undefined).map(({ item }) => item),
    rejected: checked.flatMap(({ item, fault }) => (fault ? [presentRejected(item.view.user, fault)] : [])),
  };
}
