// How many steps of each sort, as buttons that filter the list below: pressed again they let everything be seen.
import type { ReactNode } from 'react';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { RunFull } from '../../api/api-types.ts';
import type { Face } from '../../steps/run-face.ts';
import { StepSign, stepKinds } from '../../steps/step-sign.tsx';
import type { StepKind } from '../../steps/step-sign.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './run.module.css';

const route = getRouteApi('/in/runs/$run');
/** Rare ones are shown when there are some. */
const always = new Set<StepKind>(['create', 'change', 'leave', 'delete', 'skip', 'unchanged']);

export function Counters({ run, face }: { run: RunFull; face: Face }): ReactNode {
  const { words } = useWords();
  const shown = stepKinds.filter((kind) => always.has(kind) || countSteps(run, kind).all > 0);
  const kept = countKept(run);
  return (
    <div role="group" aria-label={words.runs.counters} className={classes['counters']}>
      {shown.map((kind) => (
        <Counter
          key={kind}
          kind={kind}
          label={labelOf(kind, face, words)}
          template={run.templateId}
          {...countSteps(run, kind)}
        />
      ))}
      {kept > 0 && (
        <Counter
          kind="kept"
          label={words.runs.kept}
          template={run.templateId}
          all={kept}
          withheld={0}
          isListed
        />
      )}
    </div>
  );
}

const labelOf = (kind: StepKind, face: Face, words: ReturnType<typeof useWords>['words']): string =>
  face === 'preview' ? words.fields.steps[kind] : words.fields.done[kind];

interface CounterProps {
  kind: StepKind | 'kept';
  label: string;
  all: number;
  withheld: number;
  /** Its steps stand in the list below. */
  isListed: boolean;
  template: string;
}

function Counter({ kind, label, all, withheld, isListed, template }: CounterProps): ReactNode {
  const { words, format } = useWords();
  const { op } = route.useSearch();
  const navigate = route.useNavigate();
  const inside = (
    <>
      <span className={classes['kind']}>
        <StepSign kind={kind === 'kept' ? 'skip' : kind} />
        {label}
      </span>
      <span className={classes['number']} data-kind={all > 0 ? kind : undefined}>
        {format.number(all)}
      </span>
      {withheld > 0 && (
        <span className={classes['held']}>{words.runs.withheldToo(format.number(withheld))}</span>
      )}
    </>
  );
  // Whom nothing is done to has no steps to be listed.
  if (kind === 'unchanged') return <div className={classes['counter']}>{inside}</div>;
  if (!isListed && (kind === 'skip' || kind === 'conflict'))
    return (
      <Link className={classes['counter']} to="/people" search={{ template, standing: kind }}>
        {inside}
      </Link>
    );
  const isPressed = op === kind;
  return (
    <button
      type="button"
      className={classes['counter']}
      aria-pressed={isPressed}
      onClick={() =>
        void navigate({
          search: (now) => ({ ...now, op: isPressed ? '' : kind, code: '', step: 0 }),
          replace: true,
        })
      }
    >
      {inside}
    </button>
  );
}

/** A run that was carried out has no steps of whom it left out, only how many they are. */
function countSteps(run: RunFull, kind: StepKind): Pick<CounterProps, 'all' | 'withheld' | 'isListed'> {
  if (kind === 'unchanged') return { all: run.counts.unchanged, withheld: 0, isListed: false };
  const of = run.steps.filter((one) => one.do === kind && one.outcome !== 'kept');
  const sum = (some: typeof of): number => some.reduce((total, { count }) => total + count, 0);
  const withheld = sum(of.filter(({ outcome }) => outcome === 'withheld'));
  const isLeftOut = kind === 'skip' || kind === 'conflict';
  const isListed = !isLeftOut || of.length > 0 || run.counts[kind] === 0;
  return { all: isListed ? sum(of) : run.counts[kind], withheld, isListed };
}

const countKept = (run: RunFull): number =>
  run.steps.reduce((sum, { outcome, count }) => sum + (outcome === 'kept' ? count : 0), 0);
