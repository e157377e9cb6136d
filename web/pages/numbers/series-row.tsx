// One series as it is edited, and what is wrong with it by the server's word.
import type { ReactNode } from 'react';
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { NewNumberSeriesList, NumberSeriesList } from '../../api/api-types.ts';
import type { Fault } from '../../api/problem.ts';
import { useWords } from '../../words/words.tsx';
import classes from './numbers.module.css';

type Kind = NumberSeriesList['numbers'][number]['kind'];
export interface EditedSeries {
  key: string;
  from: string;
  to: string;
  kind: Kind;
  note: string;
}

export const newRow = (): EditedSeries => ({
  key: crypto.randomUUID(),
  from: '',
  to: '',
  kind: 'fixed',
  note: '',
});

export const presentRows = ({ numbers }: NumberSeriesList): EditedSeries[] =>
  numbers.map(({ from, to, kind, note }) => ({ ...newRow(), from, to: to ?? '', kind, note: note ?? '' }));

/** However it is spaced. */
const toDigits = (text: string): string => text.replaceAll(/[\s()+-]/gu, '');

export function presentRow({ from, to, kind, note }: EditedSeries): NewNumberSeriesList['numbers'][number] {
  return {
    from: toDigits(from),
    ...(to.trim() && { to: toDigits(to) }),
    kind,
    ...(note.trim() && { note: note.trim() }),
  };
}

interface SeriesRowProps {
  row: EditedSeries;
  nth: number;
  faults: readonly Fault[];
  /** null: taken away. */
  onChange: (row: EditedSeries | null) => void;
}

export function SeriesRow({ row, nth, faults, onChange }: SeriesRowProps): ReactNode {
  const { words, format } = useWords();
  const w = words.numbers.editor;
  const text = (field: 'from' | 'to' | 'note', label: string): ReactNode => {
    const own = faults.find(({ path }) => path?.endsWith(`.${field}`));
    const error =
      own ?? (field === 'from' ? faults.find(({ path }) => !/\.\w+$/u.test(path ?? '')) : undefined);
    return (
      <TextInput
        label={label}
        value={row[field]}
        error={error && <span lang="en">{`${error.message} ${error.cure}`}</span>}
        {...(field !== 'note' && { inputMode: 'tel' as const })}
        onChange={(event) => onChange({ ...row, [field]: event.currentTarget.value })}
      />
    );
  };
  return (
    <fieldset className={classes['editRow']}>
      <legend className="visually-hidden">{w.row(format.number(nth + 1))}</legend>
      {text('from', w.from)}
      {text('to', w.to)}
      <NativeSelect
        label={words.numbers.kind}
        value={row.kind}
        data={(['fixed', 'mobile', 'service'] as const).map((value) => ({
          value,
          label: words.numbers.kinds[value],
        }))}
        onChange={(event) => onChange({ ...row, kind: event.currentTarget.value as Kind })}
      />
      {text('note', w.note)}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={w.remove(format.number(nth + 1))}
        onClick={() => onChange(null)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </fieldset>
  );
}
