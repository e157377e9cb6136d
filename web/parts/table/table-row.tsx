// One row of a table: native cells, drawn again only when something of its own changes. A row that is on its way is a row of grey bars,
// which has its place, its number and the focus already.
import { memo, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.tsx';
import type { Column } from './column.ts';
import classes from './data-table.module.css';

interface TableRowProps<Row> {
  index: number;
  /** undefined: on its way. */
  row: Row | undefined;
  name: string;
  columns: readonly Column<Row>[];
  isActive: boolean;
  isUnfolded: boolean;
  /** null: rows can not be chosen. */
  isSelected: boolean | null;
  onSelect: (index: number, isExtending: boolean) => void;
}

function PlainRow<Row>({
  index,
  row,
  name,
  columns,
  isActive,
  isUnfolded,
  isSelected,
  onSelect,
}: TableRowProps<Row>): ReactNode {
  const { words } = useWords();
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={isSelected ?? undefined}
      aria-busy={row === undefined || undefined}
      data-index={index}
      tabIndex={isActive ? 0 : -1}
    >
      {isSelected !== null && (
        <td className={classes['choice']}>
          <label>
            <input
              type="checkbox"
              tabIndex={-1}
              disabled={row === undefined}
              checked={isSelected}
              aria-label={words.parts.selectRow(name)}
              onChange={(event) => onSelect(index, (event.nativeEvent as MouseEvent).shiftKey)}
            />
          </label>
        </td>
      )}
      {columns.map((column, at) => {
        const Cell = at === 0 ? 'th' : 'td';
        return (
          <Cell
            key={column.id}
            {...(at === 0 && { scope: 'row' })}
            data-raw={column.isRaw}
            data-align={column.align}
          >
            {row === undefined ? <span className={classes['bar']} /> : column.cell(row)}
            {at === 0 && isUnfolded && <span className="visually-hidden">{words.parts.unfolded}</span>}
          </Cell>
        );
      })}
    </tr>
  );
}

export const TableRow = memo(PlainRow) as typeof PlainRow;

/** What a row unfolds to, as high as it likes. */
export function DetailsRow({
  span,
  onHeight,
  children,
}: {
  span: number;
  onHeight: (height: number) => void;
  children: ReactNode;
}): ReactNode {
  const content = useRef<HTMLDivElement>(null);
  const tell = useRef(onHeight);
  useEffect(() => {
    tell.current = onHeight;
  });
  useEffect(() => {
    const element = content.current;
    if (!element) return;
    const observer = new ResizeObserver(() => tell.current(element.offsetHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <tr className={classes['details']}>
      <td colSpan={span}>
        <div ref={content} className={classes['unfolded']}>
          {children}
        </div>
      </td>
    </tr>
  );
}
