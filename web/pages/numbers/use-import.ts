// Previewing and taking in a file of numbers.
import { useRef } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { NumbersFile } from '../../api/api-types.ts';
import { useApi } from '../../api/use-api.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { useForgetNumbers } from './use-numbers.ts';

const PATH = '/companies/{company}/numbers/import';

export function useImport(onDone: () => void) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForgetNumbers();
  // Sent again after a lost answer, it is done once; another file is another deed.
  const idempotencyKey = useRef(crypto.randomUUID());
  const preview = useMutation({
    mutationFn: (body: NumbersFile) => api.call('post', PATH, { query: { preview: 'true' }, body }),
    onSettled: () => void (idempotencyKey.current = crypto.randomUUID()),
  });
  const take = useMutation({
    mutationFn: (body: NumbersFile) =>
      api.call('post', PATH, { body, idempotencyKey: idempotencyKey.current }),
    onSuccess: () => {
      toast(words.numbers.importer.done);
      onDone();
    },
    onSettled: forget,
  });
  return { preview, take };
}
