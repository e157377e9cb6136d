// What a run needs of the world, put together for the command line: database, clock, ids and the connector of
// the template's kind with its credentials opened. Credentials that do not open end the run with a cure.
import { randomUUIDv7 } from 'node:crypto';
import { openCredentials } from '../access/credentials.ts';
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import type { Cloud } from '../connectors/entra/clouds.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import { connectors } from '../connectors/registry.ts';
import type { Credentials } from '../plan/provider.ts';
import type { RunDeps } from '../run/run-request.ts';
import type { CommandContext } from './command.ts';
import type { OpenedStore } from './with-store.ts';

/** For runs of any template; credentials open with the id of their own and with no other. */
export async function openRunDeps(
  { config }: Pick<CommandContext, 'config'>,
  { store, openBox }: OpenedStore,
  /** Entra asks to wait. */
  tellWait: (wait: { seconds: number; why: string; templateId: string }) => void,
): Promise<RunDeps> {
  const box = await openBox();
  return {
    database: store.database,
    now: Date.now,
    // In the order of time, so that new users lie side by side in the database's indexes.
    newId: randomUUIDv7,
    openSource: async ({ templateId, kind, provider, credentials, onWait }) =>
      connectors[kind].openSource({
        provider,
        credentials: await openForRun(box, templateId, credentials),
        cloud: config.clouds.get(provider.cloud) ?? unknownCloud(provider.cloud),
        now: Date.now,
        maxWaitSeconds: config.maxWaitSeconds,
        onWait(wait) {
          tellWait({ ...wait, templateId });
          onWait?.(wait);
        },
      }),
  };
}

async function openForRun(box: SecretBox, templateId: string, sealed: Buffer): Promise<Credentials> {
  try {
    return await openCredentials(box, templateId, sealed);
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    throw new OutsideError('secret box', 'credential.wrong', error.message, error.cure, { cause: error });
  }
}

function unknownCloud(name: string): Cloud {
  throw new OutsideError(
    'entra',
    'provider.invalid',
    `The provider names the cloud ${JSON.stringify(name)}, which this machine does not know.`,
    'Add it to ROLLCALL_CLOUDS, or change "cloud" in the provider.',
  );
}
