// A trial for people: what a run would come to, a line for each field, and under it who stands out, by name.
import { presentField } from '../plan/reasons.ts';
import type { NamedCount, NamedField } from '../run/trial-names.ts';
import type { TrialReport } from '../run/try-mapping.ts';
import { presentReasonCode } from './present-reason.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';

const NAMED = 5;

export function presentTrial(report: TrialReport, timeZone: string): string {
  const { readAt, people, inScope, filteredOut, filterFailed, fields } = report;
  if (readAt === null)
    return 'Nobody was read yet: run the template, or make a preview of it, and try again.';
  const at = presentTime(readAt, timeZone);
  const filtered = filteredOut > 0 ? `, ${presentCount(filteredOut)} left out by the filter` : '';
  const table = presentTable(
    [
      ['FIELD', 'USABLE', 'EMPTY', 'UNUSABLE', 'COLLIDING', 'DIFFERENT'],
      ...fields.map((one) => [
        presentField(one.field),
        presentCount(one.usable.count),
        presentNumber(one.empty.count, 'dim'),
        presentNumber(one.unusable.count, 'red'),
        presentNumber(one.colliding.count, 'red'),
        presentNumber(one.differing.count, 'yellow'),
      ]),
    ],
    [1, 2, 3, 4, 5],
  );
  const about = fields.flatMap(presentAbout);
  const failed = presentHits('The filter fails for', filterFailed, (hit) => hit.why ?? '');
  const parts = [
    [
      `Tried on ${presentCount(people)} people as they were read ${at}: ${presentCount(inScope)} in scope${filtered}.`,
      ...presentRead(report, timeZone),
    ],
    table,
    [...about, ...failed],
    presentPlan(report),
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

function presentRead({ read, unread }: TrialReport, timeZone: string): string[] {
  const lacks = `Not read yet, so empty for everybody here: ${unread.join(', ')}. The first run with the mapping reads them.`;
  const told = unread.length > 0 ? [lacks] : [];
  if (read === null) return told;
  const { fields, people, requests, at } = read;
  const how =
    requests === 0
      ? `for an earlier trial, ${presentTime(at, timeZone)}`
      : `for this, with ${requests === 1 ? 'one request' : `${presentCount(requests)} requests`}`;
  return [
    `The template does not read ${fields.join(', ')} yet: read of ${presentCount(people)} people ${how}.`,
    ...told,
  ];
}

const presentNumber = (count: number, colour: 'dim' | 'red' | 'yellow') =>
  count === 0 ? '0' : paint(colour, presentCount(count));

function presentAbout({ field, why, unusable, colliding, differing }: NamedField): string[] {
  const word = presentField(field);
  // One reason for all of them is said once, above their names.
  const whys = why.length === 1 && why[0]?.count === unusable.count ? [] : why.slice(0, 3);
  const told = whys.length === 0 && why[0] ? `: ${why[0].why}` : '';
  return [
    ...whys.map((one) => `${word} can not be used for ${presentCount(one.count)}: ${presentPlain(one.why)}.`),
    ...presentHits(`${word} can not be used for`, unusable, (hit) => JSON.stringify(hit.value ?? ''), told),
    ...presentHits(
      `${word} collides for`,
      colliding,
      (hit) => `${hit.value ?? ''}, as ${hit.with?.name ?? hit.with?.person ?? 'somebody else'}`,
    ),
    ...presentHits(
      `${word} differs for`,
      differing,
      (hit) => `${hit.today ?? 'empty'} → ${hit.value ?? 'empty'}`,
    ),
  ];
}

function presentHits(
  what: string,
  { count, people }: NamedCount,
  about: (hit: NamedCount['people'][number]) => string,
  told = '',
): string[] {
  if (count === 0) return [];
  const named = people
    .slice(0, NAMED)
    .map((hit) => `  ${presentPlain(`${hit.name ?? hit.person}: ${about(hit)}`)}`);
  const more = count > named.length ? [paint('dim', `  and ${presentCount(count - named.length)} more`)] : [];
  return [`${what} ${presentCount(count)}${presentPlain(told)}:`, ...named, ...more];
}

function presentPlan({ plan: { counts, reasons, withheld } }: TrialReport): string[] {
  const done = Object.entries(counts).filter(([, count]) => count > 0);
  const words = done.map(([what, count]) => `${what} ${count}`).join(', ');
  return [
    `A full run would come to: ${words || 'nothing'}.`,
    ...withheld.map(
      ({ kind, count, percent }) => `Withheld until somebody approves: ${kind} ${count} (${percent} %).`,
    ),
    ...reasons.map(({ code, count }) => `  ${count} × ${presentReasonCode(code).message}`),
  ];
}
