// One user in full, and deeds on it: each sends what the user looked like when it was decided, and whatever shows users reads them again.
import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { Api, Tagged } from '../../api/api.ts';
import type { UserInFull } from '../../api/api-types.ts';
import type { Problem } from '../../api/problem.ts';
import { useApi, useForget, useReadTagged } from '../../api/use-api.ts';

export const userPath = '/companies/{company}/users/{user}';

export const useUser = (id: string): UseQueryResult<Tagged<UserInFull>> =>
  useReadTagged(userPath, { path: { user: id } });

/** Names what to read again. */
export function useForgetUsers(): () => Promise<void> {
  const forget = useForget();
  return () =>
    forget(
      '/companies/{company}/users',
      '/companies/{company}/changes',
      '/companies/{company}/numbers',
      '/companies/{company}/settings-templates',
    );
}

export type Deed<V> = UseMutationResult<void, Problem, V>;

export function useDeed<V = void>(
  work: (api: Api, given: V) => Promise<unknown>,
  onDone?: () => void,
): Deed<V> {
  const api = useApi();
  const forget = useForgetUsers();
  return useMutation<void, Problem, V>({
    mutationFn: async (given) => {
      await work(api, given);
    },
    onSuccess: async () => {
      onDone?.();
      await forget();
    },
  });
}
