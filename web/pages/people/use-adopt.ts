// The preview of linking everybody certain, and doing exactly that; when other people fit since, the new preview is read.
import { useRef } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Adopt, Adoption } from '../../api/api-types.ts';
import { Problem } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.ts';
import { toast } from '../../parts/toast.tsx';
import { useTakeBack } from '../../steps/use-take-back.ts';
import { useWords } from '../../words/words.tsx';
import { useForgetPeople } from './conflict-deeds.ts';

export type Evidence = Adopt['evidence'][number];
const PATH = '/companies/{company}/sync-templates/{template}/adopt';
/** As many as the API lists at once. */
const SHOWN = 200;

export function useAdopt(template: string, kinds: readonly Evidence[], onDone: () => void) {
  const { words, format } = useWords();
  const api = useApi();
  const forget = useForgetPeople();
  const evidence = [...kinds];
  // Sent again after a lost answer, it is done once.
  const idempotencyKey = useRef(crypto.randomUUID());
  const preview = useQuery({
    queryKey: ['adopt', template, evidence],
    enabled: evidence.length > 0,
    gcTime: 0,
    queryFn: () =>
      api.call('post', PATH, { path: { template }, body: { evidence, preview: true, limit: SHOWN } }),
  });
  const takeBack = useTakeBack();
  const undo = async (batch: string): Promise<void> => {
    await takeBack({ batch });
    toast(words.people.adopt.undone);
  };
  const adopt = useMutation({
    mutationFn: ({ fingerprint }: Adoption) =>
      api.call('post', PATH, {
        path: { template },
        body: { evidence, preview: false, expected: fingerprint },
        idempotencyKey: idempotencyKey.current,
      }),
    onSuccess: ({ batch, count }) => {
      const told = words.people.adopt.done(count, format.number(count));
      toast(told, batch === null ? undefined : { label: words.common.undo, go: () => undo(batch) });
      onDone();
    },
    onError: () => {
      idempotencyKey.current = crypto.randomUUID();
      void preview.refetch();
    },
    onSettled: forget,
  });
  const isAnew = adopt.error instanceof Problem && adopt.error.code === 'adoption.changed';
  return { preview, adopt, isAnew };
}
