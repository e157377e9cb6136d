// rollcall number NUMBER: who has it, since when and why, who else wants it, and what happened to it.
import type { Reason } from '../plan/reasons.ts';
import { presentRange } from '../run/hand-reserved.ts';
import { readNumberAnswer } from '../run/number-answer.ts';
import type { NumberAnswer } from '../run/number-answer.ts';
import { readNumberHistory } from '../store/number-history.ts';
import type { NumberEvent, NumberHistoryRow } from '../store/number-history.ts';
import type { Command } from './command.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';
import { withNumber } from './with-number.ts';

/** As much as people read; scripts that want all of it page through the API. */
const EVENTS = 50;

export const number: Command = (context) =>
  withNumber(context, async (digits, company, { store }) => {
    const { kysely } = store.database;
    const now = new Date(context.config.now ?? Date.now());
    const answer = await readNumberAnswer(kysely, company, digits, now);
    const { rows } = await readNumberHistory(kysely, company.id, digits, { limit: EVENTS, after: null });
    return {
      exitCode: 0,
      json: { ...answer, history: rows },
      text: [...presentNumber(answer, company.timeZone), ...presentHistory(rows, company.timeZone)].join(
        '\n',
      ),
    };
  });

function presentNumber(answer: NumberAnswer, timeZone: string): string[] {
  const time = (at: Date) => presentTime(at, timeZone);
  const { digits, state, since, why, holder, cooling, reserved, series } = answer;
  const rows = [
    ...(holder ? [['  held by', presentPlain(presentHolder(holder))]] : []),
    ...(why ? [['  why', presentPlain(why.message)]] : []),
    ...(reserved
      ? [
          [
            '  reserved',
            presentPlain(`${presentRange(reserved)}${presentBy(reserved)}, ${time(reserved.at)}`),
          ],
        ]
      : []),
    ...(cooling ? [['  cools', presentPlain(presentCooling(cooling, time(cooling.until)))]] : []),
    ...series.map((one) => [
      '  series',
      presentPlain(`${presentRange(one)}, ${one.kind}${one.note === null ? '' : `: ${one.note}`}`),
    ]),
    ...(series.length === 0 ? [['  series', paint('dim', 'none of the company’s')]] : []),
    ...presentWanted(answer).map((line) => ['  wanted by', line]),
    ...presentShown(answer).map((line) => ['  caller id', line]),
  ];
  const notes = answer.notes.flatMap(({ message, cure }) => [
    '',
    `${paint('yellow', 'Note')} ${message}`,
    `     ${cure}`,
  ]);
  const head = `${paint('bold', digits)}  ${state}${since === null ? '' : ` since ${time(since)}`}`;
  return [head, ...presentTable(rows), ...notes];
}

function presentHolder({ name, alias, person, missingSince }: NonNullable<NumberAnswer['holder']>): string {
  const leaving = missingSince === null ? '' : ', leaving';
  return `${name} (${alias}${leaving})${person === null ? ', a user that no sync keeps' : `, person ${person}`}`;
}

function presentBy({ by, note }: NonNullable<NumberAnswer['reserved']>): string {
  return `${by === null ? '' : ` by ${by.name}`}${note === null ? '' : `: ${note}`}`;
}

function presentCooling({ alias, person }: NonNullable<NumberAnswer['cooling']>, until: string): string {
  const who = alias ?? person;
  return `until ${until}${who === null ? '' : ` for ${who}`}; rollcall free lets anybody have it now`;
}

function presentWanted({ wanted }: NumberAnswer): string[] {
  const named = wanted.by.map(({ name, person, template, reasons }) => {
    const about = (reasons as Reason[]).filter(({ field }) => field === 'pstnFixed');
    const why = about.map(({ message }) => ` ${message}`).join('');
    return presentPlain(`${name ?? person} (${template})${why === '' ? '' : `:${why}`}`);
  });
  const more = wanted.count - named.length;
  return more > 0 ? [...named, `and ${presentCount(more)} more`] : named;
}

function presentShown({ shownBy, callerIdOf }: NumberAnswer): string[] {
  const of = callerIdOf.map(({ template, rule }) =>
    presentPlain(
      rule === null
        ? `default of the sync template ${JSON.stringify(template)}`
        : `of the rule ${JSON.stringify(rule)} of ${JSON.stringify(template)}`,
    ),
  );
  if (shownBy.count === 0) return of;
  const first = shownBy.users.map(({ alias }) => presentPlain(alias)).join(', ');
  const more = shownBy.count > shownBy.users.length ? ' …' : '';
  const users = shownBy.count === 1 ? 'one user' : `${presentCount(shownBy.count)} users`;
  return [...of, `shown by ${users}: ${first}${more}`];
}

const words: Record<NumberEvent, string> = {
  assigned: 'given to',
  givenUp: 'given up by',
  freed: 'freed',
  reserved: 'reserved',
  released: 'released',
  addedToSeries: 'added to a series',
  removedFromSeries: 'taken out of a series',
};

function presentHistory(rows: readonly NumberHistoryRow[], timeZone: string): string[] {
  if (rows.length === 0) return [];
  const shown = rows.map(({ at, what, alias, because, note, by, template }) => [
    `  ${presentTime(at, timeZone)}`,
    `${words[what]}${alias === null ? '' : ` ${presentPlain(alias)}`}`,
    presentPlain(note ?? (because as Reason).message),
    paint('dim', presentPlain([template, by?.name].filter((one) => one).join(', '))),
  ]);
  return ['', 'What happened to it:', ...presentTable(shown)];
}
