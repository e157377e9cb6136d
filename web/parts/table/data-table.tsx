// The table of every long list: a real grid of which only the rows in view are in the document, with keys, choosing, sorting and all
// states inside. Knows no domain; where its rows come from is use-rows.ts.
import { useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { useWords } from '../../words/words.tsx';
import { Failed } from '../states.tsx';
import type { Column, Sort } from './column.ts';
import type { Rows } from './rows.ts';
import { countSelected, isSelected } from './selection.ts';
import type { SelectionState } from './selection.ts';
import { TableHead } from './table-head.tsx';
import { DetailsRow, TableRow } from './table-row.tsx';
import { useRowDeeds } from './use-row-deeds.ts';
import type { RowDeeds } from './use-row-deeds.ts';
import { HEAD_PX, ROW_PX, useRowView } from './use-row-view.ts';
import type { RowView } from './use-row-view.ts';
import classes from './data-table.module.css';

interface DataTableProps<Row> {
  label: string;
  rows: Rows<Row>;
  rowId: (row: Row) => string;
  /** What a row is called where only its name is said; its id when left out. */
  rowName?: (row: Row) => string;
  /** The same array from one drawing to the next. */
  columns: readonly Column<Row>[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  onOpen?: (row: Row) => void;
  /** Id of the row that is unfolded. */
  opened?: string | null;
  renderDetails?: (row: Row) => ReactNode;
  selection?: SelectionState;
  isFiltered?: boolean;
  empty: ReactNode;
  noHit?: ReactNode;
  /** What could not be read, as a whole sentence. */
  failed?: string;
}

const CHOICE_PX = 48;
/** The bar of deeds that floats over the last rows. */
const ACTIONS_PX = 64;

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, rows, rowId, columns, sort, onSort, onOpen, selection } = props;
  const box = useRef<HTMLDivElement>(null);
  const chosen = selection ? countSelected(selection.value, rows.count ?? 0) : 0;
  const view = useRowView(box, rows, chosen > 0 ? ACTIONS_PX : 0);
  const deeds = useRowDeeds({ rows, rowId, view, selection, onOpen });
  const width = columns.reduce((sum, column) => sum + column.width, selection ? CHOICE_PX : 0);
  return (
    <div
      ref={box}
      className={classes['box']}
      data-old={rows.isOld || undefined}
      data-opens={onOpen ? true : undefined}
      style={{ '--pad-end': `${chosen > 0 ? ACTIONS_PX : 0}px` } as CSSProperties}
    >
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={rows.count !== null && rows.isExact ? rows.count + 1 : -1}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={rows.count === null || rows.isOld}
        style={{ minWidth: width }}
        onKeyDown={deeds.onKeyDown}
        onClick={deeds.onClick}
      >
        <colgroup>
          {selection && <col style={{ width: CHOICE_PX }} />}
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <TableHead count={rows.count ?? 0} {...{ columns, sort, onSort, selection }} />
        <tbody>{rows.count === null ? <Bars {...props} /> : presentBody(props, view, deeds)}</tbody>
      </table>
      <TableState {...props} />
    </div>
  );
}

/** Rows with the gaps between them: the focused one may be far from those in view. */
function presentBody<Row>(props: DataTableProps<Row>, view: RowView, deeds: RowDeeds): ReactNode[] {
  const { columns, selection, rows, renderDetails } = props;
  const { virtualizer } = view;
  const span = columns.length + (selection ? 1 : 0);
  const body: ReactNode[] = [];
  let end = 0;
  for (const { index, start, end: itemEnd } of virtualizer.getVirtualItems()) {
    const gap = start - HEAD_PX - end;
    if (gap > 0) body.push(<Gap key={`gap ${index}`} height={gap} span={span} />);
    end = itemEnd - HEAD_PX;
    body.push(presentRow(props, view, deeds, index));
    const row = rows.at(index);
    if (row === undefined || !renderDetails || !isOpened(props, row)) {
      if (itemEnd - start !== ROW_PX) virtualizer.resizeItem(index, ROW_PX);
      continue;
    }
    body.push(
      <DetailsRow
        key={`details ${index}`}
        span={span}
        onHeight={(height) => virtualizer.resizeItem(index, ROW_PX + height)}
      >
        {renderDetails(row)}
      </DetailsRow>,
    );
  }
  const rest = virtualizer.getTotalSize() - end;
  if (rest > 0) body.push(<Gap key="rest" height={rest} span={span} />);
  return body;
}

const isOpened = <Row,>({ opened, rowId }: DataTableProps<Row>, row: Row): boolean =>
  opened !== undefined && opened !== null && rowId(row) === opened;

function presentRow<Row>(
  props: DataTableProps<Row>,
  view: RowView,
  deeds: RowDeeds,
  index: number,
): ReactNode {
  const { rows, rowId, rowName = rowId, columns, selection, renderDetails } = props;
  const row = rows.at(index);
  const mayBeChosen = selection !== undefined && row !== undefined;
  return (
    <TableRow
      key={index}
      index={index}
      row={row}
      name={row === undefined ? '' : rowName(row)}
      columns={columns}
      isActive={index === view.active}
      isUnfolded={renderDetails !== undefined && row !== undefined && isOpened(props, row)}
      isSelected={mayBeChosen ? isSelected(selection.value, rowId(row)) : selection ? false : null}
      onSelect={deeds.onSelect}
    />
  );
}

function Gap({ height, span }: { height: number; span: number }): ReactNode {
  return (
    <tr aria-hidden className={classes['gap']}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

/** The first answer is on its way: bars of the final size, after a moment (the style's delay). */
function Bars<Row>({ columns, selection, rows }: DataTableProps<Row>): ReactNode {
  if (rows.error) return null;
  return Array.from({ length: 12 }, (_, at) => (
    <tr key={at} aria-hidden>
      {selection && <td className={classes['choice']} />}
      {columns.map(({ id }) => (
        <td key={id}>
          <span className={classes['bar']} />
        </td>
      ))}
    </tr>
  ));
}

function TableState<Row>({ rows, isFiltered, empty, noHit, failed }: DataTableProps<Row>): ReactNode {
  const { words } = useWords();
  if (rows.error)
    return (
      <div className={classes['state']}>
        <Failed error={rows.error} onRetry={rows.retry} {...(failed !== undefined && { what: failed })} />
      </div>
    );
  if (rows.count === null)
    return (
      <p role="status" className="visually-hidden">
        {words.common.loading}
      </p>
    );
  if (rows.count > 0) return null;
  return <div className={classes['state']}>{isFiltered ? noHit : empty}</div>;
}
