// One webhook: how it is doing, what was sent there and what was answered; test, change, another secret, delete.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Webhook } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi, useForget, useReadTagged } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useInnermost } from '../../parts/use-innermost.ts';
import { useOpening } from '../../parts/use-opening.ts';
import { useWords } from '../../words/words.tsx';
import { Deliveries } from './deliveries.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookState } from './webhook-state.tsx';
import classes from './webhooks.module.css';

interface WebhookDrawerProps {
  id: string | undefined;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

export function WebhookDrawer({ id, onClose, onSecret }: WebhookDrawerProps): ReactNode {
  const { words } = useWords();
  return (
    <Drawer
      opened={useOpening(id !== undefined)}
      {...useInnermost(onClose)}
      position="right"
      size={640}
      title={words.webhooks.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {id !== undefined && <Content id={id} onClose={onClose} onSecret={onSecret} />}
    </Drawer>
  );
}

function Content({ id, onClose, onSecret }: WebhookDrawerProps & { id: string }): ReactNode {
  const { words } = useWords();
  const read = useReadTagged('/companies/{company}/webhooks/{webhook}', { path: { webhook: id } });
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Loading />;
  const { data: webhook, etag } = read.data;
  return (
    <Stack>
      <div className={classes['what']}>
        <strong>{webhook.name}</strong> · <WebhookState webhook={webhook} />
        <div>
          <code>{webhook.url}</code>
        </div>
        <div className={classes['quiet']}>
          {words.webhooks.kinds}:{' '}
          {webhook.kinds.map((kind) => words.webhooks.kindNames[kind]).join(', ') || '–'}
        </div>
      </div>
      <Deeds webhook={webhook} etag={etag ?? ''} onClose={onClose} onSecret={onSecret} />
      <Deliveries id={id} />
    </Stack>
  );
}

interface DeedsProps {
  webhook: Webhook;
  etag: string;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

function Deeds({ webhook, etag, onClose, onSecret }: DeedsProps): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [asked, setAsked] = useState<'edit' | 'rotate' | 'remove' | null>(null);
  const { test, rotate, remove } = useDeeds({ webhook, etag, onClose, onSecret });
  const close = (): void => setAsked(null);
  const w = words.webhooks;
  return (
    <>
      {test.error && <Failed error={test.error} />}
      <Group gap="xs">
        {can('webhook.send') && (
          <Button loading={test.isPending} onClick={() => test.mutate()}>
            {w.test}
          </Button>
        )}
        {can('webhook.change') && (
          <>
            <Button onClick={() => setAsked('edit')}>{w.edit}</Button>
            {webhook.shape === 'json' && <Button onClick={() => setAsked('rotate')}>{w.rotate} …</Button>}
            <Button onClick={() => setAsked('remove')}>{w.remove} …</Button>
          </>
        )}
      </Group>
      {asked === 'edit' && <WebhookForm webhook={webhook} etag={etag} onClose={close} onSecret={onSecret} />}
      <Asked asked={asked} rotate={rotate} remove={remove} onClose={close} />
    </>
  );
}

interface AskedProps extends Pick<ReturnType<typeof useDeeds>, 'rotate' | 'remove'> {
  asked: 'edit' | 'rotate' | 'remove' | null;
  onClose: () => void;
}

function Asked({ asked, rotate, remove, onClose: close }: AskedProps): ReactNode {
  const { words } = useWords();
  const w = words.webhooks;
  return (
    <>
      <Confirm
        isOpen={asked === 'rotate'}
        title={w.rotate}
        deed={w.rotate}
        isBusy={rotate.isPending}
        onConfirm={() => rotate.mutate(undefined, { onSuccess: close })}
        onClose={close}
      >
        <p>{w.rotateText}</p>
        {rotate.error && <Failed error={rotate.error} />}
      </Confirm>
      <Confirm
        isOpen={asked === 'remove'}
        title={w.remove}
        deed={w.removeDeed}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={close}
      >
        <p>{w.removeText}</p>
        {remove.error && <Failed error={remove.error} />}
      </Confirm>
    </>
  );
}

function useDeeds({ webhook, etag, onClose, onSecret }: DeedsProps) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const path = { webhook: webhook.id };
  const test = useMutation({
    mutationFn: () => api.call('post', '/companies/{company}/webhooks/{webhook}/test', { path }),
    onSuccess: async () => {
      toast(words.webhooks.tested);
      await forget('/companies/{company}/webhooks');
    },
  });
  const rotate = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/webhooks/{webhook}/rotate-secret', {
        path,
        ifMatch: etag,
        body: {},
      }),
    onSuccess: async ({ secret }) => {
      if (secret !== null) onSecret(secret);
      await forget('/companies/{company}/webhooks');
    },
  });
  const remove = useMutation({
    mutationFn: () => api.call('delete', '/companies/{company}/webhooks/{webhook}', { path, ifMatch: etag }),
    onSuccess: async () => {
      toast(words.webhooks.removed(webhook.name));
      onClose();
      await forget('/companies/{company}/webhooks');
    },
  });
  return { test, rotate, remove };
}
