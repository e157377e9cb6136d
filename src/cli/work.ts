// rollcall work: runs sync templates when they are due, until SIGINT or SIGTERM.
import type { Command } from './command.ts';
import { presentCount } from './terminal.ts';
import { withStore } from './with-store.ts';
import { workUntilStopped } from './work-loop.ts';

export const work: Command = (context) =>
  withStore(context, async (opened) => {
    context.say('Rollcall runs sync templates when they are due. Ctrl-C ends it.');
    const runs = await workUntilStopped(context, opened);
    return { exitCode: 0, json: { stopped: true, runs }, text: `Stopped after ${presentCount(runs)} runs.` };
  });
