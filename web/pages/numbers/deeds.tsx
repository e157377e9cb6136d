// What changes the company's numbers as a whole: its series, a CSV file, reserved ranges.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useCan } from '../../api/me.ts';
import { useWords } from '../../words/words.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ReserveDialog } from './reserve-dialog.tsx';
import { SeriesDialog } from './series-dialog.tsx';

/** isEditing: the series are shown, so that they are what one is about to change. */
export function Deeds({ isEditing }: { isEditing: boolean }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [open, setOpen] = useState<'series' | 'import' | 'reserve' | null>(null);
  const w = words.numbers;
  const close = (): void => setOpen(null);
  if (!can('number.change')) return null;
  return (
    <>
      <Button onClick={() => setOpen('import')}>{w.import}</Button>
      <Button variant={isEditing ? 'default' : 'filled'} onClick={() => setOpen('reserve')}>
        {w.reserve}
      </Button>
      {isEditing && (
        <Button variant="filled" onClick={() => setOpen('series')}>
          {w.edit}
        </Button>
      )}
      {open === 'series' && <SeriesDialog onClose={close} />}
      {open === 'import' && <ImportDialog onClose={close} />}
      {open === 'reserve' && <ReserveDialog onClose={close} />}
    </>
  );
}
