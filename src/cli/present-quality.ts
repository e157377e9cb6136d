// The directory quality report as text: what blocks first, how each count went, the first names, what could not be checked.
import type { QualityCode, QualityWeight } from '../plan/quality-codes.ts';
import { presentQualityMessage } from '../plan/quality-codes.ts';
import type { QualityReport, ShownFinding, ShownPerson } from '../run/quality.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';
import type { Paint } from './terminal.ts';

const colours: Record<QualityWeight, Paint> = { blocks: 'red', warning: 'yellow', note: 'cyan' };
const titles: Record<QualityWeight, string> = {
  blocks: 'Stops people from being made users',
  warning: 'Should be looked at',
  note: 'Good to know',
};
const doers = { entra: 'in Entra', here: 'here' } as const;
/** Names are an example here; all of them are in the CSV. */
const SHOWN = 3;

export function presentQuality(report: QualityReport, timeZone: string): string {
  const { readAt, people, findings, isCurrent, notChecked } = report;
  if (readAt === null)
    return `Nobody was read yet for ${JSON.stringify(report.template)}.\n  Make a preview (rollcall plan) or run it once; a paused template can be previewed too.`;
  const time = (iso: string) => presentTime(new Date(iso), timeZone);
  const open = findings.filter(({ count }) => count > 0);
  const over = findings.filter(({ count }) => count === 0);
  return [
    `${paint('bold', presentPlain(report.template))}  ${presentCount(people)} people in scope, read ${time(readAt)}`,
    ...(isCurrent ? [] : [paint('yellow', 'A newer report is being made: ask again in a moment.')]),
    ...(open.length ? [] : ['', paint('green', 'Nothing was found.')]),
    ...(['blocks', 'warning', 'note'] as const).flatMap((weight) => presentWeight(weight, open, time)),
    ...over.map(({ message, before }) =>
      paint('green', `\n✓ ${message} (${presentCount(before ?? 0)} before)`),
    ),
    ...notChecked.flatMap(({ code, why, cure }) => [
      '',
      paint('dim', `Not checked: ${code}. ${presentPlain(why)} ${presentPlain(cure)}`),
    ]),
  ].join('\n');
}

function presentWeight(
  weight: QualityWeight,
  findings: readonly ShownFinding[],
  time: (iso: string) => string,
): string[] {
  const some = findings.filter((finding) => finding.weight === weight);
  if (some.length === 0) return [];
  return [
    '',
    paint('bold', titles[weight]),
    ...some.flatMap((finding) => [
      '',
      `${paint(colours[weight], finding.code)}  ${finding.message}${presentTrend(finding, time)}`,
      ...presentExamples(finding),
      `  ${paint('dim', `${doers[finding.who]}:`)} ${finding.cure}`,
    ]),
  ];
}

function presentTrend({ before, count, since }: ShownFinding, time: (iso: string) => string): string {
  if (before === null || since === null) return '';
  if (before === count) return paint('dim', `  the same since ${time(since)}`);
  const change = count - before;
  const told = `${change > 0 ? '+' : '−'}${presentCount(Math.abs(change))} since ${time(since)}`;
  return `  ${paint(change > 0 ? 'red' : 'green', told)}`;
}

function presentExamples({ people, count, groups }: ShownFinding): string[] {
  if (groups)
    return groups.map(
      ({ name, candidates, uses }) =>
        `  ${presentPlain(name)}: ${candidates.map(({ id, kind }) => `${kind} ${id}${id === uses ? ' (this one is synced)' : ''}`).join(', ')}`,
    );
  const rows = people
    .slice(0, SHOWN)
    .map((one) => [`  ${presentPlain(one.name ?? one.person)}`, ...presentFound(one)]);
  const rest = count - rows.length;
  return [...presentTable(rows), ...(rest > 0 ? [paint('dim', `  and ${presentCount(rest)} more`)] : [])];
}

/** A name beside itself tells nothing. */
const presentFound = ({ found, why, name }: ShownPerson): string[] => [
  presentPlain(found === name ? '' : (found ?? '')),
  paint('dim', presentPlain(why ?? '')),
];

export function presentFoundPeople(code: QualityCode, people: readonly ShownPerson[]): string {
  const rows = people.map((one) => [
    presentPlain(one.name ?? ''),
    presentPlain(one.userPrincipalName ?? ''),
    ...presentFound(one),
    paint('dim', one.person),
  ]);
  return [
    presentQualityMessage(code, people.length),
    ...(rows.length ? ['', ...presentTable(rows)] : []),
  ].join('\n');
}
