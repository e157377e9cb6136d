// The page /integrations/exchanges/$exchange: one exchange in three tabs – its settings, how users stand there, what is there of others –
// with what is wrong always in view. "new" is one that is not stored until it is saved.
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import { Button, Tabs } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { Tagged } from '../../api/api.ts';
import type { Target } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Problem } from '../../api/problem.ts';
import { useReadTagged } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import type { Crumb } from '../../frame/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { ExchangeDeeds } from './exchange-deeds.tsx';
import { ExchangeState } from './exchange-state.tsx';
import { tabs } from './search.ts';
import type { Tab } from './search.ts';
import { targetPath } from './target-path.ts';
import { TroubleNote } from './trouble-note.tsx';
import classes from './exchange.module.css';

const ExchangeForm = lazy(async () => ({ default: (await import('./exchange-form.tsx')).ExchangeForm }));
const UsersTab = lazy(async () => ({ default: (await import('./users-tab.tsx')).UsersTab }));
const UnknownTab = lazy(async () => ({ default: (await import('./unknown-tab.tsx')).UnknownTab }));

const route = getRouteApi('/in/integrations/exchanges/$exchange');
/** Users are written while somebody looks. */
const LOOK_MS = 3_000;

export function ExchangePage(): ReactNode {
  const { words } = useWords();
  const { exchange } = route.useParams();
  const crumbs = useCrumbs();
  if (exchange !== 'new') return <StoredExchange key={exchange} id={exchange} crumbs={crumbs} />;
  return (
    <Page title={words.exchanges.newTitle} crumbs={crumbs}>
      <Suspense fallback={<Loading rows={8} height={56} />}>
        <div className={classes['first']}>
          <ExchangeForm read={null} />
        </div>
      </Suspense>
    </Page>
  );
}

function useCrumbs(): Crumb[] {
  const { words } = useWords();
  return [
    { label: words.common.company },
    { label: words.common.other },
    { label: words.integrations.title, to: '/integrations' },
    { label: words.exchanges.title, to: '/integrations/exchanges' },
  ];
}

function StoredExchange({ id, crumbs }: { id: string; crumbs: readonly Crumb[] }): ReactNode {
  const { words } = useWords();
  const read = useReadTagged(targetPath, { path: { target: id } }, { refetchInterval: LOOK_MS });
  const told = words.exchanges;
  const isGone = read.error instanceof Problem && read.error.status === 404;
  if (read.data && !isGone) return <Whole read={read.data} crumbs={crumbs} />;
  return (
    <Page title={isGone ? told.notFound : told.one} crumbs={crumbs}>
      {isGone ? (
        <Empty
          title={told.notFound}
          text={told.notFoundText}
          action={
            <Button component={Link} to="/integrations/exchanges">
              {told.toList}
            </Button>
          }
        />
      ) : read.error ? (
        <Failed error={read.error} what={told.failedOne} onRetry={() => void read.refetch()} />
      ) : (
        <Loading rows={8} height={56} />
      )}
    </Page>
  );
}

function Whole({ read, crumbs }: { read: Tagged<Target>; crumbs: readonly Crumb[] }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const { tab = 'settings' } = route.useSearch();
  const navigate = route.useNavigate();
  const target = read.data;
  const told = words.exchanges;
  // Looking among what is not Rollcall's asks the exchange: a deed, as the API has it.
  const mine = tabs.filter((one) => one !== 'unknown' || can('target.feed'));
  const go = (chosen: string | null): void =>
    void navigate({ search: { tab: (chosen ?? 'settings') as Tab } });
  return (
    <Page
      title={target.name}
      crumbs={crumbs}
      badge={<ExchangeState target={target} />}
      lead={`${told.kinds[target.kind] ?? target.kind} · ${target.address}`}
      actions={<ExchangeDeeds read={read} />}
    >
      <TroubleNote target={target} />
      <Tabs value={tab} onChange={go} keepMounted={false} activateTabWithKeyboard={false} mt={8}>
        <Tabs.List aria-label={told.tabList}>
          {mine.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {told.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Suspense fallback={<Loading rows={8} height={56} />}>
          <Tabs.Panel value="settings" pt={8}>
            <ExchangeForm read={read} />
          </Tabs.Panel>
          <Tabs.Panel value="users" pt={16}>
            <UsersTab target={target} />
          </Tabs.Panel>
          <Tabs.Panel value="unknown" pt={16}>
            {mine.includes('unknown') && <UnknownTab target={target} />}
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </Page>
  );
}
