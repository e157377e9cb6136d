// Opens the source of a sync template: the connector of its kind, its cloud and its credentials. What keeps it from being opened
// is an OutsideError with a cure, as what the source says later.
import { openCredentials } from '../access/credentials.ts';
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import type { Cloud } from '../connectors/entra/clouds.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import { connectors } from '../connectors/registry.ts';
import type { Credentials } from '../plan/provider.ts';
import type { Database } from '../store/database.ts';
import { openRenewal } from './renew-credential.ts';
import type { RunDeps } from './run-request.ts';

export type OpenSource = RunDeps['openSource'];

/** Credentials open with the id of their own template and with no other. */
export function openTemplateSource(options: {
  openBox: () => Promise<SecretBox>;
  clouds: ReadonlyMap<string, Cloud>;
  /** How long it may be made to wait; null for the usual bounds. */
  maxWaitSeconds: number | null;
  now: () => number;
  database: Database;
  /** ms; the clock of what is told. */
  clock: () => number;
}): OpenSource {
  const { openBox, clouds, maxWaitSeconds, now, database, clock } = options;
  const renew = openRenewal({ database, openBox, now: clock });
  return async ({ templateId, kind, provider, credentials, onWait }) =>
    connectors[kind].openSource({
      provider,
      credentials: await openSealed(await openBox(), templateId, credentials),
      cloud: clouds.get(provider.cloud) ?? unknownCloud(provider.cloud),
      now,
      maxWaitSeconds,
      onNextInUse: renew({ templateId, provider, sealed: credentials }),
      ...(onWait && { onWait }),
    });
}

async function openSealed(box: SecretBox, templateId: string, sealed: Buffer): Promise<Credentials> {
  try {
    return await openCredentials(box, templateId, sealed);
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    // Nothing is wrong with the app in Entra, which the code alone would say.
    const about = { sealed: error.code };
    throw new OutsideError('secret box', 'credential.wrong', error.message, error.cure, {
      cause: error,
      about,
    });
  }
}

function unknownCloud(name: string): Cloud {
  throw new OutsideError(
    'entra',
    'provider.invalid',
    `The provider names the cloud ${JSON.stringify(name)}, which this machine does not know.`,
    'Add it to ROLLCALL_CLOUDS, or change "cloud" in the provider.',
    { about: { cloud: name } },
  );
}
