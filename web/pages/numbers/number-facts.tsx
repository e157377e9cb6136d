// What one number is: state, holder, since when and why, series, reservation; what deserves attention.
import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { NumberAnswer } from '../../api/api-types.ts';
import { tellReason } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import { NumberState } from './number-state.tsx';
import { presentRange } from './present-range.ts';
import classes from './numbers.module.css';

export function NumberFacts({ number }: { number: NumberAnswer }): ReactNode {
  const { words, format } = useWords();
  const w = words.numbers.one;
  const { holder, cooling, reserved, series } = number;
  const facts: [string, ReactNode][] = [
    [words.numbers.state, <NumberState key="state" state={number.state} />],
    [w.holder, holder && <Holder key="holder" holder={holder} />],
    [w.since, number.since && format.dateTime(number.since)],
    [w.because, number.why && <Because key="why" why={number.why} />],
    [w.cooling, cooling && format.dateTime(cooling.until)],
    [w.last, cooling && (cooling.alias ?? cooling.person)],
    [
      w.reserved,
      reserved && words.numbers.reservedBy(reserved.by?.name ?? '–', format.dateTime(reserved.at)),
    ],
    ['', reserved?.note],
    [
      w.series,
      series.length === 0
        ? w.noSeries
        : series.map((one) => [one.note, presentRange(one, words)].filter(Boolean).join(' · ')).join('; '),
    ],
  ];
  return (
    <>
      <dl className={classes['facts']}>
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([what, value]) => (
            <Fact key={what} what={what} value={value} />
          ))}
      </dl>
      {number.notes.map((note) => (
        <div key={note.code} className={classes['warning']}>
          {w.notes[note.code] ?? (
            <span lang="en">
              {note.message} {note.cure}
            </span>
          )}
        </div>
      ))}
    </>
  );
}

function Fact({ what, value }: { what: string; value: ReactNode }): ReactNode {
  return (
    <>
      <dt>{what}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Holder({ holder }: { holder: NonNullable<NumberAnswer['holder']> }): ReactNode {
  const { words } = useWords();
  return (
    <>
      <Anchor component={Link} to="/users/$user" params={{ user: holder.user } as never}>
        {holder.name}
      </Anchor>{' '}
      {holder.alias}
      {holder.isLeaving && ` – ${words.numbers.one.leaving}`}
    </>
  );
}

function Because({ why }: { why: NonNullable<NumberAnswer['why']> }): ReactNode {
  const told = tellReason({ ...why }, useWords());
  return <span lang={told.lang}>{told.text}</span>;
}
