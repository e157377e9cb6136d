// The page /people: everybody whom the sync templates have read, by how they stand and why; who may be a user already; what is wrong in
// the directory. The address says which of it, and mails lead here by template and standing.
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/use-api.ts';
import { Page, PageTitle } from '../../frame/page.tsx';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { Conflicts } from './conflicts.tsx';
import { Quality } from './quality.tsx';
import { Roster } from './roster.tsx';
import { ToTemplates } from './to-templates.tsx';
import { Views } from './views.tsx';
import classes from './people.module.css';

const route = getRouteApi('/in/people');

export function PeoplePage(): ReactNode {
  const { words } = useWords();
  const templates = useRead('/companies/{company}/sync-templates', { query: { limit: 200 } });
  return (
    <Page isBare title={words.people.title} crumbs={[{ label: words.common.company }]}>
      {templates.isError ? (
        <div className={classes['inside']}>
          <PageTitle title={words.people.title} isSmall />
          <Failed
            error={templates.error}
            what={words.people.failedRead}
            onRetry={() => void templates.refetch()}
          />
        </div>
      ) : (
        <Everybody templates={templates.data?.items ?? null} />
      )}
    </Page>
  );
}

interface Template {
  id: string;
  name: string;
}

/** null: not read yet. */
function Everybody({ templates }: { templates: readonly Template[] | null }): ReactNode {
  const { words } = useWords();
  const { template, view, standing } = route.useSearch();
  const only = templates?.length === 1 ? templates[0]?.id : undefined;
  // What is about one template shows the first one until another is chosen.
  const one = template || templates?.[0]?.id;
  return (
    <>
      <Head templates={templates ?? []} />
      <Views template={template || only} />
      {templates === null && <Loading />}
      {templates?.length === 0 && (
        <Empty title={words.people.empty} text={words.people.emptyText} action={<ToTemplates />} />
      )}
      {one !== undefined && view === 'quality' && <Quality template={one} />}
      {one !== undefined && view !== 'quality' && standing === 'conflict' && <Conflicts template={one} />}
      {one !== undefined && view !== 'quality' && standing !== 'conflict' && <Roster only={only} />}
    </>
  );
}

function Head({ templates }: { templates: readonly Template[] }): ReactNode {
  const { words } = useWords();
  const { template, view, search } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className={classes['head']}>
      <PageTitle title={words.people.title} isSmall />
      {view !== 'quality' && (
        <SearchField
          label={words.people.search}
          value={search ?? ''}
          onSearch={(text) =>
            void navigate({ search: (now) => ({ ...now, search: text || undefined }), replace: true })
          }
        />
      )}
      {templates.length > 1 && (
        <FilterChip
          label={words.people.template}
          value={template || null}
          options={templates.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) =>
            void navigate({ search: (now) => ({ ...now, template: value ?? undefined, reason: undefined }) })
          }
        />
      )}
    </div>
  );
}
