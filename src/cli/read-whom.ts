// Whom `run` and `plan` are about: everybody, or the one person whom the second word names.
import type { RunRequest } from '../run/run-request.ts';
import { readWho } from '../run/read-who.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { CommandError } from './command.ts';
import type { CommandContext } from './command.ts';
import type { OpenedStore } from './with-store.ts';

/** Throws CommandError when nobody or several are meant. */
export async function readWhom(
  { words }: CommandContext,
  { store }: OpenedStore,
  template: StoredSyncTemplate,
): Promise<Pick<RunRequest, 'trigger' | 'person'>> {
  const who = words[1];
  if (who === undefined) return { trigger: 'cli' };
  const found = await readWho(store.database, template, who);
  if (found.is === 'one') return { trigger: 'person', person: found.person };
  const { code, message, cure, several } = found;
  throw new CommandError(code, message, cure, { details: { several } });
}
