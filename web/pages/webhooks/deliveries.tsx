// What was sent to a webhook, newest first, and what came of each; one that was given up can be sent again.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { WebhookDelivery } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi, useForget, useRead } from '../../api/use-api.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './webhooks.module.css';

/** A test's answer comes within seconds. */
const POLL_MS = 2_000;

export function Deliveries({ id }: { id: string }): ReactNode {
  const { words } = useWords();
  const list = useRead(
    '/companies/{company}/webhooks/{webhook}/deliveries',
    { path: { webhook: id }, query: { limit: 50 } },
    { refetchInterval: POLL_MS },
  );
  return (
    <section aria-label={words.webhooks.deliveries}>
      <h3>{words.webhooks.deliveries}</h3>
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading rows={3} />}
      {list.data?.items.length === 0 && <p className={classes['quiet']}>{words.webhooks.noDeliveries}</p>}
      <ul className={classes['deliveries']}>
        {list.data?.items.map((delivery) => (
          <li key={delivery.id}>
            <Delivery webhook={id} delivery={delivery} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Delivery({ webhook, delivery }: { webhook: string; delivery: WebhookDelivery }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const api = useApi();
  const forget = useForget();
  const replay = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/webhooks/{webhook}/deliveries/{delivery}/replay', {
        path: { webhook, delivery: delivery.id },
      }),
    onSettled: () => forget('/companies/{company}/webhooks'),
  });
  const w = words.webhooks;
  return (
    <>
      <span>{format.dateTime(delivery.at)}</span>
      <span>{w.kindNames[delivery.kind]}</span>
      <span className={classes[delivery.state === 'failed' ? 'bad' : 'quiet']}>
        {w.states[delivery.state]}
        {delivery.status !== null && ` ${delivery.status}`} ·{' '}
        {w.attempts(delivery.attempts, format.number(delivery.attempts))}
      </span>
      {delivery.answer && (
        <code className={classes['grow']} lang="en">
          {delivery.answer}
        </code>
      )}
      {delivery.state === 'failed' && can('webhook.send') && (
        <Button size="compact-sm" loading={replay.isPending} onClick={() => replay.mutate()}>
          {w.replay}
        </Button>
      )}
      {replay.error && <Failed error={replay.error} />}
    </>
  );
}
