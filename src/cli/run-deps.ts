// What a run needs of the world, put together for the command line: database, clock, ids and the connector of
// the template's kind with its credentials opened. Credentials that do not open end the run with a cure.
import { randomUUIDv7 } from 'node:crypto';
import { openTemplateSource } from '../run/open-template-source.ts';
import type { RunDeps } from '../run/run-request.ts';
import type { CommandContext } from './command.ts';
import type { OpenedStore } from './with-store.ts';

/** For runs of any template. */
export async function openRunDeps(
  { config }: Pick<CommandContext, 'config'>,
  { store, openBox }: OpenedStore,
  /** Entra asks to wait. */
  tellWait: (wait: { seconds: number; why: string; templateId: string }) => void,
): Promise<RunDeps> {
  const box = await openBox();
  const { clouds, maxWaitSeconds } = config;
  const openSource = openTemplateSource({
    openBox: async () => box,
    clouds,
    maxWaitSeconds,
    now: Date.now,
    database: store.database,
    clock: () => config.now ?? Date.now(),
  });
  return {
    database: store.database,
    now: Date.now,
    clock: openClock(config.now),
    // In the order of time, so that new users lie side by side in the database's indexes.
    newId: randomUUIDv7,
    openSource: (template) =>
      openSource({
        ...template,
        onWait(wait) {
          tellWait({ ...wait, templateId: template.templateId });
          template.onWait?.(wait);
        },
      }),
  };
}

/** The clock, or with --now one that starts there and goes on. */
export function openClock(now: number | null): () => number {
  if (now === null) return Date.now;
  const ahead = now - Date.now();
  return () => Date.now() + ahead;
}
