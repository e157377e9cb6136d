// What administrators, tokens and the command line did: who, when, what, before and after.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AuditEntry } from '../../api/api-types.ts';
import { useCompanyId } from '../../api/company-id.ts';
import { useCompany } from '../../frame/use-company.ts';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { useWords } from '../../words/words.tsx';
import { startOfDay } from '../../words/zoned-day.ts';
import { ActorChip } from './actor-chip.tsx';
import { Days } from './days.tsx';
import { ActionName } from './event-names.tsx';
import { EventTable } from './event-table.tsx';
import { AuditDrawer } from './audit-drawer.tsx';
import { useEvents } from './use-events.ts';
import classes from './audit.module.css';

const route = getRouteApi('/in/audit');

export function AuditLog(): ReactNode {
  const { words, format } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const timeZone = useCompany()?.timeZone;
  const path = useCompanyId() === null ? '/audit' : '/companies/{company}/audit';
  const { actor, action, subjectKind, subjectId, from, to } = search;
  const log = useEvents(path, {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(subjectKind && { subjectKind }),
    ...(subjectId && { subjectId }),
    ...(from && { from: startOfDay(from, timeZone) }),
    ...(to && { to: startOfDay(to, timeZone, 1) }),
  });
  const events = log.data?.pages.flatMap((page) => page.items);
  const clear = (): void => void navigate({ search: ({ company }) => ({ company, log: 'audit' }) });
  const isFiltered = Boolean(actor || action || subjectKind || subjectId || from || to);
  return (
    <>
      <Filters isFiltered={isFiltered} subject={events?.[0]?.subject.name ?? null} onClear={clear} />
      <EventTable
        label={words.audit.logs.audit}
        heads={[words.audit.when, words.audit.what, words.audit.subject, words.audit.who]}
        {...{ log, events, isFiltered }}
        onClear={clear}
        row={(event) => (
          <tr key={event.id}>
            <td>{format.dateTime(event.at)}</td>
            <td>
              <button
                type="button"
                className={classes['open']}
                onClick={() => void navigate({ search: (now) => ({ ...now, event: event.id }) })}
              >
                <ActionName action={event.action} />
              </button>
            </td>
            <td>{event.subject.name ?? event.subject.id ?? '–'}</td>
            <td>{event.by.name}</td>
          </tr>
        )}
      />
      <AuditDrawer
        event={events?.find((event: AuditEntry) => event.id === search.event)}
        onClose={() => void navigate({ search: (now) => ({ ...now, event: undefined }) })}
      />
    </>
  );
}

interface FiltersProps {
  isFiltered: boolean;
  /** What the filtered events are about. */
  subject: string | null;
  onClear: () => void;
}

function Filters({ isFiltered, subject, onClear }: FiltersProps): ReactNode {
  const { words } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>): void =>
    void navigate({ search: (now) => ({ ...now, ...next, event: undefined }), replace: true });
  return (
    <div className={classes['filters']}>
      <FilterChip
        label={words.audit.what}
        value={search.action || null}
        options={Object.entries(words.audit.kinds).map(([value, label]) => ({ value, label }))}
        onChange={(action) => change({ action: action ?? undefined })}
      />
      <ActorChip actor={search.actor} onChange={(actor) => change({ actor })} />
      {search.subjectId && (
        <FilterChip
          label={words.audit.subject}
          value={search.subjectId}
          options={[{ value: search.subjectId, label: subject ?? search.subjectId }]}
          onChange={() => change({ subjectKind: undefined, subjectId: undefined })}
        />
      )}
      <Days from={search.from} to={search.to} onChange={change} />
      {isFiltered && <Button onClick={onClear}>{words.common.clear}</Button>}
    </div>
  );
}
