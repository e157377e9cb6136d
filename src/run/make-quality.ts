// Makes a template's directory quality report when what it is about has changed since the last one: the roster is gone
// through once, slice by slice, as it stood at one moment, and ids and counts are kept. A read that brought nothing new costs
// nothing: the report stands for it. Nothing here is part of a run: a run's transaction never waits for it.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import { openQuality } from '../plan/quality.ts';
import type { Quality } from '../plan/quality.ts';
import { readCompany } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readQualityDue, readQualityTrend, writeQualityCounts } from '../store/quality-trend.ts';
import { openQualityTurn, readQualitySlice, readStoredQuality, writeQuality } from '../store/quality.ts';
import type { StoredQuality } from '../store/quality.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { readQualitySettings } from './quality-settings.ts';
import type { MarkedSettings } from './quality-settings.ts';

export interface MadeQuality extends MarkedSettings {
  /** null: nobody was read yet, or the first report is being made by somebody else. */
  stored: StoredQuality | null;
  /** False: it is about an earlier read or other settings, and a newer one is being made. */
  isCurrent: boolean;
}

/** Of this size a slice takes some ten milliseconds, so that a server goes on answering others. */
const SLICE = 1_000;

/** now: ms. signal: throws its reason between two slices, and nothing is kept. */
export async function makeQuality(
  database: Database,
  template: StoredSyncTemplate,
  company: Company,
  now: number,
  signal?: AbortSignal,
): Promise<MadeQuality> {
  const { id } = template.template;
  const marked = await readQualitySettings(database.kysely, template, company);
  const { lastCompleteReadAt: readAt, rosterVersion } = template;
  if (readAt === null) return { ...marked, stored: null, isCurrent: true };
  const stands = (stored: StoredQuality | null) =>
    stored !== null && stored.settings === marked.mark && stored.rosterVersion >= rosterVersion;
  // It stands for whatever was read since and brought nothing new.
  const present = (stored: StoredQuality | null): MadeQuality => {
    if (stored === null || !stands(stored)) return { ...marked, stored, isCurrent: false };
    return { ...marked, stored: { ...stored, readAt: max(stored.readAt, readAt) }, isCurrent: true };
  };
  const stored = await readStoredQuality(database.kysely, id);
  if (stands(stored)) return present(stored);
  // Whoever asks at the same moment waits for the one who makes it, without a connection.
  await database.turns.take(`quality ${id}`, async () => {
    const made = await readStoredQuality(database.kysely, id);
    if (!stands(made)) await makeAnew(database, id, { marked, now, signal });
  });
  return present(await readStoredQuality(database.kysely, id));
}

const max = (one: Date, other: Date): Date => (one < other ? other : one);

interface Making {
  marked: MarkedSettings;
  now: number;
  signal: AbortSignal | undefined;
}

async function makeAnew(database: Database, id: string, making: Making): Promise<void> {
  // One moment for all slices: a run that ends in between would have somebody in two of them, sharing all with herself.
  const transaction = database.kysely.transaction().setIsolationLevel('repeatable read');
  try {
    await transaction.execute(async (trx) => {
      // Another process makes it.
      if (!(await openQualityTurn(trx, id))) return;
      // As it is at the same moment as the roster.
      const { lastCompleteReadAt: readAt = null, rosterVersion = 0 } = {
        ...(await readSyncTemplate(trx, id)),
      };
      if (readAt === null) return;
      const quality = await checkEverybody(trx, id, making);
      await keepQuality(trx, id, { ...making, readAt, rosterVersion }, quality);
    });
  } catch (error) {
    // Another process has just made it, or the template is being deleted: both are told by what stands now.
    if ((error as { code?: unknown }).code !== SERIALIZATION_FAILURE) throw error;
  }
}

const SERIALIZATION_FAILURE = '40001';

async function checkEverybody(
  db: Kysely<Tables>,
  templateId: string,
  { marked, signal }: Making,
): Promise<Quality> {
  const quality = openQuality(marked.settings);
  let after: { search: string; person: string } | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const rows: Awaited<ReturnType<typeof readQualitySlice>> = await readQualitySlice(
      db,
      templateId,
      after,
      SLICE,
    );
    for (const { person: id, facts, isGuest, isDisabled } of rows)
      quality.add({ id, facts, isGuest, isDisabled });
    const last = rows.at(-1);
    if (!last || rows.length < SLICE) return quality.finish();
    after = last;
  }
}

async function keepQuality(
  db: Kysely<Tables>,
  templateId: string,
  { readAt, rosterVersion, marked, now }: Making & { readAt: Date; rosterVersion: number },
  { people, findings, notChecked }: Quality,
): Promise<void> {
  const madeAt = new Date(now);
  const kept = { readAt, madeAt, rosterVersion, settings: marked.mark, people, findings, notChecked };
  await writeQuality(db, templateId, kept);
  const counts = Object.fromEntries(findings.map(({ code, people: found }) => [code, found.length]));
  const [last] = await readQualityTrend(db, templateId);
  if (last && last.people === people && isDeepStrictEqual(last.counts, counts)) return;
  // Counts that other settings have changed hold from now on, and not since the read.
  const at = !last || readAt > last.at ? readAt : new Date(Math.max(now, last.at.getTime() + 1));
  await writeQualityCounts(db, templateId, { at, people, counts });
}

/** So that a template that is read every five minutes does not spend its day on reports. */
const AT_MOST_EVERY_MS = 3_600_000;

/** So much of a worker's time at once: a thousand small templates of a night are done in some minutes all the same. */
const AT_ONCE_MS = 2_000;

/**
 * Makes reports that are due, one after the other, until none is or some seconds of work are done; returns how many. One that
 * can not be made keeps none of the others waiting, and is thrown for in the end. now: ms.
 */
export async function makeDueQuality(database: Database, now: number, signal: AbortSignal): Promise<number> {
  const until = performance.now() + AT_ONCE_MS;
  const tried: string[] = [];
  const faults: unknown[] = [];
  let made = 0;
  while (!signal.aborted && performance.now() < until) {
    const due = await readQualityDue(database.kysely, new Date(now - AT_MOST_EVERY_MS), tried);
    if (due === null) break;
    tried.push(due.id);
    try {
      if (await makeOne(database, due, now, signal)) made += 1;
    } catch (error) {
      if (!signal.aborted) faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return made;
}

/** False: it is gone, or somebody else is at it. */
async function makeOne(
  database: Database,
  due: { id: string; companyId: string },
  now: number,
  signal: AbortSignal,
): Promise<boolean> {
  const template = await readSyncTemplate(database.kysely, due.id);
  const company = await readCompany(database.kysely, due.companyId);
  if (!template || !company) return false;
  return (await makeQuality(database, template, company, now, signal)).isCurrent;
}
