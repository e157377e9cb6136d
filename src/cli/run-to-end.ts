// Runs a sync template for a command and waits for its end, with progress on a terminal. An interrupt ends the
// run; nothing of it is applied then.
import type { SyncTemplate } from '../plan/sync-template.ts';
import { runTemplate } from '../run/run.ts';
import type { RunReport } from '../run/report.ts';
import type { RunRequest } from '../run/run-request.ts';
import type { CommandContext } from './command.ts';
import { openProgress } from './progress.ts';
import { openRunDeps } from './run-deps.ts';
import type { OpenedStore } from './with-store.ts';

export async function runToEnd(
  context: CommandContext,
  opened: OpenedStore,
  template: SyncTemplate,
  request: Pick<RunRequest, 'trigger' | 'preview' | 'approve'>,
): Promise<RunReport> {
  const deps = await openRunDeps(context, opened, template);
  const progress = openProgress(process.stderr, Date.now);
  try {
    return await runTemplate(deps, {
      ...request,
      templateId: template.id,
      nominalAt: context.config.now ?? Date.now(),
      signal: context.signal,
      onProgress: progress.show,
    });
  } finally {
    progress.close();
  }
}
