// R14 for the second credential: a look of the guard, or a run, that is killed at any statement while it takes over leaves all of
// the takeover or nothing of it, and whoever comes next finishes it once.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { onTestFinished, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { openEmulatedTenant } from '../../test/emulated-tenant.ts';
import { guardKeys } from '../../test/guard-keys.ts';
import { runKilledChild } from '../../test/killed-child.ts';
import { writeTestCompany, writeTestTemplate } from '../../test/run-world.ts';
import { openCredentials, sealCredentials } from '../access/credentials.ts';
import type { Credential } from '../plan/provider.ts';
import type { Database } from '../store/database.ts';
import { readSyncTemplate, writeSyncTemplate } from '../store/sync-templates.ts';
import { guardCredentials } from './guard-credentials.ts';

const MORNING = Date.parse('2027-03-01T07:00:00Z');
/** As long as a look that was taken up is left to whoever took it. */
const LEASE_MS = 15 * 60_000;

const secret = (of: string): Credential => ({ kind: 'secret', secret: of });

async function countRows(
  { kysely }: Database,
  table: 'notices' | 'mails' | 'audit_log',
  column: 'kind' | 'action',
  value: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} where ${sql.ref(column)} = ${value}`.execute(
    kysely,
  );
  return rows[0]?.count ?? 0;
}

async function takeoverWorld() {
  const entra = await openEmulatedTenant({ people: 3 });
  const { database, url, close } = await testDatabase();
  onTestFinished(close);
  const companyId = randomUUID();
  await writeTestCompany(database, companyId, 'Nordvik Energi AB');
  const templateId = await writeTestTemplate(database, companyId, { errorMailTo: 'it@nordvik.example' });
  const { provider, cloud } = entra.options();
  const { emulator } = entra;
  const box = await guardKeys(database)();
  const stored = async () => {
    const row = await readSyncTemplate(database.kysely, templateId);
    if (!row) throw new Error('the template is gone');
    return row;
  };
  const countRenewals = () => countRows(database, 'audit_log', 'action', 'syncTemplate.renewCredential');
  let audited = 0;
  return {
    /** The first one is refused, the second one works, and nothing was told. */
    async begin() {
      const before = await stored();
      const credentials = { current: secret('refused'), next: secret(emulator.clientSecret) };
      const sealed = await sealCredentials(box, templateId, credentials);
      await writeSyncTemplate(database.kysely, { ...before, provider, credentials: sealed });
      for (const table of ['mails', 'notices', 'incidents'] as const)
        await database.kysely.deleteFrom(table).execute();
      // Nothing is ever taken from the audit log.
      audited = await countRenewals();
    },
    /** Of the takeover: whether it has happened, and how often it stands where. */
    async outcome() {
      const { credentials } = await stored();
      const { current, next } = await openCredentials(box, templateId, credentials ?? Buffer.alloc(0));
      return {
        isTaken: current.kind === 'secret' && current.secret === emulator.clientSecret && next === null,
        notices: await countRows(database, 'notices', 'kind', 'credential.renewed'),
        mails: await countRows(database, 'mails', 'kind', 'credential'),
        audit: (await countRenewals()) - audited,
      };
    },
    /** In this process, in peace. */
    guard: (at: number) =>
      guardCredentials(
        {
          database,
          openBox: guardKeys(database),
          clouds: new Map([['emulator', cloud]]),
          maxWaitSeconds: 1,
          now: () => at,
        },
        new AbortController().signal,
      ),
    child: (what: 'guard' | 'run', killAt: number, when: string) =>
      runKilledChild('killed-guard', [
        url,
        cloud.login,
        templateId,
        String(MORNING),
        String(killAt),
        when,
        what,
      ]),
  };
}

const done = { isTaken: true, notices: 1, mails: 1, audit: 1 };
const untouched = { isTaken: false, notices: 0, mails: 0, audit: 0 };

test.each(['guard', 'run'] as const)(
  'a takeover by the %s that is killed at any statement happened as a whole or not, and is finished once',
  async (what) => {
    const world = await takeoverWorld();
    await world.begin();
    const peaceful = await world.child(what, 0, 'never');
    expect(await world.outcome()).toEqual(done);
    expect(Number(peaceful.said)).toBeGreaterThan(8);
    // A run takes over when it signs in, which is the first that it does.
    const last = Math.min(Number(peaceful.said), 30);
    const found = new Set<boolean>();
    for (let killAt = 1; killAt <= last; killAt += 1) {
      await world.begin();
      const when = killAt % 2 === 0 ? 'before' : 'after';
      const { signal } = await world.child(what, killAt, when);
      const left = await world.outcome();
      if (signal === 'SIGKILL') found.add(left.isTaken);
      expect(left, `killed ${when} statement ${killAt}`).toEqual(left.isTaken ? done : untouched);
      // The database may take a moment to let go of what a dead process held; the next look comes for it.
      let at = MORNING;
      await expect
        .poll(
          async () => {
            at += LEASE_MS;
            await world.guard(at);
            return world.outcome();
          },
          { timeout: 20_000, message: `after statement ${killAt}` },
        )
        .toEqual(done);
    }
    // Some kills came before it and some after it.
    expect(found).toEqual(new Set([false, true]));
  },
  240_000,
);
