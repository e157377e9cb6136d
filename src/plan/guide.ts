// The guide for the app in Azure: its steps, and whether what was copied on the way can be what it is taken for. Form only, offline, with
// the checks that provider JSON has; the same in the portal while it is pasted and on the server before it is kept. Pure.
import { parseTree } from 'jsonc-parser';
import { openFaults } from './json-object.ts';
import type { Fault } from './json-object.ts';
import { checkClientId, checkSecret, checkTenantId, isDate } from './provider-values.ts';

const checks = { tenantId: checkTenantId, clientId: checkClientId, clientSecret: checkSecret } as const;
export type GuideValue = keyof typeof checks;
const keys: Readonly<Record<GuideValue, string>> = {
  tenantId: 'tenant_id',
  clientId: 'client_id',
  clientSecret: 'client_secret',
};

/** What the value is once it is right, or what is wrong with it first. */
export function checkGuideValue(what: GuideValue, text: string): { value: string } | { fault: Fault } {
  const json = JSON.stringify(text);
  const node = parseTree(json);
  if (!node) throw new Error('A text that was written as JSON can not be read as JSON.');
  const faults = openFaults(json);
  const value = checks[what](node, keys[what], faults);
  const [fault] = faults.list;
  if (fault) return { fault };
  if (value === null) throw new Error('A value was refused without a fault.');
  return { value };
}

/** What Microsoft proposes when a secret is made. */
export const SUGGESTED_DAYS = 180;
/** Longer than that, a secret that leaked is of use to somebody for too long: told, and not refused. */
export const ADVISED_DAYS = 366;
/** The longest that Azure lets a secret live, two years. */
const MOST_DAYS = 731;

export type ExpiryCode = 'date.invalid' | 'date.past' | 'date.tooFar';

/** today: YYYY-MM-DD where the company is. null: it can be the last day of a secret. */
export function checkExpiry(date: string, today: string): ExpiryCode | null {
  if (!isDate(date)) return 'date.invalid';
  if (date < today) return 'date.past';
  return countDays(today, date) > MOST_DAYS ? 'date.tooFar' : null;
}

const DAY_MS = 24 * 3_600_000;

export const countDays = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
