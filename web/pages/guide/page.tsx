// The page /integrations/ad-sync/$template/guide: a guide by its own id, by that of the template whose secret it renews, or "new" for one
// that nobody has begun yet.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import { Problem } from '../../api/problem.ts';
import { useRead, useReadTagged } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import type { Crumb } from '../../frame/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { Begin } from './begin.tsx';
import { Guide } from './guide.tsx';

const route = getRouteApi('/in/integrations/ad-sync/$template/guide');

export function GuidePage(): ReactNode {
  const { words } = useWords();
  const { template: id } = route.useParams();
  if (id !== 'new') return <StoredGuide key={id} id={id} />;
  return (
    <Page title={words.guide.title} crumbs={useCrumbs()}>
      <Begin template={null} />
    </Page>
  );
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

const isMissing = (error: unknown): boolean => error instanceof Problem && error.status === 404;

function StoredGuide({ id }: { id: string }): ReactNode {
  const { words } = useWords();
  const crumbs = useCrumbs();
  const read = useReadTagged('/companies/{company}/guides/{guide}', { path: { guide: id } });
  if (read.data) {
    const { template, name } = read.data.data;
    const isRenewal = template !== null;
    return (
      <Page
        title={isRenewal ? words.guide.renewalTitle(name) : words.guide.title}
        crumbs={crumbs}
        lead={isRenewal ? words.guide.renewalLead : words.guide.lead}
      >
        <Guide read={read.data} address={id} />
      </Page>
    );
  }
  return (
    <Page title={words.guide.title} crumbs={crumbs}>
      {isMissing(read.error) ? (
        <NoGuide id={id} />
      ) : read.error ? (
        <Failed error={read.error} what={words.guide.failed} onRetry={() => void read.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

/** There is none by this id: a template's can be begun, any other has ended. */
function NoGuide({ id }: { id: string }): ReactNode {
  const { words } = useWords();
  const read = useRead('/companies/{company}/sync-templates/{template}', { path: { template: id } });
  if (read.data) return <Begin template={read.data} />;
  if (!read.error) return <Loading rows={3} />;
  if (!isMissing(read.error))
    return <Failed error={read.error} what={words.guide.failed} onRetry={() => void read.refetch()} />;
  return (
    <Empty
      title={words.guide.gone}
      text={words.guide.goneText}
      action={
        <Button component={Link} to="/integrations/ad-sync">
          {words.guide.toList}
        </Button>
      }
    />
  );
}
