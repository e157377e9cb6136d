// The page /users: the directory, found and filtered, with a drawer for one of them and deeds for those who are chosen.
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconDownload, IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCan } from '../../api/me.ts';
import { useApi } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { NoHit } from '../../parts/states.tsx';
import { DataTable } from '../../parts/table/data-table.tsx';
import { useSelection } from '../../parts/table/selection.ts';
import { useRows } from '../../parts/table/use-rows.ts';
import { useWords } from '../../words/words.tsx';
import { useColumns } from './columns.tsx';
import { NoUsersYet } from './no-users-yet.tsx';
import { isFiltered, presentFilter } from './filter.ts';
import { Over, useLoadLater } from './later.ts';
import type { UsersSearch } from './search.ts';
import { SelectionBar } from './selection-bar.tsx';
import { Toolbar } from './toolbar.tsx';

const route = getRouteApi('/in/users');
const noFilter = { q: '', status: undefined, source: '', template: '' } as const;

type Set = (change: Partial<UsersSearch>) => void;

export function UsersPage(): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set: Set = (change) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: !('user' in change) });
  const filter = presentFilter(search);
  const { sort = 'name', order = 'asc' } = search;
  const rows = useRows('/companies/{company}/users', { query: { ...filter, sort, order } });
  const selection = useSelection(JSON.stringify(filter));
  const columns = useColumns();
  useLoadLater();
  return (
    <Page
      title={words.users.title}
      crumbs={[{ label: words.common.company }]}
      actions={<Actions search={search} set={set} />}
      isBare
    >
      <Toolbar {...{ search, set, rows, columns }} isFiltered={isFiltered(filter)} />
      <DataTable
        label={words.users.title}
        rows={rows}
        rowId={(user) => user.id}
        rowName={(user) => `${user.name} ${user.surname}`}
        columns={columns.shown}
        sort={{ by: sort, order }}
        onSort={(next) => set({ sort: next.by as typeof sort, order: next.order })}
        onOpen={(user) => set({ user: user.id })}
        {...(can('user.change') && { selection })}
        isFiltered={isFiltered(filter)}
        empty={<NoUsersYet onNew={() => set({ new: true })} />}
        noHit={<NoHit title={words.users.noHit} onClear={() => set(noFilter)} />}
        failed={words.users.failed}
      />
      {can('user.change') && <SelectionBar {...{ selection, filter, rows }} />}
      <Suspense>{(search.new || search.user) && <Over search={search} set={set} />}</Suspense>
    </Page>
  );
}

function Actions({ search, set }: { search: UsersSearch; set: Set }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const api = useApi();
  const { sort = 'name', order = 'asc' } = search;
  const file = api.urlOf('/companies/{company}/users.csv', {
    query: { ...presentFilter(search), sort, order },
  });
  return (
    <>
      <Button component="a" href={file} download leftSection={<IconDownload size={16} aria-hidden />}>
        {words.users.export}
      </Button>
      {can('user.change') && (
        <Button
          variant="filled"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set({ new: true })}
        >
          {words.users.new}
        </Button>
      )}
    </>
  );
}
