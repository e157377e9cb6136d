// All companies, for an operator who has chosen none: how each is, found by name; what needs somebody first meets the eye.
import { Suspense, lazy, useMemo } from 'react';
import type { ReactNode } from 'react';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { TemplateStatus } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { Page } from '../../frame/page.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Empty, Failed, Loading, NoHit } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { CompanyTable } from './company-table.tsx';

const route = getRouteApi('/in/');
const AT_ONCE = 100;
/** In ms: how they are changes without anybody doing something here. */
const READ_EVERY = 60_000;

const CreateCompany = lazy(async () => ({ default: (await import('./create-company.tsx')).CreateCompany }));

export function Companies(): ReactNode {
  const { words } = useWords();
  const { all } = words.company;
  const mayCreate = useCan()('company.create');
  const navigate = useNavigate();
  const { q = '', create = false } = route.useSearch();
  const setSearch = (some: { q?: string; create?: boolean }): void =>
    void navigate({ to: '/', search: (now) => ({ ...now, ...some }), replace: true });
  return (
    <Page
      title={all.title}
      crumbs={[]}
      actions={
        mayCreate && (
          <Button
            variant="filled"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setSearch({ create: true })}
          >
            {all.create}
          </Button>
        )
      }
    >
      <Stack gap="md" mt="sm">
        <SearchField label={all.search} value={q} onSearch={(text) => setSearch({ q: text })} />
        <Found q={q} onClear={() => setSearch({ q: '' })} />
      </Stack>
      <Suspense fallback={null}>
        {mayCreate && create && <CreateCompany onClose={() => setSearch({ create: false })} />}
      </Suspense>
    </Page>
  );
}

function Found({ q, onClear }: { q: string; onClear: () => void }): ReactNode {
  const { words, format } = useWords();
  const { all } = words.company;
  const companies = usePages('/companies', { query: { search: q, limit: AT_ONCE } });
  const status = useRead('/status', {}, { refetchInterval: READ_EVERY });
  const byCompany = useMemo(() => groupByCompany(status.data?.items ?? []), [status.data]);
  if (companies.error) return <Failed error={companies.error} onRetry={companies.readAgain} />;
  if (companies.isPending) return <Loading />;
  if (companies.items.length === 0)
    return q === '' ? (
      <Empty title={all.empty} text={all.emptyText} />
    ) : (
      <NoHit title={all.none} onClear={onClear} />
    );
  const total = companies.total ?? companies.items.length;
  return (
    <Stack gap="sm">
      {status.error && (
        <Failed error={status.error} what={all.statusFailed} onRetry={() => void status.refetch()} />
      )}
      {status.data?.items.some(({ mailServer }) => mailServer !== null) && (
        <Alert color="amber" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {all.mailServer}
        </Alert>
      )}
      <Text c="dimmed">{all.count(total, format.number(total))}</Text>
      <CompanyTable companies={companies.items} statusOf={status.data ? byCompany : null} />
      {companies.hasMore && (
        <Group>
          <Button onClick={companies.readMore} loading={companies.isReadingMore}>
            {all.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** By name, which is unique on an installation. */
function groupByCompany(entries: readonly TemplateStatus[]): ReadonlyMap<string, TemplateStatus[]> {
  const groups = new Map<string, TemplateStatus[]>();
  for (const entry of entries) groups.set(entry.company, [...(groups.get(entry.company) ?? []), entry]);
  return groups;
}
