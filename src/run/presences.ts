// Asks the source about each linked person whom a complete read lacks, each who is due to be deleted, and each who
// seems to be back, before anything is concluded about them (R1, R3; SPEC §4). What an answer means is decided in plan/.
import type { Presence, Source } from '../connectors/source.ts';
import type { PersonPresence } from '../plan/person.ts';
import { decideDue } from '../plan/due.ts';
import { readGoneSince } from '../store/roster-one.ts';
import { readLinkedOut, readReturningDeleted } from '../store/roster.ts';
import type { LinkedOut } from '../store/roster.ts';
import type { PlannedRow } from '../store/roster-planned.ts';
import { unlessAborted } from './abort.ts';
import type { RunSetup } from './read-settings.ts';
import { writeSeen } from './snapshot.ts';
import type { Snapshot, Staging } from './snapshot.ts';

/** What is known of people beyond what was read; nobody else's presence is in doubt. */
export interface Presences {
  looked: ReadonlyMap<string, Exclude<Presence, { is: 'seen' }> | { is: 'seen' }>;
  /** Too many to look up. */
  unchecked: ReadonlySet<string>;
}

/** More than these are not looked up unless their removal was approved: a fault in the source is likelier. */
const MOST_LOOKED_UP = 2_000;

export async function readPresences(
  source: Source,
  staging: Staging,
  setup: RunSetup,
  snapshot: Snapshot,
  options: { mayAskAll: boolean; signal: AbortSignal | undefined },
): Promise<Presences> {
  const { db, owner, settings } = staging;
  const { templateId, runId } = owner;
  const reading = { companyId: setup.company.id, templateId, runId, mode: snapshot.mode };
  const { due, missing, returns } = decideLookUps(await readLinkedOut(db, reading), setup);
  const comingBack = await readReturningDeleted(db, reading);
  const gone = snapshot.mode === 'delta' ? await readGoneSince(db, reading) : [];
  // Those whose days are over have been looked up once and are asked for again, however many there are: they were
  // let go together, and nothing else would ever delete them.
  const isTooMany = missing.length > MOST_LOOKED_UP && !options.mayAskAll;
  const asked = [...new Set([...due, ...(isTooMany ? [] : missing), ...returns, ...comingBack, ...gone])];
  const unchecked = new Set(isTooMany ? missing : []);
  if (asked.length === 0) return { looked: new Map(), unchecked };
  const answers = await unlessAborted(source.lookUp(asked, settings), options.signal);
  const seen = [];
  const looked = new Map<string, Exclude<Presence, { is: 'seen' }> | { is: 'seen' }>();
  for (const id of asked) {
    const answer = answers.get(id) ?? { is: 'unreadable', why: 'No answer came.' };
    if (answer.is === 'seen') seen.push({ id, facts: answer.facts });
    looked.set(id, answer.is === 'seen' ? { is: 'seen' } : answer);
  }
  await writeSeen(staging, seen);
  return { looked, unchecked };
}

/** Who has to be asked for: those who may be removed, and those who may come back. */
function decideLookUps(
  out: readonly LinkedOut[],
  setup: RunSetup,
): { due: string[]; missing: string[]; returns: string[] } {
  const { keepDays, disabledPeople } = setup.stored.template;
  const due: string[] = [];
  const missing: string[] = [];
  const returns: string[] = [];
  for (const { person, missingSince, isPresent, isExcluded, isFilteredOut, isDisabled } of out) {
    const isIn = isPresent && !isExcluded && !isFilteredOut && !(isDisabled && disabledPeople === 'asLeaver');
    const isDue =
      missingSince !== null &&
      decideDue(missingSince.getTime(), keepDays, setup.company.timeZone).at <= setup.nominalAt;
    if (missingSince !== null && isIn) returns.push(person);
    else if (setup.mode !== 'full') continue;
    else if (isDue) due.push(person);
    else if (missingSince === null && !isIn) missing.push(person);
  }
  return { due, missing, returns };
}

/** Where a planned person stands, from what was read of her and what was asked. */
export function decidePresence(
  row: Pick<
    PlannedRow,
    'person' | 'isPresent' | 'isExcluded' | 'isFilteredOut' | 'isDisabled' | 'missingSince' | 'leaveCode'
  >,
  isLinked: boolean,
  presences: Presences,
  disabledPeople: 'keep' | 'asLeaver',
): PersonPresence {
  const answer = presences.looked.get(row.person);
  if (answer?.is === 'gone') return { is: 'absent', code: 'person.gone', inBin: answer.inBin };
  if (answer?.is === 'left') return { is: 'absent', code: 'scope.left' };
  if (answer?.is === 'unreadable') return answer;
  if (presences.unchecked.has(row.person)) return { is: 'unchecked' };
  if (answer?.is === 'seen' || (row.isPresent && !row.isExcluded)) {
    if (isLinked && row.isFilteredOut) return { is: 'absent', code: 'filter.false' };
    const countsAsGone = isLinked && row.isDisabled && disabledPeople === 'asLeaver';
    return countsAsGone ? { is: 'absent', code: 'person.disabled' } : { is: 'in' };
  }
  // Confirmed when she left, and not due: nothing depends on it today.
  if (row.missingSince !== null) return { is: 'absent', code: mapLeaveCode(row.leaveCode) };
  return { is: 'unreadable', why: 'She was not asked for.' };
}

type LeaveCode = Extract<PersonPresence, { is: 'absent' }>['code'];

function mapLeaveCode(code: string | null): LeaveCode {
  return code === 'scope.left' || code === 'person.disabled' || code === 'filter.false'
    ? code
    : 'person.gone';
}
