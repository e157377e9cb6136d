// Rows of roster, link and user ─▶ what the planner is told about a person and about users beside the plan. Pure.
import { decideDue, presentDate } from '../plan/due.ts';
import type { Mapped } from '../plan/mapping.ts';
import type { Holding, LinkedUser, PersonPresence, PlanPerson } from '../plan/person.ts';
import type { Values } from '../plan/steps.ts';
import type { PlannedRow } from '../store/roster-planned.ts';
import type { CutLink, UnlinkedRow } from '../store/unlinked-users.ts';
import type { HoldingRow } from '../store/users.ts';
import { matchPlanHash } from './facts-hash.ts';

/** What her row does not say. */
interface Around {
  alsoIn: PlanPerson['alsoIn'];
  mailMatches: MailMatches | null;
  ruleGroups: PlanPerson['ruleGroups'];
}

export function mapPlanPerson(
  row: PlannedRow,
  templateId: string,
  presence: PersonPresence,
  around: Around,
): PlanPerson {
  const { alsoIn, mailMatches, ruleGroups } = around;
  const isOurs = row.linkTemplate === templateId;
  const { sameFacts, sameConfig } = matchPlanHash(row.factsHash ?? '', row.plannedHash);
  const mapped = row.mapped === null ? null : (JSON.parse(row.mapped) as Mapped);
  return {
    id: row.person,
    createdAt: row.createdAt,
    presence,
    isGuest: row.isGuest ?? false,
    isDisabled: row.isDisabled ?? false,
    mapped,
    link: isOurs ? mapLinkedUser(row) : null,
    otherTemplate: isOurs ? null : row.linkTemplateName,
    alsoIn,
    ignored: row.isIgnored,
    createAnyway: row.createAnyway,
    mailMatch:
      row.linkTemplate === null ? (mailMatches?.(row.person, mapped?.values.email ?? null) ?? null) : null,
    keptExtension: row.keptExtension,
    ownNumber: row.ownNumber,
    ruleGroups,
    factsUnchanged: row.plannedHash !== null && sameFacts,
    mappingChanged: row.plannedHash !== null && !sameConfig,
  };
}

function mapLinkedUser(row: PlannedRow): LinkedUser {
  return {
    id: row.user ?? '',
    values: presentUserValues(row),
    missingSince: row.missingSince?.getTime() ?? null,
    announcedUntil: row.announcedUntil?.getTime() ?? null,
    deleteWithheld: row.deleteWithheld ?? false,
    held: row.isHeld ?? false,
    pinned: row.pinned ?? {},
    drifted: row.isDrifted ?? false,
  };
}

/** The one user that no sync keeps and that has this mail, unless an administrator has cut its link to the person. */
export type MailMatches = (person: string, email: string | null) => LinkedUser | null;

/** users: those that no sync keeps. others: mails by which nobody is to be found. */
export function openMailMatches(
  users: readonly UnlinkedRow[],
  cutLinks: readonly CutLink[],
  others: readonly string[] = [],
): MailMatches {
  const byMail = new Map<string, LinkedUser | null>();
  for (const row of users) {
    if (row.email === null) continue;
    const key = row.email.toLowerCase();
    // Two with one mail: neither is anybody's for sure.
    byMail.set(key, byMail.has(key) ? null : mapUnlinkedUser(row));
  }
  for (const mail of others) byMail.delete(mail.toLowerCase());
  const cut = new Set(cutLinks.map(({ person, user }) => `${person} ${user}`));
  return (person, email) => {
    const match = email === null ? undefined : byMail.get(email.toLowerCase());
    return match && !cut.has(`${person} ${match.id}`) ? match : null;
  };
}

/** As if it were linked: to see what a person's values would change. */
export function mapUnlinkedUser(row: UnlinkedRow): LinkedUser {
  return {
    id: row.user,
    values: presentUserValues(row),
    missingSince: null,
    announcedUntil: null,
    deleteWithheld: false,
    held: false,
    pinned: {},
    drifted: false,
  };
}

type UserRow = Pick<
  PlannedRow,
  | 'alias'
  | 'name'
  | 'surname'
  | 'email'
  | 'pstnFixed'
  | 'mobile'
  | 'extension'
  | 'title'
  | 'department'
  | 'fields'
>;

function presentUserValues(row: UserRow): Values {
  const { alias, name, surname, email, pstnFixed, mobile, extension, title, department } = row;
  const values: Values = { alias, name, surname, email, pstnFixed, mobile, extension, title, department };
  for (const [field, value] of Object.entries(row.fields ?? {})) values[`fields.${field}`] = value;
  return values;
}

export function mapHolding(row: HoldingRow, timeZone: string): Holding {
  const { missingSince, mode, keepDays } = row;
  const deleteOn = presentDeleteOn(missingSince, mode, keepDays, timeZone, row);
  return {
    user: row.user,
    alias: row.alias,
    displayName: `${row.name} ${row.surname}`,
    pstnFixed: row.pstnFixed,
    extension: row.extension,
    email: row.email,
    leaving: missingSince === null ? null : { deleteOn },
    unlinked: row.isUnlinked,
  };
}

/** The date on which a leaving user is deleted by today's keepDays, or later when it is held until then; null while
 * nothing is being deleted. */
export function presentDeleteOn(
  missingSince: Date | null,
  mode: string | null,
  keepDays: number | null,
  timeZone: string,
  hold: { isHeld: boolean | null; heldUntil: Date | null },
): string | null {
  if (missingSince === null || mode !== 'full') return null;
  const due = decideDue(missingSince.getTime(), keepDays ?? 30, timeZone);
  if (!hold.isHeld) return due.date;
  if (hold.heldUntil === null) return null;
  return hold.heldUntil.getTime() > due.at ? presentDate(hold.heldUntil.getTime(), timeZone) : due.date;
}
