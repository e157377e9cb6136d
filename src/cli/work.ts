// rollcall work: runs sync templates when they are due or asked for, until SIGINT or SIGTERM.
import type { Command } from './command.ts';
import { openService, waitForStop } from './open-service.ts';
import { presentCount } from './terminal.ts';
import { withStore } from './with-store.ts';

export const work: Command = (context) =>
  withStore(context, async (opened) => {
    const service = await openService(context, opened, { isWorking: true });
    context.say('Rollcall runs sync templates when they are due. Ctrl-C ends it.');
    await waitForStop(context.signal);
    await service.close();
    const runs = service.runs();
    return { exitCode: 0, json: { stopped: true, runs }, text: `Stopped after ${presentCount(runs)} runs.` };
  });
