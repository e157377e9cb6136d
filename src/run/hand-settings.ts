// Caller id and user settings that an administrator gives a user by hand: the caller id is one of the company's
// numbers, a settings template leaves alone what it does not set. What a single setting may be is the caller's check.
import { isInSeries, matchNumber } from '../plan/numbers.ts';
import type { HandFault } from '../plan/hand-values.ts';
import type { HandUser } from '../store/hand-users.ts';
import { readKnownNumbers, readNumberSeries } from '../store/number-series.ts';
import { readSettingsTemplates } from '../store/settings-templates.ts';
import type { UserSettings } from '../store/settings-templates.ts';
import type { Deed } from './hand-deed.ts';

export interface HandSettings {
  /** A number in any written form; null for none. */
  callerId?: string | null;
  /** Id of a settings template, whose settings are applied; null: from none any more, the settings stay. */
  settingsTemplate?: string | null;
  /** Single settings, after the template's; null takes one away. */
  settings?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface DecidedSettings {
  faults: HandFault[];
  /** What differs: callerId, settingsTemplate, settings.<name>. */
  before: Record<string, unknown>;
  after: { callerId?: string | null; settingsTemplate?: string | null } & Record<string, unknown>;
  /** Settings that differ, by name; null when none does. */
  changed: Record<string, unknown> | null;
  /** All settings as they are afterwards. */
  all: Record<string, unknown>;
}

/** user: null for one that is being made. */
export async function decideSettings(
  deed: Deed,
  asked: HandSettings,
  user: HandUser | null,
): Promise<DecidedSettings> {
  const decided: DecidedSettings = { faults: [], before: {}, after: {}, changed: null, all: {} };
  const put = (field: string, was: unknown, is: unknown) => {
    if (was === is) return;
    decided.before[field] = was;
    decided.after[field] = is;
  };
  if (asked.callerId !== undefined) {
    const callerId = await matchCallerId(deed, asked.callerId);
    if (typeof callerId === 'object' && callerId !== null) decided.faults.push(callerId);
    else put('callerId', user?.callerId ?? null, callerId);
  }
  const fromTemplate = await readTemplateSettings(deed, asked.settingsTemplate ?? null);
  if (fromTemplate === 'unknown') decided.faults.push(templateUnknown);
  else if (asked.settingsTemplate !== undefined)
    put('settingsTemplate', user?.settingsTemplate ?? null, asked.settingsTemplate);
  const today = user?.settings ?? {};
  const wanted = { ...(fromTemplate === 'unknown' ? {} : fromTemplate), ...asked.settings };
  for (const [name, value] of Object.entries(wanted)) {
    if ((today[name] ?? null) === value) continue;
    put(`settings.${name}`, today[name] ?? null, value);
    decided.changed = { ...decided.changed, [name]: value };
  }
  const all = Object.entries({ ...today, ...decided.changed }).filter(([, value]) => value !== null);
  return { ...decided, all: Object.fromEntries(all) };
}

const templateUnknown: HandFault = {
  path: 'settingsTemplate',
  code: 'settingsTemplate.unknown',
  message: 'There is no such settings template.',
  cure: 'Choose one of the company’s settings templates.',
};

async function readTemplateSettings(
  { db, company }: Deed,
  id: string | null,
): Promise<UserSettings | 'unknown'> {
  if (id === null) return {};
  const template = (await readSettingsTemplates(db, company.id)).find((one) => one.id === id);
  return template?.settings ?? 'unknown';
}

async function matchCallerId({ db, company }: Deed, text: string | null): Promise<string | null | HandFault> {
  if (text === null || text.trim() === '') return null;
  const series = await readNumberSeries(db, company.id);
  const read = matchNumber(text, { country: company.country, series, ownNumbersOnly: false });
  const digits = 'digits' in read ? read.digits : null;
  if (digits !== null) {
    if (isInSeries(digits, series)) return digits;
    if ((await readKnownNumbers(db, company.id, [digits])).has(digits)) return digits;
  }
  return {
    path: 'callerId',
    code: 'callerId.unknown',
    message: `${JSON.stringify(text)} is not one of the company's numbers.`,
    cure: 'Choose a number of its series, or one that a user has.',
  };
}
