// Everything that a directory quality report found as CSV, a line for each person and finding, piece by piece: of half a million
// people it is a hundred megabytes.
import { presentCsv } from '../plan/csv.ts';
import { compareQualityCodes, isQualityCode, qualityCodes } from '../plan/quality-codes.ts';
import type { QualityCode } from '../plan/quality-codes.ts';
import { openQualityChecks } from '../plan/quality-person.ts';
import { readStoredQuality } from '../store/quality.ts';
import { makeQuality } from './make-quality.ts';
import type { GroupNames } from './quality-groups.ts';
import { readShown } from './quality.ts';
import type { QualityAsk, ShownPerson } from './quality.ts';

const SLICE = 1_000;
const head = 'code weight finding name userPrincipalName objectId found why shared who cure'.split(' ');

export async function* readQualityCsv(ask: QualityAsk, groups: GroupNames): AsyncGenerator<string, void> {
  const { database, template, company, now } = ask;
  const { stored, settings } = await makeQuality(database, template, company, now);
  const checks = openQualityChecks(settings);
  const { id } = template.template;
  const db = database.kysely;
  yield presentCsv([head]);
  const counts = stored?.counts ?? {};
  for (const code of Object.keys(counts).filter(isQualityCode).toSorted(compareQualityCodes)) {
    for (let from = 0; from < (counts[code] ?? 0); from += SLICE) {
      const people = await readShown(db, id, { code, from, limit: SLICE }, checks);
      const stands = await readStoredQuality(db, id);
      // Its positions are others now: whoever reads the file must not take it for whole.
      if (stands?.madeAt.getTime() !== stored?.madeAt.getTime()) return yield presentLines([changed]);
      yield presentLines(people.map((person) => presentLine(code, qualityCodes[code].says[0], person)));
    }
  }
  const lines = groups.found.flatMap(({ name, candidates }) =>
    candidates.map((group) => presentLine('group.sameName', sameName, presentGroup(name, group))),
  );
  if (lines.length > 0) yield presentLines(lines);
}

const sameName = 'is called as several groups are';
const changed = ['report.changed', 'blocks', 'was made anew while this file was written: write it again'];

type Found = Pick<ShownPerson, 'person' | 'name' | 'userPrincipalName' | 'found' | 'why' | 'group'>;

const presentGroup = (name: string, { id, kind }: { id: string; kind: string }): Found => ({
  person: id,
  name,
  userPrincipalName: null,
  found: kind,
  why: null,
  group: null,
});

function presentLine(code: QualityCode, finding: string, one: Found): (string | number | null)[] {
  const { weight, who, cure } = qualityCodes[code];
  const { name, userPrincipalName, person, found, why, group } = one;
  return [code, weight, finding, name, userPrincipalName, person, found, why, group, who, cure];
}

/** The byte order mark is for the beginning of the file alone. */
const presentLines = (rows: Parameters<typeof presentCsv>[0]) => presentCsv(rows).slice(1);
