// One of the company's number series that people can have numbers of, with how many are free in it.
import type { ReactNode } from 'react';
import { Select } from '@mantine/core';
import { useRead } from '../../../api/use-api.ts';
import { useWords } from '../../../words/words.tsx';
import { useEditor } from './editor-context.ts';

interface SeriesSelectProps {
  label: string;
  description?: string;
  /** What stands there when none is chosen. */
  none: string;
  /** First number of the series. */
  value: string | null;
  onChange: (from: string | null) => void;
}

export function SeriesSelect({ none, value, onChange, ...shown }: SeriesSelectProps): ReactNode {
  const { words, format } = useWords();
  const { isReadOnly } = useEditor();
  const read = useRead('/companies/{company}/number-series', {}, { staleTime: 60_000 });
  const series = (read.data?.numbers ?? []).filter(({ kind }) => kind !== 'service');
  const items = series.map(({ from, to, note, free }) => ({
    value: from,
    label: [
      to === undefined || to === from ? from : `${from}–${to}`,
      note,
      words.mapping.rules.free(free, format.number(free)),
    ]
      .filter(Boolean)
      .join(' · '),
  }));
  const lost = value !== null && !series.some(({ from }) => from === value);
  return (
    <Select
      {...shown}
      data={[{ value: '', label: none }, ...(lost ? [{ value, label: value }] : []), ...items]}
      value={value ?? ''}
      readOnly={isReadOnly}
      allowDeselect={false}
      maw={420}
      onChange={(from) => onChange(from === '' ? null : from)}
    />
  );
}
