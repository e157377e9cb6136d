// A target and its users as they are answered, field by field. What is edited of a target, and is its ETag, is not how it is doing, which
// changes without anybody editing.
import type { z } from '@hono/zod-openapi';
import type { Finding } from '../../connectors/target.ts';
import type { TargetKinds, TargetSettings } from '../../connectors/targets.ts';
import type { ListedTargetUser } from '../../store/target-users.ts';
import type { StoredTarget, TargetHealth } from '../../store/targets.ts';
import type { ShownTarget } from './schema.ts';
import type { standingSchema, targetUserSchema } from './user-schema.ts';

export function presentEditable({ id, version }: StoredTarget) {
  return { id, version };
}

const healthy: TargetHealth = {
  trouble: null,
  unavailableSince: null,
  restsUntil: null,
  probe: null,
  fedAt: null,
  comparedAt: null,
  unknownEntries: null,
  users: { ok: 0, pending: 0, failed: 0, drift: 0 },
  pendingSince: null,
};

export function presentTarget(
  target: StoredTarget,
  kinds: TargetKinds,
  health: TargetHealth = healthy,
): ShownTarget {
  const kind = kinds[target.kind];
  const settings = target.settings as unknown as TargetSettings;
  const { users, probe, trouble } = health;
  return {
    id: target.id,
    name: target.name,
    kind: target.kind,
    settings: target.settings,
    address: kind?.addressOf(settings) ?? '',
    hasSecrets: target.sealed !== null,
    givesSipAccounts: (kind?.realmOf(settings) ?? null) !== null,
    state: target.state,
    stateSince: target.stateSince.toISOString(),
    driftMode: target.driftMode,
    trouble: trouble && { code: trouble.code, message: trouble.message, cure: trouble.cure },
    unavailableSince: health.unavailableSince?.toISOString() ?? null,
    restsUntil: health.restsUntil?.toISOString() ?? null,
    probe: probe && {
      at: probe.at.toISOString(),
      findings: (probe.findings as Finding[]).map(presentFinding),
    },
    fedAt: health.fedAt?.toISOString() ?? null,
    comparedAt: health.comparedAt?.toISOString() ?? null,
    unknownEntries: health.unknownEntries,
    users: { ok: users.ok, pending: users.pending, failed: users.failed, drift: users.drift },
    pendingSince: health.pendingSince?.toISOString() ?? null,
  };
}

export function presentFinding({ code, is, message, cure }: Finding) {
  return { code, is, message, cure };
}

export function presentStanding(one: ListedTargetUser): z.infer<typeof standingSchema> {
  const { error, drift } = one;
  return {
    state: one.state,
    since: one.since.toISOString(),
    origin: one.origin,
    externalId: one.externalId,
    fedAt: one.fedAt?.toISOString() ?? null,
    nextAttemptAt: one.nextAttemptAt?.toISOString() ?? null,
    error: error && { class: error.class, code: error.code, message: error.message, cure: error.cure },
    drift: drift && {
      is: drift.is,
      fields: Object.entries(drift.fields).map(([field, { wanted, there }]) => ({ field, wanted, there })),
    },
    isKept: one.isKept,
  };
}

export function presentTargetUser(one: ListedTargetUser): z.infer<typeof targetUserSchema> {
  const { user, alias, name, account, isGone, attempts } = one;
  return { user, alias, name, account, isGone, attempts, ...presentStanding(one) };
}
