// What looking after credentials needs of the world, put together for the command line: for the service, which does it all the
// while, and for a run without one.
import type { GuardDeps } from '../run/guard-credentials.ts';
import type { CommandContext } from './command.ts';
import type { OpenedStore } from './with-store.ts';

export function openGuardDeps(
  { config }: Pick<CommandContext, 'config'>,
  { store, openBox }: OpenedStore,
  now: () => number,
): GuardDeps {
  const { clouds, maxWaitSeconds } = config;
  return { database: store.database, openBox, clouds, maxWaitSeconds, now };
}
