// Why a person is or is not a user: found by whatever somebody knows of her, in the roster or not, in scope or not; then asked for
// in Entra, planned as the next run would, and led through every station. Decides nothing and changes nothing.
import { readCompany } from '../store/companies.ts';
import { readFound, readPeopleLike } from '../store/roster-search.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { explainNobody } from './explain-nobody.ts';
import { explainNumber } from './explain-number.ts';
import { notAsked, readLook } from './explain-live.ts';
import type { ExplainDeps, Looked } from './explain-live.ts';
import { explainOne } from './explain-one.ts';
import type { Explanation } from './explanation.ts';
import { presentPerson } from './present-explanation.ts';
import { readSearchKeys } from './search-keys.ts';

const MOST_LISTED = 20;

export interface ExplainAsk {
  templateId: string;
  /** Object id, UPN, mail, alias, number or name. */
  who: string;
  /** Entra is asked as well, within seconds; else only what is stored is told. */
  isLive: boolean;
}

export async function explainPerson(
  deps: ExplainDeps,
  { templateId, who, isLive }: ExplainAsk,
): Promise<Explanation> {
  const { database } = deps;
  const db = database.kysely;
  const stored = await readSyncTemplate(db, templateId);
  const company = stored && (await readCompany(db, stored.companyId));
  if (!stored || !company) throw new Error(`There is no sync template ${templateId}.`);
  const series = await readNumberSeries(db, company.id);
  const keys = await readSearchKeys(database, company, who);
  const number = await explainNumber(database, company, series, keys.digits);
  const template = { id: templateId, companyId: company.id };
  const people = await readPeopleLike(db, template, keys, MOST_LISTED);
  // Somebody's object id is hers alone, even if it is another's alias.
  const only =
    people.length === 1 ? people[0] : people.find((person) => person.person.toLowerCase() === keys.text);
  if (people.length > 1 && !only)
    return { found: true, several: people.map(presentPerson), live: notAsked, number };
  const setting = { stored, company, series };
  const looked: Looked = isLive
    ? await readLook(deps, setting, { who, person: only?.person ?? null, digits: keys.digits })
    : { live: notAsked, answer: null };
  const told = { live: looked.live, number };
  const { answer } = looked;
  if (answer?.is === 'several') return { found: true, several: answer.people, ...told };
  const isNew = !only && (answer?.is === 'found' || answer?.is === 'bin');
  const found = isNew ? (await readFound(db, template, [answer.person]))[0] : only;
  if (!found) return { ...(await explainNobody(database, setting, who, keys, looked)), ...told };
  return { ...(await explainOne(deps, setting, found, looked)), ...told };
}
