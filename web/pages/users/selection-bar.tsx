// The dark bar over the last rows: how many are chosen, and what can be done with them.
import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { IconX } from '@tabler/icons-react';
import type { User } from '../../api/api-types.ts';
import type { Rows } from '../../parts/table/rows.ts';
import { countSelected, noSelection } from '../../parts/table/selection.ts';
import type { SelectionState } from '../../parts/table/selection.ts';
import { useWords } from '../../words/words.tsx';
import type { Deed } from './asked.tsx';
import type { Chosen } from './chosen.ts';
import type { UserFilter } from './filter.ts';
import { Asked } from './later.ts';
import classes from './users.module.css';

interface SelectionBarProps {
  selection: SelectionState;
  filter: UserFilter;
  rows: Rows<User>;
}

export function SelectionBar({ selection, filter, rows }: SelectionBarProps): ReactNode {
  const { words, format } = useWords();
  const [asks, setAsks] = useState<Deed | null>(null);
  const count = countSelected(selection.value, rows.count ?? 0);
  if (count === 0) return null;
  const chosen: Chosen = { count, selection: selection.value, filter, rows };
  const close = (): void => setAsks(null);
  const clear = (): void => selection.onChange(noSelection);
  return (
    <>
      <div role="toolbar" aria-label={words.users.chosenDeeds} className={classes['bar']}>
        <span role="status" className={classes['chosen']}>
          {words.parts.selected(count, format.number(count))}
        </span>
        <button type="button" onClick={() => setAsks('template')}>
          {words.users.changeTemplate}
        </button>
        <button type="button" onClick={() => setAsks('numbers')}>
          {words.users.assignNumber}
        </button>
        <button type="button" className={classes['danger']} onClick={() => setAsks('delete')}>
          {words.users.delete}
        </button>
        <button
          type="button"
          className={classes['close']}
          aria-label={words.users.clearChosen}
          onClick={clear}
        >
          <IconX size={18} aria-hidden />
        </button>
      </div>
      <Suspense>{asks && <Asked deed={asks} chosen={chosen} onClose={close} onDone={clear} />}</Suspense>
    </>
  );
}
