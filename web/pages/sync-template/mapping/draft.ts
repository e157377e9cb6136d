// What is being edited on the tab Field mapping: opened from a stored sync template, compared with it, and presented as the changes that
// saving or trying sends. Pure. What may be saved at all is checked in draft-faults.ts.
import type { Mapping, Rule, SyncTemplate, SyncTemplateChanges } from '../../../api/api-types.ts';

export const requiredFields = ['alias', 'name', 'surname', 'pstnFixed'] as const;
const optionalFields = ['email', 'mobile', 'extension', 'title', 'department'] as const;
export const userFields = [...requiredFields, ...optionalFields] as const;
export type UserField = (typeof userFields)[number];

type SourceKind = 'field' | 'expression' | 'constant';
export interface Source {
  kind: SourceKind;
  text: string;
}
export type OnEmpty = 'clear' | 'keep' | { constant: string };
export interface MappingDraft {
  /** null: nothing is mapped. */
  source: Source | null;
  onEmpty: OnEmpty;
}
export interface FurtherField {
  /** Of the row, as its name may change. */
  key: string;
  name: string;
  mapping: MappingDraft;
}
export interface RuleDraft {
  key: string;
  name: string;
  condition: 'field' | 'group' | 'expression';
  /** Entra field of a condition by field. */
  field: string;
  is: string[];
  group: string;
  expression: string;
  settingsTemplate: string | null;
  callerId: string;
  numberSeries: string | null;
  language: string | null;
}
export interface Draft {
  defaultCallerId: string;
  defaultSettingsTemplate: string | null;
  fieldMapping: Readonly<Record<UserField, MappingDraft>>;
  further: readonly FurtherField[];
  automaticSeries: string | null;
  rules: readonly RuleDraft[];
}

/** The keys of a sync template that this tab edits. */
const editedKeys = [
  'defaultCallerId',
  'defaultSettingsTemplate',
  'fieldMapping',
  'userFieldMapping',
  'automaticNumbers',
  'rules',
] as const;
type EditedKey = (typeof editedKeys)[number];

/** Rows that are stored keep this key; whatever has another one was added here. */
const storedKey = (name: string): string => `stored ${name}`;
export const isAdded = (key: string): boolean => !key.startsWith(storedKey(''));

export const nothingMapped: MappingDraft = { source: null, onEmpty: 'clear' };

export function openDraft(template: SyncTemplate): Draft {
  const mapped = (field: UserField) => openMapping(template.fieldMapping[field]);
  return {
    defaultCallerId: template.defaultCallerId ?? '',
    defaultSettingsTemplate: template.defaultSettingsTemplate,
    fieldMapping: Object.fromEntries(
      userFields.map((field) => [field, mapped(field)]),
    ) as Draft['fieldMapping'],
    further: Object.entries(template.userFieldMapping).map(([name, mapping]) => ({
      key: storedKey(name),
      name,
      mapping: openMapping(mapping),
    })),
    automaticSeries: template.automaticNumbers?.series ?? null,
    rules: template.rules.map(openRule),
  };
}

function openMapping(mapping: Mapping | undefined): MappingDraft {
  if (mapping === undefined) return nothingMapped;
  if (typeof mapping === 'string') return { source: { kind: 'field', text: mapping }, onEmpty: 'clear' };
  const onEmpty = mapping.onEmpty ?? 'clear';
  for (const kind of ['field', 'expression', 'constant'] as const) {
    const text = mapping[kind];
    if (text !== undefined) return { source: { kind, text }, onEmpty };
  }
  return { source: null, onEmpty };
}

function openRule(rule: Rule): RuleDraft {
  const { when } = rule;
  return {
    key: storedKey(rule.name),
    name: rule.name,
    condition: when.expression === undefined ? (when.group === undefined ? 'field' : 'group') : 'expression',
    field: when.field ?? '',
    is: when.is ?? [],
    group: when.group ?? '',
    expression: when.expression ?? '',
    settingsTemplate: rule.settingsTemplate ?? null,
    callerId: rule.callerId ?? '',
    numberSeries: rule.numberSeries ?? null,
    language: rule.language ?? null,
  };
}

export type Edited = { [K in EditedKey]: Exclude<SyncTemplateChanges[K], undefined> };

/** As the API takes it, every key. A source that nothing is written in yet counts as none. */
export function presentDraft(draft: Draft): Edited {
  return {
    defaultCallerId: presentDigits(draft.defaultCallerId),
    defaultSettingsTemplate: draft.defaultSettingsTemplate,
    fieldMapping: Object.fromEntries(
      userFields.flatMap((field) => presentEntry(field, draft.fieldMapping[field])),
    ),
    userFieldMapping: Object.fromEntries(
      draft.further.flatMap(({ name, mapping }) => (name.trim() ? presentEntry(name.trim(), mapping) : [])),
    ),
    automaticNumbers: draft.automaticSeries === null ? null : { series: draft.automaticSeries },
    rules: draft.rules.map(presentRule),
  };
}

function presentEntry(name: string, mapping: MappingDraft): [string, Mapping][] {
  const { source, onEmpty } = mapping;
  if (source === null || source.text.trim() === '') return [];
  const kept = onEmpty === 'clear' || source.kind === 'constant' ? {} : { onEmpty };
  if (source.kind === 'field' && onEmpty === 'clear') return [[name, source.text]];
  return [[name, { [source.kind]: source.text, ...kept }]];
}

/** How a number is set out says nothing; what else stands there is for the server to refuse. */
export function presentDigits(text: string): string | null {
  const plain = text.replaceAll(/[\s()+-]/gu, '').replace(/^00/u, '');
  return plain === '' ? null : plain;
}

function presentRule(rule: RuleDraft): Rule {
  return {
    name: rule.name.trim(),
    when: presentWhen(rule),
    settingsTemplate: rule.settingsTemplate,
    callerId: presentDigits(rule.callerId),
    numberSeries: rule.numberSeries,
    language: rule.language,
  };
}

function presentWhen({ condition, field, is, group, expression }: RuleDraft): Rule['when'] {
  if (condition === 'field') return { field, is };
  return condition === 'group' ? { group: group.trim() } : { expression };
}

/** Only what differs, as keys that are left out stay. */
export function presentChanges(draft: Draft, stored: SyncTemplate): Partial<Edited> {
  const [mine, theirs] = [presentDraft(draft), presentDraft(openDraft(stored))];
  const differs = editedKeys.filter((key) => !isSame(mine[key], theirs[key]));
  return Object.fromEntries(differs.map((key) => [key, mine[key]]));
}

/** The order of keys says nothing, that of a list does. */
export function isSame(one: unknown, other: unknown): boolean {
  return presentSorted(one) === presentSorted(other);
}

function presentSorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
