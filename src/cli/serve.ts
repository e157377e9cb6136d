// rollcall serve: the API, and runs of what is due or asked for (unless --no-work), until SIGINT or SIGTERM.
import type { Command } from './command.ts';
import { openApi } from './open-api.ts';
import { openService, waitForStop } from './open-service.ts';
import { withStore } from './with-store.ts';

export const serve: Command = (context) =>
  withStore(context, async (opened) => {
    const isWorking = !context.flags.has('--no-work');
    const service = await openService(context, opened, { isWorking });
    const api = await openApi(context, opened, service.queue).catch(async (error: unknown) => {
      await service.close();
      throw error;
    });
    const what = isWorking ? ' and runs sync templates when they are due' : '';
    context.say(`Rollcall is up${what}. Ctrl-C ends it.`);
    await waitForStop(context.signal);
    // Side by side: each has its own patience, and together they end within ten seconds.
    await Promise.all([api.close(), service.close()]);
    return { exitCode: 0, json: { stopped: true, runs: service.runs() }, text: 'Stopped.' };
  });
