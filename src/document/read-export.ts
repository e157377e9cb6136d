// What is stored of companies, as the configuration document is made from it.
import type { Kysely } from 'kysely';
import type { Company } from '../store/companies.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import { readSettingsTemplates } from '../store/settings-templates.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { readTargets } from '../store/targets.ts';
import { readWebhooks } from '../store/webhooks.ts';
import type { ExportedCompany } from './present-document.ts';

export async function readExport(
  db: Kysely<Tables>,
  companies: readonly Company[],
): Promise<ExportedCompany[]> {
  const exported: ExportedCompany[] = [];
  for (const company of companies) {
    exported.push({
      company,
      series: await readNumberSeries(db, company.id),
      reserved: await readReservedRanges(db, company.id),
      settingsTemplates: await readSettingsTemplates(db, company.id),
      webhooks: await readWebhooks(db, company.id),
      // One that ends is no part of what somebody wants to have.
      targets: (await readTargets(db, company.id)).filter((one) => one.state !== 'ending'),
      // One that is deleted and lets its users go is no part of what somebody wants to have.
      syncTemplates: (await readSyncTemplates(db, company.id)).filter((one) => one.retiringSince === null),
    });
  }
  return exported;
}
