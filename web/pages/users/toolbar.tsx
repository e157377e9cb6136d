// Above the list: its name, search, filters, how many fit, and which columns are shown.
import type { ReactNode } from 'react';
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconCheck, IconColumns3 } from '@tabler/icons-react';
import { useRead } from '../../api/use-api.ts';
import { PageTitle } from '../../frame/page.tsx';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import type { Rows } from '../../parts/table/rows.ts';
import { useWords } from '../../words/words.tsx';
import type { ColumnChoice } from './columns.tsx';
import type { UsersSearch } from './search.ts';
import classes from './toolbar.module.css';

interface ToolbarProps {
  search: UsersSearch;
  set: (change: Partial<UsersSearch>) => void;
  isFiltered: boolean;
  rows: Rows<unknown>;
  columns: ColumnChoice;
}

export function Toolbar({ search, set, isFiltered, rows, columns }: ToolbarProps): ReactNode {
  const { words } = useWords();
  return (
    <div className={classes['toolbar']}>
      <PageTitle title={words.users.title} isSmall />
      <SearchField label={words.users.search} value={search.q ?? ''} onSearch={(q) => set({ q })} />
      <Filters search={search} set={set} />
      {isFiltered && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => set({ q: '', status: undefined, source: '', template: '' })}
        >
          {words.common.clear}
        </Button>
      )}
      <span className={classes['end']}>
        <Count rows={rows} isFiltered={isFiltered} />
        <ColumnMenu {...columns} />
      </span>
    </div>
  );
}

function Filters({ search, set }: Pick<ToolbarProps, 'search' | 'set'>): ReactNode {
  const { words } = useWords();
  const sources = useRead('/companies/{company}/sync-templates', { query: { limit: 200 } });
  const templates = useRead('/companies/{company}/settings-templates', { query: { limit: 200 } });
  const present = (items: readonly { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <FilterChip
        label={words.users.statusLabel}
        value={search.status ?? null}
        options={[
          { value: 'active', label: words.users.status.active },
          { value: 'leaving', label: words.users.status.leaving },
        ]}
        onChange={(status) => set({ status: status ?? undefined })}
      />
      <FilterChip<string>
        label={words.users.sourceLabel}
        value={search.source || null}
        options={[...present(sources.data?.items), { value: 'hand', label: words.users.byHand }]}
        onChange={(source) => set({ source: source ?? '' })}
      />
      <FilterChip<string>
        label={words.users.templateLabel}
        value={search.template || null}
        options={present(templates.data?.items)}
        onChange={(template) => set({ template: template ?? '' })}
      />
    </>
  );
}

/** "1 777 av 50 000 användare"; without a filter the second number alone. */
function Count({ rows, isFiltered }: Pick<ToolbarProps, 'rows' | 'isFiltered'>): ReactNode {
  const { words, format } = useWords();
  const all = useRead(
    '/companies/{company}/users',
    { query: { limit: 1, offset: 0 } },
    { enabled: isFiltered, staleTime: 60_000 },
  );
  if (rows.count === null || rows.isOld) return <span role="status" />;
  const shown = format.number(rows.count);
  const total = isFiltered ? all.data?.total : rows.count;
  return (
    <span role="status" className={classes['count']}>
      {isFiltered && total !== undefined
        ? words.users.countOf(shown, total, format.number(total))
        : words.users.count(rows.count, shown)}
    </span>
  );
}

function ColumnMenu({ all, shown, toggle }: ColumnChoice): ReactNode {
  const { words } = useWords();
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={words.parts.columns}>
          <ActionIcon aria-label={words.parts.columns}>
            <IconColumns3 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {all
          .filter(({ id }) => id !== 'name')
          .map(({ id, label }) => (
            <Menu.CheckboxItem
              key={id}
              checked={shown.some((one) => one.id === id)}
              checkIcon={<IconCheck size={14} aria-hidden />}
              onChange={() => toggle(id)}
            >
              {label}
            </Menu.CheckboxItem>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
