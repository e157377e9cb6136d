// The outbox: every mail, newest first, with what waits for somebody above. How many wait is asked again every few seconds while the
// page is looked at; the list is read again when that has changed.
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { Mail } from '../../api/api-types.ts';
import { useForget, useRead } from '../../api/use-api.ts';
import { Page, PageTitle } from '../../frame/page.tsx';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Empty, NoHit } from '../../parts/states.tsx';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.tsx';
import { useRows } from '../../parts/table/use-rows.ts';
import { useWords } from '../../words/words.tsx';
import { MailDrawer } from './mail-drawer.tsx';
import { MailState } from './mail-state.tsx';
import { ManyMails } from './many-mails.tsx';
import { mailKinds, mailStates } from './search.ts';
import classes from './outbox.module.css';

const route = getRouteApi('/in/outbox');
const POLL_MS = 5_000;

export function OutboxPage(): ReactNode {
  const { words } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { state, kind, template, user, run, notice, mail } = search;
  const counts = useCounts();
  const rows = useRows('/companies/{company}/outbox', {
    query: {
      ...(state && { state }),
      ...(kind && { kind }),
      ...(template && { template }),
      ...(user && { user }),
      ...(run && { run }),
      ...(notice && { notice }),
      ...(search.search && { q: search.search }),
    },
  });
  const isFiltered = Boolean(state || kind || template || user || run || notice || search.search);
  const clear = (): void => void navigate({ search: ({ company }) => ({ company }) });
  return (
    <Page
      title={words.outbox.title}
      crumbs={[{ label: words.common.company }, { label: words.common.other }]}
      isBare
    >
      <Toolbar counts={counts} isFiltered={isFiltered} onClear={clear} count={rows.count} />
      {counts && <ManyMails counts={counts} template={template || undefined} />}
      <DataTable
        label={words.outbox.title}
        rows={rows}
        rowId={(one) => one.id}
        rowName={(one) => one.subject ?? one.to ?? one.id}
        columns={useColumns()}
        onOpen={(one) => void navigate({ search: (now) => ({ ...now, mail: one.id }) })}
        isFiltered={isFiltered}
        empty={<Empty title={words.outbox.emptyTitle} text={words.outbox.emptyText} />}
        noHit={<NoHit title={words.outbox.noHit} onClear={clear} />}
      />
      <MailDrawer
        id={mail || undefined}
        onClose={() => void navigate({ search: (now) => ({ ...now, mail: undefined }) })}
      />
    </Page>
  );
}

/** How many mails are in each state; whatever else shows mails reads them again when that changes. */
function useCounts(): Record<string, number> | undefined {
  const forget = useForget();
  const { data } = useRead(
    '/companies/{company}/outbox',
    { query: { limit: 1 } },
    { refetchInterval: POLL_MS },
  );
  const told = JSON.stringify(data?.counts);
  useEffect(() => {
    if (told !== undefined) void forget('/companies/{company}/outbox');
  }, [told, forget]);
  return data?.counts;
}

function useColumns(): readonly Column<Mail>[] {
  const { words, format } = useWords();
  return useMemo(() => {
    const w = words.outbox;
    return [
      {
        id: 'when',
        label: w.when,
        width: 130,
        cell: (mail) => format.dateTime(mail.sentAt ?? mail.createdAt),
      },
      { id: 'state', label: w.state, width: 130, cell: (mail) => <MailState state={mail.state} /> },
      { id: 'to', label: w.to, width: 240, cell: (mail) => mail.to ?? w.noAddress },
      { id: 'subject', label: w.subject, width: 280, cell: (mail) => mail.subject ?? w.noSubject },
      { id: 'kind', label: w.kind, width: 190, cell: (mail) => w.kinds[mail.kind] },
      { id: 'about', label: w.about, width: 150, cell: (mail) => mail.alias ?? mail.template ?? '–' },
    ];
  }, [words, format]);
}

interface ToolbarProps {
  counts: Record<string, number> | undefined;
  count: number | null;
  isFiltered: boolean;
  onClear: () => void;
}

function Toolbar({ counts, count, isFiltered, onClear }: ToolbarProps): ReactNode {
  const { words, format } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>): void =>
    void navigate({ search: (now) => ({ ...now, ...next, mail: undefined }), replace: true });
  const w = words.outbox;
  return (
    <div className={classes['bar']}>
      <PageTitle title={w.title} isSmall />
      <SearchField
        label={w.search}
        value={search.search ?? ''}
        onSearch={(text) => change({ search: text })}
      />
      <FilterChip
        label={w.state}
        value={search.state ?? null}
        options={mailStates.map((value) => ({ value, label: w.states[value], count: counts?.[value] ?? 0 }))}
        onChange={(value) => change({ state: value ?? undefined })}
      />
      <FilterChip
        label={w.kind}
        value={search.kind ?? null}
        options={mailKinds.map((value) => ({ value, label: w.kinds[value] }))}
        onChange={(value) => change({ kind: value ?? undefined })}
      />
      {isFiltered && <Button onClick={onClear}>{words.common.clear}</Button>}
      {count !== null && <span className={classes['total']}>{w.count(count, format.number(count))}</span>}
    </div>
  );
}
