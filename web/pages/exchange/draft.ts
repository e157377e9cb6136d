// An exchange as its form has it, and as the API takes it. Pure.
import type { Target } from '../../api/api-types.ts';
import { parseAttributes, presentAttributes } from './attribute-rows.ts';
import type { AttributeRow } from './attribute-rows.ts';
import { beginnings } from './kinds.ts';

export interface Draft {
  name: string;
  kind: string;
  settings: Readonly<Record<string, unknown>>;
  /** null: the usual ones, or a kind that has none. */
  attributes: readonly AttributeRow[] | null;
  driftMode: Target['driftMode'];
  /** Of a new one. */
  active: boolean;
  /** By key; what is empty stays as it is stored. */
  secrets: Readonly<Record<string, string>>;
}

export function newDraft(kind: string): Draft {
  const settings = beginnings[kind] ?? {};
  return { name: '', kind, settings, attributes: null, driftMode: 'show', active: true, secrets: {} };
}

export function draftOf({ name, kind, settings: { attributes, ...settings }, driftMode }: Target): Draft {
  const rows = parseAttributes(attributes);
  return { name, kind, settings, attributes: rows, driftMode, active: true, secrets: {} };
}

/** As it is sent: without what is empty, in one order, so that equal settings are equal texts. */
export function presentSettings({ settings, attributes }: Draft): Record<string, unknown> {
  const whole = { ...settings, ...(attributes && { attributes: presentAttributes(attributes) }) };
  return inOrder(Object.fromEntries(Object.entries(whole).filter(([, value]) => !isEmpty(value))));
}

const isEmpty = (value: unknown): boolean => value === '' || value === null || value === undefined;

function inOrder(values: Record<string, unknown>): Record<string, unknown> {
  const sorted = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, value]) => [key, isMap(value) ? inOrder(value) : value]));
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** null: nothing is given, so that what is stored is used. */
export function presentSecrets({ secrets }: Draft): Record<string, string> | null {
  const given = Object.entries(secrets).filter(([, value]) => value !== '');
  return given.length === 0 ? null : Object.fromEntries(given);
}

export const isSame = (a: Draft, b: Draft): boolean => fingerprint(a) === fingerprint(b);

function fingerprint(draft: Draft): string {
  const { name, kind, driftMode, active } = draft;
  return JSON.stringify([
    name.trim(),
    kind,
    driftMode,
    active,
    presentSettings(draft),
    presentSecrets(draft),
  ]);
}
