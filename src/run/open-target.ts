// Opens a stored target with its secrets. What can not be opened is a refusal, as the exchange's own would be: somebody has to do
// something, and the sync is not touched.
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import { TargetError } from '../connectors/target.ts';
import type { Target } from '../connectors/target.ts';
import type { TargetKinds, TargetSettings } from '../connectors/targets.ts';
import type { AllowedHosts } from '../connectors/webhook/network.ts';
import type { StoredTarget } from '../store/targets.ts';
import { openTargetSecrets } from './target-secrets.ts';

export interface TargetDeps {
  openBox: () => Promise<SecretBox>;
  kinds: TargetKinds;
  /** Of the network behind the server, what its owner allows. */
  allowed: AllowedHosts;
}

/** Makes no connection yet. Throws TargetError. */
export async function openStoredTarget(deps: TargetDeps, stored: StoredTarget): Promise<Target> {
  const kind = deps.kinds[stored.kind];
  if (!kind)
    throw new TargetError(
      'refused',
      'target.unknownKind',
      `This version of Rollcall knows no exchange of the kind ${stored.kind}.`,
      'Run the version that it was made with, or delete the target.',
    );
  const settings = stored.settings as unknown as TargetSettings;
  const secrets = await readSecrets(deps, stored);
  return kind.open({ settings, secrets, allowed: deps.allowed });
}

async function readSecrets({ openBox }: TargetDeps, { id, sealed }: StoredTarget): Promise<object> {
  if (sealed === null)
    throw new TargetError(
      'refused',
      'target.noSecret',
      'It has no password or token.',
      'Give it: export and import leave secrets out.',
    );
  try {
    return await openTargetSecrets(await openBox(), id, sealed);
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    throw new TargetError(
      'refused',
      'target.secretUnreadable',
      'Its stored password or token can not be opened with the keys of this server.',
      'Give it again.',
      { cause: error },
    );
  }
}
