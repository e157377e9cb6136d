// What "links" of a sync template come to: person ↔ a user that no sync keeps, by an administrator's word.
// A user linked to another person, or a person linked to another user, is a fault and never moved (R11).
import { foldAlias } from '../plan/claims.ts';
import type { Company } from '../store/companies.ts';
import type { LinkableUser, LinkFacts } from '../store/link-settlement.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Change, Warning } from './change.ts';
import type { LinkDocument, SyncTemplateDocument } from './parse-sync-template.ts';
import { fault } from './spot.ts';

export interface StoredLinkFacts extends LinkFacts {
  /** Template id → people of its links that it has read and found in scope. */
  present: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface LinkToWrite {
  companyId: string;
  templateId: string;
  person: string;
  userId: string;
  version: number;
}

interface TemplateLinks {
  document: SyncTemplateDocument;
  stored: StoredSyncTemplate | null;
  templateId: string;
}

export interface DecidedLinks {
  write: LinkToWrite[];
  changes: Change[];
  warnings: Warning[];
}

export function decideLinks(
  templates: readonly TemplateLinks[],
  facts: StoredLinkFacts | null,
  company: Company,
): DecidedLinks {
  const decided: DecidedLinks = { write: [], changes: [], warnings: [] };
  // What the document itself has linked so far: two of its links must not share a user or a person either.
  const taken = { users: new Map<string, string>(), people: new Map(facts?.linked ?? []) };
  for (const template of templates) {
    for (const link of template.document.links) {
      const user = facts?.users.get(foldAlias(link.alias));
      if (!user) {
        const message = `The company has no user with the alias ${JSON.stringify(link.alias)}.`;
        fault(link.spot, message, 'See the aliases with rollcall users.');
        continue;
      }
      const holder = user.person ?? taken.users.get(user.id) ?? null;
      if (!checkLink(link, user.alias, holder, taken.people.get(link.person) ?? null)) continue;
      if (holder === null && !checkPresent(link, template, facts)) continue;
      taken.users.set(user.id, link.person);
      taken.people.set(link.person, user.alias);
      addLink(decided, { link, user, template, company, isNew: holder === null });
    }
  }
  return decided;
}

interface FittingLink {
  link: LinkDocument;
  user: LinkableUser;
  template: TemplateLinks;
  company: Company;
  isNew: boolean;
}

function addLink(
  { write, changes, warnings }: DecidedLinks,
  { link, user, template, company, isNew }: FittingLink,
): void {
  const did = isNew ? 'created' : 'unchanged';
  changes.push({
    what: 'link',
    company: company.name,
    name: user.alias,
    did,
    fields: isNew ? ['person'] : [],
  });
  if (!isNew) return;
  const { person } = link;
  write.push({
    companyId: company.id,
    templateId: template.templateId,
    person,
    userId: user.id,
    version: user.version,
  });
  if (hasRead(template.stored)) return;
  warnings.push({
    company: company.name,
    name: template.document.name,
    message: `${person} is linked to ${user.alias} unseen: this template has not read anybody yet.`,
    cure: 'Make sure that the object id is right: the user goes when the person does not exist.',
  });
}

const hasRead = (stored: StoredSyncTemplate | null) => (stored?.lastCompleteReadAt ?? null) !== null;

function checkLink(link: LinkDocument, alias: string, holder: string | null, has: string | null): boolean {
  if (holder !== null && holder !== link.person) {
    fault(
      link.spot,
      `The user ${JSON.stringify(alias)} is linked to another person (${holder}).`,
      'Choose a user that no sync keeps.',
    );
    return false;
  }
  if (has !== null && has !== alias) {
    fault(
      link.spot,
      `The person ${link.person} is linked to another user (${JSON.stringify(has)}).`,
      'A person has one user: remove this link.',
    );
    return false;
  }
  return true;
}

/** Linking somebody who is not there would end in the user's removal: a slip in an object id must not cost a user. */
function checkPresent(
  link: LinkDocument,
  { stored, templateId }: TemplateLinks,
  facts: StoredLinkFacts | null,
): boolean {
  if (!hasRead(stored) || facts?.present.get(templateId)?.has(link.person)) return true;
  fault(
    link.spot,
    `This template has not seen a person ${link.person}.`,
    'Copy the object id from the conflict that rollcall plan lists.',
  );
  return false;
}
