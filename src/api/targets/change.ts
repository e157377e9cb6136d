// Targets made, changed and ended, each with its entry in the audit log in the same transaction. What is stored of a target that changes
// is locked, and compared with what was seen.
import type { Transaction } from 'kysely';
import { checkTarget, parseTarget, parseTargetChanges } from '../../document/parse-target.ts';
import type { CheckedTarget, TargetChanges } from '../../document/parse-target.ts';
import { MOST_TARGETS } from '../../plan/target.ts';
import { matchSameExchange } from '../../run/match-same-exchange.ts';
import { endTarget, presentAuditedTarget, saveTarget } from '../../run/save-target.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { lockCompany } from '../../store/companies.ts';
import { readSettingsTemplates } from '../../store/settings-templates.ts';
import type { Tables } from '../../store/tables.ts';
import { lockTarget, readTarget, readTargets } from '../../store/targets.ts';
import type { StoredTarget } from '../../store/targets.ts';
import { checkBody } from '../body.ts';
import { requireMatch } from '../etag.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { invalid, notFound, refuse } from '../problems.ts';
import { presentEditable } from './present.ts';

type C = Asked<CompanyEnv>;

/** The document's own checks, and those of its kind. */
export const checkNew = (c: C) =>
  checkBody(c, (spot) => {
    const target = parseTarget(spot);
    const checked = target && checkTarget(c.var.parts.targetKinds, target.kind ?? '', target);
    return target && checked && { ...target, ...checked };
  });

export const checkChanges = (c: C) => checkBody(c, (spot) => parseTargetChanges(spot));

/** Of what is stored, whose kind decides. */
const checkChanged = (c: C, kind: string) =>
  checkBody(c, (spot) => {
    const changes = parseTargetChanges(spot);
    const checked = changes && checkTarget(c.var.parts.targetKinds, kind, changes);
    return changes && checked && { ...changes, ...checked };
  });

type Checked = Omit<TargetChanges, 'settings' | 'secrets'> & CheckedTarget;

export async function createTarget(c: C, trx: Transaction<Tables>, name: string, given: Checked) {
  const companyId = c.var.company.id;
  // Names are the company's, and so is how many there may be: whoever makes one takes turns.
  await lockCompany(trx, companyId);
  const all = await readTargets(trx, companyId);
  refuseTakenName(all, name, null);
  if (all.length >= MOST_TARGETS) throw refuse(tooMany);
  const { kind, settings, secrets, active, driftMode } = given;
  if (kind === null || settings === null) throw invalid([missing]);
  await requireTemplates(c, trx, settings);
  refuseSameExchange(c, all, { id: '', kind, settings });
  const saved = await saveTarget(trx, () => Promise.resolve(c.var.parts.box), null, {
    id: crypto.randomUUID(),
    companyId,
    name,
    kind,
    settings,
    secrets: secrets ?? 'keep',
    state: (active ?? true) ? 'active' : 'paused',
    driftMode: driftMode ?? 'show',
  });
  await audit(c, trx, 'target.create', null, saved);
  return saved;
}

const missing = { path: 'settings', message: 'Settings are missing.', cure: 'docs/exchanges.md tells them.' };
const tooMany = {
  code: 'targets.tooMany',
  message: `A company has at most ${MOST_TARGETS} targets.`,
  cure: 'Delete one that is not needed.',
};

export async function changeTarget(c: C, id: string): Promise<StoredTarget> {
  const { kysely } = c.var.parts.database;
  const stored = await readTarget(kysely, c.var.company.id, id);
  if (!stored) throw notFound('target');
  const given = await checkChanged(c, stored.kind);
  return kysely.transaction().execute(async (trx) => {
    await lockCompany(trx, c.var.company.id);
    const before = await lockOr404(c, trx, id);
    requireMatch(c, presentEditable(before));
    if (before.state === 'ending') throw refuse(ending);
    const name = given.name ?? before.name;
    const all = await readTargets(trx, before.companyId);
    refuseTakenName(all, name, id);
    if (given.settings !== null) {
      await requireTemplates(c, trx, given.settings);
      refuseSameExchange(c, all, { id, kind: before.kind, settings: given.settings });
    }
    // Whoever corrects one that is refused wants it tried.
    const isActive = given.active ?? before.state !== 'paused';
    const saved = await saveTarget(trx, () => Promise.resolve(c.var.parts.box), before, {
      id,
      companyId: before.companyId,
      name,
      kind: before.kind,
      settings: given.settings ?? before.settings,
      secrets: given.secrets ?? 'keep',
      state: isActive ? 'active' : 'paused',
      driftMode: given.driftMode ?? before.driftMode,
    });
    await audit(c, trx, 'target.update', before, saved);
    return saved;
  });
}

const ending = {
  code: 'target.ending',
  message: 'The target is being ended: its entries are removed.',
  cure: 'Wait for it, or delete it and leave there what is left.',
};

export async function removeTarget(c: C, id: string, entries: 'leave' | 'remove'): Promise<void> {
  await c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const before = await lockOr404(c, trx, id);
    requireMatch(c, presentEditable(before));
    await endTarget(trx, before, entries, c.var.parts.clock());
    await audit(c, trx, 'target.delete', before, null, { entries });
  });
}

export async function lockOr404(c: C, trx: Transaction<Tables>, id: string): Promise<StoredTarget> {
  const target = await lockTarget(trx, c.var.company.id, id);
  if (!target) throw notFound('target');
  return target;
}

/** Of this company alone. */
async function requireTemplates(
  c: C,
  trx: Transaction<Tables>,
  settings: Record<string, unknown>,
): Promise<void> {
  const known = new Set((await readSettingsTemplates(trx, c.var.company.id)).map(({ id }) => id));
  const unknown = Object.keys((settings['byTemplate'] ?? {}) as object).filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw invalid(
    unknown.map((id) => ({
      path: `settings.byTemplate.${id}`,
      message: 'There is no such settings template.',
      cure: 'Read the settings templates again, and write their ids.',
    })),
  );
}

function refuseSameExchange(
  c: C,
  all: readonly StoredTarget[],
  one: Pick<StoredTarget, 'id' | 'kind' | 'settings'>,
): void {
  const same = matchSameExchange(c.var.parts.targetKinds, all, one);
  if (same) throw refuse({ code: 'target.sameExchange', message: same.message, cure: same.cure });
}

function refuseTakenName(all: readonly StoredTarget[], name: string, own: string | null): void {
  if (!all.some((one) => one.name === name && one.id !== own)) return;
  const message = `There is a target called ${JSON.stringify(name)} already.`;
  throw refuse({ code: 'name.taken', message, cure: 'Choose another name.' });
}

async function audit(
  c: C,
  trx: Transaction<Tables>,
  action: string,
  before: StoredTarget | null,
  after: StoredTarget | null,
  details: Record<string, unknown> = {},
): Promise<void> {
  const about = after ?? before;
  await writeAudit(trx, {
    companyId: c.var.company.id,
    actor: actorOf(c.var.principal),
    action,
    subject: { kind: 'target', id: about?.id ?? null, name: about?.name ?? null },
    ...(before ? { before: presentAuditedTarget(before) } : {}),
    ...(after ? { after: presentAuditedTarget(after) } : {}),
    details,
    address: c.var.address,
  });
}
