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
    ...presentMails(report),
    ...presentFields(report),
    ...presentWithheld(report),
    ...presentReasons(report),
    ...presentRules(report),
  ].join('\n');
}

function presentHead({
  template,
  state,
  preview,
  person,
  read,
  startedAt,
  finishedAt,
  run,
}: RunReport): string[] {
  const took =
    finishedAt === null ? '' : ` · ${presentDuration(Date.parse(finishedAt) - Date.parse(startedAt))}`;
  const word = preview ? `preview ${state}` : state;
  const people = `${presentCount(read.people)} people`;
  const how = read.mode === 'full' ? 'everybody' : 'what has changed';
  const requests = `${presentCount(read.requests)} ${read.requests === 1 ? 'request' : 'requests'}`;
  return [
    `${paint('bold', template)}  ${paint(stateColours[state] ?? 'bold', word)}${took}`,
    ...(person === null ? [] : [`One person alone: ${presentPlain(person)}`]),
    ...(read.complete
      ? [
          person === null
            ? `Read ${how} with ${requests}; ${people} in scope.`
            : `Read with ${requests}; ${read.people === 0 ? 'not in scope' : 'in scope'}.`,
        ]
      : []),
    paint('dim', `Run ${run}`),
  ];
}

function presentError({ error }: RunReport): string[] {
  if (!error) return [];
  return ['', `${paint('red', error.code)}  ${error.message}`, `  ${error.cure}`];
}

const countWords: [key: keyof RunReport['counts'], done: string, planned: string][] = [
  ['create', 'created', 'would be created'],
  ['change', 'changed', 'would be changed'],
  ['leave', 'began to leave', 'would begin to leave'],
  ['return', 'came back', 'would come back'],
  ['delete', 'deleted', 'would be deleted'],
  ['unchanged', 'unchanged', 'unchanged'],
  ['skip', 'left out', 'left out'],
  ['conflict', 'in conflict with a user that no sync keeps', 'in conflict with a user that no sync keeps'],
];

function mapCounts({ counts, preview }: RunReport): [count: string, word: string][] {
  return countWords
    .filter(([key]) => counts[key] > 0)
    .map(([key, done, planned]) => [presentCount(counts[key]), preview ? planned : done]);
}

function presentCounts(report: RunReport): string[] {
  const isUndo = report.trigger === 'undo';
  if ((!report.read.complete && !isUndo) || report.fields) return [];
  const rows = mapCounts(report).map(([count, word]) => [`  ${count}`, word]);
  if (isUndo && rows.length === 0) return [];
  return ['', ...(rows.length ? presentTable(rows, [0]) : [presentNobody(report)])];
}

function presentNobody({ person }: RunReport): string {
  return person === null ? '  Nobody is in scope.' : '  Nothing to do.';
}

/** What new users bring with them in mails: to be seen before 5,000 people are connected. */
function presentMails({ mail, preview }: RunReport): string[] {
  const { welcome, held, withoutAddress, copies, withheld } = mail;
  const one = (count: number, word: string, does: [one: string, many: string, planned: string]) =>
    `${presentCount(count)} ${count === 1 ? word : `${word}s`} ${does[preview ? 2 : count === 1 ? 0 : 1]}`;
  const sentences = [
    [welcome, `${one(welcome, 'welcome mail', ['goes out', 'go out', 'would go out'])}.`],
    [
      held,
      `${one(held, 'welcome mail', ['is held', 'are held', 'would be held'])} until released (welcomeFirstLoad: hold).`,
    ],
    [
      withheld,
      `${presentCount(withheld)} more ${withheld === 1 ? 'welcome mail comes with a new user' : 'welcome mails come with new users'} whom a brake withholds, once they are approved.`,
    ],
    [
      withoutAddress,
      `${one(withoutAddress, 'new user', ['gets', 'get', 'would get'])} no welcome mail: no e-mail address is mapped for them.`,
    ],
    [
      copies,
      `${one(copies, 'message', ['tells', 'tell', 'would tell'])} the administrator of new users (welcomeCopyTo).`,
    ],
  ] as const;
  const told = sentences.flatMap(([count, sentence]) => (count > 0 ? [`  ${sentence}`] : []));
  return told.length === 0 ? [] : ['', 'Mail:', ...told];
}

/** The whole report on one line, for lists of runs and logs. Names no person. */
export function presentOneLine(report: RunReport): string {
  const { state, read, withheld, error } = report;
  const parts = [
    ...(read.complete ? [`${presentCount(read.people)} people`] : []),
    ...mapCounts(report).map(([count, word]) => `${count} ${word}`),
    ...withheld.map(({ kind, count }) => `${presentCount(count)} ${kind} withheld`),
    ...(error ? [`${error.code}: ${error.message} ${error.cure}`] : []),
  ];
  return `${report.preview ? 'preview ' : ''}${state}${parts.length ? ` – ${parts.join(', ')}` : ''}`;
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

/** Which rule decided what new users get; a preview tells of everybody in scope, and so which rules never do. */
function presentRules({ rules, preview }: RunReport): string[] {
  if (rules.length === 0) return [];
  const rows = rules.map(({ name, count, fits = 0, decides = 0, unknown = 0 }) => {
    const never = fits > 0 && decides === 0 && unknown === 0 ? paint('yellow', 'never decides') : '';
    const groups = unknown > 0 ? `groups of ${presentCount(unknown)} not known` : '';
    const reach = [presentCount(fits), presentCount(decides), [never, groups].filter(Boolean).join(', ')];
    return [`  ${presentCount(count)}`, presentPlain(name), ...(preview ? reach : [])];
  });
  const head = ['  new', 'rule', ...(preview ? ['fits', 'would decide, were all new', ''] : [])];
  return ['', 'New users by rule:', ...presentTable([head, ...rows], [0, 2, 3])];
}

function presentReasons({ reasons }: RunReport): string[] {
  if (reasons.length === 0) return [];
  const rows = reasons.map(({ code, count }) => {
    const { message, cure } = presentReasonCode(code);
    return [`  ${presentCount(count)}`, code, message, paint('dim', cure)];
  });
  return ['', 'People by reason:', ...presentTable(rows, [0])];
}
