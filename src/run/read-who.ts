// Whom somebody means who asks for a run of one person: found in what the template has read by object id, sign-in name, mail,
// alias or number. Whom it has not read can be meant by object id or sign-in name: then Entra is asked, by the run.
import type { PersonName } from '../connectors/person-look.ts';
import { isGuid } from '../plan/provider-values.ts';
import { readCompany } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readPeopleLike } from '../store/roster-search.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { presentPerson } from './present-explanation.ts';
import { readSearchKeys } from './search-keys.ts';

export type Who =
  /** Her object id, or what Entra is to be asked for. */
  | { is: 'one'; person: string }
  | {
      is: 'not';
      code: 'person.unknown' | 'person.ambiguous';
      message: string;
      cure: string;
      several: PersonName[];
    };

/** More are no help to choose from. */
const MOST_NAMED = 10;

export async function readWho(
  database: Database,
  { template, companyId }: StoredSyncTemplate,
  who: string,
): Promise<Who> {
  const db = database.kysely;
  const company = await readCompany(db, companyId);
  if (!company) throw new Error(`There is no company ${companyId}.`);
  // A run is too much to start for whoever happens to have a name that is like it.
  const keys = { ...(await readSearchKeys(database, company, who)), search: null };
  const people = await readPeopleLike(db, { id: template.id, companyId }, keys, MOST_NAMED + 1);
  // Somebody's object id is hers alone, even if it is another's alias.
  const one = people.find(({ person }) => person.toLowerCase() === keys.text) ?? only(people);
  if (one) return { is: 'one', person: one.person };
  const several = people.slice(0, MOST_NAMED).map(presentPerson);
  if (several.length > 0) return presentAmbiguous(who, several, people.length > MOST_NAMED);
  const text = who.trim().toLowerCase();
  if (isGuid(text) || text.includes('@')) return { is: 'one', person: text };
  return {
    is: 'not',
    code: 'person.unknown',
    message: `Nobody whom the sync template "${template.name}" has read has ${JSON.stringify(who)} as mail, alias or number.`,
    cure: 'Write the object id or the sign-in name (UPN) of somebody who is new in Entra.',
    several,
  };
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function presentAmbiguous(who: string, several: PersonName[], isMore: boolean): Who {
  const names = several.map(({ name, person }) => `${name ?? 'without a name'} (${person})`).join(', ');
  return {
    is: 'not',
    code: 'person.ambiguous',
    message: `${JSON.stringify(who)} fits several people: ${names}${isMore ? ' and more' : ''}.`,
    cure: 'Say which by object id.',
    several,
  };
}
