// Why a person is or is not a user: scope, mapped values with their sources, the plan's reasons with their cures and
// the winner of a conflict, her user, and what was done lately. Shows what runs have found; plans nothing anew.
import type { Reason } from '../plan/reasons.ts';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readPeopleLike, readUsersLike } from '../store/roster-search.ts';
import type { FoundPerson, SearchKeys } from '../store/roster-search.ts';
import { readStepsAbout } from '../store/steps.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import { readListedUsers } from '../store/users.ts';
import { presentDirectoryEntry } from './directory-list.ts';
import type { DirectoryEntry } from './directory-list.ts';
import { presentMappedValues, presentPerson, presentScope } from './present-explanation.ts';
import type { ExplainedScope, ExplainedValue, PersonName } from './present-explanation.ts';
import { readSearchKeys } from './search-keys.ts';
import { mapShownStep } from './step-rows.ts';
import type { ShownStep } from './step-rows.ts';

interface ExplainedStep {
  at: string;
  /** null: done by hand. */
  run: string | null;
  outcome: string;
  step: ShownStep;
}

export interface PersonExplanation extends PersonName {
  found: true;
  scope: ExplainedScope;
  values: ExplainedValue[];
  /** What the last plan said: linked, skip, conflict, outside; null while she was not planned as she is now. */
  standing: string | null;
  reasons: Reason[];
  /** The smallest thing to do about it; null when there is nothing to do. */
  cure: string | null;
  user: DirectoryEntry | null;
  otherTemplate: string | null;
  steps: ExplainedStep[];
}

export type Explanation =
  | PersonExplanation
  | { found: true; several: PersonName[] }
  | { found: false; message: string; cure: string };

const MOST_LISTED = 20;
const MOST_STEPS = 10;

export async function explainPerson(
  database: Database,
  templateId: string,
  who: string,
): Promise<Explanation> {
  const db = database.kysely;
  const stored = await readSyncTemplate(db, templateId);
  const company = stored && (await readCompany(db, stored.companyId));
  if (!stored || !company) throw new Error(`There is no sync template ${templateId}.`);
  const keys = await readSearchKeys(database, company, who);
  const people = await readPeopleLike(db, { id: templateId, companyId: company.id }, keys, MOST_LISTED);
  const [only] = people;
  if (only === undefined) return explainNobody(database, stored, company, who, keys);
  // Somebody's object id is hers alone, even if it is another's alias.
  const exact = people.find((person) => person.person.toLowerCase() === keys.text);
  if (people.length > 1 && !exact) return { found: true, several: people.map(presentPerson) };
  return explainOne(database, stored, company, exact ?? only);
}

async function explainOne(
  database: Database,
  stored: StoredSyncTemplate,
  company: Company,
  found: FoundPerson,
): Promise<PersonExplanation> {
  const db = database.kysely;
  const [user] = found.user === null ? [] : await readListedUsers(db, company.id, [found.user]);
  const steps = await readStepsAbout(db, company.id, { person: found.person, user: found.user }, MOST_STEPS);
  const reasons = (found.reasons ?? []) as Reason[];
  return {
    found: true,
    ...presentPerson(found),
    scope: presentScope(found, stored),
    values: presentMappedValues(found, stored.template),
    standing: found.isPlanned ? found.standing : null,
    reasons,
    cure: reasons.find((reason) => reason.cure !== '')?.cure ?? null,
    user: user ? presentDirectoryEntry(user) : null,
    otherTemplate: found.otherTemplate,
    steps: steps.map((row) => ({
      at: row.at.toISOString(),
      run: row.run_id,
      outcome: row.outcome,
      step: mapShownStep(row),
    })),
  };
}

async function explainNobody(
  database: Database,
  stored: StoredSyncTemplate,
  company: Company,
  who: string,
  keys: SearchKeys,
): Promise<Explanation> {
  const users = await readListedUsers(
    database.kysely,
    company.id,
    await readUsersLike(database.kysely, company.id, keys),
  );
  const { name } = stored.template;
  if (users.length > 0) {
    const aliases = users.map((user) => user.alias).join(', ');
    return {
      found: false,
      message: `The directory has ${aliases}, but nobody whom the sync template "${name}" has read is linked to it.`,
      cure: 'Link a person with "links" in the configuration document, or explain with the template that keeps the user.',
    };
  }
  if (stored.lastCompleteReadAt === null) {
    return {
      found: false,
      message: `The sync template "${name}" has not read anybody yet.`,
      cure: 'Run it, or make a preview of it.',
    };
  }
  return {
    found: false,
    message: `Nobody whom the sync template "${name}" has read has ${JSON.stringify(who)} as object id, UPN, mail, alias or number.`,
    cure: 'See that the person exists in Entra and belongs to one of the groups that are synced; then run again.',
  };
}
