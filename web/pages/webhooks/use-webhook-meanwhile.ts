// A webhook's values as its form has them, and what another administrator has made of them meanwhile.
import type { NewWebhook, Webhook } from '../../api/api-types.ts';
import { useMeanwhile } from '../../parts/use-meanwhile.tsx';
import type { Version } from '../../parts/use-meanwhile.tsx';
import { useWords } from '../../words/words.tsx';

export type Kind = NonNullable<NewWebhook['kinds']>[number];

export interface WebhookValues {
  name: string;
  url: string;
  shape: NonNullable<NewWebhook['shape']>;
  kinds: Kind[];
  active: boolean;
}

/** null: of a new one. */
export const presentValues = (webhook: Webhook | null): WebhookValues => ({
  name: webhook?.name ?? '',
  url: webhook?.url ?? '',
  shape: webhook?.shape ?? 'json',
  kinds: webhook?.kinds ?? ['incident.opened', 'incident.closed'],
  active: webhook?.active ?? true,
});

const keys = ['name', 'url', 'shape', 'kinds', 'active'] as const;

interface WebhookMeanwhile {
  id: string;
  base: WebhookValues;
  mine: WebhookValues;
  isSaving: boolean;
  onChoose: (merged: WebhookValues, theirs: Version<WebhookValues>) => void;
}

export function useWebhookMeanwhile({ id, ...rest }: WebhookMeanwhile): ReturnType<typeof useMeanwhile> {
  const { words, format } = useWords();
  const w = words.webhooks;
  return useMeanwhile<WebhookValues, (typeof keys)[number]>({
    ...rest,
    subject: ['webhook', id],
    keys,
    label: (key) => w[key],
    tell: (key, values) => {
      if (key === 'shape') return w.shapes[values.shape];
      if (key === 'kinds') return format.list(values.kinds.map((kind) => w.kindNames[kind])) || '–';
      if (key === 'active') return values.active ? words.common.yes : words.common.no;
      return values[key];
    },
    read: async (api) => {
      const { data, etag } = await api.callTagged('get', '/companies/{company}/webhooks/{webhook}', {
        path: { webhook: id },
      });
      return { values: presentValues(data), etag: etag ?? '' };
    },
  });
}
