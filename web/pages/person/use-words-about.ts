// An administrator's word about a person: ignored until a date or for good, created although somebody is like her; and taking it back.
import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import { useApi } from '../../api/use-api.ts';
import { useForgetPeople } from '../people/conflict-deeds.ts';

type Word =
  | { say: 'ignore'; until: string | null; why: string | null }
  | { say: 'unignore' | 'createAnyway' | 'revokeCreate' };
export type WordsAbout = UseMutationResult<null, unknown, Word>;

const ofTemplate = '/companies/{company}/sync-templates/{template}';

export function useWordsAbout(template: string, person: string): WordsAbout {
  const api = useApi();
  const forget = useForgetPeople();
  const path = { template, person };
  return useMutation({
    mutationFn: (word: Word) => {
      switch (word.say) {
        case 'ignore':
          return api.call('put', `${ofTemplate}/ignored/{person}`, {
            path,
            body: { until: word.until, why: word.why },
          });
        case 'unignore':
          return api.call('delete', `${ofTemplate}/ignored/{person}`, { path });
        case 'createAnyway':
          return api.call('put', `${ofTemplate}/create-anyway/{person}`, { path, body: {} });
        case 'revokeCreate':
          return api.call('delete', `${ofTemplate}/create-anyway/{person}`, { path });
      }
    },
    onSettled: forget,
  });
}
