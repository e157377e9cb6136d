// The second credential takes over: it becomes the first, and its place is free. Once, whoever finds out that it works – the
// daily look, a run whose first one was refused, a look-up – and only if the credentials are still those that were tried: what
// an administrator has saved meanwhile stands (C4). No run that is under way loses anything by it.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import { openCredentials, renewCredentials, sealCredentials } from '../access/credentials.ts';
import type { SecretBox } from '../access/secret-box.ts';
import { readCertificateEnd } from '../connectors/entra/credential-end.ts';
import type { CredentialEndRead } from '../connectors/entra/credential-end.ts';
import type { OutsideError } from '../connectors/outside-error.ts';
import { presentDate } from '../plan/due.ts';
import type { Credentials, Provider } from '../plan/provider.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { withLockedTemplate, writeRenewedCredentials } from '../store/credential-watch.ts';
import type { Database } from '../store/database.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { tell } from './tell.ts';

export interface RenewalDeps {
  database: Database;
  openBox: () => Promise<SecretBox>;
  /** ms */
  now: () => number;
}

/** The credentials that were tried, as they were sealed, and on which app. */
export interface TriedCredentials {
  templateId: string;
  provider: Provider;
  sealed: Buffer;
}

/** renewed: with the sealed bytes that stand now. overtaken: others stand. busy: a run is being applied; the next look does it. */
export type Renewal = { is: 'renewed'; sealed: Buffer } | { is: 'overtaken' | 'busy' };

const guard: Actor = { kind: 'system', id: null, name: 'credential guard' };

/** why: what the first one was refused with, or that the daily trial worked, with what Entra says of the end. */
export async function renewCredential(
  { database, openBox, now }: RenewalDeps,
  tried: TriedCredentials,
  why: OutsideError | { daily: CredentialEndRead | null },
): Promise<Renewal> {
  const { templateId } = tried;
  const box = await openBox();
  const before = await openCredentials(box, templateId, tried.sealed);
  const after = renewCredentials(before);
  if (after === null) return { is: 'overtaken' };
  // Sealed before anything is locked: a key may have to be looked up.
  const sealed = await sealCredentials(box, templateId, after);
  const done = await withLockedTemplate(database, templateId, async (db, stored): Promise<Renewal> => {
    if (!stored || !(await isAsTried(box, stored, tried, before))) return { is: 'overtaken' };
    const company = await readCompany(db, stored.companyId);
    if (company === null) return { is: 'overtaken' };
    await write(db, { stored, company, before, after, sealed, why, at: new Date(now()) });
    return { is: 'renewed', sealed };
  });
  return done === 'busy' ? { is: 'busy' } : done;
}

/** Sealed anew with another key they are the same. */
async function isAsTried(
  box: SecretBox,
  { credentials, provider }: StoredSyncTemplate,
  tried: TriedCredentials,
  before: Credentials,
): Promise<boolean> {
  const app = ({ tenantId, clientId, cloud }: Provider) => [tenantId, clientId, cloud];
  if (credentials === null || !isDeepStrictEqual(app(provider), app(tried.provider))) return false;
  if (credentials.equals(tried.sealed)) return true;
  return isDeepStrictEqual(await openCredentials(box, tried.templateId, credentials), before);
}

interface Taking {
  stored: StoredSyncTemplate;
  company: Company;
  before: Credentials;
  after: Credentials;
  sealed: Buffer;
  why: OutsideError | { daily: CredentialEndRead | null };
  at: Date;
}

async function write(
  db: Kysely<Tables>,
  { stored, company, before, after, sealed, why, at }: Taking,
): Promise<void> {
  const { id, name, errorMailTo, credentialExpires } = stored.template;
  const expires = decideExpires(before, after, company.timeZone);
  const [reason, read] = 'daily' in why ? (['daily', why.daily] as const) : (['failed', null] as const);
  await writeRenewedCredentials(db, id, { credentials: sealed, expires });
  await writeAudit(db, {
    companyId: company.id,
    actor: guard,
    action: 'syncTemplate.renewCredential',
    subject: { kind: 'syncTemplate', id, name },
    before: { credentialExpires },
    after: { credentialExpires: expires },
    details: { why: reason, ...('code' in why && { refusal: why.code }) },
  });
  await tell(db, {
    company,
    templateId: id,
    runId: null,
    kind: 'credential.renewed',
    severity: 'info',
    at,
    data: {
      credential: after.current.kind,
      why: reason,
      expires: read?.isSure ? presentDate(read.at, company.timeZone) : expires,
      app: stored.provider.clientId,
    },
    mails: errorMailTo === null ? [] : [{ kind: 'credential', to: errorMailTo }],
  });
}

/** What was said of the second one when it was given; Entra is asked at the next look. */
function decideExpires(before: Credentials, { current }: Credentials, timeZone: string): string | null {
  if (current.kind === 'secret') return before.nextExpires ?? null;
  const end = readCertificateEnd(current);
  return end && presentDate(end.at, timeZone);
}

/** For whoever opens a source: what is done when its second credential had to sign in. */
export function openRenewal(deps: RenewalDeps) {
  return (tried: TriedCredentials) =>
    async (refusal: OutsideError): Promise<void> => {
      await renewCredential(deps, tried, refusal);
    };
}
