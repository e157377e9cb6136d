// How a template's credential stands, for status, the API and whoever looks: when it ends and who says so, and whether a second one
// waits. Pure.
import { countDays, decideCredentialEnd } from '../plan/credential-watch.ts';
import type { CredentialEnd, CredentialWatch } from '../plan/credential-watch.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';

export interface CredentialState {
  /** null: it has not been looked at since it was saved. */
  kind: CredentialWatch['kind'];
  /** YYYY-MM-DD; null: nobody knows. */
  expires: string | null;
  /** In the company's days; 0 on the last one, below 0 after it. */
  daysLeft: number | null;
  source: CredentialEnd['source'] | null;
  next: CredentialWatch['next'];
  /** Why the second one does not work, a sentence. */
  nextWhy: string | null;
}

/** today: the company's date, YYYY-MM-DD. null: there is no credential. */
export function decideCredentialState(
  { template, credentials }: Pick<StoredSyncTemplate, 'template' | 'credentials'>,
  watch: CredentialWatch,
  today: string,
): CredentialState | null {
  if (credentials === null) return null;
  const end = decideCredentialEnd(template.credentialExpires, watch);
  return {
    kind: watch.kind,
    expires: end?.expires ?? null,
    daysLeft: end && countDays(today, end.expires),
    source: end?.source ?? null,
    next: watch.next,
    nextWhy: watch.nextWhy,
  };
}
