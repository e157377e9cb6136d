// What should be known of a sync template although it can be saved as it is: series and lookup tables that it names and that are
// no more, rules that never decide. Said by an import and wherever the template is shown. Pure.
import type { SyncTemplate } from '../plan/sync-template.ts';
import type { Company } from '../store/companies.ts';
import type { NumberSeries } from '../store/number-series.ts';
import { findLostTables } from './decide-lookups.ts';
import { findLostSeries } from './decide-rules.ts';
import { findIdleRules } from './rule-warnings.ts';

export interface TemplateWarning {
  code: 'numberSeries.lost' | 'lookup.lost' | 'rule.idle';
  /** A sentence. */
  message: string;
  cure: string;
}

export function presentTemplateWarnings(
  template: SyncTemplate,
  company: Company,
  series: readonly NumberSeries[],
): TemplateWarning[] {
  const lost = findLostSeries(template, series).map((digits): TemplateWarning => ({
    code: 'numberSeries.lost',
    message: `Automatic numbers come from a series that begins with ${digits}, and the company has none such.`,
    cure: 'Nobody gets a number from it: add the series to "numbers", or name another one.',
  }));
  const idle = findIdleRules(template.rules, { ...company, series: [...series] });
  return [
    ...lost,
    ...presentLostTables(template, company),
    ...idle.map(({ message, cure }): TemplateWarning => ({ code: 'rule.idle', message, cure })),
  ];
}

/** Of a template whose expressions name lookup tables that went. */
export function presentLostTables(template: SyncTemplate, { lookups }: Company): TemplateWarning[] {
  return findLostTables(template, lookups).map((name) => ({
    code: 'lookup.lost',
    message: `An expression looks into the lookup table ${JSON.stringify(name)}, which the company does not have.`,
    cure: 'It fails for everybody until the table is back in "lookups", or the expression names another one.',
  }));
}
