// The page /integrations/ad-sync/$template: one sync template in three tabs, with how it stands always in view. "new" is one that is not
// stored anywhere until it is saved.
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import { Button, Tabs } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { SyncTemplate } from '../../api/api-types.ts';
import type { Tagged } from '../../api/api.ts';
import { Problem } from '../../api/problem.ts';
import { useReadTagged } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import type { Crumb } from '../../frame/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { CredentialBadge } from './credential-badge.tsx';
import { RunButtons } from './run-buttons.tsx';
import { tabs } from './search.ts';
import type { Tab } from './search.ts';
import { SyncStatus } from './sync-status.tsx';

const BasicTab = lazy(async () => ({ default: (await import('./form/basic-tab.tsx')).BasicTab }));
const MappingTab = lazy(async () => ({ default: (await import('./mapping/mapping-tab.tsx')).MappingTab }));
const RunsTab = lazy(async () => ({ default: (await import('./runs-tab.tsx')).RunsTab }));

const route = getRouteApi('/in/integrations/ad-sync/$template');

export function SyncTemplatePage(): ReactNode {
  const { template } = route.useParams();
  return template === 'new' ? <NewTemplate /> : <StoredTemplate key={template} id={template} />;
}

function useCrumbs(): Crumb[] {
  const { words } = useWords();
  return [
    { label: words.common.company },
    { label: words.common.other },
    { label: words.integrations.title, to: '/integrations' },
    { label: words.syncTemplates.title, to: '/integrations/ad-sync' },
  ];
}

function NewTemplate(): ReactNode {
  const { words } = useWords();
  const told = words.syncTemplate;
  return (
    <Page title={told.newTitle} crumbs={useCrumbs()}>
      {/* Kept while another tab is looked at: what is typed stands nowhere else. */}
      <Tabs defaultValue="basic" keepMounted activateTabWithKeyboard={false} mt={8}>
        <Tabs.List aria-label={told.tabList}>
          {(['basic', 'mapping'] as const).map((one) => (
            <Tabs.Tab key={one} value={one}>
              {told.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="basic" pt={8}>
          <Suspense fallback={<Loading rows={8} height={56} />}>
            <BasicTab read={null} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="mapping" pt={8}>
          <Empty title={words.mapping.notRead.title} text={words.mapping.notRead.text} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function StoredTemplate({ id }: { id: string }): ReactNode {
  const { words } = useWords();
  const crumbs = useCrumbs();
  const read = useReadTagged('/companies/{company}/sync-templates/{template}', { path: { template: id } });
  const told = words.syncTemplate;
  if (read.data) return <Whole read={read.data} crumbs={crumbs} />;
  const isGone = read.error instanceof Problem && read.error.status === 404;
  return (
    <Page title={isGone ? told.notFound : words.syncTemplates.title} crumbs={crumbs}>
      {isGone ? (
        <Empty
          title={told.notFound}
          text={told.notFoundText}
          action={
            <Button component={Link} to="/integrations/ad-sync">
              {told.toList}
            </Button>
          }
        />
      ) : read.error ? (
        <Failed error={read.error} what={told.failed} onRetry={() => void read.refetch()} />
      ) : (
        <Loading rows={8} height={56} />
      )}
    </Page>
  );
}

function Whole({ read, crumbs }: { read: Tagged<SyncTemplate>; crumbs: readonly Crumb[] }): ReactNode {
  const { words } = useWords();
  const { tab = 'basic' } = route.useSearch();
  const navigate = route.useNavigate();
  const template = read.data;
  const told = words.syncTemplate;
  const go = (chosen: string | null): void =>
    void navigate({ search: (now) => ({ ...now, tab: (chosen ?? 'basic') as Tab }) });
  return (
    <Page
      title={template.name}
      crumbs={crumbs}
      badge={<CredentialBadge credential={template.credential} />}
      status={<SyncStatus templateId={template.id} />}
      actions={<RunButtons templateId={template.id} isPaused={template.mode === 'paused'} />}
    >
      <Tabs value={tab} onChange={go} keepMounted={false} activateTabWithKeyboard={false} mt={8}>
        <Tabs.List aria-label={told.tabList}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {told.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="basic" pt={8}>
          <Suspense fallback={<Loading rows={8} height={56} />}>
            <BasicTab read={read} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="mapping" pt={8}>
          <Suspense fallback={<Loading rows={9} height={56} />}>
            <MappingTab templateId={template.id} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="runs" pt={16}>
          <Suspense fallback={<Loading />}>
            <RunsTab templateId={template.id} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
