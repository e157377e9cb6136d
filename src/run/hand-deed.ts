// What an administrator does by hand, whatever it is: one transaction that nobody changes the directory beside, with
// the step in the change log, its effect and the audit entry in it. Each deed decides for itself (hand-*.ts).
import type { Kysely } from 'kysely';
import type { HandFault } from '../plan/hand-values.ts';
import { applyDeeds } from '../store/apply-deeds.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor, AuditEntry } from '../store/audit-log.ts';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { writeHandSteps } from '../store/hand-steps.ts';
import type { HandStep } from '../store/hand-steps.ts';
import { readHandUser } from '../store/hand-users.ts';
import type { HandUser } from '../store/hand-users.ts';
import type { Tables } from '../store/tables.ts';
import { changeDirectory } from '../store/users.ts';
import { decideCoolingUntil } from './cooling.ts';

/** Who does something, where and when. */
export interface Hand {
  database: Database;
  companyId: string;
  actor: Actor;
  /** ms */
  now: number;
  /** Network address; null for commands. */
  address?: string | null;
}

/** Nothing was changed; `faults` has each of them when there may be several. */
export interface HandFailure {
  ok: false;
  code: string;
  message: string;
  cure: string;
  faults?: HandFault[];
}

export type HandResult<T extends object = object> = ({ ok: true } & T) | HandFailure;

export interface Deed {
  db: Kysely<Tables>;
  hand: Hand;
  company: Company;
}

export function failure(code: string, message: string, cure: string, faults?: HandFault[]): HandFailure {
  return { ok: false, code, message, cure, ...(faults && { faults }) };
}

/** The directory is locked while `work` decides and writes: what it reads stays true until the end. */
export async function doDeed<T extends object>(
  hand: Hand,
  work: (deed: Deed) => Promise<HandResult<T>>,
): Promise<HandResult<T>> {
  if (!isId(hand.companyId)) return companyUnknown;
  return changeDirectory(hand.database, hand.companyId, async (db) => {
    const company = await readCompany(db, hand.companyId);
    return company === null ? companyUnknown : work({ db, hand, company });
  });
}

const companyUnknown = failure('company.unknown', 'There is no such company.', 'Choose one that exists.');

export interface Expected {
  /** users.version as it was shown; another one now means that somebody else was faster. */
  version?: number;
  /** Whether it is still as it was shown, with its link and what was said of it; asked under the lock. */
  isCurrent?: (db: Kysely<Tables>) => Promise<boolean>;
}

/** The same, about one user. */
export async function doUserDeed<T extends object>(
  hand: Hand,
  userId: string,
  expected: Expected,
  work: (deed: Deed, user: HandUser) => Promise<HandResult<T>>,
): Promise<HandResult<T>> {
  return doDeed(hand, async (deed) => {
    const user = isId(userId) ? await readHandUser(deed.db, hand.companyId, userId) : null;
    if (user === null)
      return failure('user.unknown', 'There is no such user.', 'Look the user up in the directory again.');
    const isVersion = expected.version === undefined || expected.version === user.version;
    if (!isVersion || (expected.isCurrent && !(await expected.isCurrent(deed.db)))) {
      const message = `${user.alias} was changed by somebody else meanwhile.`;
      return failure('user.changed', message, 'Look at the user as it is now, and decide again.');
    }
    return work(deed, user);
  });
}

/** Anything else that is no id would be a fault of the database's. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Writes the steps and the audit entry, and carries the steps out. Their ids. */
export async function carryOut(
  { db, hand, company }: Deed,
  steps: readonly HandStep[],
  audit: Omit<AuditEntry, 'companyId' | 'actor' | 'address'>,
): Promise<number[]> {
  const at = new Date(hand.now);
  const { actor } = hand;
  const ids = await writeHandSteps(db, { companyId: company.id, actor, at }, steps);
  const context = {
    runId: null,
    stepIds: ids,
    templateId: null,
    companyId: company.id,
    at,
    coolingUntil: decideCoolingUntil(company, hand.now),
  };
  await applyDeeds(db, context, actor, new Set(steps.map((step) => step.doWhat)));
  await writeAudit(db, { companyId: company.id, actor, address: hand.address ?? null, ...audit });
  return ids;
}

/** A step about a user, as far as the user says it. */
export function presentUserStep(
  user: HandUser,
  doWhat: string,
): Pick<HandStep, 'doWhat' | 'templateId' | 'person' | 'user' | 'alias'> {
  const { link } = user;
  return {
    doWhat,
    templateId: link?.templateId ?? null,
    person: link?.person ?? null,
    user: user.id,
    alias: user.alias,
  };
}

export function presentSubject(user: { id: string; alias: string }): AuditEntry['subject'] {
  return { kind: 'user', id: user.id, name: user.alias };
}
