// The company's settings as the form has them: lookup tables as text. Pure.
import type { Company } from '../../api/api-types.ts';
import { presentTables } from './lookup-text.ts';
import type { SettingsValues } from './settings-fields.tsx';

export const mapValues = (company: Company): SettingsValues => ({
  name: company.name,
  country: company.country,
  timeZone: company.timeZone,
  language: company.language,
  coolingDays: company.coolingDays,
  retentionDays: company.retentionDays,
  ownNumbersOnly: company.ownNumbersOnly,
  tables: presentTables(company.lookups),
});

export const settingsKeys = [
  'name',
  'country',
  'timeZone',
  'language',
  'coolingDays',
  'ownNumbersOnly',
  'retentionDays',
  'tables',
] as const satisfies readonly (keyof SettingsValues)[];
