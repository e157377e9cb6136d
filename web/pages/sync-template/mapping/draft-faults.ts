// What stands in the way of saving a draft of the tab Field mapping, each with the place where it is mended. Pure. Values that people would
// get are none of it: they warn. What only the server knows (expressions, numbers, names) comes from there and is added by its path.
import { requiredFields, userFields } from './draft.ts';
import type { Draft, MappingDraft, RuleDraft } from './draft.ts';

type FaultCode = 'unmapped' | 'noSource' | 'noText' | 'noName' | 'twice' | 'noCondition' | 'noChoice';

export interface DraftFault {
  /** As in the API's own faults: `fieldMapping.alias`, `userFieldMapping.KEY`, `rules.KEY.name`, where KEY is that of the row. */
  at: string;
  code: FaultCode;
}

export function findFaults(draft: Draft): DraftFault[] {
  return [
    ...userFields.flatMap((field) => {
      const at = `fieldMapping.${field}`;
      const mapping = draft.fieldMapping[field];
      const isRequired = (requiredFields as readonly string[]).includes(field);
      if (mapping.source === null) return isRequired ? [{ at, code: 'unmapped' as const }] : [];
      return findSourceFaults(at, mapping);
    }),
    ...findFurtherFaults(draft),
    ...findRuleFaults(draft.rules),
  ];
}

function findSourceFaults(at: string, { source }: MappingDraft): DraftFault[] {
  if (source === null) return [{ at, code: 'noSource' }];
  return source.text.trim() === '' ? [{ at, code: 'noText' }] : [];
}

function findFurtherFaults({ further }: Draft): DraftFault[] {
  return further.flatMap(({ key, name, mapping }) => {
    const at = `userFieldMapping.${key}`;
    const others = further.filter((one) => one.key !== key);
    const names = findNameFaults(
      `${at}.name`,
      name,
      others.map((one) => one.name),
    );
    return [...names, ...findSourceFaults(at, mapping)];
  });
}

function findNameFaults(at: string, name: string, others: readonly string[]): DraftFault[] {
  if (name.trim() === '') return [{ at, code: 'noName' }];
  return others.some((other) => other.trim() === name.trim()) ? [{ at, code: 'twice' }] : [];
}

function findRuleFaults(rules: readonly RuleDraft[]): DraftFault[] {
  return rules.flatMap((rule): DraftFault[] => {
    const at = `rules.${rule.key}`;
    const others = rules.filter(({ key }) => key !== rule.key);
    const names = findNameFaults(
      `${at}.name`,
      rule.name,
      others.map((one) => one.name),
    );
    return [
      ...names,
      ...(hasCondition(rule) ? [] : [{ at: `${at}.when`, code: 'noCondition' as const }]),
      ...(choosesSomething(rule) ? [] : [{ at: `${at}.choice`, code: 'noChoice' as const }]),
    ];
  });
}

function hasCondition({ condition, field, is, group, expression }: RuleDraft): boolean {
  if (condition === 'field') return field !== '' && is.length > 0;
  return (condition === 'group' ? group : expression).trim() !== '';
}

const choosesSomething = ({ settingsTemplate, callerId, numberSeries, language }: RuleDraft): boolean =>
  settingsTemplate !== null || callerId.trim() !== '' || numberSeries !== null || language !== null;

/**
 * The place on the tab that a path of the API's faults is about: `userFieldMapping["Cost centre"].expression` is the row whose field has
 * that name, `rules[1].when` that of the second rule.
 */
export function locate(path: string, draft: Draft): string | null {
  const [, root = '', rest = ''] = /^(\w+)(.*)$/u.exec(path) ?? [];
  if (root === 'rules') {
    const rule = draft.rules[Number(/^\[(\d+)\]/u.exec(rest)?.[1] ?? -1)];
    const [, part = 'name'] = /^\[\d+\]\.(\w+)/u.exec(rest) ?? [];
    return rule ? `rules.${rule.key}.${part}` : null;
  }
  const source = readSourceName(path);
  if (source === null) return root === '' ? null : root;
  if (source.root === 'fieldMapping') return `fieldMapping.${source.name}`;
  const row = draft.further.find((one) => one.name.trim() === source.name);
  return row ? `userFieldMapping.${row.key}` : null;
}

/** Which field's source a path of the API's faults is about. */
export function readSourceName(
  path: string,
): { root: 'fieldMapping' | 'userFieldMapping'; name: string } | null {
  const [, root = '', plain, quoted] =
    /^(fieldMapping|userFieldMapping)(?:\.([\p{L}_][\p{L}\p{N}_-]*)|\[("(?:[^"\\]|\\.)*")\])/u.exec(path) ??
    [];
  if (root !== 'fieldMapping' && root !== 'userFieldMapping') return null;
  const name = plain ?? (quoted === undefined ? undefined : (JSON.parse(quoted) as string));
  return name === undefined ? null : { root, name };
}
