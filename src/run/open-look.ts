// Opens what asks a template's source for one person on the spot: its credentials and its cloud. Whatever keeps it from asking is
// an answer, for an explanation shows what is stored all the same.
import { openCredentials } from '../access/credentials.ts';
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import type { Cloud } from '../connectors/entra/clouds.ts';
import type { LookAsk, PersonLook } from '../connectors/person-look.ts';
import { connectors } from '../connectors/registry.ts';
import type { Database } from '../store/database.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { openRenewal } from './renew-credential.ts';

export type Look = (stored: StoredSyncTemplate, ask: LookAsk) => Promise<PersonLook>;

export function openLook(options: {
  openBox: () => Promise<SecretBox>;
  clouds: ReadonlyMap<string, Cloud>;
  /** ROLLCALL_MAX_WAIT_SECONDS */
  maxWaitSeconds: number | null;
  now: () => number;
  database: Database;
  /** ms; the clock of what is told. */
  clock: () => number;
}): Look {
  const { database, openBox, clock } = options;
  const renew = openRenewal({ database, openBox, now: clock });
  return async ({ template, provider, credentials }, ask) => {
    const cloud = options.clouds.get(provider.cloud);
    if (!cloud) return unknownCloud(provider.cloud);
    if (credentials === null) return noCredentials;
    try {
      return await connectors[template.kind].lookForPerson(
        {
          provider,
          credentials: await openCredentials(await openBox(), template.id, credentials),
          cloud,
          now: options.now,
          maxWaitSeconds: options.maxWaitSeconds,
          onNextInUse: renew({ templateId: template.id, provider, sealed: credentials }),
        },
        ask,
      );
    } catch (error) {
      if (!(error instanceof SecretUnreadable)) throw error;
      return unanswered('credential.wrong', error.message, error.cure);
    }
  };
}

const unanswered = (
  code: 'credential.wrong' | 'provider.invalid',
  why: string,
  cure: string,
): PersonLook => ({
  answer: { is: 'unanswered', code, why, cure },
  requests: 0,
});

const noCredentials = unanswered(
  'credential.wrong',
  'The sync template has no secret yet.',
  'Enter the secret or the certificate.',
);

function unknownCloud(name: string): PersonLook {
  const why = `The provider names the cloud ${JSON.stringify(name)}, which this machine does not know.`;
  return unanswered('provider.invalid', why, 'Add it to ROLLCALL_CLOUDS, or change "cloud" in the provider.');
}
