// The page /integrations/exchanges: every exchange that users are written to, how each is doing, and the way to a new one.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Target } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { ExchangeState } from '../exchange/exchange-state.tsx';

/** Users are written while somebody looks. */
const LOOK_MS = 5_000;

export function ExchangesPage(): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const list = useRead(
    '/companies/{company}/targets',
    { query: { limit: 200 } },
    { refetchInterval: LOOK_MS },
  );
  const told = words.exchanges;
  return (
    <Page
      title={told.title}
      lead={told.lead}
      crumbs={[
        { label: words.common.company },
        { label: words.common.other },
        { label: words.integrations.title, to: '/integrations' },
      ]}
      actions={
        can('target.change') && (
          <Button variant="filled" component={Link} to="/integrations/exchanges/new">
            {told.add}
          </Button>
        )
      }
    >
      {list.error && <Failed error={list.error} what={told.failedList} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data?.items.length === 0 && <Empty title={told.emptyTitle} text={told.emptyText} />}
      {list.data && list.data.items.length > 0 && <Exchanges targets={list.data.items} />}
    </Page>
  );
}

function Exchanges({ targets }: { targets: readonly Target[] }): ReactNode {
  const { words, format } = useWords();
  const { heads, kinds, never } = words.exchanges;
  return (
    <SimpleTable
      label={words.exchanges.title}
      heads={[heads.name, heads.kind, heads.state, heads.users, heads.fedAt].map((label) => ({ label }))}
    >
      {targets.map((target) => (
        <tr key={target.id}>
          <th scope="row">
            <Link to="/integrations/exchanges/$exchange" params={{ exchange: target.id }}>
              {target.name}
            </Link>
          </th>
          <td>{kinds[target.kind] ?? target.kind}</td>
          <td>
            <ExchangeState target={target} />
          </td>
          <td>
            <Counts target={target} />
          </td>
          <td>{target.fedAt ? format.dateTime(target.fedAt) : never}</td>
        </tr>
      ))}
    </SimpleTable>
  );
}

const states = ['failed', 'drift', 'pending', 'ok'] as const;

/** Each state that somebody is in, as the way to them. */
function Counts({ target: { id, users } }: { target: Target }): ReactNode {
  const { words, format } = useWords();
  const { userCounts } = words.exchanges;
  const mine = states.filter((state) => users[state] > 0);
  if (mine.length === 0) return '–';
  return mine.map((state, at) => (
    <span key={state}>
      {at > 0 && ' · '}
      <Link to="/integrations/exchanges/$exchange" params={{ exchange: id }} search={{ tab: 'users', state }}>
        {userCounts[state](format.number(users[state]))}
      </Link>
    </span>
  ));
}
