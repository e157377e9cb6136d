// Asks the server for a run – a preview carried out, an approval, an undo – once for each press, and goes to the run that comes of it.
import { useCallback } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Api } from '../api/api.ts';
import type { OrderedRun } from '../api/api-types.ts';
import { useApi, useForget } from '../api/use-api.ts';

/** key: sent twice, it is done once. */
type Order = (api: Api, key: string) => Promise<OrderedRun | object>;

export interface Orders {
  ask: (order: Order) => void;
  isBusy: boolean;
  /** Why the last one was refused; null: it was not. */
  error: Error | null;
}

export function useOrder(): Orders {
  const api = useApi();
  const forget = useForget();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (order: Order) => order(api, crypto.randomUUID()),
    onSuccess: async (answer) => {
      void forget('/companies/{company}/runs', '/companies/{company}/status');
      if ('run' in answer) await navigate({ to: '/runs/$run', params: { run: answer.run } });
    },
  });
  const ask = useCallback((order: Order) => mutate(order), [mutate]);
  return { ask, isBusy: isPending, error };
}
