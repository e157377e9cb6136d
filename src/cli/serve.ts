// rollcall serve: keeps the database up for other commands and runs what is due or asked for (unless --no-work), until
// SIGINT or SIGTERM. The web and the API are no part of it yet.
import type { Command } from './command.ts';
import { openService, waitForStop } from './open-service.ts';
import { withStore } from './with-store.ts';

export const serve: Command = (context) =>
  withStore(context, async (opened) => {
    const isWorking = !context.flags.has('--no-work');
    const service = await openService(context, opened, { isWorking });
    const what = isWorking ? ' and runs sync templates when they are due' : '';
    context.say(`Rollcall is up${what}. Ctrl-C ends it.`);
    await waitForStop(context.signal);
    await service.close();
    return { exitCode: 0, json: { stopped: true, runs: service.runs() }, text: 'Stopped.' };
  });
