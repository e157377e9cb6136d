// After the company's retention time, names, addresses and numbers of deleted users are replaced by the user's id wherever
// they are kept, and people who were only read and are gone are dropped (SPEC §5). In slices of one transaction each:
// killed at any moment, the next call goes on where this one stood. Entries stay, and nobody is forgotten a day early.
import type { Kysely } from 'kysely';
import { decideDue } from '../plan/due.ts';
import { writeAudit } from '../store/audit-log.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { NOBODY, readDeletedUsers, readGonePeople, readUnlistedPeople } from '../store/forgetting-who.ts';
import type { Past } from '../store/forgetting-who.ts';
import {
  applyForgottenSteps,
  deleteForgottenRows,
  deleteLostStaging,
  deleteOldSamples,
  deleteOldTraces,
  namingPlaces,
  openForgetting,
  readNaming,
  writeNaming,
} from '../store/forgetting.ts';
import type { Forgetting, NamingPlace } from '../store/forgetting.ts';
import { writeMailsForgotten, writeNoticesUnsaid } from '../store/outbox-endings.ts';
import { writeRunsForgotten } from '../store/runs-person.ts';
import type { Tables } from '../store/tables.ts';
import { deleteOldAnswers } from '../store/idempotency-keys.ts';
import { deleteOldReadFields, deleteReadFieldsOf } from '../store/read-fields.ts';
import { lockDirectory } from '../store/users.ts';
import { eraseOldTellings } from './erase-told.ts';
import { forgetAbout, forgetAll } from './forget-values.ts';
import type { Forgotten } from './forget-values.ts';

export interface Erased {
  /** Deleted users whose personal data was replaced. */
  users: number;
  /** People without a user whose rows were dropped. */
  people: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** now: ms. Called again and again; what is done is done once. slice: people in one transaction. */
export async function erasePersonalData(database: Database, now: number, slice = 500): Promise<Erased> {
  const db = database.kysely;
  const erased: Erased = { users: 0, people: 0 };
  await deleteLostStaging(db);
  await deleteOldReadFields(db, new Date(now - DAY_MS));
  // What was answered to a repeated request is some user's data too.
  await deleteOldAnswers(db, now);
  for (const company of await readCompanies(db)) {
    for (;;) {
      const done = await eraseSlice(db, company, now, slice);
      erased.users += done.users;
      erased.people += done.people;
      if (done.users + done.people === 0) break;
    }
    await eraseOldTellings(db, company, now);
  }
  return erased;
}

async function eraseSlice(db: Kysely<Tables>, company: Company, now: number, slice: number): Promise<Erased> {
  return db.transaction().execute(async (trx) => {
    const none = { users: 0, people: 0 };
    // A run of the company writes the same rows; the two take turns.
    await lockDirectory(trx, company.id);
    if (!(await openForgetting(trx))) return none;
    // One kind after the other: who of a later kind is due may depend on who of an earlier one is forgotten.
    let past: Past[] = [];
    for (const read of [readDeletedUsers, readGonePeople, readUnlistedPeople])
      if (past.length === 0) past = await readDue(trx, company, now, slice, read);
    if (past.length > 0) await forget(trx, company, past, now);
    const users = past.filter(({ user }) => user !== null).length;
    const done = { users, people: past.length - users };
    if (done.users + done.people > 0) {
      await writeAudit(trx, {
        companyId: company.id,
        actor: { kind: 'system', id: null, name: 'retention' },
        action: 'personalData.erase',
        subject: { kind: 'company', id: company.id, name: company.name },
        details: { ...done, retentionDays: company.retentionDays },
      });
      return done;
    }
    // Samples are what a mapping is chosen by: a day is left for that even where nothing is to be kept.
    const days = Math.max(company.retentionDays, 1);
    await deleteOldSamples(trx, company.id, new Date(now - days * DAY_MS));
    await deleteOldTraces(trx, company.id, new Date(now));
    return none;
  });
}

type ReadPast = (db: Kysely<Tables>, companyId: string, until: Date, limit: number) => Promise<Past[]>;

/** Calendar days in the company's time zone, as everywhere; the database is asked a little too widely. */
async function readDue(
  db: Kysely<Tables>,
  { id, retentionDays, timeZone }: Company,
  now: number,
  limit: number,
  read: ReadPast,
): Promise<Past[]> {
  const widely = new Date(now - retentionDays * DAY_MS + (retentionDays === 0 ? 0 : 2 * HOUR_MS));
  const past = await read(db, id, widely, limit);
  return past.filter(({ at }) => decideDue(at.getTime(), retentionDays, timeZone).at <= now);
}

async function forget(
  db: Kysely<Tables>,
  company: Company,
  past: readonly Past[],
  now: number,
): Promise<void> {
  const people: Forgetting[] = past.map((one) => ({ ...one, as: one.user ?? NOBODY }));
  const forgotten = new Map(
    people.flatMap(({ user, person, as }) =>
      [user, person].flatMap((id) => (id === null ? [] : [[id, as] as const])),
    ),
  );
  const ids = [...forgotten.keys()];
  for (const place of namingPlaces) {
    const rows = await readNaming(db, company.id, place, ids);
    await writeNaming(
      db,
      place,
      rows.map(({ key, value }) => ({ key, value: forgetIn(place, value, forgotten) })),
    );
    if (place === 'notices')
      await writeNoticesUnsaid(
        db,
        rows.map(({ key }) => key),
      );
  }
  await writeMailsForgotten(
    db,
    company.id,
    people.flatMap(({ user, as }) => (user === null ? [] : [{ user, as }])),
  );
  await applyForgottenSteps(db, company.id, people, new Date(now));
  const named = people.flatMap(({ person, as }) => (person === null ? [] : [{ person, as }]));
  await writeRunsForgotten(db, company.id, named);
  await deleteReadFieldsOf(
    db,
    company.id,
    named.map(({ person }) => person),
  );
  const gone = people.flatMap(({ user, person }) => (user === null && person !== null ? person : []));
  if (gone.length > 0) await deleteForgottenRows(db, company.id, gone);
}

interface AuditValue {
  isAbout: boolean;
  subjectId: string | null;
  subjectName: string | null;
}

function forgetIn(place: NamingPlace, value: unknown, forgotten: Forgotten): unknown {
  const entry = value as AuditValue;
  const as = place === 'audit' && entry.isAbout ? forgotten.get(entry.subjectId ?? '') : undefined;
  // An entry about a user's own data is hers as a whole; its subject stands for her by the user's id.
  if (as !== undefined) return forgetAll(value, as);
  return forgetAbout(value, forgotten);
}
