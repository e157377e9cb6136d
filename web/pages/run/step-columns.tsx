// The cells of a step, native and light: what is done, to whom, and the first two values before and after, or the reason.
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { IconArrowRight, IconChevronRight } from '@tabler/icons-react';
import type { RunStep } from '../../api/api-types.ts';
import { After, Before } from '../../parts/diff.tsx';
import type { Column } from '../../parts/table/column.ts';
import { isRawField, presentFieldName, presentFieldValue } from '../../steps/field-words.ts';
import { tellReason } from '../../steps/reason-words.ts';
import { StepSign, stepKinds } from '../../steps/step-sign.tsx';
import type { StepKind } from '../../steps/step-sign.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './run.module.css';

const kindOf = ({ do: what }: Pick<RunStep, 'do'>): StepKind =>
  stepKinds.find((kind) => kind === what) ?? 'change';

export const nameOf = (step: RunStep): string => step.name ?? step.alias ?? step.person ?? '';

/** isPreview: said as what would be, not as what was. */
export function useStepColumns(isPreview: boolean): readonly Column<RunStep>[] {
  const { words } = useWords();
  return useMemo(
    () => [
      {
        id: 'name',
        label: words.runs.stepColumns.name,
        width: 260,
        cell: (step) => <NameCell step={step} isPreview={isPreview} />,
      },
      {
        id: 'alias',
        label: words.runs.stepColumns.alias,
        width: 130,
        cell: (step) => step.alias ?? '–',
        isRaw: true,
      },
      {
        id: 'what',
        label: words.runs.stepColumns.what,
        width: 560,
        cell: (step) => <WhatCell step={step} />,
      },
    ],
    [words, isPreview],
  );
}

function NameCell({ step, isPreview }: { step: RunStep; isPreview: boolean }): ReactNode {
  const { words } = useWords();
  const kind = kindOf(step);
  const told =
    step.outcome === 'kept' ? words.runs.kept : (isPreview ? words.fields.steps : words.fields.done)[kind];
  return (
    <span className={classes['name']}>
      <span className={classes['sign']} data-kind={kind}>
        <StepSign kind={kind} size={15} />
      </span>
      <span className="visually-hidden">{told}: </span>
      {nameOf(step)}
    </span>
  );
}

function WhatCell({ step }: { step: RunStep }): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const fields = changedFields(step).slice(0, 2);
  const date = step.details['deleteOn'];
  const told = fields.length === 0 ? tellReason(step.because, spoken) : null;
  const { value } = step.because as { value?: unknown };
  return (
    <span className={classes['what']}>
      {step.outcome === 'withheld' && <span className={classes['mark-held']}>{words.runs.heldMark}</span>}
      {step.undoneBy !== null && <span className={classes['mark-undone']}>{words.runs.undone}</span>}
      {typeof date === 'string' && step.do === 'leave' && (
        <span>{words.runs.details.gone(format.date(`${date}T12:00:00Z`))}</span>
      )}
      {told && <span lang={told.lang}>{told.title}</span>}
      {told && typeof value === 'string' && <code>{value}</code>}
      {fields.map((field) => (
        <FieldChange key={field} step={step} field={field} />
      ))}
      <IconChevronRight size={15} className={classes['chevron']} aria-hidden />
    </span>
  );
}

function FieldChange({ step, field }: { step: RunStep; field: string }): ReactNode {
  const { words } = useWords();
  const [before, after] = [step.from?.[field], step.to?.[field]].map((value) =>
    presentFieldValue(value, words),
  );
  const isRaw = isRawField(field);
  return (
    <span className={classes['change']}>
      <span className={classes['field']}>{presentFieldName(field, words)}</span>
      {step.do !== 'create' && <Before value={before ?? null} isRaw={isRaw} />}
      {step.do === 'change' && <IconArrowRight size={13} aria-hidden />}
      {step.do !== 'delete' && <After value={after ?? null} isRaw={isRaw} />}
    </span>
  );
}

/** Those that say most about a new user first; of a change as the plan has them. Leaving and deleting are told by their reason. */
function changedFields(step: RunStep): string[] {
  if (step.do === 'change') return Object.keys({ ...step.from, ...step.to });
  if (step.do !== 'create') return [];
  const has = (field: string): boolean => step.to?.[field] !== null && step.to?.[field] !== undefined;
  return ['pstnFixed', 'email', 'title'].filter(has);
}
