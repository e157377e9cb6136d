// A target of the document: name, kind, settings, secrets, whether it is on, what becomes of drift. What settings and secrets may be is
// the kind's to say, which of a target that is there already only the store knows: so they are read here as they are, and checked apart.
import { findNodeAtLocation, getNodeValue } from 'jsonc-parser';
import type { SettingsFault, TargetKinds } from '../connectors/targets.ts';
import { driftModes } from '../plan/target.ts';
import type { DriftMode } from '../plan/target.ts';
import { fault, parseBoolean, parseChoice, parseFreeMembers, parseMembers, parseText } from './spot.ts';
import type { Spot } from './spot.ts';

export interface TargetChanges {
  spot: Spot;
  /** null: not given. */
  name: string | null;
  kind: string | null;
  settings: GivenPart | null;
  secrets: GivenPart | null;
  active: boolean | null;
  driftMode: DriftMode | null;
}

export interface TargetDocument extends TargetChanges {
  name: string;
}

interface GivenPart {
  spot: Spot;
  value: unknown;
}

export function parseTarget(spot: Spot): TargetDocument | undefined {
  const changes = parseTargetChanges(spot);
  if (!changes) return undefined;
  const { name } = changes;
  if (name === null) return fault(spot, 'The target has no name.', 'Add "name": it says which one this is.');
  return { ...changes, name };
}

/** The same where only what changes is said. also: keys that somebody else reads. */
export function parseTargetChanges(spot: Spot, also: readonly string[] = []): TargetChanges | undefined {
  const keys = ['name', 'kind', 'settings', 'secrets', 'active', 'driftMode', ...also];
  const members = parseMembers(spot, keys, 'a target');
  if (!members) return undefined;
  const given = <T>(key: string, parse: (spot: Spot) => T | undefined): T | null => {
    const member = members.get(key);
    return member === undefined ? null : (parse(member) ?? null);
  };
  const changes: TargetChanges = {
    spot,
    name: given('name', (one) => parseText(one, 100)),
    kind: given('kind', (one) => parseText(one, 40)),
    settings: given('settings', parsePart),
    secrets: given('secrets', parsePart),
    active: given('active', parseBoolean),
    driftMode: given('driftMode', (one) => parseChoice(one, driftModes)),
  };
  return members.has('name') && changes.name === null ? undefined : changes;
}

function parsePart(spot: Spot): GivenPart | undefined {
  const members = parseFreeMembers(spot, 'Write it as { … }; docs/exchanges.md tells the keys of each kind.');
  return members && { spot, value: getNodeValue(spot.node) as unknown };
}

export interface CheckedTarget {
  /** null: not given, or with faults. */
  settings: Record<string, unknown> | null;
  secrets: object | null;
}

/** Faults are noted where they are. undefined: there are some. */
export function checkTarget(
  kinds: TargetKinds,
  name: string,
  { spot, settings, secrets }: Pick<TargetChanges, 'spot' | 'settings' | 'secrets'>,
): CheckedTarget | undefined {
  const kind = kinds[name];
  if (!kind) {
    const known = Object.keys(kinds).join(', ');
    return fault(
      spot,
      `There is no kind of exchange called ${JSON.stringify(name)}.`,
      `Write one of ${known}.`,
    );
  }
  const ofSettings = settings && kind.checkSettings(settings.value);
  const ofSecrets = secrets && kind.checkSecrets(secrets.value);
  const faults = [
    ...(settings && ofSettings && 'faults' in ofSettings ? noteFaults(settings.spot, ofSettings.faults) : []),
    ...(secrets && ofSecrets && 'faults' in ofSecrets ? noteFaults(secrets.spot, ofSecrets.faults) : []),
  ];
  if (faults.length > 0) return undefined;
  return {
    settings: ofSettings && 'settings' in ofSettings ? { ...ofSettings.settings } : null,
    secrets: ofSecrets && 'secrets' in ofSecrets ? ofSecrets.secrets : null,
  };
}

function noteFaults(spot: Spot, faults: readonly SettingsFault[]): readonly SettingsFault[] {
  for (const { path, message, cure } of faults) {
    const node = findNodeAtLocation(spot.node, path.split('.')) ?? spot.node;
    const key = path === '' ? spot.key : `${spot.key}.${path}`;
    fault({ ...spot, node, key }, message, cure);
  }
  return faults;
}
