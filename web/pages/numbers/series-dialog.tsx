// The series as rows to edit, saved as a whole. Two people at once: the second is told and saves nothing.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { NumberSeriesList } from '../../api/api-types.ts';
import type { Tagged } from '../../api/api.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useReadTagged } from '../../api/use-api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { SeriesRow, newRow, presentRow, presentRows } from './series-row.tsx';
import type { EditedSeries } from './series-row.tsx';
import { useForgetNumbers } from './use-numbers.ts';
import classes from './numbers.module.css';

const PATH = '/companies/{company}/number-series';

export function SeriesDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { words } = useWords();
  const series = useReadTagged(PATH, {}, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <Dialog size={820} onClose={onClose} title={words.numbers.editor.title}>
      {series.isError && <Failed error={series.error} what={words.numbers.failedSeries} />}
      {series.isPending && <Loading />}
      {series.data && <Editor series={series.data} onClose={onClose} />}
    </Dialog>
  );
}

function Editor({ series, onClose }: { series: Tagged<NumberSeriesList>; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const w = words.numbers.editor;
  // As it was when editing began: what is read again meanwhile must not let this overwrite somebody else's.
  const [begun] = useState(series);
  const [rows, setRows] = useState<EditedSeries[]>(() => presentRows(begun.data));
  const save = useSave(begun.etag, onClose);
  const change = (key: string, next: EditedSeries | null): void =>
    setRows((now) => now.flatMap((row) => (row.key === key ? (next ?? []) : row)));
  const faults = save.error instanceof Problem ? save.error.faults : [];
  const isStale = save.error instanceof Problem && save.error.status === 412;
  return (
    <Stack
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(rows);
      }}
    >
      <p className={classes['text']}>{w.text}</p>
      {save.isError && (
        <Failed error={save.error} what={words.numbers.refused} {...(isStale && { unharmed: w.changed })} />
      )}
      {rows.length === 0 && <p className={classes['text']}>{w.none}</p>}
      <div>
        {rows.map((row, nth) => (
          <SeriesRow
            key={row.key}
            row={row}
            nth={nth}
            faults={faults.filter(({ path }) => path?.startsWith(`numbers[${nth}]`))}
            onChange={(next) => change(row.key, next)}
          />
        ))}
      </div>
      <Group justify="space-between">
        <Button onClick={() => setRows((now) => [...now, newRow()])}>{w.add}</Button>
        <Group>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {words.common.save}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

function useSave(etag: string | null, onDone: () => void) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForgetNumbers();
  return useMutation({
    mutationFn: (rows: readonly EditedSeries[]) =>
      api.call('put', PATH, { body: { numbers: rows.map(presentRow) }, ifMatch: etag ?? '*' }),
    onSuccess: () => {
      toast(words.numbers.editor.saved);
      onDone();
    },
    onSettled: forget,
  });
}
