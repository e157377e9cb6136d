// Carries a run out for a command and waits for its end, with progress on a terminal. An interrupt ends the run;
// nothing of it is applied then.
import type { RunDeps, RunRequest } from '../run/run-request.ts';
import type { CommandContext } from './command.ts';
import { commandActor } from './command-actor.ts';
import { openProgress } from './progress.ts';
import { openRunDeps } from './run-deps.ts';
import type { OpenedStore } from './with-store.ts';

export type RunSurroundings = Required<
  Pick<RunRequest, 'nominalAt' | 'signal' | 'onProgress' | 'requestedBy'>
>;

export async function runToEnd<T>(
  context: CommandContext,
  opened: OpenedStore,
  work: (deps: RunDeps, surroundings: RunSurroundings) => Promise<T>,
): Promise<T> {
  const deps = await openRunDeps(context, opened, ({ seconds, why }) =>
    context.say(`Waiting ${Math.ceil(seconds)} s: ${why}`),
  );
  const progress = openProgress(process.stderr, Date.now);
  try {
    return await work(deps, {
      nominalAt: context.config.now ?? Date.now(),
      signal: context.signal,
      onProgress: progress.show,
      requestedBy: commandActor(),
    });
  } finally {
    progress.close();
  }
}
