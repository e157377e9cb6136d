// What keeps a form from being saved that can be told without the server. The server checks all of it again; here it is told while typing.
// Pure.
import type { Draft, DraftKey } from './draft.ts';

export type DraftFault =
  | { is: 'required' }
  | { is: 'mail' }
  | { is: 'time' }
  | { is: 'date' }
  | { is: 'number'; from: number; to: number; mayBeEmpty: boolean };

export type DraftFaults = Partial<Record<DraftKey, DraftFault>>;

const MAIL = /^[^\s@<>",;]+@[^\s@<>",;.]+(\.[^\s@<>",;.]+)+$/u;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/u;

const numbers: readonly [DraftKey, from: number, to: number, mayBeEmpty: boolean][] = [
  ['everyMinutes', 5, 1440, true],
  ['keepDays', 0, 365, false],
  ['removalsCount', 0, 1_000_000, false],
  ['removalsPercent', 0, 100, false],
  ['numbersCount', 0, 1_000_000, false],
  ['numbersPercent', 0, 100, false],
  ['createsCount', 0, 1_000_000, true],
];

export function checkDraft(draft: Draft): DraftFaults {
  const faults: DraftFaults = {};
  if (draft.name.trim() === '') faults.name = { is: 'required' };
  if (!TIME.test(draft.nightlyAt.trim())) faults.nightlyAt = { is: 'time' };
  for (const key of ['welcomeCopyTo', 'errorMailTo'] as const) {
    const mail = draft[key].trim();
    if (mail !== '' && !MAIL.test(mail)) faults[key] = { is: 'mail' };
  }
  if (draft.credentialExpires !== '' && !isDay(draft.credentialExpires))
    faults.credentialExpires = { is: 'date' };
  for (const [key, from, to, mayBeEmpty] of numbers) {
    const text = String(draft[key]).trim();
    if (text === '' && mayBeEmpty) continue;
    const value = Number(text);
    const isWhole = /^\d+$/u.test(text) || (key.endsWith('Percent') && /^\d+([.,]\d+)?$/u.test(text));
    if (!isWhole || value < from || value > to) faults[key] = { is: 'number', from, to, mayBeEmpty };
  }
  return faults;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/u.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
