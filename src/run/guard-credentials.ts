// Looks after the credentials of sync templates, once a day each: tries the second one, asks when the first one ends, and warns in
// good time (SPEC §8). A second one that works takes over (renew-credential.ts). What is warned of, and when, is decided in
// plan/credential-watch.ts. Paused templates are looked after too: whoever starts one again would find it locked out.
import type { Kysely } from 'kysely';
import { openCredentials } from '../access/credentials.ts';
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import type { Cloud } from '../connectors/entra/clouds.ts';
import { readCertificateEnd } from '../connectors/entra/credential-end.ts';
import type { CredentialEndRead, CredentialTrial } from '../connectors/entra/credential-end.ts';
import { connectors } from '../connectors/registry.ts';
import { decideCredentialEnd, decideWarning, keepTold } from '../plan/credential-watch.ts';
import type { CredentialWatch } from '../plan/credential-watch.ts';
import { presentDate } from '../plan/due.ts';
import type { Credential, Credentials } from '../plan/provider.ts';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import {
  readCredentialWatch,
  readIsRefusedKnown,
  takeDueLooks,
  withLockedTemplate,
  writeCredentialWatch,
} from '../store/credential-watch.ts';
import type { Database } from '../store/database.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { decideLookAgain } from './look-times.ts';
import { renewCredential } from './renew-credential.ts';
import { tell } from './tell.ts';

export interface GuardDeps {
  database: Database;
  openBox: () => Promise<SecretBox>;
  clouds: ReadonlyMap<string, Cloud>;
  /** ROLLCALL_MAX_WAIT_SECONDS */
  maxWaitSeconds: number | null;
  /** ms; whose days count. */
  now: () => number;
}

/** Looked at side by side: most of a look is waiting for an answer. */
const AT_A_TIME = 8;
/** Taken up by one statement, which has to find them among thousands. */
const TAKEN = 64;
/** Longer than that many can take; after it another process takes over from one that died. */
const LEASE_MS = 15 * 60_000;

/** Everybody whose look is due. How many there were. */
export async function guardCredentials(deps: GuardDeps, signal: AbortSignal): Promise<number> {
  let looks = 0;
  for (;;) {
    if (signal.aborted) return looks;
    const now = deps.now();
    const lease = { limit: TAKEN, leaseUntil: new Date(now + LEASE_MS) };
    const due = await takeDueLooks(deps.database.kysely, new Date(now), lease);
    const left = due.values();
    const look = async () => {
      for (const id of left) if (!signal.aborted) await guardTemplate(deps, id);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, look));
    looks += due.length;
    if (due.length < TAKEN) return looks;
  }
}

/** For where no service runs: one template, unless it was looked at today. */
export async function guardToday(deps: GuardDeps, templateId: string): Promise<void> {
  const { kysely } = deps.database;
  const stored = await readSyncTemplate(kysely, templateId);
  const company = stored && (await readCompany(kysely, stored.companyId));
  if (!stored || !company) return;
  const { lookedOn } = await readCredentialWatch(kysely, templateId);
  if (lookedOn !== presentDate(deps.now(), company.timeZone)) await guardTemplate(deps, templateId);
}

/** What was found out without anything being locked. */
interface Found {
  /** As they were sealed when they were looked at, or are since the second one took over. */
  sealed: Buffer;
  /** null: no key here opens them, which runs tell. */
  kind: Credential['kind'] | null;
  /** null: nothing new is known of it. */
  end: CredentialEndRead | null;
  next: CredentialWatch['next'];
  nextWhy: string | null;
  /** The sign-in service was out of reach: soon again. */
  isUnanswered: boolean;
}

async function guardTemplate(deps: GuardDeps, templateId: string): Promise<void> {
  const { database } = deps;
  const stored = await readSyncTemplate(database.kysely, templateId);
  if (!stored || stored.retiringSince !== null) return;
  const found = await findOut(deps, stored);
  if (found === null) return;
  await withLockedTemplate(database, templateId, async (db, now) => {
    // Others were saved meanwhile: their own look is due.
    if (!now?.credentials?.equals(found.sealed)) return;
    const company = await readCompany(db, now.companyId);
    if (company) await writeFound(db, { stored: now, company, found, at: deps.now() });
  });
}

async function findOut(deps: GuardDeps, stored: StoredSyncTemplate): Promise<Found | null> {
  const { credentials: sealed, template, provider } = stored;
  if (sealed === null) return null;
  const opened = await openQuietly(await deps.openBox(), template.id, sealed);
  if (opened === null) return { ...nothingFound, sealed };
  const { current, next } = opened;
  const second = next && (await attempt(deps, stored, next));
  if (next === null || second?.is !== 'working') {
    const first = await attempt(deps, stored, current);
    return { ...presentFirst(current, first), ...presentSecond(second, first), sealed };
  }
  const tried = { templateId: template.id, provider, sealed };
  const renewal = await renewCredential(deps, tried, { daily: second.end });
  if (renewal.is !== 'renewed') return null;
  return { ...nothingFound, ...presentFirst(next, second), next: 'none', sealed: renewal.sealed };
}

const nothingFound = { kind: null, end: null, next: null, nextWhy: null, isUnanswered: false };

async function openQuietly(box: SecretBox, templateId: string, sealed: Buffer): Promise<Credentials | null> {
  try {
    return await openCredentials(box, templateId, sealed);
  } catch (error) {
    if (error instanceof SecretUnreadable) return null;
    throw error;
  }
}

async function attempt(
  { clouds, maxWaitSeconds }: GuardDeps,
  { template, provider }: StoredSyncTemplate,
  current: Credential,
): Promise<CredentialTrial> {
  const cloud = clouds.get(provider.cloud);
  // Runs tell it.
  if (!cloud) return { is: 'unanswered', why: 'Its cloud is not known here.', end: null };
  const options = { provider, credentials: { current, next: null }, cloud, maxWaitSeconds, now: Date.now };
  return connectors[template.kind].tryCredential(options);
}

function presentFirst(current: Credential, { end }: CredentialTrial): Pick<Found, 'kind' | 'end'> {
  const ofItself = current.kind === 'certificate' ? readCertificateEnd(current) : null;
  return { kind: current.kind, end: end ?? ofItself };
}

function presentSecond(
  second: CredentialTrial | null,
  first: CredentialTrial,
): Pick<Found, 'next' | 'nextWhy' | 'isUnanswered'> {
  return {
    next: second === null ? 'none' : second.is === 'refused' ? 'notWorking' : 'unanswered',
    nextWhy: second?.why ?? null,
    isUnanswered: [first, second].some((one) => one?.is === 'unanswered'),
  };
}

interface Look {
  stored: StoredSyncTemplate;
  company: Company;
  found: Found;
  /** ms */
  at: number;
}

async function writeFound(db: Kysely<Tables>, { stored, company, found, at }: Look): Promise<void> {
  const { id } = stored.template;
  const before = await readCredentialWatch(db, id);
  const today = presentDate(at, company.timeZone);
  const watch: CredentialWatch = {
    lookedOn: today,
    kind: found.kind,
    // The dates of a credential do not change: what was known stays so while nobody answers.
    end: found.end
      ? {
          expires: presentDate(found.end.at, company.timeZone),
          source: found.end.source,
          isSure: found.end.isSure,
        }
      : before.end,
    next: found.next,
    nextWhy: found.nextWhy,
    told: before.told,
  };
  const told = await warn(db, { stored, company, at }, watch, today);
  const again = decideLookAgain({
    templateId: id,
    at,
    timeZone: company.timeZone,
    isSoon: found.isUnanswered,
  });
  await writeCredentialWatch(db, id, { ...watch, told }, new Date(again));
}

/** Warns when it is time to; what was told of since. */
async function warn(
  db: Kysely<Tables>,
  { stored, company, at }: Omit<Look, 'found'>,
  watch: CredentialWatch,
  today: string,
): Promise<CredentialWatch['told']> {
  const { template, provider } = stored;
  const end = decideCredentialEnd(template.credentialExpires, watch);
  const warning = end && decideWarning(end.expires, today, watch.told);
  if (!warning) return watch.told;
  const told = keepTold(watch.told, { expires: end.expires, threshold: warning.threshold });
  const isOver = warning.days < 0;
  // Once it is over a template at rest needs nobody, and of one whose sign-in is refused the error mails tell.
  if (isOver && (template.mode === 'paused' || (await readIsRefusedKnown(db, template.id)))) return told;
  await tell(db, {
    company,
    templateId: template.id,
    runId: null,
    kind: 'credential.expiring',
    severity: warning.days <= 0 ? 'error' : 'warning',
    at: new Date(at),
    data: {
      credential: watch.kind ?? 'secret',
      app: provider.clientId,
      expires: end.expires,
      days: warning.days,
      next: watch.next ?? 'none',
      source: end.source,
    },
    mails: template.errorMailTo === null ? [] : [{ kind: 'credential', to: template.errorMailTo }],
  });
  return told;
}
