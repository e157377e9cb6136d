// A user of the directory ─▶ what a SCIM service is to have of it, by attribute path; and what of it can be compared with what the
// service has. Pure.
import type { TargetUser } from '../../plan/target-user.ts';
import type { TargetEntry } from '../target.ts';
import { parseAttributePath } from './attribute-path.ts';
import type { AttributePath } from './attribute-path.ts';
import { presentSource } from './attributes.ts';
import type { Source } from './attributes.ts';
import { presentComparable, readAt } from './resource.ts';
import type { JsonObject, Values } from './resource.ts';
import type { ScimSettings } from './settings.ts';

/** One attribute that Rollcall keeps at the service. */
export interface KeptAttribute {
  path: AttributePath;
  /** null: whether the user may telephone, which is not for administrators to map. */
  source: Source | null;
}

const ACTIVE: AttributePath = { text: 'active', schema: null, attribute: 'active', filter: null, sub: null };

export function listKept({ attributes }: Pick<ScimSettings, 'attributes'>): KeptAttribute[] {
  const mapped = Object.entries(attributes).flatMap(([text, source]) => {
    const path = parseAttributePath(text);
    return path === null ? [] : [{ path, source }];
  });
  return [...mapped, { path: ACTIVE, source: null }];
}

export function presentValues(
  view: TargetUser,
  kept: readonly KeptAttribute[],
  settings: ScimSettings,
): Values {
  const { settingsTemplate } = view;
  const ofTemplate =
    (settingsTemplate === null ? undefined : settings.byTemplate[settingsTemplate.id]) ?? settings.byDefault;
  return kept.map(({ path, source }) => ({
    path,
    value: source === null ? view.state === 'active' : presentSource(source, view, ofTemplate),
  }));
}

export function presentEntry(
  view: TargetUser,
  kept: readonly KeptAttribute[],
  settings: ScimSettings,
): TargetEntry {
  const values = presentValues(view, kept, settings);
  return Object.fromEntries(values.map(({ path, value }) => [path.text, presentComparable(path, value)]));
}

/** The same fields as the service has them, without those that it never gives back. A service that leaves `active` out has nobody switched off. */
export function presentFoundEntry(resource: JsonObject, kept: readonly KeptAttribute[]): TargetEntry {
  return Object.fromEntries(
    kept.flatMap(({ path, source }) => {
      if (source?.writeOnly === true) return [];
      const text = presentComparable(path, readAt(resource, path));
      return [[path.text, source === null ? (text ?? 'true') : text]];
    }),
  );
}
