// A run's report as people read it on a terminal: how it ended, what was read, what was done, why people are
// left out and what to do about it. Scripts get the report itself. Pure but for colours.
import type { RunReport } from '../run/report.ts';
import type { ExitCode } from './command.ts';
import { presentReasonCode } from './present-reason.ts';
import { paint, presentCount, presentDuration, presentPlain, presentTable } from './terminal.ts';
import type { Paint } from './terminal.ts';

export function mapExitCode(state: RunReport['state']): ExitCode {
  if (state === 'succeeded') return 0;
  return state === 'withheld' ? 3 : 1;
}

const stateColours: Record<string, Paint> = {
  succeeded: 'green',
  withheld: 'yellow',
  failed: 'red',
  refused: 'red',
};

export function presentReport(report: RunReport): string {
  return [
    ...presentHead(report),
    ...presentError(report),
    ...presentCounts(report),
    ...presentFields(report),
    ...presentWithheld(report),
    ...presentReasons(report),
  ].join('\n');
}

function presentHead({ template, state, preview, read, startedAt, finishedAt, run }: RunReport): string[] {
  const took =
    finishedAt === null ? '' : ` · ${presentDuration(Date.parse(finishedAt) - Date.parse(startedAt))}`;
  const word = preview ? `preview ${state}` : state;
  const people = `${presentCount(read.people)} people`;
  const how = read.mode === 'full' ? 'everybody' : 'what has changed';
  const requests = `${presentCount(read.requests)} ${read.requests === 1 ? 'request' : 'requests'}`;
  return [
    `${paint('bold', template)}  ${paint(stateColours[state] ?? 'bold', word)}${took}`,
    ...(read.complete ? [`Read ${how} with ${requests}; ${people} in scope.`] : []),
    paint('dim', `Run ${run}`),
  ];
}

function presentError({ error }: RunReport): string[] {
  if (!error) return [];
  return ['', `${paint('red', error.code)}  ${error.message}`, `  ${error.cure}`];
}

function presentCounts({ counts, read, preview, fields }: RunReport): string[] {
  if (!read.complete || fields) return [];
  const will = preview ? 'would be ' : '';
  const rows: [number, string][] = [
    [counts.create, `${will}created`],
    [counts.change, `${will}changed`],
    [counts.leave, preview ? 'would begin to leave' : 'began to leave'],
    [counts.return, preview ? 'would be back' : 'came back'],
    [counts.delete, `${will}deleted`],
    [counts.unchanged, 'unchanged'],
    [counts.skip, 'left out'],
    [counts.conflict, 'in conflict with a user that no sync keeps'],
  ];
  return [
    '',
    ...presentTable(
      rows.map(([count, word]) => [`  ${presentCount(count)}`, word]),
      [0],
    ),
  ];
}

/** Before the mapping is there: what it can be made of. */
function presentFields({ fields }: RunReport): string[] {
  if (!fields) return [];
  const rows = fields.map(({ field, count, samples }) => [
    `  ${field}`,
    presentCount(count),
    samples.map((sample) => presentPlain(sample).slice(0, 40)).join(' · '),
  ]);
  return [
    '',
    'Alias, Name, Surname and PSTN Fixed are not all mapped, so people were read and nothing else was done.',
    'Choose their sources in "fieldMapping"; these fields have values:',
    '',
    ...presentTable(
      [['  field', 'people', 'such as'], ...rows].map((row) => row.map(String)),
      [1],
    ),
  ];
}

function presentWithheld({ withheld, run, preview }: RunReport): string[] {
  const lines = withheld.flatMap(({ kind, count, counted, percent, limit }) => {
    const limits = [limit.count, limit.percent === null ? null : `${limit.percent} %`].filter(
      (part) => part !== null,
    );
    const together = counted === count ? '' : `, ${presentCount(counted)} with those of the last 24 hours`;
    return [
      `  ${paint('yellow', kind)}  ${presentCount(count)}${together} (${percent} %; the limit is ${limits.join(' and ')})`,
      ...(preview ? [] : [`    Let them through with: rollcall approve ${run} ${kind}`]),
    ];
  });
  return lines.length
    ? ['', preview ? 'Would be withheld by a brake:' : 'Withheld by a brake:', ...lines]
    : [];
}

function presentReasons({ reasons }: RunReport): string[] {
  if (reasons.length === 0) return [];
  const rows = reasons.map(({ code, count }) => {
    const { message, cure } = presentReasonCode(code);
    return [`  ${presentCount(count)}`, code, message, paint('dim', cure)];
  });
  return ['', 'People by reason:', ...presentTable(rows, [0])];
}
