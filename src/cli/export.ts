// rollcall export: the configuration document of one company or of all, secrets left out. For people and for
// scripts it is the same text.
import { readCompanies } from '../store/companies.ts';
import type { Command } from './command.ts';
import { presentDocument } from '../document/present-document.ts';
import { readExport } from '../document/read-export.ts';
import { pickCompany } from './pick.ts';
import { withStore } from './with-store.ts';

export const exportDocument: Command = (context) =>
  withStore(context, async ({ store }) => {
    const db = store.database.kysely;
    const all = await readCompanies(db);
    const companies = context.config.company === null ? all : [pickCompany(all, context.config.company)];
    const exported = await readExport(db, companies);
    const json = presentDocument(exported);
    return { exitCode: 0, json, text: JSON.stringify(json, null, 2) };
  });
