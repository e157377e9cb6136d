// The page /runs: every run that was, newest first, with the latest as a strip of bars above.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Run } from '../../api/api-types.ts';
import { Page } from '../../frame/page.tsx';
import { Empty, NoHit } from '../../parts/states.tsx';
import { DataTable } from '../../parts/table/data-table.tsx';
import { useRows } from '../../parts/table/use-rows.ts';
import { useWords } from '../../words/words.tsx';
import { useRunColumns } from './run-columns.tsx';
import { presentQuery } from './search.ts';
import type { RunsSearch } from './search.ts';
import { RunStrip } from '../../steps/run-strip.tsx';
import { Toolbar } from './toolbar.tsx';
import classes from './runs.module.css';

const route = getRouteApi('/in/runs');
/** Others start runs, too. */
const LOOK_MS = 15_000;
const nothing: RunsSearch = { template: '', state: '', trigger: '', changes: '', preview: '' };

export function RunsPage(): ReactNode {
  const { words } = useWords();
  const search = route.useSearch();
  const set = route.useNavigate();
  const navigate = useNavigate();
  const change = (some: RunsSearch): void =>
    void set({ search: (now) => ({ ...now, ...some }), replace: true });
  const query = presentQuery(search);
  const rows = useRows('/companies/{company}/runs', { query });
  const columns = useRunColumns();
  return (
    <Page
      title={words.runs.title}
      crumbs={[{ label: words.common.company }, { label: words.common.other }]}
      isBare
    >
      <Toolbar search={search} change={change} count={rows.count} />
      <div className={classes['strip']}>
        <RunStrip
          isTable={search.strip === 'table'}
          onTable={(isTable) => change({ strip: isTable ? 'table' : '' })}
          lookMs={LOOK_MS}
        />
      </div>
      <DataTable
        label={words.runs.title}
        rows={rows}
        rowId={(run: Run) => run.run}
        columns={columns}
        onOpen={({ run }) => void navigate({ to: '/runs/$run', params: { run } })}
        isFiltered={Object.keys(query).length > 0}
        empty={
          <Empty
            title={words.runs.empty}
            text={words.runs.emptyText}
            action={
              <Button component={Link} to="/integrations/ad-sync">
                {words.runs.toTemplates}
              </Button>
            }
          />
        }
        noHit={<NoHit title={words.runs.noHit} onClear={() => change(nothing)} />}
        failed={words.runs.readFailed}
      />
    </Page>
  );
}
