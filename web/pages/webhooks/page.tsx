// Webhooks of the company: where notices go beside mail, how each is doing, and what was sent there.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { Webhook } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useRead } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { WebhookDrawer } from './webhook-drawer.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookState } from './webhook-state.tsx';
import { WebhookSecret } from './webhook-secret.tsx';
import classes from './webhooks.module.css';

const route = getRouteApi('/in/integrations/webhooks');

export function WebhooksPage(): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const navigate = route.useNavigate();
  const { webhook } = route.useSearch();
  const list = useRead('/companies/{company}/webhooks', { query: { limit: 200 } });
  const [form, setForm] = useState<'closed' | 'new'>('closed');
  const [secret, setSecret] = useState<string | null>(null);
  const open = (id: string | undefined): void =>
    void navigate({ search: (now) => ({ ...now, webhook: id }) });
  const create = can('webhook.change') && (
    <Button variant="filled" onClick={() => setForm('new')}>
      {words.webhooks.create}
    </Button>
  );
  return (
    <Page
      title={words.webhooks.title}
      lead={words.webhooks.lead}
      crumbs={[
        { label: words.common.company },
        { label: words.common.other },
        { label: words.integrations.title, to: '/integrations' },
      ]}
      actions={create}
    >
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data && list.data.items.length === 0 && (
        <Empty title={words.webhooks.emptyTitle} text={words.webhooks.emptyText} />
      )}
      <ul className={classes['list']}>
        {list.data?.items.map((one) => (
          <li key={one.id}>
            <Card webhook={one} onOpen={() => open(one.id)} />
          </li>
        ))}
      </ul>
      {form === 'new' && (
        <WebhookForm webhook={null} onClose={() => setForm('closed')} onSecret={setSecret} />
      )}
      <WebhookSecret secret={secret} onClose={() => setSecret(null)} />
      <WebhookDrawer id={webhook || undefined} onClose={() => open(undefined)} onSecret={setSecret} />
    </Page>
  );
}

function Card({ webhook, onOpen }: { webhook: Webhook; onOpen: () => void }): ReactNode {
  const { words, format } = useWords();
  return (
    <div className={classes['card']}>
      <div className={classes['what']}>
        <h2 className={classes['name']}>{webhook.name}</h2>
        <code>{webhook.url ?? '–'}</code>
        <div className={classes['quiet']}>
          {words.webhooks.shapes[webhook.shape]} · {words.webhooks.last}:{' '}
          {webhook.last ? format.dateTime(webhook.last.at) : words.webhooks.never}
        </div>
      </div>
      <WebhookState webhook={webhook} />
      <Button onClick={onOpen} aria-label={`${words.common.show}: ${webhook.name}`}>
        {words.common.show}
      </Button>
    </div>
  );
}
