// The headings of a table: the box that chooses everything that fits, and buttons that sort.
import type { ReactNode } from 'react';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useWords } from '../../words/words.tsx';
import { presentNextSort } from './column.ts';
import type { Column, Sort } from './column.ts';
import { countSelected, noSelection, selectAll } from './selection.ts';
import type { SelectionState } from './selection.ts';
import classes from './data-table.module.css';

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[];
  count: number;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  selection?: SelectionState | undefined;
}

export function TableHead<Row>({ columns, count, sort, onSort, selection }: TableHeadProps<Row>): ReactNode {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selection && <SelectAll count={count} selection={selection} />}
        {columns.map((column) => (
          <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

function Heading<Row>({
  column: { label, sortBy, align },
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}): ReactNode {
  if (sortBy === undefined || !onSort)
    return (
      <th scope="col" data-align={align}>
        {label}
      </th>
    );
  const order = sort?.by === sortBy ? sort.order : null;
  return (
    <th
      scope="col"
      data-align={align}
      aria-sort={order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'}
    >
      <button type="button" className={classes['sort']} onClick={() => onSort(presentNextSort(sort, sortBy))}>
        {label}
        {order === 'asc' && <IconArrowUp size={14} aria-hidden />}
        {order === 'desc' && <IconArrowDown size={14} aria-hidden />}
      </button>
    </th>
  );
}

function SelectAll({ count, selection }: { count: number; selection: SelectionState }): ReactNode {
  const { words } = useWords();
  const { value, onChange } = selection;
  const chosen = countSelected(value, count);
  return (
    <th scope="col" className={classes['choice']}>
      <label>
        <input
          type="checkbox"
          aria-label={words.parts.selectAll}
          disabled={count === 0}
          checked={chosen > 0 && chosen === count}
          ref={(box) => {
            if (box) box.indeterminate = chosen > 0 && chosen < count;
          }}
          onChange={() => onChange(count === 0 ? noSelection : selectAll(value))}
        />
      </label>
    </th>
  );
}
