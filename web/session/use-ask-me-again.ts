// Asks anew who is signed in: after one's own name, role or company has changed.
import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';

export function useAskMeAgain(): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(async () => {
    queries.removeQueries({ queryKey: ['/me'] });
    await router.invalidate();
  }, [queries, router]);
}
