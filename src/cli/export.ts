// rollcall export: the configuration document of one company or of all, secrets left out. For people and for
// scripts it is the same text.
import { readCompanies } from '../store/companies.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readSettingsTemplates } from '../store/settings-templates.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { Command } from './command.ts';
import { presentDocument } from '../document/present-document.ts';
import type { ExportedCompany } from '../document/present-document.ts';
import { pickCompany } from './pick.ts';
import { withStore } from './with-store.ts';

export const exportDocument: Command = (context) =>
  withStore(context, async ({ store }) => {
    const db = store.database.kysely;
    const all = await readCompanies(db);
    const companies = context.config.company === null ? all : [pickCompany(all, context.config.company)];
    const exported: ExportedCompany[] = [];
    for (const company of companies) {
      exported.push({
        company,
        series: await readNumberSeries(db, company.id),
        settingsTemplates: await readSettingsTemplates(db, company.id),
        // One that is deleted and lets its users go is no part of what somebody wants to have.
        syncTemplates: (await readSyncTemplates(db, company.id)).filter((one) => one.retiringSince === null),
      });
    }
    const json = presentDocument(exported);
    return { exitCode: 0, json, text: JSON.stringify(json, null, 2) };
  });
