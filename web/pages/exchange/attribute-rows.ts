// The map of attributes of a SCIM service as rows that can be edited: where a value comes from is chosen, what it is is typed. Pure.

import { presentSetting } from './setting-text.ts';

export interface AttributeRow {
  path: string;
  /** constant, template, own, or a field of users. */
  from: string;
  /** Of a constant, or the name of a field of the company's own. */
  value: string;
  isWriteOnly: boolean;
  /** As it was read: a constant that nobody touches stays a number, true or false. */
  constant: unknown;
}

const OWN = 'fields.';

interface Source {
  field?: string;
  constant?: unknown;
  templateValue?: boolean;
  writeOnly?: boolean;
}

export function parseAttributes(attributes: unknown): AttributeRow[] | null {
  if (typeof attributes !== 'object' || attributes === null) return null;
  return Object.entries(attributes as Record<string, Source>).map(([path, source]) => {
    const { field = '', constant, templateValue, writeOnly } = source;
    const isOwn = field.startsWith(OWN);
    const from = templateValue ? 'template' : constant !== undefined ? 'constant' : isOwn ? 'own' : field;
    const value = constant !== undefined ? presentSetting(constant) : isOwn ? field.slice(OWN.length) : '';
    return { path, from, value, isWriteOnly: writeOnly === true, constant };
  });
}

export function presentAttributes(rows: readonly AttributeRow[]): Record<string, object> {
  return Object.fromEntries(
    rows.map(({ path, isWriteOnly, ...row }) => [
      path.trim(),
      { ...presentSource(row), ...(isWriteOnly && { writeOnly: true }) },
    ]),
  );
}

function presentSource({ from, value, constant }: Pick<AttributeRow, 'from' | 'value' | 'constant'>): object {
  if (from === 'template') return { templateValue: true };
  if (from === 'constant')
    return { constant: constant !== undefined && presentSetting(constant) === value ? constant : value };
  return { field: from === 'own' ? `${OWN}${value.trim()}` : from };
}

export const emptyRow: AttributeRow = {
  path: '',
  from: 'displayName',
  value: '',
  isWriteOnly: false,
  constant: undefined,
};
