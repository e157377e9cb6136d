// A webhook's name, address, shape and kinds of notice. What is wrong with the address the server says, at the field.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button, Checkbox, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { NewWebhook, Webhook } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';

type Kind = NonNullable<NewWebhook['kinds']>[number];
type Shape = NonNullable<NewWebhook['shape']>;

interface WebhookFormProps {
  /** null: a new one. */
  webhook: Webhook | null;
  etag?: string;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

export function WebhookForm({ webhook, etag, onClose, onSecret }: WebhookFormProps): ReactNode {
  const { words } = useWords();
  const w = words.webhooks;
  const [values, setValues] = useState(() => presentValues(webhook));
  const save = useSave({ webhook, ...(etag && { etag }), values, onClose, onSecret });
  const set = (next: Partial<typeof values>): void => setValues((now) => ({ ...now, ...next }));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog onClose={onClose} title={webhook ? webhook.name : w.create}>
      <form onSubmit={send}>
        <Stack>
          <NameAndUrl {...{ values, set, error: save.error, isNew: webhook === null }} />
          <Select
            label={w.shape}
            allowDeselect={false}
            data={Object.entries(w.shapes).map(([value, label]) => ({ value, label }))}
            value={values.shape}
            onChange={(value) => set({ shape: (value ?? 'json') as Shape })}
          />
          <Kinds kinds={values.kinds} onChange={(kinds) => set({ kinds })} />
          <Switch
            label={w.active}
            description={w.activeHelp}
            checked={values.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
          {save.error && faultAt(save.error, 'name') === null && faultAt(save.error, 'url') === null && (
            <Failed error={save.error} />
          )}
          <Group justify="flex-end">
            <Button onClick={onClose}>{words.common.cancel}</Button>
            <Button type="submit" variant="filled" loading={save.isPending}>
              {words.common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface NameAndUrlProps {
  values: { name: string; url: string };
  set: (next: { name?: string; url?: string }) => void;
  error: unknown;
  isNew: boolean;
}

function NameAndUrl({ values, set, error, isNew }: NameAndUrlProps): ReactNode {
  const { words } = useWords();
  const w = words.webhooks;
  return (
    <>
      <TextInput
        label={w.name}
        required
        value={values.name}
        error={faultAt(error, 'name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={w.url}
        description={isNew ? w.urlHelp : w.urlKept}
        required
        inputMode="url"
        autoComplete="off"
        value={values.url}
        error={faultAt(error, 'url')}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
    </>
  );
}

const presentValues = (webhook: Webhook | null) => ({
  name: webhook?.name ?? '',
  url: webhook?.url ?? '',
  shape: webhook?.shape ?? ('json' as Shape),
  kinds: webhook?.kinds ?? (['incident.opened', 'incident.closed'] as Kind[]),
  active: webhook?.active ?? true,
});

function Kinds({
  kinds,
  onChange,
}: {
  kinds: readonly Kind[];
  onChange: (kinds: Kind[]) => void;
}): ReactNode {
  const { words } = useWords();
  const { test: _test, ...names } = words.webhooks.kindNames;
  return (
    <Checkbox.Group
      label={words.webhooks.kinds}
      value={[...kinds]}
      onChange={(value) => onChange(value as Kind[])}
    >
      <Stack gap={6} mt={6}>
        {Object.entries(names).map(([value, label]) => (
          <Checkbox key={value} value={value} label={label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** The server's sentence about a field; null: there is nothing wrong with it. */
function faultAt(error: unknown, path: string): string | null {
  if (!(error instanceof Problem)) return null;
  const fault = error.faults.find((one) => one.path === path);
  return fault ? `${fault.message} ${fault.cure}` : null;
}

function useSave({
  webhook,
  etag,
  values,
  onClose,
  onSecret,
}: WebhookFormProps & { values: ReturnType<typeof presentValues> }) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  // Of what was read when typing began: read again meanwhile, it would let this overwrite somebody else's.
  const [begunEtag] = useState(etag);
  return useMutation({
    mutationFn: () =>
      webhook
        ? api.call('patch', '/companies/{company}/webhooks/{webhook}', {
            path: { webhook: webhook.id },
            ...(begunEtag && { ifMatch: begunEtag }),
            body: values,
          })
        : api.call('post', '/companies/{company}/webhooks', { body: values, idempotencyKey }),
    onSuccess: async ({ secret }) => {
      await forget('/companies/{company}/webhooks');
      toast(words.webhooks.saved);
      onClose();
      if (secret !== null) onSecret(secret);
    },
  });
}
