// A webhook's name, address, shape and kinds of notice. What is wrong with the address the server says, at the field.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Checkbox, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Webhook } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { presentFaults, isAtFields } from '../../parts/field-fault.tsx';
import { FormFoot } from '../../parts/form-foot.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { isMeanwhile } from '../../parts/use-meanwhile.tsx';
import { useWords } from '../../words/words.tsx';
import { presentValues, useWebhookMeanwhile } from './use-webhook-meanwhile.ts';
import type { Kind, WebhookValues } from './use-webhook-meanwhile.ts';

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
  // As it was read when typing began: read again meanwhile, it would let this overwrite somebody else's.
  const [base, setBase] = useState(() => ({ values: presentValues(webhook), etag: etag ?? '' }));
  const [values, setValues] = useState(base.values);
  const save = useSave({ webhook, onClose, onSecret });
  const { onError, dialog } = useWebhookMeanwhile({
    id: webhook?.id ?? '',
    base: base.values,
    mine: values,
    isSaving: save.isPending,
    onChoose(merged, theirs) {
      setBase(theirs);
      setValues(merged);
      send(merged, theirs.etag);
    },
  });
  function send(next: WebhookValues, over: string): void {
    save.mutate({ values: next, etag: over }, { onError: (error) => void onError(error) });
  }
  const set = (next: Partial<WebhookValues>): void => setValues((now) => ({ ...now, ...next }));
  const problem = save.error instanceof Problem ? save.error : null;
  return (
    <Dialog onClose={onClose} title={webhook ? webhook.name : w.create}>
      {dialog}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(values, base.etag);
        }}
      >
        <Stack>
          <NameAndUrl {...{ values, set, problem, isNew: webhook === null }} />
          <Rest values={values} set={set} />
          {problem && !isMeanwhile(problem) && !isAtFields(problem, ['name', 'url']) && (
            <Failed error={problem} />
          )}
          <FormFoot deed={words.common.save} isBusy={save.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

interface PartProps {
  values: WebhookValues;
  set: (next: Partial<WebhookValues>) => void;
}

function Rest({ values, set }: PartProps): ReactNode {
  const w = useWords().words.webhooks;
  return (
    <>
      <Select
        label={w.shape}
        allowDeselect={false}
        data={Object.entries(w.shapes).map(([value, label]) => ({ value, label }))}
        value={values.shape}
        onChange={(value) => set({ shape: (value ?? 'json') as WebhookValues['shape'] })}
      />
      <Kinds kinds={values.kinds} onChange={(kinds) => set({ kinds })} />
      <Switch
        label={w.active}
        description={w.activeHelp}
        checked={values.active}
        onChange={(event) => set({ active: event.currentTarget.checked })}
      />
    </>
  );
}

interface NameAndUrlProps extends PartProps {
  problem: Problem | null;
  isNew: boolean;
}

function NameAndUrl({ values, set, problem, isNew }: NameAndUrlProps): ReactNode {
  const { words } = useWords();
  const faultAt = presentFaults(problem);
  const w = words.webhooks;
  return (
    <>
      <TextInput
        label={w.name}
        required
        value={values.name}
        error={faultAt('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={w.url}
        description={isNew ? w.urlHelp : w.urlKept}
        required
        inputMode="url"
        autoComplete="off"
        value={values.url}
        error={faultAt('url')}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
    </>
  );
}

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

function useSave({ webhook, onClose, onSecret }: Omit<WebhookFormProps, 'etag'>) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({ values, etag }: { values: WebhookValues; etag: string }) =>
      webhook
        ? api.call('patch', '/companies/{company}/webhooks/{webhook}', {
            path: { webhook: webhook.id },
            ...(etag !== '' && { ifMatch: etag }),
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
