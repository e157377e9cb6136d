// rollcall restore FILE: a backup into an empty database, or with --replace into one that is not; all of it or nothing. Then it
// looks whether the master key that is here opens the secrets that came with it.
import { resolve } from 'node:path';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import { openBox, presentMadeKey } from '../run/open-box.ts';
import { restoreBackup } from '../store/backup/restore-backup.ts';
import type { RestoreSummary } from '../store/backup/restore-backup.ts';
import { openStore } from '../store/open-store.ts';
import type { Command, CommandContext } from './command.ts';
import { commandActor } from './command-actor.ts';
import { paint, presentCount } from './terminal.ts';
import { withStore } from './with-store.ts';

export const restore: Command = async (context) => {
  const file = resolve(context.words[0] ?? '');
  const { secrets, config, signal, flags } = context;
  const { dataFolder } = config;
  const store = await openStore({ databaseUrl: secrets.databaseUrl, dataFolder, leavesSchema: true });
  let summary: RestoreSummary;
  try {
    const replace = flags.has('--replace');
    summary = await restoreBackup(store.database, file, { replace, signal, actor: commandActor() });
  } finally {
    await store.close();
  }
  const fault = await checkKey(context);
  const { madeAt, version, rows, interrupted, mails, deliveries } = summary;
  const json = {
    file,
    madeAt,
    version,
    rows,
    interrupted,
    mails,
    deliveries,
    masterKey: fault?.code ?? 'ok',
  };
  return { exitCode: 0, json, text: presentRestore(summary, fault) };
};

/** Also brings the database to this version's schema, as every start does. */
function checkKey(context: CommandContext): Promise<SecretUnreadable | null> {
  const { secrets, config, say } = context;
  return withStore(context, async ({ store: { database } }) => {
    const onMade = (file: string) => say(presentMadeKey(file));
    const box = openBox({ database, given: secrets.key, dataFolder: config.dataFolder, onMade });
    try {
      await box.check();
      return null;
    } catch (error) {
      if (error instanceof SecretUnreadable) return error;
      throw error;
    }
  });
}

function presentRestore(
  { madeAt, version, rows, interrupted, mails, deliveries, targets }: RestoreSummary,
  fault: SecretUnreadable | null,
): string {
  const count = Object.values(rows).reduce((sum, one) => sum + one, 0);
  const lines = [`Restored ${presentCount(count)} rows, as they were at ${madeAt} (Rollcall ${version}).`];
  if (interrupted > 0)
    lines.push(`${presentCount(interrupted)} runs were under way then and stand as interrupted.`);
  lines.push(...presentTold(mails, deliveries));
  if (targets > 0)
    lines.push(
      `${presentCount(targets)} exchanges are paused: resume those that this installation should write to.`,
    );
  lines.push('Everybody has to sign in again.');
  if (fault) {
    lines.push(
      '',
      `${paint('yellow', 'The master key is no part of a backup.')} ${fault.message}`,
      fault.cure,
    );
  } else lines.push('The master key that is here opens its secrets.');
  return lines.join('\n');
}

/** Nothing that may be out already goes out by itself. */
function presentTold({ uncertain, discarded, held }: RestoreSummary['mails'], deliveries: number): string[] {
  const lines = [
    [uncertain, 'welcome mails waited then and may be sent: they stand as uncertain, for somebody to decide'],
    [held, 'welcome mails were held then and may be sent since: ask before they are released'],
    [discarded, 'other mails waited then and are discarded; what still stands is told again'],
    [deliveries, 'deliveries to webhooks waited then and stand as failed; they can be replayed'],
  ] as const;
  return lines.filter(([count]) => count > 0).map(([count, what]) => `${presentCount(count)} ${what}.`);
}
