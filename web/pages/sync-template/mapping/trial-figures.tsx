// How a field would come out for everybody: three people, a bar, and numbers that open the list of names behind them.
import type { ReactNode } from 'react';
import { Why } from '../../../steps/why.tsx';
import { useWords } from '../../../words/words.tsx';
import type { MappingTrial } from '../../../api/api-types.ts';
import { findTried, useEditor } from './editor-context.ts';
import type { TrialCategory } from './editor-context.ts';
import classes from './mapping.module.css';

type TrialField = MappingTrial['fields'][number];
const SAMPLES = 3;
const categories = ['usable', 'empty', 'unusable', 'colliding', 'differing'] as const;

/** field: as trying calls it. label: as people do. */
export function TrialFigures({ field, label }: { field: string; label: string }): ReactNode {
  const { words } = useWords();
  const { trial, isLate } = useEditor();
  const tried = findTried(trial, field);
  if (!tried) return isLate ? <p className={classes['quiet']}>{words.mapping.trial.counting}</p> : null;
  return (
    <div className={classes['figures']} data-late={isLate || undefined}>
      <Samples tried={tried} label={label} />
      <Bar tried={tried} />
      <Numbers tried={tried} label={label} />
      {tried.why[0] && (
        <p className={classes['why']}>
          <Why why={tried.why[0].why} />
        </p>
      )}
    </div>
  );
}

function Samples({ tried, label }: { tried: TrialField; label: string }): ReactNode {
  const { words } = useWords();
  const said = words.mapping;
  const people = tried.usable.people.slice(0, SAMPLES);
  if (people.length === 0) return <p className={classes['quiet']}>{said.trial.noSamples}</p>;
  return (
    <ul className={classes['people']} aria-label={said.trial.samples(label)}>
      {people.map(({ person, name, value }) => (
        <li key={person}>
          <span className={classes['who']}>{name ?? said.people.unnamed}</span> <code>{value}</code>
        </li>
      ))}
    </ul>
  );
}

/** A picture of the numbers below it, which say the same. */
function Bar({ tried }: { tried: TrialField }): ReactNode {
  const { usable, empty, unusable, colliding } = tried;
  const all = Math.max(1, usable.count + empty.count + unusable.count);
  const clashing = Math.min(colliding.count, usable.count);
  const parts = [
    ['usable', usable.count - clashing],
    ['colliding', clashing],
    ['unusable', unusable.count],
    ['empty', empty.count],
  ] as const;
  return (
    <div className={classes['bar']} aria-hidden>
      {parts.map(([kind, count]) =>
        count > 0 ? <span key={kind} data-kind={kind} style={{ flexGrow: count / all }} /> : null,
      )}
    </div>
  );
}

/** Nobody in it: a number and no button. What differs from today is told only where somebody does. */
function Numbers({ tried, label }: { tried: TrialField; label: string }): ReactNode {
  const { words } = useWords();
  const shown = categories.filter((kind) => kind !== 'differing' || tried.differing.count > 0);
  return (
    <div className={classes['numbers']} role="group" aria-label={words.mapping.trial.group(label)}>
      {shown.map((kind) => (
        <Figure key={kind} kind={kind} count={tried[kind].count} field={tried.field} label={label} />
      ))}
    </div>
  );
}

function Figure({
  kind,
  count,
  field,
  label,
}: {
  kind: TrialCategory;
  count: number;
  field: string;
  label: string;
}): ReactNode {
  const { words, format } = useWords();
  const { showPeople } = useEditor();
  const text = words.mapping.trial[kind](count, format.number(count));
  const dot = <span className={classes['dot']} data-kind={kind} aria-hidden />;
  if (count === 0)
    return (
      <span className={classes['figure']}>
        {dot}
        {text}
      </span>
    );
  return (
    <button
      type="button"
      className={classes['figure']}
      data-kind={kind}
      onClick={() => showPeople(field, label, kind)}
    >
      {dot}
      {text}
    </button>
  );
}
