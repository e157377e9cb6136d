// The directory quality report as it is shown: findings with their counts, how those went, and the first people of each;
// all people of one finding page by page. Names and values come from the roster at the moment of asking:
// who was corrected or is gone since is not shown any more.
import type { Kysely } from 'kysely';
import { presentFact } from '../plan/present-fact.ts';
import {
  compareQualityCodes,
  isQualityCode,
  presentQualityMessage,
  qualityCodes,
} from '../plan/quality-codes.ts';
import type { QualityCode, QualityWeight } from '../plan/quality-codes.ts';
import { openQualityChecks, twinFields } from '../plan/quality-person.ts';
import type { QualityChecks } from '../plan/quality-person.ts';
import { twinCodes } from '../plan/quality.ts';
import type { NotChecked } from '../plan/quality.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { readQualityTrend } from '../store/quality-trend.ts';
import { readQualityFirst, readQualityMembers, readQualityPeople } from '../store/quality.ts';
import type { QualityMember, QualityRow } from '../store/quality.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { makeQuality } from './make-quality.ts';
import type { GroupNames } from './quality-groups.ts';
import { decideTrend } from './quality-trend.ts';
import type { Trend } from './quality-trend.ts';

export interface ShownPerson {
  /** Object id. */
  person: string;
  name: string | null;
  userPrincipalName: string | null;
  /** The value that was found. */
  found: string | null;
  why: string | null;
  /** Of a shared value: the same number for all who share it. */
  group: number | null;
}

export interface ShownFinding extends Trend {
  code: QualityCode;
  weight: QualityWeight;
  message: string;
  cure: string;
  who: 'entra' | 'here';
  count: number;
  /** The first twenty, by name. */
  people: ShownPerson[];
  /** Of group.sameName alone. */
  groups?: GroupNames['found'];
}

export interface QualityReport {
  template: string;
  /** ISO: the complete read that it is about; null: nobody was read yet. */
  readAt: string | null;
  madeAt: string | null;
  /** False: a newer one is being made by another process. */
  isCurrent: boolean;
  /** In scope. */
  people: number;
  findings: ShownFinding[];
  notChecked: NotChecked[];
}

const FIRST = 20;

/** What somebody is asking about. now: ms. */
export interface QualityAsk {
  database: Database;
  template: StoredSyncTemplate;
  company: Company;
  now: number;
}

export async function readQuality(ask: QualityAsk, groups: GroupNames): Promise<QualityReport> {
  const { database, template, company, now } = ask;
  const { stored, settings, isCurrent } = await makeQuality(database, template, company, now);
  const db = database.kysely;
  const { id, name } = template.template;
  const [trend, first] = [await readQualityTrend(db, id), await readQualityFirst(db, id, FIRST)];
  const checks = openQualityChecks(settings);
  const rows = await readQualityPeople(db, id, [
    ...new Set([...first.values()].flat().map(({ person }) => person)),
  ]);
  const byId = new Map(rows.map((row) => [row.person, row]));
  const counts = stored?.counts ?? {};
  // What is no more is worth telling once.
  const gone = Object.keys(trend[1]?.counts ?? {}).filter((code) => counts[code] === undefined);
  const codes = [...Object.keys(counts), ...gone].filter(isQualityCode);
  const findings = codes.map((code) => ({
    ...presentFinding(code, counts[code] ?? 0),
    ...decideTrend(code, trend),
    people: presentPeople(code, first.get(code) ?? [], byId, checks),
  }));
  return {
    template: name,
    readAt: stored?.readAt.toISOString() ?? null,
    madeAt: stored?.madeAt.toISOString() ?? null,
    isCurrent,
    people: stored?.people ?? 0,
    findings: [...findings, ...presentGroupFinding(groups)].toSorted((a, b) =>
      compareQualityCodes(a.code, b.code),
    ),
    notChecked: [...((stored?.notChecked ?? []) as NotChecked[]), ...groups.notChecked],
  };
}

function presentFinding(code: QualityCode, count: number) {
  const { weight, cure, who } = qualityCodes[code];
  return { code, weight, message: presentQualityMessage(code, count), cure, who, count };
}

/** Asked live, so that there is no knowing how it went. */
function presentGroupFinding({ found }: GroupNames): ShownFinding[] {
  if (found.length === 0) return [];
  const finding = presentFinding('group.sameName', found.length);
  return [{ ...finding, before: null, since: null, people: [], groups: found }];
}

function presentPeople(
  code: QualityCode,
  members: readonly QualityMember[],
  rows: ReadonlyMap<string, QualityRow>,
  checks: QualityChecks,
): ShownPerson[] {
  return members.flatMap(({ person, group }) => {
    const row = rows.get(person);
    const found = row ? matchFound(code, row, checks) : null;
    if (!row || !found) return [];
    const { facts } = row;
    const name = presentFact(facts, 'displayName');
    return [{ person, name, userPrincipalName: presentFact(facts, 'userPrincipalName'), ...found, group }];
  });
}

/** null: she has it no more. */
function matchFound(
  code: QualityCode,
  { person: id, facts, isGuest, isDisabled }: QualityRow,
  checks: QualityChecks,
): Pick<ShownPerson, 'found' | 'why'> | null {
  const checked = checks.check({ id, facts, isGuest, isDisabled });
  const field = twinFields.find((one) => twinCodes[one] === code);
  if (field !== undefined) {
    const twin = checked.twins[field];
    return twin ? { found: twin.shown, why: null } : null;
  }
  const finding = checked.findings.find((one) => one.code === code);
  return finding ? { found: finding.found, why: finding.why } : null;
}

/** Where a page begins; a report that was made anew has other positions. */
export interface QualityPosition {
  from: number;
  /** ISO: when the report was made. */
  madeAt: string;
}

export interface QualityPage {
  rows: ShownPerson[];
  /** null at the end. */
  next: QualityPosition | null;
  total: number;
}

/**
 * People with one finding, from the first one or from a position on. A page may be shorter than its limit and still have a next
 * one. null: the report is another one than the position is of.
 */
export async function readQualityPage(
  { database, template, company, now }: QualityAsk,
  code: QualityCode,
  position: QualityPosition | null,
  limit: number,
): Promise<QualityPage | null> {
  const { stored, settings } = await makeQuality(database, template, company, now);
  const madeAt = stored?.madeAt.toISOString() ?? '';
  if (position !== null && position.madeAt !== madeAt) return null;
  const total = stored?.counts[code] ?? 0;
  const from = position?.from ?? 0;
  const checks = openQualityChecks(settings);
  const rows = await readShown(database.kysely, template.template.id, { code, from, limit }, checks);
  return { rows, next: from + limit < total ? { from: from + limit, madeAt } : null, total };
}

/** In the order of the report; who was corrected or is gone since is not among them. */
export async function readShown(
  db: Kysely<Tables>,
  templateId: string,
  { code, from, limit }: { code: QualityCode; from: number; limit: number },
  checks: QualityChecks,
): Promise<ShownPerson[]> {
  const members = await readQualityMembers(db, templateId, code, from, limit);
  const rows = await readQualityPeople(
    db,
    templateId,
    members.map(({ person }) => person),
  );
  return presentPeople(code, members, new Map(rows.map((row) => [row.person, row])), checks);
}
