// Tries what a provider says on the source: as a report to look at, and before saving, where a refusal blocks and silence
// does not (SPEC §2).
import { connectors } from '../../connectors/registry.ts';
import type { AlsoAsked, ConnectionReport } from '../../connectors/entra/connection-test.ts';
import type { Credentials, Provider } from '../../plan/provider.ts';
import type { SyncTemplate } from '../../plan/sync-template.ts';
import { openRenewal } from '../../run/renew-credential.ts';
import type { TriedCredentials } from '../../run/renew-credential.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { ConnectionMark } from '../../store/connection-marks.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { Problem, refuse } from '../problems.ts';
import type { ProblemFault } from '../problems.ts';
import type { Decided } from './decide.ts';

/** Whoever saves a form waits; a Graph that throttles longer than this has not answered. */
const MOST_WAIT_SECONDS = 20;

export async function readConnection(
  c: Asked<CompanyEnv>,
  kind: SyncTemplate['kind'],
  provider: Provider,
  credentials: Credentials,
  { also, tried }: { also?: AlsoAsked; tried?: TriedCredentials } = {},
): Promise<ConnectionReport> {
  const { clouds, clock, maxWaitSeconds, database, box } = c.var.parts;
  const cloud = clouds.get(provider.cloud);
  if (!cloud) {
    const message = `The provider names the cloud ${JSON.stringify(provider.cloud)}, which this server does not know.`;
    const cure = 'Change "cloud" in the provider, or have it added to ROLLCALL_CLOUDS.';
    throw refuse({ code: 'provider.invalid', message, cure });
  }
  const options = {
    provider,
    credentials,
    cloud,
    now: clock,
    maxWaitSeconds: Math.min(maxWaitSeconds ?? MOST_WAIT_SECONDS, MOST_WAIT_SECONDS),
    // Only what is stored can take over.
    ...(tried && { onNextInUse: openRenewal({ database, openBox: async () => box, now: clock })(tried) }),
  };
  return connectors[kind].testConnection(options, also);
}

/** What is asked of the source beside the provider: what rules name, and what is known by its id in that tenant. */
export function presentAlsoAsked(
  provider: Provider,
  rules: SyncTemplate['rules'],
  stored: Pick<StoredSyncTemplate, 'provider' | 'groups'> | null,
): AlsoAsked {
  const ruleGroups = rules.flatMap(({ name, when }) =>
    'group' in when ? [{ rule: name, group: when.group }] : [],
  );
  const isSameTenant = stored?.provider.tenantId === provider.tenantId;
  return { known: isSameTenant ? stored.groups : [], ruleGroups };
}

/** The mark to save, and the end of the credential where the source tells it. Throws when the source has refused. */
export async function checkBeforeSaving(
  c: Asked<CompanyEnv>,
  { write, credentials, stored }: Decided,
): Promise<{ mark: ConnectionMark; credentialExpires: string | null }> {
  const at = new Date(c.var.parts.clock()).toISOString();
  if (credentials === null || credentials === 'unreadable')
    return { mark: { state: 'notChecked', at: null }, credentialExpires: null };
  const { provider, template } = write.setup;
  const also = presentAlsoAsked(provider, template.rules, stored);
  const report = await readConnection(c, template.kind, provider, credentials, { also });
  const { credentialExpires } = report;
  if (report.ok) return { mark: { state: 'ok', at }, credentialExpires };
  const failed = matchFailed(report);
  if (failed.some(({ code }) => isRefusal(code))) throw refused(failed);
  return { mark: { state: 'notChecked', at }, credentialExpires };
}

interface FailedCheck {
  code: string;
  path: string;
  message: string;
  cure: string;
}

function matchFailed({ token, permissions, groups, people }: ConnectionReport): FailedCheck[] {
  const checks = [
    { path: 'provider', ...token },
    ...permissions.map((check) => ({ path: 'provider', ...check })),
    ...groups.map((check) => ({
      path: check.rule === null ? `provider.user_filter: ${check.asked}` : `rules: ${check.rule}`,
      ...check,
    })),
    { path: 'provider', ...people },
  ];
  const failed = checks.flatMap(({ state, code, path, message, cure }) =>
    state === 'failed' && code !== null ? [{ code, path, message, cure: cure ?? '' }] : [],
  );
  return [...new Map(failed.map((one) => [`${one.path} ${one.message}`, one])).values()];
}

/** Anything else means that the source has not answered, and says nothing about the provider. */
const isRefusal = (code: string): boolean => !code.startsWith('graph.');

function refused(failed: readonly FailedCheck[]): Problem {
  const [first] = failed.filter(({ code }) => isRefusal(code));
  const errors: ProblemFault[] = failed.map(({ path, message, cure }) => ({ path, message, cure }));
  return new Problem(400, first?.code ?? 'provider.invalid', first?.message ?? '', first?.cure ?? '', {
    errors,
  });
}
