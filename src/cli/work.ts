// rollcall work: runs sync templates when they are due or asked for, until SIGINT or SIGTERM.
import type { Command } from './command.ts';
import { openService, waitForStop } from './open-service.ts';
import { readVersion } from './read-version.ts';
import { presentCount } from './terminal.ts';
import { withStore } from './with-store.ts';

export const work: Command = (context) =>
  withStore(context, async (opened) => {
    const service = await openService(context, opened, { isWorking: true });
    context.log.info('Rollcall is up.', { version: readVersion(), kind: 'worker' });
    await waitForStop(context.signal);
    context.log.info('Rollcall stops.');
    await service.close();
    const runs = service.runs();
    return { exitCode: 0, json: { stopped: true, runs }, text: `Stopped after ${presentCount(runs)} runs.` };
  });
