// What happened to users, by a run or by hand, newest first; each can be looked at whole and, while its values still stand, taken back.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCompany } from '../../frame/use-company.ts';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { stepKinds } from '../../steps/step-sign.tsx';
import { useWords } from '../../words/words.tsx';
import { startOfDay } from '../../words/zoned-day.ts';
import { ChangeDrawer } from './change-drawer.tsx';
import type { Change } from '../../api/api-types.ts';
import { ActorChip } from './actor-chip.tsx';
import { Days } from './days.tsx';
import { StepName } from './event-names.tsx';
import { EventTable } from './event-table.tsx';
import { useEvents } from './use-events.ts';
import classes from './audit.module.css';

const route = getRouteApi('/in/audit');

export function ChangeLog(): ReactNode {
  const { words, format } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const timeZone = useCompany()?.timeZone;
  const { user, person, run, actor, from, to } = search;
  const log = useEvents('/companies/{company}/changes', {
    undo: 'true',
    ...(user && { user }),
    ...(person && { person }),
    ...(run && { run }),
    ...(actor && { actor }),
    ...(search.do && { do: search.do }),
    ...(from && { from: startOfDay(from, timeZone) }),
    ...(to && { to: startOfDay(to, timeZone, 1) }),
  });
  const events = log.data?.pages.flatMap((page) => page.items);
  const clear = (): void => void navigate({ search: ({ company }) => ({ company }) });
  const isFiltered = Boolean(user || person || run || actor || search.do || from || to);
  const open = (event: number): void => void navigate({ search: (now) => ({ ...now, event }) });
  return (
    <>
      <Filters isFiltered={isFiltered} first={events?.[0]} onClear={clear} />
      <EventTable
        label={words.audit.logs.changes}
        heads={[words.audit.when, words.audit.what, words.audit.person, words.audit.who]}
        {...{ log, events, isFiltered }}
        onClear={clear}
        row={(event) => (
          <tr key={event.id}>
            <td>{format.dateTime(event.at)}</td>
            <td>
              <StepName change={event} />
            </td>
            <td>
              <button type="button" className={classes['open']} onClick={() => open(event.id)}>
                {event.name ?? event.alias ?? event.person ?? words.audit.details}
              </button>
            </td>
            <td>{event.by === null || event.by.kind === 'system' ? words.audit.byItself : event.by.name}</td>
          </tr>
        )}
      />
      <ChangeDrawer
        change={events?.find((event) => event.id === search.event)}
        onClose={() => void navigate({ search: (now) => ({ ...now, event: undefined }) })}
      />
    </>
  );
}

interface FiltersProps {
  isFiltered: boolean;
  /** Says what the one run, user or person is called that is filtered by. */
  first: Change | undefined;
  onClear: () => void;
}

function Filters({ isFiltered, first, onClear }: FiltersProps): ReactNode {
  const { words } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>): void =>
    void navigate({ search: (now) => ({ ...now, ...next, event: undefined }), replace: true });
  const one = search.run || search.user || search.person;
  const name = search.run ? first?.template : (first?.name ?? first?.alias);
  const kinds = stepKinds.filter((kind) => kind !== 'unchanged');
  return (
    <div className={classes['filters']}>
      <FilterChip
        label={words.audit.step}
        value={search.do || null}
        options={[
          ...kinds.map((kind) => ({ value: kind as string, label: words.fields.steps[kind] })),
          ...Object.entries(words.audit.hand).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(value) => change({ do: value ?? undefined })}
      />
      <ActorChip actor={search.actor} onChange={(actor) => change({ actor })} />
      {one && (
        <FilterChip
          label={search.run ? words.audit.oneRun : words.audit.oneUser}
          value={one}
          options={[{ value: one, label: name ?? one }]}
          onChange={() => change({ run: undefined, user: undefined, person: undefined })}
        />
      )}
      <Days from={search.from} to={search.to} onChange={change} />
      {isFiltered && <Button onClick={onClear}>{words.common.clear}</Button>}
    </div>
  );
}
