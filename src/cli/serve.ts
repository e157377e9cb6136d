// rollcall serve: keeps the database up for other commands and runs what is due (unless --no-work), until SIGINT
// or SIGTERM. The web and the API are no part of it yet.
import { once } from 'node:events';
import type { Command } from './command.ts';
import { withStore } from './with-store.ts';
import { workUntilStopped } from './work-loop.ts';

export const serve: Command = (context) =>
  withStore(context, async (opened) => {
    const { signal, say, flags } = context;
    const isWorking = !flags.has('--no-work');
    say(`Rollcall is up${isWorking ? ' and runs sync templates when they are due' : ''}. Ctrl-C ends it.`);
    let runs = 0;
    if (isWorking) runs = await workUntilStopped(context, opened);
    else if (!signal.aborted) await waitForStop(signal);
    return { exitCode: 0, json: { stopped: true, runs }, text: 'Stopped.' };
  });

/** A signal alone keeps no process alive; a timer does. */
async function waitForStop(signal: AbortSignal): Promise<void> {
  const alive = setInterval(() => undefined, 60_000);
  try {
    await once(signal, 'abort');
  } finally {
    clearInterval(alive);
  }
}
