// Columns of the list of users, which of them are shown, and where that choice is kept: on this device.
import { useCallback, useMemo, useState } from 'react';
import type { User } from '../../api/api-types.ts';
import type { Column } from '../../parts/table/column.ts';
import { useWords } from '../../words/words.tsx';
import type { Words } from '../../words/words.tsx';
import { NameCell, NumberCell, SourceCell, StatusCell, SyncedCell } from './cells.tsx';

const KEY = 'rollcall.users.columns';
/** The name is always there. */
const shownAtFirst = ['alias', 'pstnFixed', 'email', 'settingsTemplate', 'status', 'source', 'syncedAt'];

function presentColumns({ users, fields: { user: names } }: Words): Column<User>[] {
  const label = (field: string) => names[field] ?? field;
  return [
    {
      id: 'name',
      label: label('name'),
      width: 190,
      sortBy: 'name',
      cell: (user) => <NameCell user={user} />,
    },
    { id: 'alias', label: label('alias'), width: 130, sortBy: 'alias', cell: (user) => user.alias },
    {
      id: 'pstnFixed',
      label: label('pstnFixed'),
      width: 120,
      sortBy: 'number',
      cell: (user) => <NumberCell user={user} />,
    },
    { id: 'extension', label: label('extension'), width: 100, cell: (user) => user.extension },
    { id: 'mobile', label: label('mobile'), width: 120, cell: (user) => user.mobile },
    { id: 'email', label: label('email'), width: 210, cell: (user) => user.email },
    { id: 'title', label: label('title'), width: 150, cell: (user) => user.title },
    { id: 'department', label: label('department'), width: 140, cell: (user) => user.department },
    { id: 'callerId', label: label('callerId'), width: 120, cell: (user) => user.callerId },
    {
      id: 'settingsTemplate',
      label: label('settingsTemplate'),
      width: 170,
      cell: (user) => user.settingsTemplate,
    },
    { id: 'status', label: users.statusLabel, width: 120, cell: (user) => <StatusCell user={user} /> },
    { id: 'source', label: users.sourceLabel, width: 90, cell: (user) => <SourceCell user={user} /> },
    { id: 'syncedAt', label: users.syncedLabel, width: 120, cell: (user) => <SyncedCell user={user} /> },
  ];
}

export interface ColumnChoice {
  all: readonly Column<User>[];
  shown: readonly Column<User>[];
  toggle: (id: string) => void;
}

export function useColumns(): ColumnChoice {
  const { words } = useWords();
  const [chosen, choose] = useState(readChosen);
  const all = useMemo(() => presentColumns(words), [words]);
  const shown = useMemo(() => all.filter(({ id }) => id === 'name' || chosen.includes(id)), [all, chosen]);
  const toggle = useCallback((id: string) => {
    choose((now) => {
      const next = now.includes(id) ? now.filter((one) => one !== id) : [...now, id];
      localStorage.setItem(KEY, next.join(' '));
      return next;
    });
  }, []);
  return { all, shown, toggle };
}

function readChosen(): readonly string[] {
  const kept = localStorage.getItem(KEY);
  return kept === null ? shownAtFirst : kept.split(' ');
}
