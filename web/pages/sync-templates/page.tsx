// The page /integrations/ad-sync: the company's sync templates with how each stands, and the way to a new one.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import type { Crumb } from '../../frame/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { GuideDrafts } from './guide-drafts.tsx';
import { TemplateTable } from './template-table.tsx';

const EVERY_MS = 15_000;

function useCrumbs(): Crumb[] {
  const { words } = useWords();
  return [
    { label: words.common.company },
    { label: words.common.other },
    { label: words.integrations.title, to: '/integrations' },
  ];
}

export function SyncTemplatesPage(): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [isCreating, setCreating] = useState(false);
  const status = useRead('/companies/{company}/status', {}, { refetchInterval: EVERY_MS });
  const told = words.syncTemplates;
  const isEmpty = status.data?.items.length === 0;
  const create = can('syncTemplate.change') && (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setCreating(true)}
    >
      {told.create}
    </Button>
  );
  return (
    <Page title={told.title} lead={told.lead} crumbs={useCrumbs()} actions={create}>
      {status.data ? (
        isEmpty ? (
          <Empty
            title={told.empty}
            text={told.emptyText}
            action={
              can('syncTemplate.change') && (
                <Button onClick={() => setCreating(true)}>{told.createFirst}</Button>
              )
            }
          />
        ) : (
          <TemplateTable templates={status.data.items} />
        )
      ) : status.error ? (
        <Failed error={status.error} what={told.failed} onRetry={() => void status.refetch()} />
      ) : (
        <Loading rows={3} />
      )}
      {can('syncTemplate.change') && <GuideDrafts />}
      <CreateDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Page>
  );
}
