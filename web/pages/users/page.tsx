// The page /users: the directory, found and filtered, with a drawer for one of them and deeds for those who are chosen.
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../frame/page.tsx';
import { Empty, NoHit } from '../../parts/states.tsx';
import { DataTable } from '../../parts/table/data-table.tsx';
import { useSelection } from '../../parts/table/selection.ts';
import { useRows } from '../../parts/table/use-rows.ts';
import { useWords } from '../../words/words.tsx';
import { useColumns } from './columns.tsx';
import { isFiltered, presentFilter } from './filter.ts';
import type { UsersSearch } from './search.ts';
import { Toolbar } from './toolbar.tsx';

const route = getRouteApi('/in/users');

export function UsersPage(): ReactNode {
  const { words } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<UsersSearch>): void =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  const filter = presentFilter(search);
  const { sort = 'name', order = 'asc' } = search;
  const rows = useRows('/companies/{company}/users', { query: { ...filter, sort, order } });
  const selection = useSelection(JSON.stringify(filter));
  const columns = useColumns();
  return (
    <Page title={words.users.title} crumbs={[{ label: words.common.company }]} isBare>
      <Toolbar {...{ search, set, rows, columns }} isFiltered={isFiltered(filter)} />
      <DataTable
        label={words.users.title}
        rows={rows}
        rowId={(user) => user.id}
        rowName={(user) => `${user.name} ${user.surname}`}
        columns={columns.shown}
        sort={{ by: sort, order }}
        onSort={(next) => set({ sort: next.by as 'name', order: next.order })}
        onOpen={(user) => void navigate({ search: (now) => ({ ...now, user: user.id }) })}
        selection={selection}
        isFiltered={isFiltered(filter)}
        empty={<Empty title={words.users.empty} />}
        noHit={
          <NoHit
            title={words.users.noHit}
            onClear={() => set({ q: '', status: undefined, source: '', template: '' })}
          />
        }
        failed={words.users.failed}
      />
    </Page>
  );
}
