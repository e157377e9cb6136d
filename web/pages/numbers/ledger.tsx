// The ledger: every number that something is known of, or all free ones. A row opens the number's story.
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { Number as LedgerNumber } from '../../api/api-types.ts';
import { Empty, NoHit } from '../../parts/states.tsx';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.tsx';
import { useRows } from '../../parts/table/use-rows.ts';
import { useWords } from '../../words/words.tsx';
import { NumberState } from './number-state.tsx';

const route = getRouteApi('/in/numbers');

export function Ledger(): ReactNode {
  const { words } = useWords();
  const { search, state } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const rows = useRows('/companies/{company}/numbers', {
    query: { ...(search && { search }), ...(state && { state }) },
  });
  return (
    <DataTable
      label={words.numbers.title}
      rows={rows}
      rowId={({ digits }) => digits}
      columns={columns}
      onOpen={({ digits }) => void navigate({ search: (now) => ({ ...now, number: digits }) })}
      isFiltered={Boolean(search || state)}
      empty={<Empty title={words.numbers.empty} text={words.numbers.emptyText} />}
      noHit={
        <NoHit
          title={words.numbers.noHit}
          onClear={() =>
            void navigate({ search: (now) => ({ ...now, search: undefined, state: undefined }) })
          }
        />
      }
      failed={words.numbers.failedLedger}
    />
  );
}

function useColumns(): readonly Column<LedgerNumber>[] {
  const { words, format } = useWords();
  return useMemo(() => {
    const names = words.numbers.columns;
    return [
      { id: 'number', label: names.number, width: 170, isRaw: true, cell: ({ digits }) => digits },
      { id: 'state', label: names.state, width: 140, cell: (row) => <NumberState {...row} /> },
      {
        id: 'user',
        label: names.user,
        width: 240,
        cell: ({ user, alias }) =>
          user && (
            <Link to="/users/$user" params={{ user }} tabIndex={-1}>
              {alias ?? user}
            </Link>
          ),
      },
      {
        id: 'until',
        label: names.until,
        width: 140,
        cell: ({ coolingUntil }) => coolingUntil && format.date(coolingUntil),
      },
      {
        id: 'changed',
        label: names.changed,
        width: 150,
        cell: ({ changedAt }) => changedAt && format.dateTime(changedAt),
      },
    ];
  }, [words, format]);
}
