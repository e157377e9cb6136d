// All companies, for an operator who has chosen none: how each is, the worst of thousands first; found by name and by how they are.
import { Suspense, lazy, useCallback } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { companyHealths } from '../../../src/plan/company-health.ts';
import type { CompaniesHealth } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Page, PageTitle } from '../../frame/page.tsx';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { Note } from '../../parts/note.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Empty, NoHit } from '../../parts/states.tsx';
import { DataTable } from '../../parts/table/data-table.tsx';
import { useRows } from '../../parts/table/use-rows.ts';
import { useWords } from '../../words/words.tsx';
import { useCompanyColumns } from './company-columns.tsx';
import type { OverviewSearch } from './search.ts';
import classes from './companies.module.css';

const route = getRouteApi('/in/');
/** In ms: how they are changes without anybody doing something here. */
const READ_EVERY = 60_000;

const CreateCompany = lazy(async () => ({ default: (await import('./create-company.tsx')).CreateCompany }));

type Set = (change: Partial<OverviewSearch>) => void;

export function Companies(): ReactNode {
  const { words } = useWords();
  const { all } = words.company;
  const mayCreate = useCan()('company.create');
  const navigate = useNavigate();
  const { create = false } = route.useSearch();
  const set: Set = (change) =>
    void navigate({ to: '/', search: (now) => ({ ...now, ...change }), replace: true });
  return (
    <Page
      title={all.title}
      crumbs={[]}
      actions={
        mayCreate && (
          <Button
            variant="filled"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => set({ create: true })}
          >
            {all.create}
          </Button>
        )
      }
      isBare
    >
      <Found set={set} />
      <Suspense fallback={null}>
        {mayCreate && create && <CreateCompany onClose={() => set({ create: false })} />}
      </Suspense>
    </Page>
  );
}

function Found({ set }: { set: Set }): ReactNode {
  const { words } = useWords();
  const { all } = words.company;
  const navigate = useNavigate();
  const { q = '', health } = route.useSearch();
  const rows = useRows(
    '/status/companies',
    { query: { ...(q && { search: q }), ...(health && { health }) } },
    { refetchInterval: READ_EVERY },
  );
  const open = useCallback((company: string) => void navigate({ to: '/', search: { company } }), [navigate]);
  const columns = useCompanyColumns(open);
  return (
    <>
      <Toolbar set={set} counts={rows.first?.counts} count={rows.isOld ? null : rows.count} />
      {rows.first?.mailServer && (
        <div className={classes['note']}>
          <Note tone="warn">{all.mailServer}</Note>
        </div>
      )}
      <DataTable
        label={all.title}
        rows={rows}
        rowId={({ company }) => company.id}
        rowName={({ company }) => company.name}
        columns={columns}
        onOpen={({ company }) => open(company.id)}
        isFiltered={Boolean(q || health)}
        empty={<Empty title={all.empty} text={all.emptyText} />}
        noHit={<NoHit title={all.none} onClear={() => set({ q: '', health: undefined })} />}
        failed={all.statusFailed}
      />
    </>
  );
}

interface ToolbarProps {
  set: Set;
  counts: CompaniesHealth['counts'] | undefined;
  /** null: on its way. */
  count: number | null;
}

function Toolbar({ set, counts, count }: ToolbarProps): ReactNode {
  const { words, format } = useWords();
  const { all } = words.company;
  const { q = '', health } = route.useSearch();
  return (
    <div className={classes['toolbar']}>
      <PageTitle title={all.title} isSmall />
      <SearchField label={all.search} value={q} onSearch={(text) => set({ q: text })} />
      <FilterChip
        label={all.health}
        value={health ?? null}
        options={companyHealths.map((value) => ({
          value,
          label: all.states[value],
          count: counts?.[value] ?? 0,
        }))}
        onChange={(value) => set({ health: value ?? undefined })}
      />
      {(q || health) && (
        <Button variant="subtle" color="gray" onClick={() => set({ q: '', health: undefined })}>
          {words.common.clear}
        </Button>
      )}
      <span role="status" className={classes['count']}>
        {count !== null && all.count(count, format.number(count))}
      </span>
    </div>
  );
}
