// Applies a settings template as its preview showed it; the notice of it takes all of it back.
import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { AppliedSettingsTemplate } from '../../api/api-types.ts';
import { useApi } from '../../api/use-api.ts';
import { toast } from '../../parts/toast.tsx';
import { useTakeBack } from '../../steps/use-take-back.ts';
import { useWords } from '../../words/words.tsx';
import { useForgetUsers } from '../user/use-user.ts';
import type { Whom } from './apply-preview.tsx';

export function useApply(
  template: string | null,
  whom: Whom,
  onDone: () => void,
): UseMutationResult<AppliedSettingsTemplate, Error, string> {
  const { words, format } = useWords();
  const api = useApi();
  const forget = useForgetUsers();
  const takeBack = useTakeBack();
  const undo = async (batch: string): Promise<void> => {
    await takeBack({ batch });
    toast(words.users.undone);
  };
  return useMutation<AppliedSettingsTemplate, Error, string>({
    mutationFn: (expected) =>
      api.call('post', '/companies/{company}/settings-templates/{settingsTemplate}/apply', {
        path: { settingsTemplate: template ?? '' },
        body: { ...whom, expected },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: async ({ change, batch }) => {
      toast(
        words.settingsTemplates.applied(change, format.number(change)),
        batch === null ? undefined : { label: words.common.undo, go: () => undo(batch) },
      );
      onDone();
      await forget();
    },
  });
}
