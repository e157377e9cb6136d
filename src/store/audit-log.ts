// Who did what to what, when and from where: one row an act, written in the transaction of what it tells, and never
// changed afterwards (the database sees to it). What happened to users stands in steps; this is about people's deeds.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Whoever caused something: a person in the portal, a token of the API, a command, or the program by itself. */
export interface Actor {
  kind: 'administrator' | 'token' | 'cli' | 'system';
  /** Of the administrator or token; null for the others. */
  id: string | null;
  /** As it is shown: a person's name, a token's, the operating system's user, or what of the program it was. */
  name: string;
}

export interface AuditEntry {
  /** null: belongs to no company. */
  companyId: string | null;
  actor: Actor;
  /** Subject and verb in one word each, such as `syncTemplate.update`. */
  action: string;
  subject: { kind: string; id: string | null; name: string | null };
  /** Values that were and are, by field; never a secret. */
  before?: unknown;
  after?: unknown;
  details?: Readonly<Record<string, unknown>>;
  /** Network address; null for commands and the program itself. */
  address?: string | null;
}

export async function writeAudit(db: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  const { subject } = entry;
  const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await db
    .insertInto('audit_log')
    .values({
      company_id: entry.companyId,
      actor: JSON.stringify(entry.actor),
      action: entry.action,
      subject_kind: subject.kind,
      subject_id: subject.id,
      subject_name: subject.name,
      before: text(entry.before),
      after: text(entry.after),
      details: JSON.stringify(entry.details ?? {}),
      address: entry.address ?? null,
    })
    .execute();
}
