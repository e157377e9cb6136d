// What an import makes of "targets": given keys replace, absent ones stay, nothing is deleted by absence. Settings templates are named in
// the document and known by id in the store. A new target without secrets, as in an export, is paused with a warning. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { TargetKinds } from '../connectors/targets.ts';
import { MOST_TARGETS } from '../plan/target.ts';
import { matchSameExchange } from '../run/match-same-exchange.ts';
import type { TargetToSave } from '../run/save-target.ts';
import type { Company } from '../store/companies.ts';
import type { SettingsTemplate } from '../store/settings-templates.ts';
import type { StoredTarget } from '../store/targets.ts';
import type { Change, Warning } from './change.ts';
import { checkTarget } from './parse-target.ts';
import type { CheckedTarget, TargetDocument } from './parse-target.ts';
import { fault } from './spot.ts';
import type { Spot } from './spot.ts';

export interface StoredTargetSecrets {
  target: StoredTarget;
  /** Opened where the document gives some; null: there are none, or they can not be opened. */
  secrets: object | null;
}

export interface TargetToWrite {
  before: StoredTarget | null;
  after: TargetToSave;
}

export interface TargetSurroundings {
  company: Company;
  settingsTemplates: readonly SettingsTemplate[];
  kinds: TargetKinds;
  newId: () => string;
}

export interface DecidedTargets {
  write: TargetToWrite[];
  changes: Change[];
  warnings: Warning[];
}

export function decideTargets(
  documents: readonly TargetDocument[],
  stored: readonly StoredTargetSecrets[],
  around: TargetSurroundings,
): DecidedTargets {
  const known = new Map(stored.map((one) => [one.target.name, one]));
  const extra = documents.filter(({ name }) => !known.has(name))[MOST_TARGETS - known.size];
  if (extra)
    fault(extra.spot, `A company has at most ${MOST_TARGETS} targets.`, 'Delete one that is not needed.');
  const decided = documents.flatMap((one) => decideTarget(one, known.get(one.name) ?? null, around) ?? []);
  refuseSameExchanges(documents, stored, decided, around.kinds);
  return {
    write: decided.filter(({ change }) => change.did !== 'unchanged').map(({ write }) => write),
    changes: decided.map(({ change }) => change),
    warnings: decided.flatMap(({ warning }) => warning ?? []),
  };
}

/** As they all will stand. */
function refuseSameExchanges(
  documents: readonly TargetDocument[],
  stored: readonly StoredTargetSecrets[],
  decided: readonly { write: TargetToWrite }[],
  kinds: TargetKinds,
): void {
  const after = decided.map(({ write }) => write.after);
  const named = new Set(after.map(({ name }) => name));
  const others = stored.flatMap(({ target }) => (named.has(target.name) ? [] : [target]));
  for (const { write } of decided) {
    const isOtherwise = !isDeepStrictEqual(write.before?.settings, write.after.settings);
    const same = isOtherwise ? matchSameExchange(kinds, [...others, ...after], write.after) : null;
    const spot = documents.find(({ name }) => name === write.after.name)?.spot;
    if (same && spot) fault(spot, same.message, same.cure);
  }
}

/** undefined: there are faults, which are noted. */
function decideTarget(
  document: TargetDocument,
  found: StoredTargetSecrets | null,
  around: TargetSurroundings,
) {
  const { company, kinds, newId } = around;
  const before = found?.target ?? null;
  const kind = decideKind(document, before);
  const checked = kind === undefined ? undefined : checkTarget(kinds, kind, document);
  if (kind === undefined || checked === undefined) return undefined;
  const settings = decideSettings(document, before, checked, around.settingsTemplates);
  if (settings === undefined) return undefined;
  const isOtherSecret = checked.secrets !== null && !isDeepStrictEqual(checked.secrets, found?.secrets);
  const hasSecrets = isOtherSecret || (before?.sealed ?? null) !== null;
  const wanted = document.active ?? before?.state !== 'paused';
  const after: TargetToSave = {
    id: before?.id ?? newId(),
    companyId: company.id,
    name: document.name,
    kind,
    settings,
    secrets: isOtherSecret && checked.secrets !== null ? checked.secrets : 'keep',
    state: wanted && hasSecrets ? 'active' : 'paused',
    driftMode: document.driftMode ?? before?.driftMode ?? 'show',
  };
  const fields = matchFields(before, after, isOtherSecret);
  const did = before === null ? 'created' : fields.length > 0 ? 'updated' : 'unchanged';
  const change: Change = { what: 'target', company: company.name, name: document.name, did, fields };
  const warning = wanted && !hasSecrets ? presentNoSecrets(company, document.name) : null;
  return { write: { before, after }, change, warning };
}

function decideKind({ spot, kind }: TargetDocument, before: StoredTarget | null): string | undefined {
  if (before?.state === 'ending')
    return fault(
      spot,
      'The target is being ended: its entries are removed.',
      'Give the new one another name.',
    );
  if (before !== null && kind !== null && kind !== before.kind)
    return fault(
      spot,
      `The target is of the kind ${before.kind}, which can not be changed.`,
      'Give the new one another name, and delete the old one when it is not needed any more.',
    );
  return kind ?? before?.kind ?? fault(spot, 'The target has no kind.', 'Add "kind", such as "asterisk".');
}

function decideSettings(
  { spot, settings: given }: TargetDocument,
  before: StoredTarget | null,
  { settings }: CheckedTarget,
  templates: readonly SettingsTemplate[],
): Record<string, unknown> | undefined {
  if (given === null || settings === null)
    return (
      before?.settings ??
      fault(
        spot,
        'The target has no settings.',
        'Add "settings"; docs/exchanges.md tells those of each kind.',
      )
    );
  const byTemplate = mapTemplates(given.spot, settings['byTemplate'], templates);
  return byTemplate && { ...settings, byTemplate };
}

/** By names as people write them ─▶ by ids. */
function mapTemplates(
  spot: Spot,
  byName: unknown,
  templates: readonly SettingsTemplate[],
): Record<string, unknown> | undefined {
  const ids = new Map(templates.map(({ name, id }) => [name, id]));
  const entries = Object.entries((byName ?? {}) as Record<string, unknown>);
  const unknown = entries.filter(([name]) => !ids.has(name));
  for (const [name] of unknown)
    fault(
      { ...spot, key: `${spot.key}.byTemplate` },
      `There is no settings template called ${JSON.stringify(name)}.`,
      'Correct the name, or add it to "settingsTemplates".',
    );
  if (unknown.length > 0) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [ids.get(name), value]));
}

function matchFields(before: StoredTarget | null, after: TargetToSave, isOtherSecret: boolean): string[] {
  const wasActive = before !== null && before.state !== 'paused';
  return [
    ...(isDeepStrictEqual(before?.settings, after.settings) ? [] : ['settings']),
    ...(isOtherSecret ? ['secrets'] : []),
    ...(before !== null && wasActive === (after.state === 'active') ? [] : ['active']),
    ...(before?.driftMode === after.driftMode ? [] : ['driftMode']),
  ];
}

const presentNoSecrets = (company: Company, name: string): Warning => ({
  company: company.name,
  name,
  message: 'The target has no password or token, so it is paused.',
  cure: 'Import it again with "secrets", or give them in the portal; an export leaves them out.',
});
