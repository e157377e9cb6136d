// Deeds on an exchange as a whole: pause, resume, compare. Whatever shows exchanges reads them again.
import { useMutation } from '@tanstack/react-query';
import { useApi, useForget } from '../../api/use-api.ts';
import { toast } from '../../parts/toast.tsx';
import { targetPath } from './target-path.ts';

export function useTargetDeed(id: string, deed: 'pause' | 'resume' | 'compare', said: string) {
  const api = useApi();
  const forget = useForget();
  return useMutation({
    mutationFn: () => api.call('post', `${targetPath}/${deed}`, { path: { target: id } }),
    onSuccess: async () => {
      toast(said);
      await forget('/companies/{company}/targets');
    },
  });
}
