// What a file of numbers would add: how many, and which series and reserved ranges.
import type { ReactNode } from 'react';
import type { NumbersImported } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import { presentRange } from './present-range.ts';
import classes from './numbers.module.css';

/** More are no preview; the count says how many there are. */
const MOST_SHOWN = 50;

export function ImportOutcome({ imported }: { imported: NumbersImported }): ReactNode {
  const { words, format } = useWords();
  const w = words.numbers.importer;
  const { lines, added, alreadyThere, reserved } = imported.counts;
  const shown = (count: number): [number, string] => [count, format.number(count)];
  const parts = [
    w.outcome(...shown(lines)),
    added > 0 && w.added(...shown(added)),
    reserved > 0 && w.reserved(...shown(reserved)),
    alreadyThere > 0 && w.there(...shown(alreadyThere)),
  ].filter((part) => part !== false);
  return (
    <div role="status">
      <p className={classes['text']}>{parts.join(' · ')}</p>
      {added + reserved === 0 && <p className={classes['text']}>{w.nothing}</p>}
      <Ranges imported={imported} />
      {imported.ignoredColumns.length > 0 && (
        <p className={classes['text']}>{w.ignored(format.list(imported.ignoredColumns))}</p>
      )}
    </div>
  );
}

function Ranges({ imported }: { imported: NumbersImported }): ReactNode {
  const { words } = useWords();
  const w = words.numbers;
  const ranges = [
    ...imported.seriesAdded.map((one) => ({ ...one, what: w.kinds[one.kind] })),
    ...imported.reservedAdded.map((one) => ({ ...one, what: w.states.reserved })),
  ];
  return (
    <ul className={classes['rows']}>
      {ranges.slice(0, MOST_SHOWN).map((range) => (
        <li key={`${range.from} ${range.what}`}>
          <code>{presentRange(range, words)}</code>
          <span className={classes['quiet']}>{range.what}</span>
          <span>{range.note}</span>
        </li>
      ))}
    </ul>
  );
}
