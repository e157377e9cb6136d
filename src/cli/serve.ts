// rollcall serve: the API, and runs of what is due or asked for (unless --no-work), until SIGINT or SIGTERM.
import type { Command } from './command.ts';
import { openApi } from './open-api.ts';
import { openService, waitForStop } from './open-service.ts';
import { withStore } from './with-store.ts';

export const serve: Command = (context) =>
  withStore(context, async (opened) => {
    const isWorking = !context.flags.has('--no-work');
    const service = await openService(context, opened, { isWorking });
    try {
      const api = await openApi(context, opened);
      const what = isWorking ? ' and runs sync templates when they are due' : '';
      context.say(`Rollcall is up${what}. Ctrl-C ends it.`);
      await waitForStop(context.signal);
      await api.close();
    } finally {
      await service.close();
    }
    return { exitCode: 0, json: { stopped: true, runs: service.runs() }, text: 'Stopped.' };
  });
