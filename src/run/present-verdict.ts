// The stations in order ─▶ one sentence, and the changes that would get a person past all of them. Pure.
import type { Change, Station, Subject } from './station.ts';

export interface ExplanationVerdict {
  /** user: has one. leaving: has one that goes, or that the next run lets go. otherTemplate: another template keeps her user.
   * next: nothing stands in the way. stopped: something does. unknown: it could not be told whether she is there. */
  is: (typeof verdicts)[number];
  message: string;
}

export const verdicts = ['user', 'leaving', 'otherTemplate', 'next', 'stopped', 'unknown'] as const;

export interface PlacedChange extends Change {
  /** The station that it gets her past. */
  station: Station['station'];
}

export function presentVerdict(
  subject: Subject,
  stations: readonly Station[],
): { verdict: ExplanationVerdict; smallestChanges: PlacedChange[] } {
  const isOurs = subject.user !== null && subject.found.otherTemplate === null;
  const stopping = stations.filter(({ verdict }) => verdict === 'stops');
  // What a user that is there already lacks is worth a change; who is none yet has to get past what stops her first.
  const telling = isOurs
    ? stations.filter(({ verdict }) => verdict === 'stops' || verdict === 'warns')
    : stopping;
  const smallestChanges = telling.flatMap(({ station, changes }) =>
    changes.map((change) => ({ ...change, station })),
  );
  const verdict = isOurs
    ? presentOfUser(subject)
    : presentOfNobody(subject, stations, stopping, smallestChanges);
  return { verdict, smallestChanges };
}

function presentOfUser({ user, likely, stored }: Subject): ExplanationVerdict {
  const alias = user?.alias ?? '';
  if (user?.state === 'leaving') {
    const on = user.deleteOn === null ? '' : ` and is deleted on ${user.deleteOn}`;
    const isBack = likely.next.steps.some((step) => step.do === 'return');
    if (isBack)
      return { is: 'user', message: `Is the user ${alias}, which was leaving; the next run takes it back.` };
    return { is: 'leaving', message: `Is the user ${alias}, which is leaving${on}.` };
  }
  const going = likely.next.steps.find((step) => step.do === 'leave' || step.do === 'delete');
  if (going && stored.template.mode !== 'paused')
    return {
      is: 'leaving',
      message: `Is the user ${alias}, and the next run lets it go: ${going.because.message}`,
    };
  return { is: 'user', message: `Is the user ${alias}.` };
}

function presentOfNobody(
  { found }: Subject,
  stations: readonly Station[],
  stopping: readonly Station[],
  changes: readonly PlacedChange[],
): ExplanationVerdict {
  if (found.otherTemplate !== null)
    return {
      is: 'otherTemplate',
      message: `Has a user, which the sync template ${JSON.stringify(found.otherTemplate)} keeps.`,
    };
  const [first] = stopping;
  const many = Math.max(changes.length, stopping.length);
  if (first && many === 1) return { is: 'stopped', message: `One thing stands in the way: ${first.message}` };
  if (first)
    return { is: 'stopped', message: `${many} things stand in the way; the first: ${first.message}` };
  const untold = stations.find(({ verdict }) => verdict === 'unknown');
  if (untold) return { is: 'unknown', message: `Could not be told: ${untold.message}` };
  return { is: 'next', message: 'Nothing stands in the way: the next run makes a user of this person.' };
}
