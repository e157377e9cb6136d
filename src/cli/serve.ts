// rollcall serve: the API, and runs of what is due or asked for (unless --no-work), until SIGINT or SIGTERM.
import type { Command } from './command.ts';
import { openApi } from './open-api.ts';
import { openService, waitForStop } from './open-service.ts';
import { readVersion } from './read-version.ts';
import { withStore } from './with-store.ts';

export const serve: Command = (context) =>
  withStore(context, async (opened) => {
    const isWorking = !context.flags.has('--no-work');
    const service = await openService(context, opened, { isWorking });
    const api = await openApi(context, opened, service.queue).catch(async (error: unknown) => {
      await service.close();
      throw error;
    });
    context.log.info('Rollcall is up.', {
      version: readVersion(),
      address: api.url,
      kind: isWorking ? 'API and worker' : 'API',
    });
    await waitForStop(context.signal);
    context.log.info('Rollcall stops.');
    // Side by side: each has its own patience, and together they end within ten seconds.
    await Promise.all([api.close(), service.close()]);
    return { exitCode: 0, json: { stopped: true, runs: service.runs() }, text: 'Stopped.' };
  });
