// rollcall rotate-key: a new data key and everything sealed anew with it; with --master, or with ROLLCALL_KEY_NEW, a new
// master key too; with --abandon a start over when the master key is lost. Works while servers run.
import { keyFileOf } from '../access/master-key.ts';
import { presentMadeKey } from '../run/open-box.ts';
import { abandonKeys, rotateKeys } from '../run/rotate-keys.ts';
import type { Rotation } from '../run/rotate-keys.ts';
import { CommandError } from './command.ts';
import type { Command, CommandContext } from './command.ts';
import { commandActor } from './command-actor.ts';
import { paint, presentCount } from './terminal.ts';
import { withStore } from './with-store.ts';

export const rotateKey: Command = (context) => {
  const newMaster = decideNewMaster(context);
  const { config, secrets, flags, say } = context;
  return withStore(context, async ({ store }) => {
    const options = {
      database: store.database,
      given: secrets.key,
      dataFolder: config.dataFolder,
      onMade: (file: string) => say(presentMadeKey(file)),
      actor: commandActor(),
    };
    const isOnlyFile = secrets.databaseUrl === null;
    const outcome = flags.has('--abandon')
      ? await abandonKeys(options)
      : await rotateKeys({ ...options, newMaster, isOnlyFile });
    if ('code' in outcome) {
      throw new CommandError(outcome.code, outcome.message, outcome.cure, { exitCode: 1 });
    }
    const { ok: _, ...json } = outcome;
    return { exitCode: 0, json, text: presentRotation(outcome, context).join('\n') };
  });
};

function decideNewMaster({ secrets, flags }: CommandContext): 'file' | Buffer | null {
  if (flags.has('--abandon') && (flags.has('--master') || secrets.newKey)) {
    throw new CommandError('usage', '--abandon starts over and changes nothing else.', 'Give it alone.');
  }
  if (secrets.newKey && !secrets.key) {
    const cure = 'Use --master, which makes a new key in the file, or set ROLLCALL_KEY to the present key.';
    throw new CommandError('key.missing', 'ROLLCALL_KEY_NEW is set, ROLLCALL_KEY is not.', cure);
  }
  if (flags.has('--master') && secrets.key && !secrets.newKey) {
    const cure = 'Set ROLLCALL_KEY_NEW to the new key; openssl rand -hex 32 makes one.';
    throw new CommandError('key.missing', 'The master key comes from ROLLCALL_KEY.', cure);
  }
  return secrets.newKey ?? (flags.has('--master') ? 'file' : null);
}

function presentRotation(outcome: Rotation, { secrets, config }: CommandContext): string[] {
  const { resealed, unreadable, masterKey, oldMasterKeys } = outcome;
  const where = secrets.key ? 'ROLLCALL_KEY' : keyFileOf(config.dataFolder);
  const lines = [`Secrets are sealed with a new data key: ${presentCount(resealed)} sealed anew.`];
  if (masterKey === 'changed' && secrets.newKey) {
    lines.push('The master key is changed: start every process with ROLLCALL_KEY set to the new key.');
  } else if (masterKey === 'changed') {
    lines.push(`The master key ${where} is new. Back it up apart from the database.`);
  }
  if (oldMasterKeys === 'forgotten') lines.push('The old master key opens nothing any more.');
  if (oldMasterKeys === 'waiting') {
    lines.push(
      'The old master key still opens everything, for processes that have not got the new one.',
      'When all have it, run rollcall rotate-key once more, and the old one opens nothing.',
    );
  }
  for (const { name, id } of unreadable) {
    lines.push(
      `${paint('yellow', 'Warning')} ${name} (${id}): no key here opens its secret; import it again.`,
    );
  }
  return lines;
}
