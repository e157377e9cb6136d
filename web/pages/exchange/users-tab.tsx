// How users stand at an exchange: filtered by state, each unfolded in place with why and what to do, and deeds on all of a state at once.
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import type { Target, TargetUser } from '../../api/api-types.ts';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { Empty, NoHit } from '../../parts/states.tsx';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.tsx';
import { useRows } from '../../parts/table/use-rows.ts';
import { useWords } from '../../words/words.tsx';
import { AllDeeds } from './all-deeds.tsx';
import { userStates } from './search.ts';
import type { UserState } from './search.ts';
import { TargetUserDetails } from './target-user-details.tsx';
import { targetPath } from './target-path.ts';
import { useTellStanding } from './tell-standing.ts';
import classes from './exchange.module.css';

const route = getRouteApi('/in/integrations/exchanges/$exchange');
/** Users are written while somebody looks. */
const LOOK_MS = 3_000;

export function UsersTab({ target }: { target: Target }): ReactNode {
  const { words } = useWords();
  const { state, user } = route.useSearch();
  const navigate = route.useNavigate();
  const told = words.exchanges;
  const rows = useRows(
    `${targetPath}/users`,
    { path: { target: target.id }, query: state ? { state } : {} },
    { refetchInterval: LOOK_MS },
  );
  const columns = useColumns();
  const show = (next: UserState | null): void =>
    void navigate({ search: (now) => ({ ...now, state: next ?? undefined, user: '' }), replace: true });
  const unfold = (one: TargetUser): void =>
    void navigate({
      search: (now) => ({ ...now, user: now.user === one.user ? '' : one.user }),
      replace: true,
    });
  return (
    <>
      <Bar target={target} state={state ?? null} onShow={show} />
      <div className={classes['table']}>
        <DataTable
          label={told.users}
          rows={rows}
          rowId={(one: TargetUser) => one.user}
          rowName={(one) => one.alias ?? told.gone}
          columns={columns}
          onOpen={unfold}
          opened={user || null}
          renderDetails={(one) => <TargetUserDetails target={target} one={one} />}
          isFiltered={state !== undefined}
          empty={<Empty title={told.noUsers} text={told.noUsersText} />}
          noHit={<NoHit title={told.noHit} onClear={() => show(null)} />}
          failed={told.failedUsers}
        />
      </div>
    </>
  );
}

interface BarProps {
  target: Target;
  state: UserState | null;
  onShow: (state: UserState | null) => void;
}

/** What is shown, how many are in each state, and deeds on all of a state. */
function Bar({ target, state, onShow }: BarProps): ReactNode {
  const { words, format } = useWords();
  const told = words.exchanges;
  return (
    <div className={classes['bar']}>
      <FilterChip
        label={told.stateLabel}
        value={state}
        options={userStates.map((one) => ({
          value: one,
          label: told.userStates[one],
          count: target.users[one],
        }))}
        onChange={onShow}
      />
      <span className={classes['grow']}>
        {userStates
          .filter((one) => target.users[one] > 0)
          .map((one) => told.userCounts[one](format.number(target.users[one])))
          .join(' · ')}
        {target.comparedAt && (
          <span className={classes['compared']}>{told.comparedAt(format.dateTime(target.comparedAt))}</span>
        )}
      </span>
      <AllDeeds target={target} />
    </div>
  );
}

function useColumns(): readonly Column<TargetUser>[] {
  const { words, format } = useWords();
  const tell = useTellStanding();
  return useMemo(() => {
    const { columns, gone } = words.exchanges;
    return [
      { id: 'alias', label: columns.alias, width: 170, cell: ({ alias }) => alias ?? gone },
      { id: 'name', label: columns.name, width: 160, cell: ({ name }) => name ?? '–' },
      {
        id: 'account',
        label: columns.account,
        width: 150,
        isRaw: true,
        cell: ({ account }) => account ?? '–',
      },
      { id: 'state', label: columns.state, width: 140, cell: (one) => words.exchanges.userStates[one.state] },
      { id: 'what', label: columns.what, width: 210, cell: (one) => tell(one).what },
      { id: 'since', label: columns.since, width: 140, cell: ({ since }) => format.dateTime(since) },
    ];
  }, [words, format, tell]);
}
