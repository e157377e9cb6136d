// How the fields and values of a user are written, wherever a step or a reason names them. Pure.
import type { Words } from '../words/words.tsx';

/** field: as the plan names it: `pstnFixed`, `fields.costCentre`, `settings.ringTimeSeconds`. */
export function presentFieldName(field: string, words: Words): string {
  return words.fields.user[field] ?? field.replace(/^(fields|settings)\./u, '');
}

const rawFields = new Set(['alias', 'pstnFixed', 'mobile', 'extension', 'callerId']);

/** Numbers and names of machines are shown in monospace. */
export const isRawField = (field: string): boolean => rawFields.has(field);

/** null: there is no value. */
export function presentFieldValue(value: unknown, words: Words): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? words.common.yes : words.common.no;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
