// Reads one person instead of everybody (SPEC §3): who is meant, and by her id whether she exists, takes part and with which
// facts. What is staged is hers alone, so that everything after it is the same as after any read. An answer that can not
// be told ends the run: nothing is concluded from it (R1).
import type { Presence, Source } from '../connectors/source.ts';
import { isGuid } from '../plan/provider-values.ts';
import { readIsFilteredOut, readIsKnown, readRosterId } from '../store/roster-one.ts';
import { writeRunPerson } from '../store/runs-person.ts';
import type { RunError } from '../store/runs.ts';
import { writeStaged, writeStagedExcluded } from '../store/staging.ts';
import { unlessAborted } from './abort.ts';
import type { Presences } from './presences.ts';
import type { ReadSettings } from './read-settings.ts';
import { writeSeen } from './snapshot.ts';
import type { Snapshot, Staging } from './snapshot.ts';

/** The one person whom a run is for. */
export interface OnePerson {
  id: string;
  /** gone: Entra has nobody of this id. left: she exists and is outside the groups. filtered: the filter leaves her out. */
  is: 'seen' | 'left' | 'gone' | 'filtered';
}

export type PersonRead =
  | { is: 'read'; one: OnePerson; snapshot: Snapshot; presences: Presences }
  | { is: 'not'; state: 'failed' | 'refused'; error: RunError };

const personUnknown: RunError = {
  code: 'person.unknown',
  message: 'Neither Entra nor what the sync template has read knows this person.',
  cure: 'Copy the object id or the sign-in name from Microsoft Entra ID > Users. Somebody made a moment ago can take a minute to be found.',
};

/** who: an object id, or a sign-in name (UPN) of somebody whom the template has not read yet. */
export async function readPerson(
  source: Source,
  staging: Staging,
  who: string,
  signal: AbortSignal | undefined,
): Promise<PersonRead> {
  const { db, owner, settings } = staging;
  const id = await readId(source, staging, who, signal);
  await writeRunPerson(db, owner.runId, id ?? unknownWho);
  if (id === null) return { is: 'not', state: 'refused', error: personUnknown };
  const answers = await unlessAborted(source.lookUp([id], settings), signal);
  const answer = answers.get(id) ?? { is: 'unreadable', why: 'No answer came.' };
  if (answer.is === 'unreadable') return { is: 'not', state: 'failed', error: presentUnreadable(answer.why) };
  if (answer.is === 'gone' && !(await readIsKnown(db, owner.templateId, id)))
    return { is: 'not', state: 'refused', error: personUnknown };
  await stage(staging, id, answer);
  const isOut = answer.is === 'seen' && (await readIsFilteredOut(db, owner, id));
  return {
    is: 'read',
    one: { id, is: isOut ? 'filtered' : answer.is },
    // As after a read of changes: nobody else has changed.
    snapshot: { mode: 'delta', cursor: settings.cursor },
    presences: {
      looked: new Map([[id, answer.is === 'seen' ? { is: 'seen' } : answer]]),
      unchecked: new Set(),
    },
  };
}

/** Stands in the history for a name that is nobody's: what was typed may be somebody's all the same. */
const unknownWho = 'unknown';

async function readId(
  source: Source,
  { db, owner }: Staging,
  who: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const known = await readRosterId(db, owner.templateId, who);
  if (known !== null) return known;
  if (isGuid(who)) return who.toLowerCase();
  return unlessAborted(source.findPerson(who), signal);
}

async function stage(
  staging: Staging,
  id: string,
  answer: Exclude<Presence, { is: 'unreadable' }>,
): Promise<void> {
  const { db, owner, settings } = staging;
  if (answer.is === 'seen') return writeSeen(staging, [{ id, facts: answer.facts }]);
  if (answer.is === 'left' && isListedOutside(settings)) return writeStagedExcluded(db, owner, [id]);
  await writeStaged(db, owner, [{ id, removed: true, read: null }]);
}

// Of a whole tenant only an excluded group can keep her out. She has to stay in the roster: the changes that the next run
// reads would not bring her back when she leaves that group.
function isListedOutside({ scope }: ReadSettings): boolean {
  return scope.memberOf.length === 0;
}

function presentUnreadable(why: string): RunError {
  return {
    code: 'person.unreadable',
    message: `Entra did not tell enough about this person: ${why} Nothing was concluded from it.`,
    cure: 'Run the person again in a while; if it stays so, test the connection of the sync template.',
  };
}
