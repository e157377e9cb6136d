// A Kamailio whose subscribers are rows of PostgreSQL, as a target: no reload is needed, a change counts from the next register or call.
// Where registrations are in Kamailio's memory, they are ended by JSON-RPC once the rows are gone.
import type { SqlSecrets } from '../sql-target/connection-settings.ts';
import { openSqlConnection } from '../sql-target/connection.ts';
import { openSqlTarget } from '../sql-target/open-sql-target.ts';
import { findUserFaults, mapTemplate } from '../sql-target/user-faults.ts';
import type { Target } from '../target.ts';
import type { OpenTargetOptions } from '../targets.ts';
import { kamailioAbilities } from './abilities.ts';
import { presentEntry } from './present.ts';
import { probeKamailio, probeRpc } from './probe.ts';
import { readPage, readRegistrations, readSome } from './read.ts';
import { readTried } from './read-present.ts';
import { removeUsers } from './remove.ts';
import { openKamailioRpc } from './rpc.ts';
import type { KamailioRpc } from './rpc.ts';
import type { KamailioSettings } from './settings.ts';
import { presentNeeds } from './tables.ts';
import { writeUsers } from './write.ts';

export function openKamailioTarget(options: OpenTargetOptions<KamailioSettings, SqlSecrets>): Target {
  const { settings, secrets, allowed } = options;
  const connection = openSqlConnection({ settings, password: secrets.password, allowed });
  const target = openSqlTarget(
    connection,
    {
      needs: presentNeeds(settings),
      write: (db, items) => writeUsers({ ...db, settings }, items),
      readTried: ({ query }, items) => readTried(query, items, settings.realm),
      remove: (db, items) => removeUsers({ ...db, settings }, items),
      readPage: (db, after) => readPage({ ...db, settings }, after),
      readSome: (db, accounts) => readSome({ ...db, settings }, accounts),
      readRegistrations: (db, accounts) => readRegistrations({ ...db, settings }, accounts),
      probe: (db, where) => probeKamailio({ ...db, settings }, where),
    },
    {
      abilities: kamailioAbilities,
      present: (view) => presentEntry(view, settings),
      validate: (view) => findUserFaults(view, mapTemplate(view, settings)),
    },
  );
  if (settings.location === 'database' || settings.rpcUrl === null) return target;
  return tellOfRegistrations(target, openKamailioRpc({ url: settings.rpcUrl, allowed }), settings.realm);
}

/** What could not be told is told again with the user: removing her once more is done at once. */
function tellOfRegistrations(target: Target, rpc: KamailioRpc, realm: string): Target {
  // usrloc has names with or without the domain (use_domain); whoever is not registered is no fault.
  const namesOf = (account: string, domain = realm) => [account, `${account}@${domain}`];
  const end = async (names: readonly string[]) => {
    for (const name of names) await rpc.endRegistration(name);
  };
  return {
    ...target,
    probe: async () => [...(await target.probe()), await probeRpc(rpc)],
    async upsert(items) {
      const outcomes = await target.upsert(items);
      const done = new Map(
        outcomes.flatMap((one) => (one.is === 'done' ? [[one.user, namesOf(one.externalId)]] : [])),
      );
      const suspended = items.filter(({ view }) => view.state === 'suspended');
      await end(suspended.flatMap(({ view }) => done.get(view.user) ?? []));
      return outcomes;
    },
    async remove(items) {
      const outcomes = await target.remove(items);
      const done = outcomes.filter((one) => one.is === 'done');
      await end(done.flatMap(({ externalId, entry }) => namesOf(externalId, entry['domain'] ?? realm)));
      return outcomes;
    },
    async status(accounts) {
      const found = accounts.map(async (account) => {
        const lists = await Promise.all(namesOf(account).map((name) => rpc.readRegistrations(name)));
        return [account, lists.flat()] as const;
      });
      return new Map(await Promise.all(found));
    },
    async close() {
      await Promise.all([target.close(), rpc.close()]);
    },
  };
}
