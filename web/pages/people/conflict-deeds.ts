// The three ways to settle a conflict, each with its way back in the notice that tells of it.
import { useMutation } from '@tanstack/react-query';
import type { Candidate, Proposal } from '../../api/api-types.ts';
import { useApi, useForget } from '../../api/use-api.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';

export interface ConflictDeeds {
  link: (candidate: Candidate) => void;
  createAnyway: () => void;
  takeCreateBack: () => void;
  ignore: () => void;
  isBusy: boolean;
  /** null: nothing was refused. */
  error: unknown;
}

const ofTemplate = '/companies/{company}/sync-templates/{template}';

interface Deed {
  go: () => Promise<unknown>;
  told: string;
  back: () => Promise<unknown>;
}

/** What a decision about a person changes wherever it is shown. */
export function useForgetPeople(): () => Promise<void> {
  const forget = useForget();
  return () =>
    forget(
      '/companies/{company}/people',
      '/companies/{company}/explain',
      `${ofTemplate}/conflicts`,
      `${ofTemplate}/explain`,
      '/companies/{company}/users',
    );
}

export function useConflictDeeds(
  template: string,
  { person, name }: Pick<Proposal, 'person' | 'name'>,
): ConflictDeeds {
  const { words } = useWords();
  const api = useApi();
  const forget = useForgetPeople();
  const w = words.people.conflicts;
  const back = useMutation({
    mutationFn: (go: Deed['back']) => go(),
    onSuccess: () => toast(w.undone),
    onSettled: forget,
  });
  const deed = useMutation({
    mutationFn: ({ go }: Deed) => go(),
    onSuccess: (_, done) =>
      toast(done.told, { label: words.common.undo, go: () => back.mutateAsync(done.back) }),
    onSettled: forget,
  });
  const path = { template, person };
  const who = name ?? person;
  const uncreate = () => api.call('delete', `${ofTemplate}/create-anyway/{person}`, { path });
  return {
    link: ({ user, alias }) =>
      deed.mutate({
        go: () =>
          api.call('put', '/companies/{company}/users/{user}/link', {
            path: { user },
            body: { templateId: template, person },
          }),
        told: w.linked(who, alias),
        back: () => api.call('delete', '/companies/{company}/users/{user}/link', { path: { user } }),
      }),
    createAnyway: () =>
      deed.mutate({
        go: () => api.call('put', `${ofTemplate}/create-anyway/{person}`, { path, body: {} }),
        told: w.created(who),
        back: uncreate,
      }),
    takeCreateBack: () => back.mutate(uncreate),
    ignore: () =>
      deed.mutate({
        go: () => api.call('put', `${ofTemplate}/ignored/{person}`, { path, body: {} }),
        told: w.ignoredNow(who),
        back: () => api.call('delete', `${ofTemplate}/ignored/{person}`, { path }),
      }),
    isBusy: deed.isPending || back.isPending,
    error: deed.error ?? back.error,
  };
}
