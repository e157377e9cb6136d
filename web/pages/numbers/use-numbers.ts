// What changes numbers: reserving and letting go, each with its way back; and what has to be read again after any change of them.
import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { NumbersReleased, NumbersReserved, ReserveNumbers } from '../../api/api-types.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';

export function useForgetNumbers(): () => Promise<void> {
  const forget = useForget();
  return () =>
    forget(
      '/companies/{company}/numbers',
      '/companies/{company}/number-series',
      '/companies/{company}/reserved-numbers',
    );
}

export function useReserve(): UseMutationResult<NumbersReserved, unknown, ReserveNumbers> {
  const { words, format } = useWords();
  const api = useApi();
  const forget = useForgetNumbers();
  const release = useRelease();
  return useMutation({
    mutationFn: (body: ReserveNumbers) => api.call('post', '/companies/{company}/numbers/reserve', { body }),
    onSuccess: ({ count, cooling }, { from, to }) => {
      const { reservedNow, reserver } = words.numbers;
      const more = cooling > 0 ? ` ${reserver.cooling(cooling, format.number(cooling))}` : '';
      toast(`${reservedNow(count, format.number(count))}.${more}`, {
        label: words.common.undo,
        go: () => release.mutateAsync({ from, to }),
      });
    },
    onSettled: forget,
  });
}

export function useRelease(): UseMutationResult<NumbersReleased, unknown, ReserveNumbers> {
  const { words, format } = useWords();
  const api = useApi();
  const forget = useForgetNumbers();
  return useMutation({
    mutationFn: (body: ReserveNumbers) =>
      api.call('post', '/companies/{company}/numbers/unreserve', { body }),
    onSuccess: ({ count }) => toast(words.numbers.released(count, format.number(count))),
    onSettled: forget,
  });
}
