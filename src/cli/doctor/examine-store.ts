// Doctor's look at the database and what is in it: reach, schema, clock, room, wear, keys, runs and credentials.
import { SecretUnreadable } from '../../access/secret-unreadable.ts';
import { countDays } from '../../plan/credential-watch.ts';
import { openBox, openMasters } from '../../run/open-box.ts';
import type { BoxOptions } from '../../run/open-box.ts';
import { readAppliedMigrations, readDatabaseFacts, readRunFacts } from '../../store/examine-database.ts';
import type { DatabaseFacts, RunFacts } from '../../store/examine-database.ts';
import { readDataKeys } from '../../store/data-keys.ts';
import type { Database } from '../../store/database.ts';
import { planMigrations, readMigrations } from '../../store/migrate.ts';
import { readSealedValues } from '../../store/sealed-values.ts';
import { readMailFigures } from '../../store/mail-figures.ts';
import { decideOutbox } from './examine-mail.ts';
import { fault, ok, presentSome, warning } from './finding.ts';
import type { Finding } from './finding.ts';

export interface StoreFindings {
  findings: Finding[];
  /** Clouds that templates are in. */
  clouds: string[];
}

/** isSending: a mail server is set. */
export async function examineStore(
  options: BoxOptions,
  now: Date,
  isSending: boolean,
): Promise<StoreFindings> {
  const { database } = options;
  const facts = await readDatabaseFacts(database.kysely);
  const findings = decideDatabase(facts, Date.now());
  const schema = await examineSchema(database);
  findings.push(schema.finding);
  if (!schema.isCurrent) return { findings, clouds: [] };
  const runs = await readRunFacts(database.kysely, now);
  findings.push(...(await examineKeys(options)), ...decideRuns(runs));
  findings.push(...decideOutbox(await readMailFigures(database.kysely, now), isSending));
  return { findings, clouds: runs.clouds };
}

/** More than this apart, dates and Retry-After go wrong. */
export const CLOCK_MS = 5_000;

export function decideDatabase(facts: DatabaseFacts, now: number): Finding[] {
  const found = [ok('database', `PostgreSQL ${facts.version}, ${Math.ceil(facts.bytes / 2 ** 20)} MiB.`)];
  const apart = Math.abs(facts.clock - now);
  found.push(
    apart > CLOCK_MS
      ? fault(
          'clock',
          `The database’s clock is ${Math.round(apart / 1000)} s from this machine’s.`,
          'Let both follow NTP.',
        )
      : ok('clock', 'This machine and the database agree on the time.'),
  );
  const used = `${facts.connections} of ${facts.maxConnections} connections are taken`;
  found.push(
    facts.connections > facts.maxConnections * 0.8
      ? warning('connections', `${used}.`, 'Raise max_connections, or lower ROLLCALL_RUNS_AT_A_TIME.')
      : ok('connections', `${used}.`),
  );
  if (!facts.autovacuum)
    found.push(fault('vacuum', 'Autovacuum is off: tables grow without end.', 'Switch it on.'));
  if (facts.worn.length) {
    const cure = `Run VACUUM (ANALYZE) on them, and let autovacuum run more often.`;
    found.push(warning('vacuum', `More dead rows than living ones: ${presentSome(facts.worn)}.`, cure));
  }
  if (facts.oldestTransactionMinutes > 60) {
    const message = `A transaction has been open for ${facts.oldestTransactionMinutes} minutes.`;
    found.push(warning('vacuum', message, 'End the client that forgot it (pg_stat_activity).'));
  }
  return found;
}

async function examineSchema(database: Database): Promise<{ finding: Finding; isCurrent: boolean }> {
  const applied = await readAppliedMigrations(database.kysely);
  if (applied === null) {
    const finding = warning('schema', 'The database is empty.', 'The first start makes what it needs.');
    return { finding, isCurrent: false };
  }
  const files = await readMigrations();
  const pending = planMigrations(files, applied);
  if ('fault' in pending) {
    const cure = 'Run the version that made it or a later one.';
    const message = `Another version of Rollcall made the database: ${pending.fault}.`;
    return { finding: fault('schema', message, cure), isCurrent: false };
  }
  if (pending.length > 0) {
    const message = `${pending.length} migrations are still to come.`;
    return { finding: warning('schema', message, 'The next start applies them.'), isCurrent: false };
  }
  return { finding: ok('schema', `Migration ${files.length} is the newest.`), isCurrent: true };
}

/** Opens everything that is sealed, and keeps nothing of it. */
async function examineKeys(options: BoxOptions): Promise<Finding[]> {
  const masters = openMasters(options);
  const box = openBox(options, masters);
  try {
    // A key is neither made nor stored by a look.
    if ((await readDataKeys(options.database.kysely)).length > 0) await box.check();
    else if (await hasSealed(options.database)) await masters.read();
    else return [ok('keys', 'No secret is stored yet.')];
  } catch (error) {
    if (error instanceof SecretUnreadable) return [fault('keys', error.message, error.cure)];
    throw error;
  }
  let count = 0;
  const closed: string[] = [];
  for await (const { sealed, owner, name } of readSealedValues(options.database.kysely)) {
    count += 1;
    await box.open(sealed, owner).catch((error: unknown) => {
      if (!(error instanceof SecretUnreadable)) throw error;
      closed.push(name);
    });
  }
  if (closed.length === 0) return [ok('keys', `The master key opens all ${count} stored secrets.`)];
  const cure = 'Import their client secrets again.';
  return [fault('keys', `No key here opens the secrets of ${presentSome(closed)}.`, cure)];
}

async function hasSealed({ kysely }: Database): Promise<boolean> {
  for await (const _ of readSealedValues(kysely)) return true;
  return false;
}

const named = ({ template, company }: { template: string; company: string }) => `${company}: ${template}`;

const presentLeft = (days: number) => (days === 1 ? 'one day left' : `${days} days left`);

export function decideRuns(facts: RunFacts): Finding[] {
  const found: Finding[] = [];
  const { queued, running } = facts;
  const going = `${queued} runs wait, ${running} go`;
  if (facts.oldestQueuedMinutes > 30) {
    const cure = 'See that a serve or work process runs, or start more of them (rollcall work).';
    found.push(
      fault('runs', `${going}; the longest has waited for ${facts.oldestQueuedMinutes} minutes.`, cure),
    );
  } else if (facts.oldestRunningHours >= 6) {
    const cure = 'Look at its events; call it off if it hangs.';
    found.push(warning('runs', `${going}; one has gone on for ${facts.oldestRunningHours} hours.`, cure));
  } else found.push(ok('runs', `${going}.`));
  if (facts.overdue.length) {
    const cure = 'rollcall status tells why their last runs came to nothing.';
    found.push(fault('runs', `No success for two days: ${presentSome(facts.overdue.map(named))}.`, cure));
  }
  return [...found, ...decideCredentials(facts)];
}

const sources: Readonly<Record<string, string>> = {
  administrator: 'as somebody typed',
  certificate: 'as the certificate says',
  entra: 'as Entra says',
};

function decideCredentials(facts: RunFacts): Finding[] {
  const found: Finding[] = [];
  const when = (one: RunFacts['expiring'][number]) =>
    `${named(one)} (${one.expires}, ${sources[one.source] ?? one.source})`;
  const expired = facts.expiring.filter(({ expires, today }) => expires < today);
  const soon = facts.expiring.filter(({ expires, today }) => expires >= today);
  const renew =
    'Make a new secret in Entra and give it as "next" in the provider settings: it takes over by itself.';
  if (expired.length) found.push(fault('credentials', `Expired: ${presentSome(expired.map(when))}.`, renew));
  if (soon.length) {
    const list = soon.map((one) => `${when(one)}: ${presentLeft(countDays(one.today, one.expires))}`);
    found.push(warning('credentials', `Expire within 30 days: ${presentSome(list)}.`, renew));
  }
  if (facts.notTakingOver.length) {
    const list = presentSome(facts.notTakingOver.map(named));
    const cure = 'See that the whole value was pasted, and that it is the same app’s; it is tried every day.';
    found.push(warning('credentials', `The second credential does not work yet: ${list}.`, cure));
  }
  if (facts.withoutCredentials.length) {
    const list = presentSome(facts.withoutCredentials.map(named));
    found.push(warning('credentials', `Without a secret: ${list}.`, 'Import it with "client_secret".'));
  }
  if (!found.some(({ check }) => check === 'credentials'))
    found.push(ok('credentials', 'None is known to end within 30 days.'));
  return found;
}
